// Signatures from disk: one range of keys of one task.

import Storage

/// A committed signature file, open for reading.
public struct SignatureFile {
  private struct Segment {
    var records: Int
    /// Offset of the index behind the records.
    var index: Int
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
    for number in 0..<Int(segmentCount) {
      let entry = footer + number * SignatureLayout.footerEntryByteCount
      let start = Int(clamping: bytes.integer(at: entry, as: UInt64.self))
      let next =
        number + 1 < Int(segmentCount)
        ? Int(clamping: bytes.integer(at: entry + SignatureLayout.footerEntryByteCount, as: UInt64.self)) : footer
      guard start >= SignatureLayout.headerByteCount, next <= footer, next - indexByteCount >= start else {
        throw bad("is damaged: segment \(number) does not lie inside the file")
      }
      segments.append(Segment(records: start, index: next - indexByteCount))
    }
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

  /// Appends the content hashes whose slot lies in `slots`, with dense numbers from `base`.
  func readContents(slots: Range<Int>, base: UInt32, into entries: inout [ContentEntry]) throws(DeduplicationError) {
    try forEachRecord(group: 0, slots: slots) { bytes, offset, slot in
      let high = bytes.integer(at: offset, as: UInt64.self) & (1 << 56 - 1) | UInt64(slot) << 56
      let low = bytes.integer(at: offset + 7, as: UInt64.self)
      entries.append(
        ContentEntry(high: high, low: low, number: base &+ bytes.integer(at: offset + 15, as: UInt32.self)))
    }
  }

  /// Appends the keys of a band whose slot lies in `slots`, with dense numbers from `base`.
  func readKeys(band: Int, slots: Range<Int>, base: UInt32, into entries: inout [KeyEntry]) throws(DeduplicationError) {
    try forEachRecord(group: band + 1, slots: slots) { bytes, offset, slot in
      let key = bytes.integer(at: offset, as: UInt64.self) & (1 << 56 - 1) | UInt64(slot) << 56
      entries.append(KeyEntry(key: key, number: base &+ bytes.integer(at: offset + 7, as: UInt32.self)))
    }
  }

  /// Calls `body` with the offset and slot of each record of a group, in file order.
  private func forEachRecord(
    group: Int, slots: Range<Int>, _ body: (UnsafeRawBufferPointer, Int, Int) -> Void
  ) throws(DeduplicationError) {
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
          body(bytes, offset, slot)
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
