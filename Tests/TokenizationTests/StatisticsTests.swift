import TestSupport
import Testing
import TextAnalysis

@testable import Tokenization

@Suite("Statistics of tokenizers")
struct StatisticsTests {
  @Test("count tokens and characters by script, and add up")
  func scripts() throws {
    let model = BPEModel(tokens: TokenList(bytesInOrder: Array(0...255)), merges: [], pattern: .cl100k)
    let tokenizer = try BPETokenizer(model)
    var whole = TokenizerStatistics()
    whole.add(tokenizer.encode("ab, 系统"), by: tokenizer)
    #expect(whole.byteCount == 10 && whole.tokenCount == 10)
    #expect(whole.bytesPerToken == 1)
    #expect(whole[.latin] == .init(characterCount: 2, tokenCount: 2))
    #expect(whole[.han] == .init(characterCount: 2, tokenCount: 6))
    #expect(whole[.han].tokensPerCharacter == 3)
    #expect(whole[.common] == .init(characterCount: 2, tokenCount: 2))
    #expect(whole.cutCharacterCount == 4)
    var parts = TokenizerStatistics()
    for text in ["ab, ", "系统"] {
      var part = TokenizerStatistics()
      part.add(tokenizer.encode(text), by: tokenizer)
      parts.add(part)
    }
    #expect(parts == whole)
    #expect(TokenizerStatistics().bytesPerToken == nil)
    #expect(whole[.thai].tokensPerCharacter == nil)
  }

  @Test("a token belongs to the script behind its space")
  func leadingSpace() throws {
    var tokens = TokenList(bytesInOrder: Array(0...255))
    tokens.append(Array(" a".utf8))
    let tokenizer = try BPETokenizer(BPEModel(ranks: tokens, pattern: .cl100k))
    var figures = TokenizerStatistics()
    figures.add(tokenizer.encode(" a"), by: tokenizer)
    #expect(figures[.latin] == .init(characterCount: 1, tokenCount: 1))
    #expect(figures[.common] == .init(characterCount: 1, tokenCount: 0))
  }
}
