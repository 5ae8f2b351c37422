// The sums from stage to stage: what one gives is what the next one takes.

import Corpus

/// Checks a run's accounts, source by source.
public enum ConservationChain {
  /// Checks each account by itself, and that the documents and text bytes that leave a stage enter the next one.
  ///
  /// - Parameters:
  ///   - accounts: summed accounts.
  ///   - order: the stages on the documents' way, in its order; stages without an account of a source are passed over.
  ///     By default the order in which the accounts name them.
  /// - Throws: `ConservationError` that names stage, source and both numbers.
  public static func check(_ accounts: [StageAccount], order: [String]? = nil) throws(ConservationError) {
    let order = order ?? stages(of: accounts)
    for account in accounts {
      try account.counts.check(stage: StageName(rawValue: account.stage), source: account.source)
    }
    var sources: [String] = []
    for account in accounts where !sources.contains(account.source) { sources.append(account.source) }
    for source in sources {
      var above: StageAccount?
      for stage in order {
        guard let account = accounts.first(where: { $0.stage == stage && $0.source == source }) else { continue }
        if let above { try check(above, gives: account) }
        above = account
      }
    }
  }

  /// The stages in the order of their first account.
  public static func stages(of accounts: [StageAccount]) -> [String] {
    var stages: [String] = []
    for account in accounts where !stages.contains(account.stage) { stages.append(account.stage) }
    return stages
  }

  private static func check(_ above: StageAccount, gives account: StageAccount) throws(ConservationError) {
    let pairs = [
      ("documents", above.counts.documentsKept, account.counts.documentsIn),
      ("text bytes", above.counts.bytesOut, account.counts.bytesIn),
    ]
    for (unit, given, taken) in pairs where given != taken {
      throw ConservationError(
        stage: StageName(rawValue: account.stage), source: account.source,
        message: "\(above.stage) gave \(given) \(unit), but \(taken) came in")
    }
  }
}
