// SentencePiece's table of replacements: what NFKC and its relatives become inside a model.

/// A `precompiled_charsmap`: from strings to what replaces them, longest first.
///
/// The blob is the size of a double array (little-endian, in bytes), the array, and replacements that each end with a
/// zero byte. The array is that of Darts-clone: one 32-bit unit for each node, whose children are found by exclusive or.
/// Places that lead outside end the search, so that no blob can lead to other memory.
public struct CharsMap: Sendable, Equatable {
  /// The blob as it stands in the model.
  public let blob: [UInt8]
  private let units: [UInt32]
  private let replacements: ArraySlice<UInt8>

  /// - Parameter offset: where the blob begins in its file, for messages.
  init(_ blob: [UInt8], path: String = "", offset: Int = 0) throws(TokenizationError) {
    self.blob = blob
    func word(_ at: Int) -> UInt32 {
      UInt32(blob[at]) | UInt32(blob[at + 1]) << 8 | UInt32(blob[at + 2]) << 16 | UInt32(blob[at + 3]) << 24
    }
    guard blob.count > 4, Int(word(0)) < blob.count - 4, word(0) % 4 == 0, word(0) > 0 else {
      throw TokenizationError(
        .malformed, "the normaliser's table is cut off, or the size of its index is wrong", path: path, offset: offset)
    }
    let size = Int(word(0))
    units = stride(from: 4, to: 4 + size, by: 4).map(word)
    replacements = blob[(4 + size)...]
  }

  /// The longest entry with which the text from `at` on begins.
  ///
  /// - Returns: its length in bytes, and what replaces it; nil when no entry fits.
  @inline(__always)
  func match(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (byteCount: Int, replacement: ArraySlice<UInt8>)? {
    units.withUnsafeBufferPointer { units in
      var node = Self.offset(units[0])
      var at = start
      var found: (end: Int, value: Int)?
      while at < text.count {
        let byte = UInt32(text[at])
        node ^= Int(byte)
        guard node < units.count, units[node] & 0x8000_00ff == byte else { break }
        let unit = units[node]
        at &+= 1
        node ^= Self.offset(unit)
        guard node < units.count else { break }
        if unit >> 8 & 1 == 1 { found = (at, Int(units[node] & 0x7fff_ffff)) }
      }
      guard let found, found.value < replacements.count else { return nil }
      let tail = replacements[(replacements.startIndex + found.value)...]
      return (found.end - start, tail.prefix { $0 != 0 })
    }
  }

  @inline(__always)
  private static func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 0x200) >> 6) }
}
