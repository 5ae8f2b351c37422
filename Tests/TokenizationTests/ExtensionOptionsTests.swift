import TestSupport
import Testing
import TextAnalysis

@testable import Tokenization

@Suite("Extension: restrictions, pruning, sizes")
struct ExtensionOptionsTests {
  /// A base that knows English and code, and little else.
  private static func base() throws -> BPETokenizer {
    let words = WordCounter(pattern: .cl100k)
    for _ in 0..<3 { for text in [RealText.english, RealText.code] { words.add(Array(text.utf8)) } }
    words.add(Array(RealText.russian.utf8))
    var trainer = BPETrainer(vocabularySize: 700)
    trainer.addedTokens = ["<|endoftext|>"]
    return try BPETokenizer(trainer.train(words))
  }

  private static func extend(
    _ base: BPETokenizer, by count: Int, _ texts: [String], _ change: (inout TokenizerExtender) -> Void
  ) throws -> ExtendedVocabulary {
    let words = WordCounter(pattern: base.model.pattern)
    for text in texts { words.add(Array(text.utf8)) }
    var extender = TokenizerExtender(base: base, addedCount: count)
    change(&extender)
    return try extender.extend(words)
  }

  private static func ends(_ text: String, _ tokenizer: BPETokenizer) -> [Int] {
    var end = 0
    return tokenizer.encode(text).map { id in
      end += tokenizer.bytes(of: id).count
      return end
    }
  }

  private static func newTokens(_ vocabulary: ExtendedVocabulary) -> [[UInt8]] {
    vocabulary.newIDs.map { Array(vocabulary.model.tokens[Int($0)]) }
  }

  /// What holds of every extension that does not keep the size.
  private static func checkInvariants(_ base: BPETokenizer, _ vocabulary: ExtendedVocabulary) throws {
    let extended = try BPETokenizer(vocabulary.model)
    #expect(vocabulary.model.merges.starts(with: base.model.merges))
    for id in 0..<base.model.tokens.count { #expect(vocabulary.model.tokens[id] == base.model.tokens[id]) }
    #expect(vocabulary.removedIDs.isEmpty)
    #expect(vocabulary.newIDs == (0..<vocabulary.newIDs.count).map { UInt32(base.vocabularySize + $0) })
    for text in RealText.all {
      let (before, after) = (Self.ends(text, base), Self.ends(text, extended))
      #expect(after.count <= before.count)
      #expect(Set(after).isSubset(of: before), "a token is no concatenation of the base's tokens")
    }
    for token in vocabulary.newTokens {
      #expect(extended.isReachable(token.id))
      #expect(token.pieces.flatMap { base.bytes(of: $0) } == Array(vocabulary.model.tokens[Int(token.id)]))
    }
    // No new token in it: encoded as before.
    for text in RealText.all {
      let (before, after) = (base.encode(text), extended.encode(text))
      if after.allSatisfy({ $0 < base.vocabularySize }) { #expect(before == after) }
    }
  }

  @Test("new tokens of one script leave the text of others as it was")
  func scripts() throws {
    let base = try Self.base()
    for (scripts, own, others) in [
      (
        Set([UnicodeScript.han]), RealText.chinese, [RealText.english, RealText.russian, RealText.hindi, RealText.code]
      ),
      ([.cyrillic], RealText.russian, [RealText.english, RealText.chinese, RealText.thai]),
      ([.devanagari], RealText.hindi, [RealText.english, RealText.chinese, RealText.russian]),
      ([.thai, .arabic], RealText.arabic, [RealText.english, RealText.chinese, RealText.russian]),
    ] {
      let vocabulary = try Self.extend(base, by: 40, RealText.all) { $0.restriction.scripts = scripts }
      #expect(vocabulary.newIDs.count == 40)
      try Self.checkInvariants(base, vocabulary)
      let extended = try BPETokenizer(vocabulary.model)
      #expect(extended.encode(own).count < base.encode(own).count)
      for other in others { #expect(extended.encode(other) == base.encode(other), "\(scripts)") }
      for bytes in Self.newTokens(vocabulary) {
        let parts = try #require(CharacterParts(bytes))
        for scalar in parts.scalars {
          let script = UnicodeClasses.script(scalar)
          #expect(scripts.contains(script) || script == .common || script == .inherited)
        }
      }
    }
  }

  @Test("no token of punctuation alone, but punctuation beside the script's characters")
  func commonCharacters() {
    var restriction = TokenRestriction()
    restriction.scripts = [.han]
    func allows(_ left: String, _ right: String) -> Bool {
      restriction.allows(Array(left.utf8)[...], Array(right.utf8)[...])
    }
    #expect(allows("，", "但") && allows("港", "。") && allows(" ", "港"))
    #expect(!allows("，", "\n") && !allows("=", "=") && !allows("a", "港") && !allows("港", "ド"))
    // 港 is e6 b8 af; e0 a4 begins a letter of Devanagari, d0 one of Cyrillic.
    #expect(restriction.allows([0xe6], [0xb8]) && restriction.allows([0xe6, 0xb8], [0xaf]))
    #expect(!restriction.allows([0xe0], [0xa4]) && !restriction.allows([0xb0], [0xd0]))
    // A tail alone may be of any script.
    #expect(!restriction.allows([0xb8], [0xaf]) && restriction.allows([0xb8], Array("港".utf8)[...]))
    #expect(!restriction.allows([0xff], [0xb8]) && !restriction.allows([0xb8, 0xb8, 0xb8], [0xb8]))
  }

  @Test(
    "whole characters: no token begins or ends inside one",
    arguments: [RealText.chinese, RealText.hindi, RealText.thai])
  func wholeCharacters(text: String) throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 60, [text, RealText.arabic]) { $0.restriction.wholeCharacters = true }
    #expect(vocabulary.newIDs.count == 60)
    try Self.checkInvariants(base, vocabulary)
    let merges = vocabulary.model.merges
    for id in vocabulary.newIDs {
      let bytes = Array(vocabulary.model.tokens[Int(id)])
      let parts = try #require(CharacterParts(bytes))
      #expect(parts.tailByteCount == 0)
      // A step on the way to a character is there only for the sake of one.
      if parts.headByteCount > 0 { #expect(merges.contains { $0.left == id || $0.right == id }) }
    }
  }

  @Test("a limit on characters counts those that are there in part")
  func maximumCharacters() throws {
    let vocabulary = try Self.extend(Self.base(), by: 80, [RealText.chinese]) {
      $0.restriction.maximumCharacterCount = 2
    }
    #expect(vocabulary.newIDs.count == 80)
    for bytes in Self.newTokens(vocabulary) { #expect(try #require(CharacterParts(bytes)).count <= 2) }
  }

  @Test("of a surplus the least used leaves go, and the rest does better than without")
  func surplus() throws {
    let base = try Self.base()
    let texts = [RealText.chinese, RealText.russian]
    let plain = try Self.extend(base, by: 50, texts) { _ in }
    let pruned = try Self.extend(base, by: 50, texts) { $0.surplusCount = 60 }
    #expect(pruned.newIDs.count == 50)
    try Self.checkInvariants(base, pruned)
    func count(_ vocabulary: ExtendedVocabulary) throws -> Int {
      let tokenizer = try BPETokenizer(vocabulary.model)
      return texts.reduce(0) { $0 + tokenizer.encode($1).count }
    }
    #expect(try count(pruned) <= count(plain))
  }

  @Test("counts while pruning are those of the text encoded anew")
  func pruningCounts() throws {
    let words = WordCounter(pattern: .cl100k)
    for text in RealText.all { words.add(Array(text.utf8)) }
    var model = try BPETrainer(vocabularySize: 800).train(words)
    var counts = [UInt64](repeating: 0, count: 800)
    for text in RealText.all { for id in try BPETokenizer(model).encode(text) { counts[Int(id)] += 1 } }
    var pruning = LeafPruning(model, counts: counts) { $0 >= 256 }
    #expect(pruning.remove(100) == 100)
    var vocabulary = GrownVocabulary(model)
    vocabulary.remove(pruning.removed)
    model = vocabulary.model
    #expect(model.merges.count == 444)
    // Every token that is left is made of tokens that are left.
    for merge in model.merges {
      for id in [merge.left, merge.right, merge.result] { #expect(!pruning.removed.contains(id)) }
    }
    // What stands where a leaf was are its parts: their counts are exact unless parts join with neighbours then.
    let tokenizer = try BPETokenizer(model)
    let total = RealText.all.reduce(0) { $0 + tokenizer.encode($1).count }
    let predicted = (0..<800).filter { !pruning.removed.contains(UInt32($0)) }.reduce(0) {
      $0 + Int(pruning.counts[$1])
    }
    #expect(total <= predicted)
    #expect(Double(total) > 0.97 * Double(predicted))
    #expect(pruning.remove(10_000) == 444)
  }

  @Test("the size is kept: unused tokens of the base make room, and everything still round-trips")
  func keepsSize() throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 30, [RealText.chinese, RealText.english]) { $0.keepsSize = true }
    let model = vocabulary.model
    #expect(model.vocabularySize == base.vocabularySize)
    #expect(vocabulary.removedIDs.count == 30)
    #expect(vocabulary.newIDs == vocabulary.removedIDs, "new tokens take the ids that became free, in order")
    #expect(model.addedTokens == base.model.addedTokens)
    let extended = try BPETokenizer(model)
    for text in RealText.all { #expect(extended.decode(extended.encode(text)) == Array(text.utf8)) }
    #expect(extended.encode(RealText.chinese).count < base.encode(RealText.chinese).count)
    // What went is not used in the text, since there is enough of that.
    #expect(extended.encode(RealText.english).count <= base.encode(RealText.english).count)
    #expect(extended.encode(RealText.russian).count > base.encode(RealText.russian).count)
    for id in 0..<base.model.tokens.count where !vocabulary.removedIDs.contains(UInt32(id)) {
      #expect(model.tokens[id] == base.model.tokens[id])
    }
    for id in vocabulary.removedIDs { #expect(base.bytes(of: id).count > 1) }
    for token in vocabulary.newTokens {
      #expect(extended.isReachable(token.id))
      #expect(token.pieces.flatMap { base.bytes(of: $0) } == Array(model.tokens[Int(token.id)]))
      #expect(Set(token.pieces).isDisjoint(with: vocabulary.removedIDs))
    }
    let map = String(decoding: vocabulary.idMap(), as: UTF8.self).split(separator: "\n")
    #expect(map.count == 1 + base.vocabularySize)
    #expect(map.filter { $0.hasSuffix("\t-") }.count == 30)
    #expect(throws: TokenizationError.self) {
      try Self.extend(base, by: 600, [RealText.chinese, RealText.hindi]) { $0.keepsSize = true }
    }
  }

  @Test("a size is padded to a multiple by control tokens that no text becomes")
  func padding() throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 30, [RealText.chinese]) { $0.sizeMultiple = 128 }
    #expect(vocabulary.model.vocabularySize == 768)
    #expect(vocabulary.paddingIDs == Array(730..<768))
    let extended = try BPETokenizer(vocabulary.model)
    #expect(extended.encode("<|padding_0|>").allSatisfy { $0 < 730 })
    #expect(extended.id(ofAddedToken: "<|padding_0|>") == 730)
    let again = try Self.extend(extended, by: 1, [RealText.thai]) { $0.sizeMultiple = 128 }
    #expect(Set(again.model.addedTokens.map(\.content)).count == again.model.addedTokens.count)
    #expect(throws: TokenizationError.self) { try Self.extend(base, by: 1, [RealText.thai]) { $0.sizeMultiple = 0 } }
  }

  @Test("text that yields nothing adds nothing")
  func nothing() throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 10, []) { _ in }
    #expect(vocabulary.newIDs.isEmpty && vocabulary.model.merges == base.model.merges)
    let rare = try Self.extend(base, by: 10, [RealText.thai]) { $0.minimumCount = 1_000_000 }
    #expect(rare.newIDs.isEmpty)
    let latin = try Self.extend(base, by: 10, [RealText.chinese]) { $0.restriction.scripts = [.tibetan] }
    #expect(latin.newIDs.isEmpty)
  }
}
