import TestSupport
import Testing
import TextAnalysis

@testable import Auditing

@Suite("What tokenizers make of texts")
struct TokenizationCountsTests {
  /// Counts of a text whose tokens are these pieces.
  private static func counts(_ pieces: [[UInt8]]) -> ScriptCounts {
    var outline = TextOutline()
    let text = pieces.flatMap { $0 }
    text.withUnsafeBufferPointer { outline.outline($0) }
    var ends: [Int] = []
    for piece in pieces { ends.append((ends.last ?? 0) + piece.count) }
    var counts = ScriptCounts()
    counts.add(outline, tokenEnds: ends)
    return counts
  }

  private static func pieces(_ pieces: String...) -> [[UInt8]] { pieces.map { Array($0.utf8) } }

  @Test("characters, words and tokens by script")
  func scripts() {
    let counts = Self.counts(Self.pieces("Rope", "s", " creak", ", ", "缆绳", "吱吱", "作响", "。"))
    #expect(counts.whole.bytes == 34 && counts.whole.tokens == 8)
    // Two words of Latin letters, six Han characters.
    #expect(counts.whole.words == 8 && counts[.latin].words == 2 && counts[.han].words == 6)
    #expect(counts[.latin].tokens == 3 && counts[.han].tokens == 3 && counts[.common].tokens == 2)
    #expect(counts[.latin].splitWords == 1 && counts[.han].splitWords == 0)
    #expect(counts[.latin].characters == 10 && counts[.han].characters == 6 && counts[.common].characters == 4)
    #expect(counts[.han].tokensPerCharacter == 0.5 && counts[.latin].tokensPerWord == 1.5)
    #expect(counts.whole.cutCharacters == 0)
    #expect(counts.whole.singleByteTokens == 1 && counts.whole.partialByteTokens == 0)
    #expect(counts.tokenLengths[6] == 4 && counts.tokenLengths.reduce(0, +) == 8)
  }

  @Test("a character is cut once, however many tokens it falls into")
  func cutCharacters() {
    let bytes = Array("船a船".utf8)
    var counts = Self.counts([[bytes[0]], [bytes[1]], [bytes[2], bytes[3], bytes[4]], [bytes[5], bytes[6]]])
    #expect(counts.whole.cutCharacters == 2 && counts[.han].cutCharacters == 2)
    #expect(counts.whole.singleByteTokens == 2 && counts.whole.partialByteTokens == 2)
    #expect(counts.whole.splitWords == 2)
    counts = Self.counts([[bytes[0]], [bytes[1]], [bytes[2]]])
    #expect(counts.whole.cutCharacters == 1 && counts.whole.characters == 1)
  }

  @Test("counts of parts add up to those of the whole", arguments: 0..<10)
  func sums(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var whole = TokenizationCounts()
    var lengths = [Int](repeating: 0, count: 33)
    var sum = ScriptCounts()
    for _ in 0..<5 {
      var bytes = Array(generator.text(scalarCount: 60).utf8)
      bytes += generator.bytes(count: 5)
      var pieces: [[UInt8]] = []
      while !bytes.isEmpty {
        let count = Int.random(in: 1...min(5, bytes.count), using: &generator)
        pieces.append(Array(bytes[..<count]))
        bytes.removeFirst(count)
      }
      let part = Self.counts(pieces)
      #expect(part.whole.tokens == pieces.count)
      #expect(part.whole.bytes == pieces.reduce(0) { $0 + $1.count })
      let scripts = UnicodeScript.allCases.reduce(into: TokenizationCounts()) { $0 += part[$1] }
      #expect(scripts == part.whole)
      #expect(part.whole.cutCharacters <= part.whole.characters && part.whole.splitWords <= part.whole.words)
      whole += part.whole
      for index in lengths.indices { lengths[index] += part.tokenLengths[index] }
      sum += part
    }
    #expect(sum.whole == whole && sum.tokenLengths == lengths)
    #expect(TokenizationCounts().bytesPerToken == nil && TokenizationCounts().tokensPerWord == nil)
  }
}
