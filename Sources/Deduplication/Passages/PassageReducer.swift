// Counted passages to those that stand in too many documents: one range of hashes, all tasks.

import Storage

/// Finds the passages that more than a given number of documents hold, for one of several ranges of hashes.
///
/// The result depends on the documents only: not on how they were cut into tasks, nor on the order of the files. Memory
/// is bounded by `memoryByteCount` whatever the corpus: a range that holds more is read in several passes, each of which
/// finds its part of every sorted segment by binary search. Besides, 16 bytes are held for each passage found.
public struct PassageReducer: Sendable {
  /// What a reducer found.
  public struct Summary: Sendable, Equatable {
    /// Different passages.
    public var passages = 0
    /// Passages in more than the allowed number of documents.
    public var repeated = 0
    /// Documents that hold them, summed over these passages.
    public var occurrences = 0
    public var file = FileSummary(byteCount: 0, xxh64: 0)
  }

  public let index: Int
  public let count: Int
  public let rule: PassageRule
  /// A passage in more documents than this is repeated.
  public let maximumDocuments: Int
  /// Memory for sorting, in bytes.
  public let memoryByteCount: Int

  /// - Parameters:
  ///   - index: which range, below `count`.
  ///   - count: number of ranges, 1…256.
  ///   - maximumDocuments: at least 1, below 2³² − 1.
  public init(
    range index: Int, of count: Int, rule: PassageRule, maximumDocuments: Int, memoryByteCount: Int = 512 << 20
  ) throws(DeduplicationError) {
    guard (1...256).contains(count), (0..<count).contains(index) else {
      throw DeduplicationError(.invalidParameter, "range \(index) of \(count): 1 to 256 are allowed", at: "range")
    }
    guard maximumDocuments >= 1, maximumDocuments < Int(UInt32.max) else {
      throw DeduplicationError(
        .invalidParameter, "1 to \(UInt32.max - 1) is allowed, not \(maximumDocuments)", at: "maximum documents")
    }
    self.index = index
    self.count = count
    self.rule = rule
    self.maximumDocuments = maximumDocuments
    self.memoryByteCount = memoryByteCount
  }

  /// Reads this range of all run files and writes its part of the table.
  ///
  /// - Parameters:
  ///   - runPaths: one committed file per task, in any order.
  ///   - path: the table's part; it appears whole.
  public func run(
    runPaths: [String], output path: String, cancellation: CancellationFlag? = nil
  ) throws -> Summary {
    let all = PassageTableLayout.hashes(ofRange: index, of: count)
    let writer = try PassageTableWriter(path: path, rule: rule, range: all)
    var summary = Summary()
    var entries: [PassageEntry] = []
    // Ranges that are still to be read, the lowest last.
    var open = [all]
    let limit = max(1, memoryByteCount / (2 * MemoryLayout<PassageEntry>.stride))
    while let range = open.popLast() {
      try cancellation?.check()
      var recordCount = 0
      for path in runPaths { recordCount += try PassageRunFile(path: path, rule: rule).count(in: range) }
      if recordCount > limit, range.lowerBound < range.upperBound {
        open += Self.parts(of: range, count: recordCount / limit + 2).reversed()
        continue
      }
      entries.removeAll(keepingCapacity: true)
      entries.reserveCapacity(recordCount)
      for path in runPaths { try PassageRunFile(path: path, rule: rule).read(in: range, into: &entries) }
      PassageEntry.fold(&entries)
      summary.passages += entries.count
      for entry in entries where entry.count > maximumDocuments {
        summary.repeated += 1
        summary.occurrences += Int(entry.count)
        try writer.append(entry)
      }
    }
    summary.file = try writer.commit()
    return summary
  }

  /// A range of at least two hashes cut into at least two, of about equal width, in order.
  static func parts(of range: ClosedRange<UInt128>, count: Int) -> [ClosedRange<UInt128>] {
    let width = max(1, (range.upperBound - range.lowerBound) / UInt128(max(2, count)))
    var parts: [ClosedRange<UInt128>] = []
    var start = range.lowerBound
    while true {
      let (end, overflow) = start.addingReportingOverflow(width - 1)
      if overflow || end >= range.upperBound {
        parts.append(start...range.upperBound)
        return parts
      }
      parts.append(start...end)
      start = end + 1
    }
  }
}
