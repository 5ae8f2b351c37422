// Signatures to candidates: one range of keys, all tasks, and what was frozen before.

import Storage

/// Finds the documents whose content hashes or band keys agree, for one of several ranges of keys.
///
/// The work of all ranges together is independent of their number. One range sorts its keys band by band in the memory
/// it is given, with sorted runs on disk where that does not suffice; groups are streamed, so that a key that a million
/// documents share costs nothing but time, and that linear. The sorted runs of frozen corpora are read along.
public struct CandidateReducer: Sendable {
  /// What a reducer found.
  public struct Summary: Sendable, Equatable, Codable {
    /// Groups of exact copies, and documents in them beyond the first of each.
    public var exactGroups = 0
    public var exactCopies = 0
    /// Documents whose content a frozen corpus has.
    public var frozenCopies = 0
    /// Groups that share a band key, and memberships of this corpus in them.
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

  /// Number of ranges with which one reducer needs about `memoryByteCount` and no disk to sort.
  public static func rangeCount(documentCount: Int, bands: Int, memoryByteCount: Int) -> Int {
    // One band is held at a time, in two copies while it is sorted.
    let needed = documentCount.multipliedReportingOverflow(by: MemoryLayout<ContentEntry>.stride * 2)
    if needed.overflow { return 256 }
    return min(256, max(1, (needed.partialValue + max(1, memoryByteCount) - 1) / max(1, memoryByteCount)))
  }

  /// Reads this range of all signature files and writes the candidate file.
  ///
  /// - Parameters:
  ///   - signaturePaths: one committed file per task, the same list for every range.
  ///   - numbering: of these files.
  ///   - frozen: earlier corpora that this one is deduplicated against.
  ///   - path: the candidate file; it appears whole.
  /// - Throws: `StorageError`; `badFile`; `Cancelled`.
  @discardableResult
  public func run(
    signaturePaths: [String], parameters: SignatureParameters, numbering: DocumentNumbering,
    frozen: FrozenCorpora = .none, resources: WorkResources, output path: String
  ) throws -> Summary {
    let signatures = try SignatureSet(paths: signaturePaths, parameters: parameters, numbering: numbering)
    let slots = SignatureLayout.slots(range: index, of: count)
    let writer = try CandidateWriter(
      path: path, documentCount: numbering.documentCount, frozenCount: frozen.documentCount)
    var summary = Summary()
    let steps = parameters.bands + 1
    try resources.report(.sorting, 0, of: steps)
    try reduceContents(signatures, slots, frozen, resources, writer, &summary)
    try writer.endSection()
    for band in 0..<parameters.bands {
      try resources.report(.sorting, band + 1, of: steps)
      try reduceKeys(band: band, signatures, slots, frozen, resources, writer, &summary)
    }
    try writer.endSection()
    summary.file = try writer.commit()
    try resources.report(.sorting, steps, of: steps)
    return summary
  }

  private func reduceContents(
    _ signatures: SignatureSet, _ slots: Range<Int>, _ frozen: FrozenCorpora, _ resources: WorkResources,
    _ writer: CandidateWriter, _ summary: inout Summary
  ) throws {
    var sorter = ExternalSorter<ContentEntry>(resources)
    try signatures.forEachContent(slots: slots) { try sorter.append($0) }
    try resources.cancellation?.check()
    var stream = try sorter.finish()
    var contents = frozen.contentCursors()
    var first = try stream.next()
    while let head = first {
      var decision: FrozenDecision?
      for cursor in contents.indices where decision == nil { decision = try contents[cursor].decision(on: head) }
      var count = 1
      var entry = try stream.next()
      if decision != nil || entry.map(head.hasSameKey) ?? false {
        writer.begin(decision: decision)
        try writer.append(head.number)
        while let member = entry, member.hasSameKey(as: head) {
          try writer.append(member.number)
          count += 1
          entry = try stream.next()
        }
        try writer.endGroup()
        summary.exactGroups += 1
        summary.exactCopies += count - 1
        summary.frozenCopies += decision == nil ? 0 : count
        summary.largestGroup = max(summary.largestGroup, count)
      }
      first = entry
    }
  }

  private func reduceKeys(
    band: Int, _ signatures: SignatureSet, _ slots: Range<Int>, _ frozen: FrozenCorpora, _ resources: WorkResources,
    _ writer: CandidateWriter, _ summary: inout Summary
  ) throws {
    var sorter = ExternalSorter<KeyEntry>(resources)
    try signatures.forEachKey(band: band, slots: slots) { try sorter.append($0) }
    try resources.cancellation?.check()
    var stream = try sorter.finish()
    var keys = frozen.keyCursors(band: band)
    var frozenMembers: [UInt32] = []
    var first = try stream.next()
    while let head = first {
      frozenMembers.removeAll(keepingCapacity: true)
      for cursor in keys.indices {
        try keys[cursor].appendMembers(of: head.key, limit: frozen.maximumMembersPerGroup, to: &frozenMembers)
      }
      var count = 1
      var entry = try stream.next()
      if !frozenMembers.isEmpty || entry.map(head.hasSameKey) ?? false {
        try writer.begin(frozen: frozenMembers)
        try writer.append(head.number)
        while let member = entry, member.hasSameKey(as: head) {
          try writer.append(member.number)
          count += 1
          entry = try stream.next()
        }
        try writer.endGroup()
        summary.similarGroups += 1
        summary.similarMembers += count
        summary.largestGroup = max(summary.largestGroup, count + frozenMembers.count)
      }
      first = entry
    }
  }
}
