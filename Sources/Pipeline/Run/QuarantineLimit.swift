// The number of quarantined records that a user accepts.

import Storage

/// Compares what is in quarantine with `limits.quarantined_records`.
enum QuarantineLimit {
  /// Quarantined records and regions of the committed extract tasks.
  static func count(_ plan: Plan, _ directory: RunDirectory) throws -> Int {
    guard let extract = plan.stage(.extract), directory.missing(extract).isEmpty else { return 0 }
    return try directory.records(of: extract).reduce(0) { sum, record in
      sum + record.accounts.reduce(0) { $0 + $1.counts.quarantined.values.reduce(0) { $0 + $1.count } }
    }
  }

  /// What to tell when the limit is passed; nil when it is not, or none is set.
  static func problem(_ plan: Plan, _ directory: RunDirectory) throws -> String? {
    guard let limit = plan.configuration.limits.quarantinedRecords else { return nil }
    let count = try count(plan, directory)
    if count <= limit { return nil }
    return "\(count) records are in quarantine, more than limits.quarantined_records (\(limit)); the ledger in "
      + "\(Path.join(directory.path, "ledger")) names each with file and offset"
  }
}
