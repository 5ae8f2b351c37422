// Text for properties: many scripts, and bytes that are no text at all.

import TestSupport

enum SampleText {
  private static let pieces = [
    "the ", "information", " 系统", "系统的文件，", "目录", "в системе ", "Привет", "ไทย", "नमस्ते", "한국어 ", "العربية ",
    "  ", "\n\n", "\t", "1234567", " 99", "---", "=====", "'s", "I'LL", "é", "e\u{301}", "😀", "👩‍💻", "_x_", "aaaaaaa",
    "func(x) {\r\n", "ẞ", "𝔘", "\u{3000}", "。", "ab", "ba",
  ]

  /// A text of `count` pieces.
  static func text(pieceCount count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
  }

  /// The same with some bytes replaced at random, so that much of it is not UTF-8.
  static func damagedText(pieceCount count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = text(pieceCount: count, using: &generator)
    for _ in 0..<bytes.count / 10 {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
    }
    return bytes
  }
}
