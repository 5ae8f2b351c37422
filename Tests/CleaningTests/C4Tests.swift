// C4's line rules, its paragraph rule and its list of bad words.

import Corpus
import TestSupport
import Testing

@testable import Cleaning

@Suite struct C4Tests {
  private static let sentences = (0..<5).map { "The miller of village \($0) had a wheel." }

  private func kept(_ text: String, _ settings: C4Stage.Settings = .init()) throws -> String {
    run(try C4Stage(settings: settings), text).text
  }

  @Test(arguments: Prose.all) func keepsRunningTextOfEveryScript(_ text: String) throws {
    let result = run(try C4Stage(), text)
    #expect(result.verdict == .keep)
  }

  /// Each line with the rule that takes it, among sentences that stay.
  @Test(arguments: [
    ("A menu without an end", "c4-no-terminal-punctuation"), ("It goes on and on...", "c4-no-terminal-punctuation"),
    ("It goes on and on…", "c4-no-terminal-punctuation"), ("Read more.", "c4-few-words"),
    ("Please enable JavaScript to go on.", "c4-javascript"), ("This site uses Cookies for you.", "c4-policy"),
    ("Read our Privacy Policy to the end.", "c4-policy"),
    ("他看着水车慢慢转动", "c4-no-terminal-punctuation"), ("好。", "c4-few-words"), ("    ", "c4-edge"), ("", "c4-edge"),
  ]) func linesGo(_ line: String, _ rule: String) throws {
    let text = (Self.sentences[0..<3] + [line] + Self.sentences[3...]).joined(separator: "\n")
    let result = run(try C4Stage(), text)
    #expect(result.text == Self.sentences.joined(separator: "\n"))
    guard case .edit(let edits) = result.verdict else {
      Issue.record("\(line): \(result.verdict)")
      return
    }
    #expect(edits.map(\.rule) == [rule])
    let start = Self.sentences[0..<3].joined(separator: "\n").utf8.count + 1
    #expect(edits.first?.start == start && edits.first?.end == start + line.utf8.count + 1)
    #expect(edits.first?.isListed == (rule != "c4-edge"))
  }

  @Test(arguments: [
    "Is it a question to him?", "What a wheel it was!", "He said that \"it turns.\"", "He said “it turns by itself.”",
    "He called it 'a wheel'", "他问：“水车会停吗？”", "水慢慢流走了……",
    "彼は「水は自分で歩く。」と言った。", "قال إن الماء يمشي وحده۔", "उसने कहा कि पानी चलता है।", "น้ำเดินของมันเอง ไม่ต้องเร่ง",
  ]) func linesStay(_ line: String) throws {
    let text = (Self.sentences + [line]).joined(separator: "\n")
    #expect(run(try C4Stage(), text).verdict == .keep, "\(line)")
  }

  @Test func longWordsTakeTheLine() throws {
    for (length, stays) in [(1_000, true), (1_001, false)] {
      let line = "A \(String(repeating: "x", count: length)) is long."
      #expect(try kept((Self.sentences + [line]).joined(separator: "\n")).contains("xxx") == stays)
    }
    // A line without spaces is no word where the writing has none.
    let line = String(repeating: "水车在河里慢慢转动", count: 200) + "。"
    #expect(try kept((Self.sentences + [line]).joined(separator: "\n")).hasSuffix(line))
  }

  @Test(arguments: [
    ("Here is Lorem Ipsum in a sentence.", C4Stage.Reason.loremIpsum), ("The code is { x } in it.", .curlyBracket),
  ]) func documentsGo(_ line: String, _ expected: C4Stage.Reason) throws {
    let stage = try C4Stage()
    #expect(reason(stage, (Self.sentences + [line]).joined(separator: "\n")) == expected.rawValue)
    // What goes for an earlier rule is not looked at.
    let menu = line.dropLast()
    #expect(reason(stage, (Self.sentences + [String(menu)]).joined(separator: "\n")) == nil)
    #expect(reason(stage, Self.sentences[0..<4].joined(separator: "\n")) == C4Stage.Reason.fewSentences.rawValue)
    #expect(reason(stage, Self.sentences[0..<4].joined(separator: "\n") + " Really it did.") == nil)
    #expect(reason(stage, "") == C4Stage.Reason.fewSentences.rawValue)
  }

  @Test func sentencesAreCountedByTheirEnds() {
    let counter = C4Sentences()
    func count(_ line: String) -> Int { Array(line.utf8).withUnsafeBufferPointer { counter.count(in: $0) } }
    #expect(count("Mr. Smith came at 5 p.m. to see us. It rained! \"Did it?\" he asked.") == 4)
    #expect(count("他来了。她走了！“谁？”没有人。") == 4)
    #expect(count("กังหันหมุน น้ำไหล") == 2)
    #expect(count("") == 0)
  }

  @Test func citationsGoOutOfLines() throws {
    let text = (Self.sentences + ["The wheel[12] turns[edit] by[] itself[citation needed]."]).joined(separator: "\n")
    let result = run(try C4Stage(), text)
    #expect(result.text.hasSuffix("\nThe wheel turns by itself."))
    guard case .edit(let edits) = result.verdict else { return }
    #expect(edits.map(\.rule) == Array(repeating: "c4-citation", count: 4))
    #expect(areSound(edits, in: Array(text.utf8)))
    #expect(try kept("x [1]\n" + Self.sentences.joined(separator: "\n")) == Self.sentences.joined(separator: "\n"))
  }

  @Test func everyRuleIsASwitch() throws {
    let page =
      "Menu\nShort one.\nEnable javascript in it now.\nOur privacy policy is here.\nA { brace is here.\n\nlorem ipsum is here."
    var settings = C4Stage.Settings()
    settings.filterNoTerminalPunct = false
    settings.minNumSentences = nil
    settings.minWordsPerLine = nil
    settings.maxWordLength = nil
    settings.filterLoremIpsum = false
    settings.filterJavascript = false
    settings.filterCurlyBracket = false
    settings.filterPolicy = false
    #expect(try kept(page, settings) == page)
    settings.filterPolicy = true
    #expect(try kept(page, settings).contains("privacy") == false)
    settings.filterJavascript = true
    #expect(try kept(page, settings) == "Menu\nShort one.\nA { brace is here.\n\nlorem ipsum is here.")
    settings.minWordsPerLine = 2
    #expect(try kept(page, settings) == "Short one.\nA { brace is here.\nlorem ipsum is here.")
    settings.filterCurlyBracket = true
    #expect(reason(try C4Stage(settings: settings), page) == "c4-curly-bracket")
  }

  /// Whatever the text: the edits account for every byte, and cleaning what is clean changes nothing.
  @Test func editsAccountForTheText() throws {
    var generator = SeededGenerator(seed: 5)
    let pieces = [
      "The wheel turns. ", "It is there!", "menu", "\n", "\n\n", "\r\n", "  ", "[1]", "javascript", "privacy policy",
      "水车。",
      "\u{3000}", "x", "\t", "…", "A mill stood by that river.\n",
    ]
    var settings = C4Stage.Settings()
    settings.minNumSentences = nil
    for round in 0..<600 {
      settings.minWordsPerLine = round % 3 == 0 ? nil : 3
      settings.filterNoTerminalPunct = round % 5 != 0
      let stage = try C4Stage(settings: settings)
      let text = (0..<30).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
      let result = run(stage, text)
      guard case .edit(let edits) = result.verdict else {
        #expect(result.text == text)
        continue
      }
      #expect(areSound(edits, in: Array(text.utf8)), "\(text.debugDescription)")
      var rebuilt: [UInt8] = []
      var place = 0
      for edit in edits {
        rebuilt += Array(text.utf8)[place..<edit.start] + Array(repeating: 0x0a, count: edit.replacementByteCount)
        place = edit.end
      }
      rebuilt += Array(text.utf8)[place...]
      #expect(rebuilt == Array(result.text.utf8), "\(text.debugDescription)")
      #expect(run(stage, result.text).text == result.text, "\(text.debugDescription)")
    }
  }

  @Test func paragraphs() {
    let long = String(repeating: "word ", count: 40)
    #expect(reason(C4ParagraphStage(), "\(long)\n\(long)\n\(long)") == nil)
    #expect(reason(C4ParagraphStage(), "\(long)\n\(long)\n\(long.dropLast())") == "c4-few-paragraphs")
    let chinese = String(repeating: "水", count: 67)
    #expect(reason(C4ParagraphStage(), "\(chinese)\n\(chinese)\n\(chinese)") == nil)
  }

  @Test func badWordsAreTheUsersOwn() throws {
    #expect(reason(try C4BadWordStage(), "Whatever it says.") == nil)
    var settings = C4BadWordStage.Settings()
    settings.words = ["Drat", "", " holy cow \r", "混账"]
    let stage = try C4BadWordStage(settings: settings)
    for text in ["drat", "Oh DRAT!", "(drat)", "a Holy Cow.", "你这混账东西", "混账"] {
      #expect(reason(stage, text) == "c4-bad-word", "\(text)")
    }
    for text in ["hydrate", "drats", "dräts", "édrat", "drat_", "holy cows", "holycow", "混 账"] {
      #expect(reason(stage, text) == nil, "\(text)")
    }
    #expect(detail(stage, "drat") == ["measured": "1"])
  }
}
