// A sorted run of an index, read from front to back along with keys that come in order.

import Storage

/// Finds keys in a sorted run, in ascending order.
///
/// Between two keys it gallops: where the keys that are asked for are dense it reads on, where they are far apart it
/// skips. A slot is checked against its checksum when its first key is asked for.
struct SortedRunReader {
  private let file: MappedFile
  private let recordByteCount: Int
  private let slotOffsets: [Int]
  private let slotChecksums: [UInt64]
  private var slot = -1
  /// Offset of the next record in the file, and where the slot ends.
  private var position = 0
  private var end = 0

  init(file: MappedFile, recordByteCount: Int, slotOffsets: [Int], slotChecksums: [UInt64]) {
    self.file = file
    self.recordByteCount = recordByteCount
    self.slotOffsets = slotOffsets
    self.slotChecksums = slotChecksums
  }

  /// Goes to the first record that does not stand before a key. Keys have to ascend from call to call.
  ///
  /// - Parameter low: the lower half of a content hash; 0 for band keys.
  /// - Returns: true when the record has this key.
  /// - Throws: `badFile` where the records do not fit their checksum.
  mutating func seek(high: UInt64, low: UInt64) throws(DeduplicationError) -> Bool {
    if Int(high >> 56) != slot { try open(slot: Int(high >> 56)) }
    return file.withBytes { bytes in
      func precedes(_ offset: Int) -> Bool {
        let key = bytes.integer(at: offset, as: UInt64.self) & (1 << 56 - 1)
        let wanted = high & (1 << 56 - 1)
        if key != wanted || recordByteCount == SignatureLayout.bandRecordByteCount { return key < wanted }
        return bytes.integer(at: offset + 7, as: UInt64.self) < low
      }
      if position < end, precedes(position) {
        var step = recordByteCount
        while step < end - position, precedes(position + step) {
          position += step
          step *= 2
        }
        // The record here precedes; that one does not, or is beyond the end.
        var next = min(end, position + step)
        while next - position > recordByteCount {
          let middle = position + (next - position) / recordByteCount / 2 * recordByteCount
          if precedes(middle) { position = middle } else { next = middle }
        }
        position = next
      }
      guard position < end else { return false }
      let key = bytes.integer(at: position, as: UInt64.self)
      return (key ^ high) & (1 << 56 - 1) == 0
        && (recordByteCount == SignatureLayout.bandRecordByteCount
          || bytes.integer(at: position + 7, as: UInt64.self) == low)
    }
  }

  /// The value of the next record when that has this band key; goes behind it.
  mutating func nextValue(ofKey key: UInt64) -> UInt32? {
    guard position < end else { return nil }
    return file.withBytes { bytes in
      if (bytes.integer(at: position, as: UInt64.self) ^ key) & (1 << 56 - 1) != 0 { return nil }
      position += recordByteCount
      return bytes.integer(at: position - 4, as: UInt32.self)
    }
  }

  /// The value of a content hash.
  ///
  /// - Throws: `badFile`.
  mutating func value(high: UInt64, low: UInt64) throws(DeduplicationError) -> UInt32? {
    guard try seek(high: high, low: low) else { return nil }
    return file.withBytes { $0.integer(at: position + recordByteCount - 4, as: UInt32.self) }
  }

  func damaged(_ what: String) -> DeduplicationError {
    DeduplicationError(.badFile, "is damaged: \(what)", at: file.path)
  }

  private mutating func open(slot: Int) throws(DeduplicationError) {
    self.slot = slot
    position = slotOffsets[slot]
    end = slotOffsets[slot + 1]
    let records = position..<end
    if file.withBytes({ XXH64.hash(UnsafeRawBufferPointer(rebasing: $0[records])) }) != slotChecksums[slot] {
      throw damaged("the records of slot \(slot) do not fit their checksum")
    }
  }
}
