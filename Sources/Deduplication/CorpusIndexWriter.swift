// The index of a corpus to disk.

import Storage

/// Which rows an index names.
public enum IndexedRows: Sendable {
  /// Rows as they were signed: the files of the corpus stay as they are.
  case signed
  /// Rows of files from which what goes was taken out.
  case kept
}

extension Resolution {
  /// Writes what a later corpus needs to be deduplicated against this one, which is frozen by that: a file in `folder`,
  /// of about 182 bytes for each kept document and 19 for each distinct text that went, at 14 bands.
  ///
  /// Needs five bytes for each document besides what is sorted. The file appears whole.
  /// - Parameters:
  ///   - folder: exists already. One folder holds one index.
  ///   - signaturePaths: the files that were searched for duplicates, in the same order.
  ///   - rows: the places of kept documents are a task, which counts as number of a file, and this row.
  /// - Throws: `StorageError`; `badFile`; `Cancelled`.
  @discardableResult
  public func writeIndex(
    to folder: String, signaturePaths: [String], rows: IndexedRows, resources: WorkResources
  ) throws -> FileSummary {
    let signatures = try SignatureSet(paths: signaturePaths, parameters: parameters, numbering: numbering)
    let writer = try CorpusIndexWriter(
      path: Path.join(folder, CorpusIndexLayout.fileName), resolution: self, signatures: signatures,
      resources: resources)
    return try writer.write(rows: rows)
  }
}

/// Writes one index, section by section.
private final class CorpusIndexWriter {
  private typealias Section = CorpusIndexLayout.Section

  private let file: AtomicFile
  private let resolution: Resolution
  private let signatures: SignatureSet
  private let resources: WorkResources
  private var buffer: [UInt8] = []
  private var checksum = XXH64()
  private var sectionStart = CorpusIndexLayout.headerByteCount
  private var trailer: [UInt8] = []

  private static let bufferByteCount = 1 << 18
  private static let noNumber = UInt32.max

  init(path: String, resolution: Resolution, signatures: SignatureSet, resources: WorkResources) throws {
    file = try AtomicFile(path: path)
    self.resolution = resolution
    self.signatures = signatures
    self.resources = resources
  }

  func write(rows: IndexedRows) throws -> FileSummary {
    let header = CorpusIndexLayout.header(of: resolution.parameters)
    try file.write(header)
    let numbering = resolution.numbering
    for corpus in resolution.frozen.corpora {
      buffer.append(littleEndian: corpus.identity.high)
      buffer.append(littleEndian: corpus.identity.low)
    }
    try endSection()
    let kept = keptDocuments()
    for task in 0..<numbering.taskCount {
      let numbers = numbering.numbers(ofTask: task)
      let keptRows = kept.ordinal(of: numbers.upperBound) - kept.ordinal(of: numbers.lowerBound)
      buffer.append(littleEndian: UInt64(rows == .kept ? keptRows : numbers.count))
    }
    try endSection()
    let order = try PriorityOrder(signatures: signatures, resources: resources).numbers(in: kept)
    var numbers = [UInt32](repeating: Self.noNumber, count: numbering.documentCount)
    for (number, document) in order.enumerated() {
      numbers[Int(document)] = UInt32(number)
      try writePlace(of: Int(document), rows, kept)
    }
    try endSection()
    for decision in resolution.decisions { try write(decision, numbers) }
    try endSection()
    try writeDirectory(try writeRuns(numbers, keptCount: order.count))
    let identity = XXH3.hash128(header + trailer)
    trailer.append(littleEndian: identity.high)
    trailer.append(littleEndian: identity.low)
    try file.write(trailer + SignatureLayout.endMagic)
    return try file.commit()
  }

  private func keptDocuments() -> NumberSet {
    let documentCount = resolution.numbering.documentCount
    var kept = NumberSet(bound: documentCount)
    var next = 0
    resolution.forEachDecision(in: 0..<documentCount) { number, _ in
      while next < number {
        kept.insert(next)
        next += 1
      }
      next = number + 1
    }
    for number in next..<documentCount { kept.insert(number) }
    kept.seal()
    return kept
  }

  private func writePlace(of document: Int, _ rows: IndexedRows, _ kept: NumberSet) throws {
    let place = resolution.numbering.place(of: document)
    let first = resolution.numbering.numbers(ofTask: place.task).lowerBound
    buffer.append(littleEndian: UInt32(place.task))
    buffer.append(
      littleEndian: UInt32(rows == .kept ? kept.ordinal(of: document) - kept.ordinal(of: first) : place.row))
    try flush(above: Self.bufferByteCount)
  }

  private func write(_ decision: Decision, _ numbers: [UInt32]) throws {
    var corpus = 0
    var number = Int(numbers[Int(decision.isFrozen ? decision.document : decision.kept)])
    if decision.isFrozen {
      (corpus, number) = resolution.frozen.reference(of: Int(decision.kept))
      corpus += 1
    }
    buffer.append(littleEndian: UInt32(corpus))
    buffer.append(littleEndian: UInt32(number))
    buffer.append(littleEndian: decision.reason.code)
    buffer.append(littleEndian: UInt32(0))
    buffer.append(littleEndian: UInt64(decision.jaccard.intersection))
    buffer.append(littleEndian: UInt64(decision.jaccard.union))
    try flush(above: Self.bufferByteCount)
  }

  // MARK: Runs

  /// Records of a slot.
  private struct Slot {
    var count = 0
    var checksum = XXH64()
  }

  /// Writes the runs of all groups; returns the slots of each, one group behind the other.
  private func writeRuns(_ numbers: [UInt32], keptCount: Int) throws -> [Slot] {
    let groups = resolution.parameters.bands + 1
    let ranges = CandidateReducer.rangeCount(
      documentCount: numbers.count, bands: groups - 1, memoryByteCount: resources.memoryByteCount)
    var slots = [Slot](repeating: Slot(), count: groups * SignatureLayout.slotCount)
    for group in 0..<groups {
      for range in 0..<ranges {
        try resources.report(.indexing, group * ranges + range, of: groups * ranges)
        let part = SignatureLayout.slots(range: range, of: ranges)
        if group == 0 {
          try writeContents(part, numbers, keptCount, &slots)
        } else {
          try writeKeys(band: group - 1, part, numbers, &slots)
        }
      }
    }
    try resources.report(.indexing, groups * ranges, of: groups * ranges)
    try endSection(withChecksum: false)
    return slots
  }

  /// One record for each distinct text.
  private func writeContents(
    _ part: Range<Int>, _ numbers: [UInt32], _ keptCount: Int, _ slots: inout [Slot]
  ) throws {
    var sorter = ExternalSorter<ContentEntry>(resources)
    try signatures.forEachContent(slots: part) { entry in
      if resolution.representatives[Int(entry.number)] == entry.number { try sorter.append(entry) }
    }
    var stream = try sorter.finish()
    var slot = part.lowerBound
    while let entry = try stream.next() {
      try advance(&slot, to: Int(entry.high >> 56), &slots)
      var value = Int(numbers[Int(entry.number)])
      if value == Int(Self.noNumber) {
        value = keptCount + resolution.decisionIndex(atOrAfter: Int(entry.number))
      }
      append(entry.high, byteCount: 7)
      append(entry.low, byteCount: 8)
      buffer.append(littleEndian: UInt32(value))
      slots[slot].count += 1
    }
    try endSlot(&slots[slot])
  }

  private func writeKeys(band: Int, _ part: Range<Int>, _ numbers: [UInt32], _ slots: inout [Slot]) throws {
    var sorter = ExternalSorter<KeyEntry>(resources)
    try signatures.forEachKey(band: band, slots: part) { entry in
      let number = numbers[Int(entry.number)]
      if number != Self.noNumber { try sorter.append(KeyEntry(key: entry.key, number: number)) }
    }
    var stream = try sorter.finish()
    let first = (band + 1) * SignatureLayout.slotCount
    var slot = first + part.lowerBound
    while let entry = try stream.next() {
      try advance(&slot, to: first + Int(entry.key >> 56), &slots)
      append(entry.key, byteCount: 7)
      buffer.append(littleEndian: entry.number)
      slots[slot].count += 1
    }
    try endSlot(&slots[slot])
  }

  private func append(_ value: UInt64, byteCount: Int) {
    withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0.prefix(byteCount)) }
  }

  /// Goes to the slot of the next record; the records before it are written where they end a slot or fill the buffer.
  private func advance(_ slot: inout Int, to next: Int, _ slots: inout [Slot]) throws {
    if slot != next || buffer.count >= Self.bufferByteCount { try endSlot(&slots[slot]) }
    slot = next
  }

  private func endSlot(_ slot: inout Slot) throws {
    buffer.withUnsafeBytes { slot.checksum.update($0) }
    try flush(above: 0)
  }

  private func writeDirectory(_ slots: [Slot]) throws {
    for slot in slots {
      buffer.append(littleEndian: UInt64(slot.count))
      buffer.append(littleEndian: slot.checksum.digest())
    }
    try endSection()
  }

  // MARK: Sections

  private func flush(above byteCount: Int) throws {
    if buffer.count <= byteCount { return }
    buffer.withUnsafeBytes { checksum.update($0) }
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func endSection(withChecksum: Bool = true) throws {
    try flush(above: 0)
    trailer.append(littleEndian: UInt64(sectionStart))
    trailer.append(littleEndian: UInt64(file.byteCount - sectionStart))
    trailer.append(littleEndian: withChecksum ? checksum.digest() : 0)
    checksum = XXH64()
    sectionStart = file.byteCount
  }
}
