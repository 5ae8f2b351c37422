// Text that a corpus may hold, made from a seed.

import TestSupport

enum RandomText {
  /// First and last scalar of some blocks, with control characters and what JSON escapes among them.
  private static let blocks: [ClosedRange<UInt32>] = [
    0x00...0x1f, 0x20...0x2f, 0x41...0x7f, 0x41...0x5a, 0x61...0x7a, 0x80...0x24f, 0x370...0x3ff, 0x400...0x4ff,
    0x5d0...0x5ea, 0x620...0x64a, 0x900...0x97f, 0xe01...0xe3a, 0x2010...0x2030, 0x3041...0x30ff, 0x4e00...0x9fff,
    0xac00...0xd7a3, 0xfffd...0xffff, 0x1f600...0x1f64f, 0x20000...0x2a6df, 0x10fff0...0x10ffff,
  ]

  /// UTF-8 of runs from random blocks.
  static func make(scalarCount: Int, using random: inout SeededGenerator) -> [UInt8] {
    var text = String.UnicodeScalarView()
    while text.count < scalarCount {
      let block = blocks[Int.random(in: 0..<blocks.count, using: &random)]
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        guard let scalar = Unicode.Scalar(UInt32.random(in: block, using: &random)) else { continue }
        text.append(scalar)
      }
    }
    return Array(String(text).utf8)
  }
}
