// Random inputs for properties.

extension SeededGenerator {
  /// Bytes of any value.
  public mutating func bytes(count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
      let word = next()
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Bytes that compress: words of a small vocabulary.
  public mutating func compressibleBytes(count: Int) -> [UInt8] {
    let words = (0..<64).map { _ in Array("\(next() % 100_000) ".utf8) }
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += words[Int(next() % 64)] }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Valid text of about `scalarCount` scalars in a mixture of scripts: Latin, Greek, Cyrillic, Hebrew, Arabic,
  /// Devanagari, Thai, kana, Han (also beyond the basic plane), Hangul, emoji, combining marks, spaces, controls.
  public mutating func text(scalarCount: Int) -> String {
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7e, 0x61...0x7a, 0xa0...0x17f, 0x370...0x3ff, 0x400...0x4ff, 0x5d0...0x5ea, 0x620...0x64a,
      0x900...0x97f, 0xe01...0xe3a, 0x3041...0x30ff, 0x4e00...0x9fff, 0x20000...0x2a6df, 0xac00...0xd7a3,
      0x1f300...0x1f64f, 0x300...0x36f, 0x2000...0x200f, 0x3000...0x303f, 0x09...0x0d,
    ]
    var scalars = String.UnicodeScalarView()
    var block = blocks[0]
    for index in 0..<scalarCount {
      // A script goes on for a while, as in real text.
      if index % 12 == 0 { block = blocks[Int(next() % UInt64(blocks.count))] }
      let value = block.lowerBound + UInt32(next() % UInt64(block.count))
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
