import TestSupport
import Testing

@testable import Tokenization

@Suite("Splitters")
struct SplitterTests {
  @Test("cut where the published patterns cut", arguments: SplitVector.all.indices)
  func vectors(index: Int) {
    let vector = SplitVector.all[index]
    for (pattern, lengths) in vector.lengths {
      #expect(Self.lengths(Array(vector.text.utf8), pattern) == lengths, "\(pattern): \(vector.text)")
    }
  }

  @Test("cover any bytes without gaps", arguments: SplitPattern.allKnown)
  func anyBytes(pattern: SplitPattern) {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let count = Int.random(in: 1...60, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let lengths = Self.lengths(bytes, pattern)
      #expect(lengths.allSatisfy { $0 > 0 })
      #expect(lengths.reduce(0, +) == count)
    }
  }

  @Test("cut a text the same wherever it ends in memory", arguments: SplitPattern.allKnown)
  func prefixes(pattern: SplitPattern) {
    // All cuts but the last ones, which may depend on what follows, stay when the text grows at its end.
    let text = Array(String(repeating: "It's 12345 words，没有 空格\n\n  and\tmore… ", count: 3).utf8)
    let whole = Self.lengths(text, pattern)
    for end in stride(from: 1, to: text.count, by: 7) {
      let part = Self.lengths(Array(text[..<end]), pattern)
      #expect(part.dropLast(3).elementsEqual(whole.prefix(max(0, part.count - 3))))
    }
  }

  @Test("bytes that are not UTF-8 are characters without a class")
  func invalid() {
    // An over-long slash, half a character, a surrogate, and a byte that never occurs.
    for bytes in [[0xc0, 0xaf], [0xe4, 0xb8], [0xed, 0xa0, 0x80], [0xff]] as [[UInt8]] {
      #expect(Self.lengths([0x61] + bytes + [0x61], .gpt2) == [1, bytes.count, 1])
    }
  }

  @Test("names and expressions find their patterns")
  func names() throws {
    #expect(SplitPattern(named: "llama3") == .cl100k)
    #expect(SplitPattern(named: "r50k") == .gpt2)
    #expect(SplitPattern(named: "none") == nil)
    for pattern in SplitPattern.allKnown {
      #expect(SplitPattern(named: pattern.name) == pattern)
      #expect(try SplitPattern(steps: pattern.steps).known == pattern.known)
    }
    for known in SplitPattern.Known.allCases {
      for expression in known.expressions where known != .gpt2 {
        #expect(try SplitPattern(regularExpression: expression).known == known)
      }
    }
    let possessive =
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s*[\r\n]+|\s+(?!\S)|\s+"#
    #expect(try SplitPattern(regularExpression: possessive) == .cl100k)
    #expect(try SplitPattern(regularExpression: #"\w+"#).known == nil)
    #expect(throws: TokenizationError.self) { try SplitPattern(nameOrRegularExpression: "cl10k") }
  }

  static func lengths(_ bytes: [UInt8], _ pattern: SplitPattern) -> [Int] {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var text = SplitText(base: base, count: buffer.count)
      let memory = StepSplitterMemory()
      if case .steps(let splitter) = pattern.method { text = memory.split(base, count: buffer.count, by: splitter) }
      var lengths: [Int] = []
      var at = 0
      while at < text.count {
        let end =
          switch pattern.method {
          case .gpt2: GPT2Splitter.end(in: text, from: at)
          case .cl100k: Cl100kSplitter.end(in: text, from: at)
          case .qwen2: Qwen2Splitter.end(in: text, from: at)
          case .o200k: O200kSplitter.end(in: text, from: at)
          case .deepseekLLM: DeepSeekLLMSplitter.end(in: text, from: at)
          case .deepseekCoder: DeepSeekCoderSplitter.end(in: text, from: at)
          case .deepseekV3: DeepSeekV3Splitter.end(in: text, from: at)
          case .falcon: FalconSplitter.end(in: text, from: at)
          case .starcoder: StarCoderSplitter.end(in: text, from: at)
          case .steps: CutSplitter.end(in: text, from: at)
          }
        lengths.append(end - at)
        at = end
      }
      return lengths
    }
  }
}
