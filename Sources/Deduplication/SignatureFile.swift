// Signatures from disk: one range of keys of one task.

import Storage

/// A committed signature file, open for reading.
public struct SignatureFile {
  private struct Segment {
    var firstRow: Int
    var documentCount: Int
    /// Offset of the order keys, behind which the records follow.
    var start: Int
    /// Offset of the index behind the records.
    var index: Int

    var records: Int { start + documentCount * SignatureLayout.orderKeyByteCount }
    var rows: Range<Int> { firstRow..<firstRow + documentCount }
  }

  public let path: String
  /// Number of documents in the file, with and without units.
  public let documentCount: Int
  /// Number of bands; 0 where only exact copies are searched.
  public let bands: Int
  private let file: MappedFile
  private let header: [UInt8]
  private let segments: [Segment]

  /// Opens a file and checks its frame.
  ///
  /// - Throws: `StorageError`; `DeduplicationError` when the file is no signature file.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    let end = bytes.count - SignatureLayout.trailerByteCount
    guard end >= SignatureLayout.headerByteCount, bytes.prefix(8).elementsEqual(SignatureLayout.magic),
      bytes.suffix(8).elementsEqual(SignatureLayout.endMagic)
    else { throw bad("is no complete signature file") }
    guard bytes.integer(at: 8, as: UInt32.self) == SignatureLayout.version else {
      throw bad("is a signature file of another version of this program; sign again")
    }
    header = Array(bytes.prefix(SignatureLayout.headerByteCount))
    bands = Int(bytes.integer(at: 12, as: UInt32.self))
    let segmentCount = bytes.integer(at: end, as: UInt64.self)
    let total = bytes.integer(at: end + 8, as: UInt64.self)
    guard bands <= 256, segmentCount <= UInt64(end / SignatureLayout.footerEntryByteCount), total <= UInt64(UInt32.max)
    else { throw bad("is damaged: impossible counts at its end") }
    documentCount = Int(total)
    let footer = end - Int(segmentCount) * SignatureLayout.footerEntryByteCount
    let indexByteCount = (bands + 1) * SignatureLayout.slotCount * 4
    var segments: [Segment] = []
    var row = 0
    for number in 0..<Int(segmentCount) {
      let entry = footer + number * SignatureLayout.footerEntryByteCount
      let start = Int(clamping: bytes.integer(at: entry, as: UInt64.self))
      let documents = bytes.integer(at: entry + 8, as: UInt64.self)
      let next =
        number + 1 < Int(segmentCount)
        ? Int(clamping: bytes.integer(at: entry + SignatureLayout.footerEntryByteCount, as: UInt64.self)) : footer
      guard start >= SignatureLayout.headerByteCount, next <= footer, next - indexByteCount >= start,
        documents <= UInt64(next - indexByteCount - start) / UInt64(SignatureLayout.orderKeyByteCount)
      else { throw bad("is damaged: segment \(number) does not lie inside the file") }
      segments.append(
        Segment(firstRow: row, documentCount: Int(documents), start: start, index: next - indexByteCount))
      row += Int(documents)
    }
    guard row == documentCount else { throw bad("is damaged: its segments hold another number of documents") }
    self.segments = segments
  }

  /// Checks that the file was made with these parameters.
  ///
  /// - Throws: `badFile` when it was not.
  public func check(_ parameters: SignatureParameters) throws(DeduplicationError) {
    if header != SignatureLayout.header(of: parameters) {
      throw DeduplicationError(.badFile, "was signed with other parameters; sign again", at: path)
    }
  }

  /// Calls `body` with the content hash, order key and row of the documents whose slot lies in `slots`.
  func forEachContent(
    slots: Range<Int>, _ body: (_ hash: ContentHash, _ orderKey: UInt64, _ row: UInt32) throws -> Void
  ) throws {
    try forEachRecord(group: 0, slots: slots) { bytes, segment, offset, slot in
      let row = bytes.integer(at: offset + 15, as: UInt32.self)
      let place = Int(row) - segment.firstRow
      let high = bytes.integer(at: offset, as: UInt64.self) & (1 << 56 - 1) | UInt64(slot) << 56
      let orderKey = bytes.integer(
        at: segment.start + place * SignatureLayout.orderKeyByteCount, as: UInt64.self)
      try body(ContentHash(high: high, low: bytes.integer(at: offset + 7, as: UInt64.self)), orderKey, row)
    }
  }

  /// Calls `body` with the keys of a band whose slot lies in `slots`, and the rows they belong to.
  func forEachKey(
    band: Int, slots: Range<Int>, _ body: (_ key: UInt64, _ row: UInt32) throws -> Void
  ) throws {
    try forEachRecord(group: band + 1, slots: slots) { bytes, _, offset, slot in
      let key = bytes.integer(at: offset, as: UInt64.self) & (1 << 56 - 1) | UInt64(slot) << 56
      try body(key, bytes.integer(at: offset + 7, as: UInt32.self))
    }
  }

  /// Calls `body` with the order key of each row, in order.
  func forEachOrderKey(_ body: (_ row: Int, _ orderKey: UInt64) throws -> Void) rethrows {
    let bytes = file.bytes
    for segment in segments {
      for place in 0..<segment.documentCount {
        try body(
          segment.firstRow + place,
          bytes.integer(at: segment.start + place * SignatureLayout.orderKeyByteCount, as: UInt64.self))
      }
    }
    withExtendedLifetime(file) {}
  }

  /// Calls `body` with the segment, offset and slot of each record of a group, in file order. The row of the record lies
  /// inside the segment.
  @inline(__always)
  private func forEachRecord(
    group: Int, slots: Range<Int>, _ body: (UnsafeRawBufferPointer, Segment, Int, Int) throws -> Void
  ) throws {
    let bytes = file.bytes
    for segment in segments {
      var offset = segment.records
      func count(_ group: Int, _ slot: Int) -> Int {
        Int(bytes.integer(at: segment.index + (group * SignatureLayout.slotCount + slot) * 4, as: UInt32.self))
      }
      for earlier in 0..<group {
        var records = 0
        for slot in 0..<SignatureLayout.slotCount { records += count(earlier, slot) }
        offset += records * Self.recordByteCount(earlier)
      }
      let recordByteCount = Self.recordByteCount(group)
      for slot in 0..<slots.lowerBound { offset += count(group, slot) * recordByteCount }
      for slot in slots {
        let records = count(group, slot)
        guard offset + records * recordByteCount <= segment.index else {
          throw DeduplicationError(.badFile, "is damaged: its index names more records than there are", at: path)
        }
        for _ in 0..<records {
          let row = Int(bytes.integer(at: offset + recordByteCount - 4, as: UInt32.self))
          guard segment.rows.contains(row) else {
            throw DeduplicationError(.badFile, "is damaged: it names row \(row), which is not there", at: path)
          }
          try body(bytes, segment, offset, slot)
          offset += recordByteCount
        }
      }
    }
    withExtendedLifetime(file) {}
  }

  private static func recordByteCount(_ group: Int) -> Int {
    group == 0 ? SignatureLayout.contentRecordByteCount : SignatureLayout.bandRecordByteCount
  }
}
