// The one definition of words for all scripts.

import CKernels

/// The text units of a document: NFKC, lower case; each Han, Kana or Hangul syllable alone, each letter with its marks
/// of the other scripts written without spaces (Thai, Lao, Khmer, Burmese, Tai), otherwise runs of word characters
/// (letters, numbers, `_` and other connectors, and the marks that follow them); digits as they are; no empty units.
///
/// Precisely: the text is normalised to NFKC, each scalar put in simple lower case (final sigma as sigma), variation
/// selectors are passed over, marks without a letter before them separate. A character that becomes several units
/// (such as U+337F, four Han characters) gives each of them its own byte range.
public struct TextUnits: Sendable {
  /// One hash for each unit, of its normalised bytes (`UnitHash`).
  public private(set) var hashes: [UInt64] = []
  /// Byte offset of each unit's first byte in the text as given.
  public private(set) var starts: [UInt32] = []
  /// Byte offset behind each unit's last byte in the text as given.
  public private(set) var ends: [UInt32] = []

  public init() {}

  public var count: Int { hashes.count }

  /// Replaces the content by the units of `text` (UTF-8, at most 4 GiB; bytes that are no UTF-8 separate).
  public mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    hashes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard let base = text.baseAddress, !text.isEmpty else { return }
    withUnsafeTemporaryAllocation(byteCount: UnitScanner.scratchByteCount, alignment: 64) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      var scanner = UnitScanner(text: base, count: min(text.count, Int(UInt32.max)), scratch: scratch)
      while scanner.position < scanner.count {
        scanner.scan()
        hashes.append(contentsOf: UnsafeBufferPointer(start: scanner.hashes, count: scanner.filled))
        starts.append(contentsOf: UnsafeBufferPointer(start: scanner.starts, count: scanner.filled))
        ends.append(contentsOf: UnsafeBufferPointer(start: scanner.ends, count: scanner.filled))
        scanner.filled = 0
      }
    }
  }

  /// Replaces the content by the units of `text`.
  public mutating func analyse(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { analyse($0) }
  }
}
