import Corpus
import TestSupport
import Testing

@testable import Tokenization

@Suite("Added tokens in text")
struct AddedTokenTests {
  private typealias Added = BPEModel.AddedToken

  private static func tokenizer(
    _ tokens: [Added], _ change: (inout BPEModel) -> Void = { _ in }
  ) throws -> BPETokenizer {
    var model = BPEModel(tokens: TokenList(bytesInOrder: Array(0...255)), merges: [], pattern: .gpt2)
    model.addedTokens = tokens
    change(&model)
    return try BPETokenizer(model)
  }

  /// Ids with those of single bytes as characters, and those of added tokens in brackets.
  private static func shown(_ ids: [UInt32]) -> String {
    ids.map { $0 < 128 ? String(Character(Unicode.Scalar(UInt8($0)))) : $0 < 256 ? "?" : "[\($0)]" }.joined()
  }

  @Test("special ones are text unless asked for, others are found")
  func special() throws {
    let tokenizer = try Self.tokenizer([
      Added(content: "<|end|>", id: 256), Added(content: "<think>", id: 257, isSpecial: false),
    ])
    let text = "a<|end|><think>b"
    #expect(Self.shown(tokenizer.encode(text)) == "a<|end|>[257]b")
    #expect(Self.shown(tokenizer.encode(text, specialTokens: .recognize)) == "a[256][257]b")
    #expect(tokenizer.decode(tokenizer.encode(text, specialTokens: .recognize)) == Array(text.utf8))
  }

  @Test("the leftmost is found, and of those the longest")
  func leftmostLongest() throws {
    let tokenizer = try Self.tokenizer([
      Added(content: "ab", id: 256, isSpecial: false), Added(content: "abcd", id: 257, isSpecial: false),
      Added(content: "bcdef", id: 258, isSpecial: false), Added(content: "cx", id: 259, isSpecial: false),
    ])
    for (text, expected) in [
      ("abc", "[256]c"), ("abcde", "[257]e"), ("abcdef", "[257]ef"), ("bcdef", "[258]"), ("abcx", "[256][259]"),
      ("xbcdecx", "xbcde[259]"), ("aab", "a[256]"), ("abcab", "[256]c[256]"),
    ] {
      #expect(Self.shown(tokenizer.encode(text)) == expected)
    }
  }

  @Test("as a search at every place finds them", arguments: 0..<30)
  func definition(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func word(_ count: Int) -> String {
      String((0..<count).map { _ in "abc".randomElement(using: &generator) ?? "a" })
    }
    var contents: [String] = []
    for _ in 0..<6 { contents.append(word(Int.random(in: 1...5, using: &generator))) }
    let tokens = contents.enumerated().map { Added(content: $1, id: UInt32(256 + $0), isSpecial: false) }
    let tokenizer = try Self.tokenizer(tokens)
    for _ in 0..<50 {
      let text = word(30)
      var expected = ""
      var rest = Substring(text)
      while !rest.isEmpty {
        let longest = tokens.filter { rest.hasPrefix($0.content) }.max {
          // The first of equal ones.
          ($0.content.count, $1.id) < ($1.content.count, $0.id)
        }
        expected += longest.map { "[\($0.id)]" } ?? String(rest.prefix(1))
        rest = rest.dropFirst(longest?.content.count ?? 1)
      }
      #expect(Self.shown(tokenizer.encode(text)) == expected)
    }
  }

  @Test("flags")
  func flags() throws {
    let tokenizer = try Self.tokenizer([
      Added(content: "one", id: 256, isSpecial: false, isSingleWord: true),
      Added(content: "<m>", id: 257, isSpecial: false, stripsLeft: true, stripsRight: true),
      Added(content: "<r>", id: 258, isSpecial: false, stripsRight: true),
    ])
    for (text, expected) in [
      ("one two", "[256] two"), ("oneone", "oneone"), ("_one", "_one"), ("-one-", "-[256]-"), ("one2", "one2"),
      ("a  <m>\n b", "a[257]b"), ("<r> <m>", "[258][257]"), ("a <r> b", "a [258]b"),
    ] {
      #expect(Self.shown(tokenizer.encode(text)) == expected)
    }
  }

  @Test("normalised ones are found in normalised text, others in text as it is")
  func normalized() throws {
    let tokenizer = try Self.tokenizer([
      Added(content: "e\u{301}x", id: 256, isSpecial: false, isNormalized: true),
      Added(content: "e\u{301}y", id: 257, isSpecial: false),
    ]) { $0.normalization = .nfc }
    #expect(tokenizer.encode("éx") == [256])
    #expect(tokenizer.encode("e\u{301}x") == [256])
    #expect(tokenizer.encode("e\u{301}y") == [257])
    #expect(tokenizer.encode("éy") == [0xc3, 0xa9, 0x79])
  }

  @Test("text around a token is split on its own")
  func windows() throws {
    let words = WordCounter(pattern: .gpt2)
    words.add(Array(String(repeating: "   ", count: 9).utf8))
    var model = try BPETrainer(vocabularySize: 260).train(words)
    model.addedTokens = [Added(content: "<t>", id: 300, isSpecial: false)]
    let tokenizer = try BPETokenizer(model)
    // White space in front of a letter leaves its last character to it, in front of a token it does not.
    #expect(tokenizer.encode("   <t>") == tokenizer.encode("   ") + [300])
    #expect(tokenizer.encode("   a") == tokenizer.encode("  ") + tokenizer.encode(" a"))
  }

  @Test("flags, post-processor and steps come back as they were written")
  func roundTrip() throws {
    var model = try Self.tokenizer([
      Added(content: "<m>", id: 256, isSingleWord: true, stripsLeft: true, isNormalized: true),
      Added(content: "x x", id: 300, isSpecial: false, stripsRight: true),
    ]).model
    model.postProcessor = [
      "type": "TemplateProcessing", "single": .array([["SpecialToken": ["id": "<m>", "type_id": 0]]]),
    ]
    model.normalization = .nfkc
    for steps: [SplitStep] in [
      [
        .split(.string("ab"), .mergedWithNext, isInverted: true), .punctuation(.contiguous),
        .digits(areIndividual: true),
        .byteLevel(usesRegularExpression: true, trimsOffsets: false),
        .split(.regularExpression("[0-9]"), .contiguous, isInverted: false),
      ], SplitPattern.Known.falcon.steps, SplitPattern.Known.deepseekLLM.steps,
    ] {
      model.pattern = try SplitPattern(steps: steps)
      #expect(try HuggingFaceFormat.parse(HuggingFaceFormat.write(model)) == model)
    }
  }

  @Test("a word of the vocabulary may be an added token, too")
  func wordOfTheVocabulary() throws {
    let words = WordCounter(pattern: .gpt2)
    words.add(Array("aaaa aaaa".utf8))
    var model = try BPETrainer(vocabularySize: 258).train(words)
    model.addedTokens = [Added(content: "aa", id: 256, isSpecial: false)]
    #expect(Array(model.tokens[256]) == Array("aa".utf8))
    let parsed = try HuggingFaceFormat.parse(HuggingFaceFormat.write(model))
    #expect(parsed == model)
    #expect(try BPETokenizer(parsed).encode("aaa") == BPETokenizer(model).encode("aaa"))
  }

  @Test("bytes that are not UTF-8 are kept, replaced or refused")
  func invalid() throws {
    let tokenizer = try Self.tokenizer([])
    let bytes: [UInt8] = [0x61, 0xe4, 0xb8, 0x62]
    func ids(_ invalid: InvalidUTF8) throws -> [UInt32] {
      var ids: [UInt32] = []
      try bytes.withUnsafeBufferPointer {
        try tokenizer.encode($0, into: &ids, using: EncodeWorkspace(), invalid: invalid)
      }
      return ids
    }
    #expect(try tokenizer.decode(ids(.keep)) == bytes)
    #expect(try tokenizer.decode(ids(.replace)) == Array("a\u{fffd}b".utf8))
    do {
      _ = try ids(.error)
      Issue.record("the bytes were accepted")
    } catch let error as TokenizationError {
      #expect(error.offset == 1)
    }
  }
}

@Suite("Pre-tokenisers of files")
struct PreTokenizerTests {
  private static func pattern(_ text: String) throws -> SplitPattern {
    try HuggingFacePreTokenizer.pattern(JSONValue(parsing: Array(text.utf8)))
  }
  private static let level = #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}"#

  private static func split(_ expression: String, _ rest: String = #""behavior":"Isolated","invert":false"#) -> String {
    var text = #"{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"#
    text += String(decoding: JSONValue.string(expression).bytes(), as: UTF8.self)
    return text + "},\(rest)},\(level)]}"
  }

  @Test("known patterns are recognised in every spelling", arguments: SplitPattern.Known.allCases)
  func spellings(known: SplitPattern.Known) throws {
    for expression in known.expressions {
      #expect(try Self.pattern(Self.split(expression)).known == known)
      #expect(try Self.pattern(Self.split(expression, #""behavior":"Removed","invert":true"#)).known == known)
    }
    let written = HuggingFacePreTokenizer.value(SplitPattern(known))
    #expect(try HuggingFacePreTokenizer.pattern(written).known == known)
  }

  @Test("a possessive count means something else in tokenizer.json than in tiktoken")
  func dialects() throws {
    let text = SplitPattern.Known.cl100k.expressions[0].replacingFirst("{1,3}", by: "{1,3}+")
    #expect(try SplitPattern(regularExpression: text).known == nil)
    #expect(SplitterTests.lengths(Array("12345".utf8), try SplitPattern(regularExpression: text)) == [3, 2])
    #expect(SplitterTests.lengths(Array("12345".utf8), try Self.pattern(Self.split(text))) == [5])
  }

  @Test(
    "what loses text, or is not byte-level, is refused",
    arguments: [
      #"{"type":"Whitespace"}"#, #"{"type":"WhitespaceSplit"}"#, #"{"type":"Metaspace"}"#, "{}",
      #"{"type":"CharDelimiterSplit","delimiter":"a"}"#, #"{"type":"ByteLevel","add_prefix_space":true}"#,
      #"{"type":"Digits","individual_digits":true}"#, split("a", #""behavior":"Removed","invert":false"#),
      split(#"\p{L}+"#, #""behavior":"Removed","invert":true"#), split("(a"), split("a", #""behavior":"Else""#),
      #"{"type":"Sequence","pretokenizers":[\#(level),\#(level)]}"#,
    ])
  func refused(text: String) {
    #expect(throws: TokenizationError.self) { try Self.pattern(text) }
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, by other: String) -> String {
    let pieces = self.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
    return pieces.joined(separator: other)
  }
}
