// Gopher's rules: the published thresholds from both sides, every script, switches.

import Corpus
import TestSupport
import Testing

@testable import Cleaning

@Suite struct GopherQualityTests {
  @Test(arguments: Prose.all) func keepsRunningTextOfEveryScript(_ text: String) {
    #expect(reason(GopherQualityStage(), text) == nil)
  }

  private static func many(_ piece: String, _ count: Int = 40) -> String { String(repeating: piece, count: count) }

  private static let drops: [(text: String, reason: GopherQualityStage.Reason)] = [
    ("Too short.", .shortDocument), (many("a b c "), .shortWords),
    (many("Donaudampfschiffahrtsgesellschaft ", 60), .longWords),
    (many("word # and the "), .hashSigns),
    (many("word and the ... "), .ellipses),
    (many("- word and the milk\n"), .bulletLines),
    (many("word and the milk is sour and very white today …\n"), .ellipsisLines),
    (many("12345 and 98765 4711 "), .fewLetters),
    (many("xyzzy plugh "), .fewStopWords),
    // The same in scripts without spaces.
    ("水车。", .shortDocument), (many("水车转动#"), .hashSigns),
    (many("水车转动…"), .ellipses), (many("•水车转动\n"), .bulletLines),
    (many("12,345、98,765。"), .fewLetters),
    (many("กขคงจฉชซ"), .fewStopWords), (many("龘靐齉爩"), .fewStopWords),
  ]

  @Test(arguments: drops.indices) func dropsForThePublishedReasons(_ index: Int) {
    #expect(reason(GopherQualityStage(), Self.drops[index].text) == Self.drops[index].reason.rawValue)
  }

  /// So many words of a list in turn, or so many lines.
  private enum Part {
    case words(String, Int)
    case lines(String, Int)

    var text: String {
      switch self {
      case .words(let list, let count):
        let words = list.split(separator: " ")
        return (0..<count).map { words[$0 % words.count] + " " }.joined()
      case .lines(let line, let count): return String(repeating: line + "\n", count: count)
      }
    }
  }

  /// Texts of words and signs in known numbers, one step on either side of each threshold.
  private static let thresholds: [(parts: [Part], reason: String?)] = [
    ([.words("the and", 48), .words("milk", 2)], nil),
    ([.words("the and", 48), .words("milk", 1)], "gopher-short-document"),
    // 6 hash signs for 60 words and signs; 7 for 61.
    ([.words("the and", 54), .words("#", 6)], nil), ([.words("the and", 54), .words("#", 7)], "gopher-hash-signs"),
    // 80 of 100 words have a letter; 79 of 100.
    ([.words("the and", 80), .words("12345", 20)], nil),
    ([.words("the and", 79), .words("12345", 21)], "gopher-few-letters"),
    // Signs count among the words of that rule, not of the first one.
    ([.words("the and", 80), .words(",", 20)], nil), ([.words("the and", 80), .words(",", 21)], "gopher-few-letters"),
    ([.words("the and", 48), .words(",", 9)], "gopher-short-document"),
    // 9 of 10 lines; 10 of 11.
    ([.lines("- the milk and the milk of it", 9), .lines("the milk", 1)], nil),
    ([.lines("- the milk and the milk of it", 10), .lines("the milk", 1)], "gopher-bullet-lines"),
    // 3 of 10 lines; 4 of 10.
    ([.lines("the milk and the white milk...", 3), .lines("the milk and the white milk", 7)], nil),
    ([.lines("the milk and the white milk...", 4), .lines("the milk and the white milk", 6)], "gopher-ellipsis-lines"),
    // Capital letters make other words.
    ([.words("the milk", 60)], "gopher-few-stop-words"), ([.words("the milk of", 60)], nil),
    ([.words("The OF milk", 60)], "gopher-few-stop-words"),
  ]

  @Test(arguments: thresholds.indices) func thresholdsAreThoseOfThePublishedFilter(_ index: Int) {
    let text = Self.thresholds[index].parts.map(\.text).joined()
    #expect(reason(GopherQualityStage(), text) == Self.thresholds[index].reason)
  }

  @Test func thresholdsAreSettings() {
    var settings = GopherQualityStage.Settings()
    settings.minDocWords = 2
    settings.minStopWords = nil
    #expect(reason(GopherQualityStage(settings: settings), "Short and enough to stay") == nil)
    settings.minDocWords = nil
    #expect(reason(GopherQualityStage(settings: settings), "Short") == nil)
    settings.minStopWords = 1
    settings.stopWords = ["Short"]
    #expect(reason(GopherQualityStage(settings: settings), "Short") == nil)
    #expect(reason(GopherQualityStage(settings: settings), "the") == "gopher-few-stop-words")
  }

  @Test func theLedgerHasWhatWasMeasured() {
    #expect(detail(GopherQualityStage(), "Too short.") == ["measured": "2"])
    #expect(detail(GopherQualityStage(), String(repeating: "a b c ", count: 40)) == ["measured": "1.0000"])
  }
}

@Suite struct GopherRepetitionTests {
  @Test(arguments: Prose.all.filter { $0 != Prose.english }) func keepsRunningTextOfEveryScript(_ text: String) {
    #expect(reason(GopherRepetitionStage(), text) == nil)
  }

  private static func many(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

  private static let spam: [(text: String, reason: GopherRepetitionStage.Reason)] = [
    ("", .empty),
    (many("Buy it now.\n\n", 9), .duplicateParagraphs),
    (many("สั่งซื้อเลยวันนี้\n", 9), .duplicateLines),
    (many("现在就买，免费送货。", 30), .frequentNGram),
    (many("今すぐご購入ください。", 30), .frequentNGram),
    (many("지금 바로 구매하세요. ", 30), .frequentNGram),
    (many("สั่งซื้อเลยวันนี้ ส่งฟรี ", 30), .frequentNGram),
  ]

  @Test(arguments: spam.indices) func dropsSpamOfEveryScript(_ index: Int) {
    #expect(reason(GopherRepetitionStage(), Self.spam[index].text) == Self.spam[index].reason.rawValue)
  }

  /// An independent count of everything, by the words themselves.
  private struct Counted {
    let words: [String]
    let characterCount: Int

    func frequent(_ n: Int) -> Double {
      let grams = (0..<max(0, words.count - n + 1)).map { words[$0..<$0 + n].joined(separator: " ") }
      var counts: [String: Int] = [:]
      for gram in grams { counts[gram, default: 0] += 1 }
      let most = counts.values.max() ?? 0
      guard let first = grams.first(where: { counts[$0] == most }) else { return 0 }
      return Double(first.unicodeScalars.count * most) / Double(characterCount)
    }

    func repeated(_ n: Int) -> Double {
      var seen: Set<[String]> = []
      var characters = 0
      var index = 0
      while index + n <= words.count {
        let gram = Array(words[index..<index + n])
        if seen.insert(gram).inserted {
          index += 1
        } else {
          characters += gram.joined().unicodeScalars.count
          index += n
        }
      }
      return Double(characters) / Double(characterCount)
    }

    var reason: String? {
      for (n, limit) in zip(2..., [0.2, 0.18, 0.16]) where frequent(n) > limit { return "gopher-frequent-ngram \(n)" }
      for (n, limit) in zip(5..., [0.15, 0.14, 0.13, 0.12, 0.11, 0.1]) where repeated(n) > limit {
        return "gopher-duplicate-ngrams \(n)"
      }
      return nil
    }
  }

  /// Random texts over few words, where repetitions of all lengths lie near the limits.
  @Test func nGramsAreThoseOfAPlainCount() {
    var generator = SeededGenerator(seed: 7)
    var reasons: Set<String> = []
    for _ in 0..<400 {
      let vocabulary = 2 + Int(generator.next() % 60)
      var words: [String] = []
      while words.count < 5 + Int(generator.next() % 200) {
        if words.count > 20, generator.next() % 12 == 0 {
          let start = Int(generator.next() % UInt64(words.count - 12))
          words += words[start..<start + 3 + Int(generator.next() % 9)]
        } else {
          let word = Int(generator.next() % UInt64(vocabulary))
          words.append(
            String(repeating: "x", count: 1 + word % 5) + String(word + 100, radix: 26).filter(\.isLetter) + "é")
        }
      }
      let text = words.joined(separator: " ")
      var settings = GopherRepetitionStage.Settings()
      settings.dupParaFrac = nil
      let expected = Counted(words: words, characterCount: text.unicodeScalars.count).reason
      let result = run(GopherRepetitionStage(settings: settings), text).verdict
      var found: String?
      if case .drop(let reason) = result { found = "\(reason.code) \(reason.detail["n"] ?? "")" }
      #expect(found == expected, "\(text)")
      reasons.insert(expected ?? "keep")
    }
    #expect(reasons.count >= 6, "the texts reach \(reasons.sorted())")
  }

  @Test func linesAndParagraphs() {
    func reason(_ text: String) -> String? { CleaningTests.reason(GopherRepetitionStage(), text) }
    var generator = SeededGenerator(seed: 3)
    func word() -> String { String(generator.next() % 60_466_176, radix: 36) }
    let lines = (0..<40).map { _ in (0..<8).map { _ in word() }.joined(separator: " ") }
    #expect(reason(lines.joined(separator: "\n")) == nil)
    #expect(reason(lines.joined(separator: "\r\n")) == nil)
    let copies = lines[0..<10] + Array(repeating: "The same line.", count: 6)
    #expect(reason(copies.joined(separator: "\n")) == "gopher-duplicate-lines")
    // 3 of 10 blocks are copies, which is no more than the limit; 4 of 11 are more.
    let short = (0..<7).map { "\($0) " + lines[$0] } + Array(repeating: "0 " + lines[0], count: 3)
    #expect(reason(short.joined(separator: "\n\n")) == "gopher-duplicate-paragraph-characters")
    let shorter = ["a"] + lines[0..<6] + Array(repeating: "a", count: 3)
    #expect(reason(shorter.joined(separator: "\n\n")) == nil)
    #expect(reason((shorter + ["a"]).joined(separator: "\n\n")) == "gopher-duplicate-paragraphs")
    #expect(reason((shorter + ["a"]).joined(separator: "\r\n\r\n")) == "gopher-duplicate-paragraphs")
    var settings = GopherRepetitionStage.Settings()
    (settings.dupParaFrac, settings.dupLineFrac) = (nil, nil)
    #expect(
      CleaningTests.reason(GopherRepetitionStage(settings: settings), (shorter + ["a"]).joined(separator: "\n\n"))
        == nil)
  }
}

@Suite struct CleaningStagesTests {
  @Test func theFactoryMakesWhatIsAskedFor() throws {
    var settings = CleaningSettings()
    settings.gopherQuality = .init()
    settings.fineweb = .init()
    let names = try CleaningStages.make(settings).map { type(of: $0).name }
    #expect(names == [NormalizeStage.name, AIBoilerplateStage.name, GopherQualityStage.name, FineWebStage.name])
    // A classifier is nothing without its model, which ClassifierTests gives it.
    for name in CleaningStages.names where name != ClassifierStage.name {
      #expect(try CleaningStages.stage(named: name).map { type(of: $0).name } == name)
    }
    #expect(try CleaningStages.stage(named: "no-such-stage") == nil)
  }
}
