// The account of one stage for one source.

import Corpus

/// What a stage did to the documents of a source, summed over tasks.
public struct StageAccount: Sendable, Codable, Equatable {
  public let stage: String
  public let source: String
  public var counts: StageCounts

  public init(stage: String, source: String, counts: StageCounts) {
    self.stage = stage
    self.source = source
    self.counts = counts
  }

  /// Sums accounts of the same stage and source; the first of each keeps its place.
  public static func sum(_ accounts: some Sequence<StageAccount>) -> [StageAccount] {
    var sums: [StageAccount] = []
    var places: [[String]: Int] = [:]
    for account in accounts {
      if let place = places[[account.stage, account.source]] {
        sums[place].counts += account.counts
      } else {
        places[[account.stage, account.source]] = sums.count
        sums.append(account)
      }
    }
    return sums
  }
}
