import TestSupport
import Testing

@testable import Tokenization

@Suite("Interpreted patterns")
struct RegexTests {
  /// The lengths of the pieces that interpreted steps cut.
  static func lengths(_ bytes: [UInt8], _ splitter: StepSplitter) -> [Int] {
    let memory = StepSplitterMemory()
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      let text = memory.split(base, count: buffer.count, by: splitter)
      var lengths: [Int] = []
      var at = 0
      while at < text.count {
        let end = CutSplitter.end(in: text, from: at)
        lengths.append(end - at)
        at = end
      }
      return lengths
    }
  }

  static func pieces(_ text: String, _ expression: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var at = 0
    return lengths(bytes, try StepSplitter(SplitPattern.steps(splittingBy: expression))).map { length in
      defer { at += length }
      return String(decoding: bytes[at..<at + length], as: UTF8.self)
    }
  }

  @Test("cut as the code that was written for them", arguments: SplitPattern.Known.allCases)
  func likeCode(known: SplitPattern.Known) throws {
    let pattern = SplitPattern(known)
    let interpreted = try StepSplitter(known.steps, interpretsAll: true)
    var generator = SeededGenerator(seed: 71)
    for round in 0..<1500 {
      let bytes =
        switch round % 4 {
        case 0: SampleText.text(pieceCount: 30, using: &generator)
        case 1: SampleText.damagedText(pieceCount: 30, using: &generator)
        case 2: SampleText.anyCharacters(count: 60, using: &generator)
        default: SampleText.denseCharacters(count: 60, using: &generator)
        }
      let expected = Self.lengths(bytes, interpreted)
      let found = SplitterTests.lengths(bytes, pattern)
      #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      if found != expected { return }
    }
  }

  @Test(
    "match as Oniguruma matches",
    arguments: [
      // Expression, text, pieces: as Oniguruma gives them.
      (#"\d{1,3}+"#, "1234567", "1234567"), (#"\d{2}?"#, "1234567", "12|34|56|7"), ("ab{2}?", "abab", "a|b|a|b"),
      ("a{,2}", "aaab", "aa|a|b"),
      ("a{x}", "a{x}a", "a{x}|a"), ("a++b", "aaab", "aaab"), ("a++ab", "aaab", "aaab"),
      ("[a-c&&[^b]]", "abcabc", "a|b|c|a|b|c"),
      ("(?i:s)x", "ſxSx", "ſx|Sx"), ("(?i)k", "kK\u{212a}", "k|K|\u{212a}"), ("x*", "axxb", "a|xx|b"),
      ("(?=b)", "aabb", "aa|b|b"), ("(?<=a)b", "abbab", "a|b|ba|b"), ("(?<!a)b", "abbab", "ab|b|ab"),
      (#"\s+$"#, "a  \nb  ", "a|  |\nb|  "), (#"^a"#, "aa\naa", "a|a\n|a|a"), (#"\bx"#, "x xx ax", "x| |x|x ax"),
      ("a|ab", "abab", "a|b|a|b"), ("ab|a", "aab", "a|ab"), ("(?:ab)+?b", "ababb", "ababb"),
      ("(?>a|ab)c", "abc", "abc"),
      (#"[^\W\d_]+"#, "ab_1c", "ab|_1|c"), (#"\p{Han}+"#, "ab漢字c", "ab|漢字|c"),
      (#"[\p{L}&&[^\p{Han}]]+"#, "ab漢字c", "ab|漢字|c"),
      (#"\x{6f22}\u5b57"#, "ab漢字c", "ab|漢字|c"), ("[]a]+", "x]a[", "x|]a|["), ("[a-]+", "x-a", "x|-a"),
      (".+", "a\nb", "a|\n|b"),
      ("a{2,3}", "aaaaaaa", "aaa|aaa|a"), ("(?:a{2}){2}", "aaaaa", "aaaa|a"), (#"\R"#, "a\r\n\nb", "a|\r\n|\n|b"),
    ])
  func oniguruma(expression: String, text: String, pieces: String) throws {
    #expect(try Self.pieces(text, expression).joined(separator: "|") == pieces)
  }

  @Test("what is done with matches and the text between", arguments: SplitStep.Behavior.allCases)
  func behaviors(behavior: SplitStep.Behavior) throws {
    let (plain, inverted) =
      switch behavior {
      case .isolated: ("a|-|-|b|-|c|-", "a|-|-|b|-|c|-")
      case .mergedWithPrevious: ("a-|-|b-|c-", "a|-|-b|-c|-")
      case .mergedWithNext: ("a|-|-b|-c|-", "a-|-|b-|c-")
      case .contiguous: ("a|--|b|-|c|-", "a|--|b|-|c|-")
      }
    for (isInverted, expected) in [(false, plain), (true, inverted)] {
      for pattern in [SplitStep.Pattern.string("-"), .regularExpression("-")] {
        let splitter = try StepSplitter([.split(pattern, behavior, isInverted: isInverted)])
        #expect(Self.lengths(Array("a--b-c-".utf8), splitter) == expected.split(separator: "|").map(\.count))
      }
    }
  }

  @Test("the digits of Falcon are those of bytes as characters")
  func falcon() {
    // ò is the bytes c3 b2, and b2 as a character is a superscript two.
    #expect(SplitterTests.lengths(Array("ò 12345 é--x, y".utf8), .falcon) == [1, 1, 1, 3, 2, 3, 2, 1, 1, 2])
  }

  @Test(
    "errors say where",
    arguments: [
      ("(a", 0), ("a)", 1), ("[a", 0), ("a|*", 2), ("[z-a]", 1), (#"\p{Nope}"#, 0), (#"x\p{L"#, 1), (#"\q"#, 0),
      ("a{3,2}", 1),
      ("a{2000}", 2), ("(?<n>a)", 0), ("(a*)*", 0), ("(a?){3}", 0), ("^*", 0), ("(?i:é)", 4), ("(?<=a+)b", 0),
      (#"\xff"#, 0),
      (#"\u{110000}"#, 0), ("[a-z", 0), (#"ab\"#, 2), (#"[[:nope:]]"#, 1),
    ])
  func errors(expression: String, place: Int) {
    do {
      _ = try RegexProgram(expression)
      Issue.record("“\(expression)” was accepted")
    } catch {
      #expect(error.offset == place, "\(expression): \(error)")
      #expect(error.message.contains("character \(place + 1)"))
    }
  }

  @Test("large patterns and deep ones are refused")
  func limits() {
    for expression in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000), "(?:(?:a{900}){900}){900}",
      "(?:abc){900}(?:def){900}(?:a|b){900}",
    ] {
      #expect(throws: TokenizationError.self) { try RegexProgram(expression) }
    }
  }

  @Test(
    "no pattern is exponential, and no text is deep",
    arguments: [
      #"(?:a|a)+$x"#, String(repeating: "a?", count: 40) + "a{40}b", #"(?:a+)+b"#, #"\s+$"#, #"(?:\s\s?)+x"#,
      #"(?:a|aa|aaa)+?b"#,
      #"(?=(?:a|aa)+b)a"#,
      #"(?>(?:a|b)+)c"#, #"\s*[\r\n]+|\s+(?!\S)|\s+"#,
    ])
  func hostile(expression: String) throws {
    let splitter = try StepSplitter(SplitPattern.steps(splittingBy: expression))
    for text in ["a", " ", "ab", "a ", "aab"] {
      let bytes = Array(String(repeating: text, count: 4000).utf8) + [0x63]
      #expect(Self.lengths(bytes, splitter).reduce(0, +) == bytes.count)
    }
  }

  @Test("memory of failures changes nothing")
  func failureMemory() throws {
    // A prefix so expensive that failures are remembered, in front of text that matches.
    let splitter = try StepSplitter(SplitPattern.steps(splittingBy: "(?:x|x|xx)+y|[ab]+c|z"))
    let plain = try StepSplitter(SplitPattern.steps(splittingBy: "[ab]+c|z"))
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<20 {
      let tail = (0..<200).map { _ in Array("abcz".utf8)[Int.random(in: 0..<4, using: &generator)] }
      let head = [UInt8](repeating: UInt8(ascii: "x"), count: 40)
      let found = Self.lengths(head + tail, splitter)
      #expect(found == Self.lengths(head + tail, plain))
    }
  }
}
