import TestSupport
import Testing

@testable import Tokenization

@Suite("Split windows")
struct SplitWindowTests {
  /// What the masks could get wrong: every class next to every other, at any place of a window.
  private static let atoms = [
    "a", "Z", "s", "t", "ll", "re", "x", "word", "'", "''", "'s", "'LL", " ", "  ", "     ", "\t", "\u{b}", "\n",
    "\r\n",
    "\n\n", " \n", "\n ", "!", "?!", "-", "_", "7", "12", "345", "678901", "é", "ß", "я", "中", "，", "。", "ſ", "'ſ", "😀",
    "\u{a0}", "\u{3000}", "\u{85}", "٣", "Ⅷ", "e\u{301}", "\u{0}", "\u{1c}",
    "HTML", "aB", "'S", "'s's", "/", "\n/", "//", "É", "ǅ", "Ж", "…", "“", "・", "ー", "\u{200b}", "\u{7f}", "ó", "²",
    "½",
    "\u{d7}", "→",
  ].map { Array($0.utf8) }

  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    // A few atoms each time, so that runs grow long and meet the ends of windows.
    let some = (0..<Int.random(in: 2...9, using: &generator)).map { _ in atoms.randomElement(using: &generator) ?? [] }
    var bytes: [UInt8] = []
    let count = Int.random(in: 1...400, using: &generator)
    while bytes.count < count { bytes += some.randomElement(using: &generator) ?? [0x61] }
    if Bool.random(using: &generator) {
      for _ in 0..<max(1, count / 40) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    return bytes
  }

  private static func check<S: Splitter>(_ bytes: [UInt8], by splitter: S.Type) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      let text = SplitText(base: base, count: buffer.count)
      var expected: [Int] = []
      var at = 0
      while at < text.count {
        at = S.end(in: text, from: at)
        expected.append(at)
      }
      var found: [Int] = []
      at = 0
      while at < text.count { text.cut(from: &at, atMost: 64, by: splitter) { found.append($0 + $1) } }
      return found == expected && at == text.count
    }
  }

  @Test("cut as one pre-token at a time is cut")
  func differential() {
    var generator = SeededGenerator(seed: 64)
    for _ in 0..<20_000 {
      let bytes = Self.text(&generator)
      #expect(Self.check(bytes, by: GPT2Splitter.self), "gpt2: \(bytes)")
      #expect(Self.check(bytes, by: Cl100kSplitter.self), "cl100k: \(bytes)")
      #expect(Self.check(bytes, by: Qwen2Splitter.self), "qwen2: \(bytes)")
      #expect(Self.check(bytes, by: O200kSplitter.self), "o200k: \(bytes)")
      #expect(Self.check(bytes, by: FalconSplitter.self), "falcon: \(bytes)")
      #expect(Self.check(bytes, by: StarCoderSplitter.self), "starcoder: \(bytes)")
      #expect(Self.check(bytes, by: DeepSeekV3Splitter.self), "deepseek-v3: \(bytes)")
    }
  }

  @Test("a limit on the number of pre-tokens holds")
  func limit() {
    let bytes = Array(String(repeating: "a b,c\n", count: 100).utf8)
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let text = SplitText(base: base, count: buffer.count)
      var at = 0
      var largest = 0
      while at < text.count {
        var count = 0
        text.cut(from: &at, atMost: 100, by: Cl100kSplitter.self) { _, _ in count += 1 }
        largest = max(largest, count)
      }
      #expect(largest <= 100 && largest > 36)
    }
  }
}
