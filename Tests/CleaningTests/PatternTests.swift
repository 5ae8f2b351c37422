// The pattern language and the automaton, against plain searches.

import TestSupport
import Testing

@testable import Cleaning

@Suite struct PatternTests {
  private func matchEnd(_ pattern: String, _ sentence: String) throws -> Int? {
    var parser = PatternParser(vocabulary: ["fruit": ["apple", "pear"]])
    let compiled = try parser.compile(LetterFolding.folded(pattern), accepting: 0, rule: "test")
    let program = PatternProgram(instructions: parser.program, tables: parser.tables)
    var matcher = PatternMatcher()
    var folded = FoldedSentence()
    Array(sentence.utf8).withUnsafeBufferPointer { folded.fold($0, 0..<$0.count) }
    return matcher.match(program, compiled, in: folded.bytes, bodyEnd: folded.bodyEnd)
  }

  @Test(arguments: [
    ("an? {fruit}", "A pear fell", true), ("an? {fruit}", "The pear fell", false),
    ("an? {fruit}%", "an applecart", false),
    ("(very )*nice", "very  VERY\nnice", true), ("(very )+nice", "nice", false),
    ("here ~:", "Here is, so to say: this", false),
    ("here …:", "Here is, so to say: this", true), ("good bye$", "Good bye!!", true),
    ("good bye$", "Good bye, Joe", false),
    ("它们?很", "它很好", true), ("我%", "我们很好", false), ("a\\*b", "a*b", false), ("a\\?", "a?", true), ("", "anything", true),
    ("i don't", "I don’t", true), ("作为ai,我", "作為 AI，我", true), ("über%", "ÜBER uns", true), ("ob%", "Obér", false),
    ("еще ии%", "Ещё ИИ.", true), ("как%", "Какой", false), ("bien sûr!", "Bien sûr\u{a0}! 😊", true),
    ("gern$", "Gern! 😊✨", true), ("puedo", "¿Puedo", true), ("aiです", "AI です", true), ("도움이되셨", "도움이 되셨", true),
    ("学習", "学習", true),
  ]) func matches(_ pattern: String, _ sentence: String, _ expected: Bool) throws {
    #expect((try matchEnd(pattern, sentence) != nil) == expected)
  }

  @Test func theAutomatonFindsWhatAPlainSearchFinds() throws {
    var generator = SeededGenerator(seed: 5)
    let phrases = ["ab", "abc", "bcab", "c", "aa b", "我们", "们a", "éa", "aé", "и"].map { Array($0.utf8) }
    let automaton = try PhraseAutomaton(phrases: phrases)
    let letters: [Character] = ["a", "b", "c", "A", " ", "\n", "我", "们", "é", "и"]
    for round in 0..<300 {
      // Long texts are searched in four places at once.
      let length = round % 10 == 0 ? 700 + round * 3 : 40
      let text = Array(String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" }).utf8)
      var hits: [PhraseAutomaton.Hit] = []
      text.withUnsafeBufferPointer { automaton.find(in: $0, 0..<$0.count, limit: 10_000, into: &hits) }
      var expected: Set<[Int]> = []
      let folded = text.map { $0 == 0x0a ? 0x20 : $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
      for (number, phrase) in phrases.enumerated() {
        for start in 0..<max(0, folded.count - phrase.count + 1)
        where Array(folded[start..<start + phrase.count]) == phrase {
          // Letters of alphabets at a phrase's edges: a word begins there, and, if Latin, ends there.
          let before = String(decoding: folded[..<start], as: UTF8.self).last
          let after = String(decoding: folded[(start + phrase.count)...], as: UTF8.self).first
          func isLetter(_ character: Character?) -> Bool { character.map { "abcéи".contains($0) } ?? false }
          let text = String(decoding: phrase, as: UTF8.self)
          if isLetter(text.first), isLetter(before) { continue }
          if isLetter(text.last), text.last != "и", isLetter(after) { continue }
          expected.insert([number, start])
        }
      }
      #expect(Set(hits.map { [Int($0.phrase), Int($0.start)] }) == expected)
      #expect(hits.count == expected.count)
      #expect(hits.map(\.end) == hits.map(\.end).sorted())
      // As many as asked for, and the first ones.
      var few: [PhraseAutomaton.Hit] = []
      let limit = hits.count / 2
      text.withUnsafeBufferPointer { automaton.find(in: $0, 0..<$0.count, limit: limit, into: &few) }
      #expect(few.map(\.end) == hits.prefix(few.count).map(\.end) && few.count >= min(limit, hits.count))
    }
  }
}
