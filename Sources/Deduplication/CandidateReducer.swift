// Signatures to candidates: one range of keys, all tasks.

import Storage

/// Finds the documents whose content hashes or band keys agree, for one of several ranges of keys.
///
/// The work of all ranges together is independent of their number; the memory of one is about
/// `byteCountPerDocument(bands:)` / number of ranges for each document of the corpus. A key that a million documents
/// share is one group, found and written in linear time.
public struct CandidateReducer: Sendable {
  /// What a reducer found.
  public struct Summary: Sendable, Equatable, Codable {
    /// Groups of exact copies, and documents in them beyond the first of each.
    public var exactGroups = 0
    public var exactCopies = 0
    /// Groups that share a band key, and memberships in them.
    public var similarGroups = 0
    public var similarMembers = 0
    /// Members of the largest group.
    public var largestGroup = 0
    public var file = FileSummary(byteCount: 0, xxh64: 0)
  }

  public let index: Int
  public let count: Int

  /// - Parameters:
  ///   - index: which range, below `count`.
  ///   - count: number of ranges, 1…256.
  public init(range index: Int, of count: Int) throws(DeduplicationError) {
    guard (1...256).contains(count), (0..<count).contains(index) else {
      throw DeduplicationError(.invalidParameter, "range \(index) of \(count): 1 to 256 are allowed", at: "range")
    }
    self.index = index
    self.count = count
  }

  /// Number of ranges with which one reducer needs at most `memoryByteCount`.
  public static func rangeCount(documentCount: Int, bands: Int, memoryByteCount: Int) -> Int {
    // One group is held at a time, in two copies while it is sorted.
    let needed = documentCount.multipliedReportingOverflow(by: MemoryLayout<ContentEntry>.stride * 2)
    if needed.overflow { return 256 }
    return min(256, max(1, (needed.partialValue + max(1, memoryByteCount) - 1) / max(1, memoryByteCount)))
  }

  /// Reads this range of all signature files and writes the candidate file.
  ///
  /// - Parameters:
  ///   - signaturePaths: one committed file per task, the same list for every range.
  ///   - numbering: of these files.
  ///   - path: the candidate file; it appears whole.
  @discardableResult
  public func run(
    signaturePaths: [String], parameters: SignatureParameters, numbering: DocumentNumbering, output path: String
  ) throws -> Summary {
    let slots =
      SignatureLayout.slotCount * index / count..<SignatureLayout.slotCount * (index + 1) / count
    let writer = try CandidateWriter(path: path, documentCount: numbering.documentCount)
    var summary = Summary()
    var contents: [ContentEntry] = []
    try forEachFile(signaturePaths, parameters, numbering) { file, task in
      let base = UInt32(numbering.numbers(ofTask: task).lowerBound)
      let rank = numbering.rank(ofTask: task)
      try file.forEachContent(slots: slots) { hash, orderKey, row in
        contents.append(
          ContentEntry(high: hash.high, low: hash.low, orderKey: orderKey, rank: rank, number: base + row))
      }
    }
    KeySorting.sort(&contents)
    try Self.forEachGroup(of: contents) { group in
      summary.exactGroups += 1
      summary.exactCopies += group.count - 1
      summary.largestGroup = max(summary.largestGroup, group.count)
      try writer.append(group.map(\.number))
    }
    contents = []
    try writer.endSection()
    var keys: [KeyEntry] = []
    for band in 0..<parameters.bands {
      keys.removeAll(keepingCapacity: true)
      try forEachFile(signaturePaths, parameters, numbering) { file, task in
        let base = UInt32(numbering.numbers(ofTask: task).lowerBound)
        try file.forEachKey(band: band, slots: slots) { key, row in
          keys.append(KeyEntry(key: key, number: base + row))
        }
      }
      KeySorting.sort(&keys)
      try Self.forEachGroup(of: keys) { group in
        summary.similarGroups += 1
        summary.similarMembers += group.count
        summary.largestGroup = max(summary.largestGroup, group.count)
        try writer.append(group.map(\.number))
      }
    }
    try writer.endSection()
    summary.file = try writer.commit()
    return summary
  }

  private func forEachFile(
    _ paths: [String], _ parameters: SignatureParameters, _ numbering: DocumentNumbering,
    _ body: (SignatureFile, _ task: Int) throws -> Void
  ) throws {
    for (task, path) in paths.enumerated() {
      // Files are opened one after the other: a run may have more of them than a process may map.
      let file = try SignatureFile(path: path)
      try file.check(parameters)
      guard task < numbering.taskCount, file.documentCount == numbering.numbers(ofTask: task).count else {
        throw DeduplicationError(.badFile, "holds another number of documents than was counted", at: path)
      }
      try body(file, task)
    }
  }

  /// Calls `body` with each run of at least two elements of one key.
  private static func forEachGroup<Element: HashOrdered>(
    of elements: [Element], _ body: (ArraySlice<Element>) throws -> Void
  ) rethrows {
    var start = 0
    while start < elements.count {
      var end = start + 1
      while end < elements.count, elements[start].hasSameKey(as: elements[end]) { end += 1 }
      if end - start > 1 { try body(elements[start..<end]) }
      start = end
    }
  }
}
