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

  /// Characters of all planes that have any.
  static func anyCharacters(count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    var text = ""
    while text.unicodeScalars.count < count {
      let value: UInt32 =
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: .random(in: 0..<0x80, using: &generator)
        case 1: .random(in: 0..<0x3000, using: &generator)
        case 2: .random(in: 0x3000..<0xa000, using: &generator)
        case 3: .random(in: 0xa000..<0x1_0000, using: &generator)
        default: .random(in: 0x1_0000..<0x2_0000, using: &generator)
        }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return Array(text.utf8)
  }

  /// Characters of which a few kinds meet again and again, among them bytes that are no text.
  static func denseCharacters(count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    let kinds: [[UInt8]] =
      [
        "a", "B", "é", "ǅ", "ʰ", "字", "\u{301}", "1", "٣", "Ⅷ", "²", " ", "\u{a0}", "\n", "\r", "\t", "'", "s", "ll",
        "!", "$",
        "/", "«", "€", "\u{0}", "\u{378}", "ſ", "の", "・", "゛", "\u{3040}", "한", "\u{200b}", "😀", "‘", "。",
      ].map { Array($0.utf8) } + [[0xff], [0xe3, 0x81], [0xc3]]
    let some = (0..<Int.random(in: 2...8, using: &generator)).map { _ in
      kinds[Int.random(in: 0..<kinds.count, using: &generator)]
    }
    return (0..<count).flatMap { _ in some[Int.random(in: 0..<some.count, using: &generator)] }
  }
}
