import Corpus
import TestSupport
import Testing

@testable import Cleaning

private let english = (0..<12).map {
  "The miller of village \($0) had a wheel that turned with the water of that river, and people came to look at it."
}.joined(separator: "\n")
private let chinese = (0..<12).map { "第\($0)个村子的磨坊主有一只水车，它在河里转动，人们都来看。他说这是祖父留下的，不卖也不送。" }.joined(separator: "\n")
private let german =
  "Der Müller hatte ein Rad, das sich mit dem Wasser drehte, und die Leute kamen von weit her, um es anzusehen. "
  + "Sie brachten Korn in Säcken und nahmen Mehl mit nach Hause, denn zu Hause gab es nur Steine, auf denen man mit der Hand mahlen konnte, und das war eine schwere Arbeit für alle."

@Suite struct GopherTests {
  private func reason(_ stage: some DocumentStage, _ text: String) -> String? {
    let result = run(stage, text)
    #expect(result.text == text)
    if case .drop(let reason) = result.verdict { return reason.code }
    #expect(result.verdict == .keep)
    return nil
  }

  @Test(arguments: [english, chinese, german]) func keepsRunningText(_ text: String) {
    #expect(reason(GopherQualityStage(), text) == nil)
  }

  @Test(arguments: [
    ("Too short.", GopherQualityStage.Reason.shortDocument), (String(repeating: "a b c ", count: 40), .shortWords),
    (String(repeating: "Donaudampfschiffahrtsgesellschaft ", count: 60), .longWords),
    (String(repeating: "word # and the ", count: 40), .hashSigns),
    (String(repeating: "word and the ... ", count: 40), .ellipses),
    (String(repeating: "- word and the milk\n", count: 40), .bulletLines),
    (String(repeating: "word and the milk is sour and very white today …\n", count: 40), .ellipsisLines),
    (String(repeating: "12345 and 98765 4711 ", count: 40), .fewLetters),
    (String(repeating: "xyzzy plugh ", count: 40), .fewStopWords),
  ]) func dropsForThePublishedReasons(_ text: String, _ expected: GopherQualityStage.Reason) {
    #expect(reason(GopherQualityStage(), text) == expected.rawValue)
  }

  @Test func thresholdsAreSettings() {
    var settings = GopherQualityStage.Settings()
    settings.minimumWords = 2
    settings.minimumStopWords = 0
    #expect(reason(GopherQualityStage(settings: settings), "Short enough.") == nil)
  }

  @Test func repetition() {
    var generator = SeededGenerator(seed: 3)
    func word() -> String { String(generator.next() % 60_466_176, radix: 36) }
    let lines = (0..<40).map { _ in (0..<8).map { _ in word() }.joined(separator: " ") }
    #expect(reason(GopherRepetitionStage(), lines.joined(separator: "\n")) == nil)
    let copies = lines[0..<10] + Array(repeating: "The same line again and again.", count: 20)
    #expect(
      reason(GopherRepetitionStage(), copies.joined(separator: "\n"))
        == GopherRepetitionStage.Reason.duplicateLines.rawValue)
    let frequent = (0..<200).map { "spam ham \($0)" }.joined(separator: " ")
    #expect(reason(GopherRepetitionStage(), frequent) == GopherRepetitionStage.Reason.frequentNGram.rawValue)
    #expect(reason(GopherRepetitionStage(), "") == nil)
  }

  @Test func theFactoryMakesWhatIsAskedFor() throws {
    var settings = CleaningSettings()
    settings.gopherQuality = .init()
    let names = try CleaningStages.make(settings).map { type(of: $0).name }
    #expect(names == [NormalizeStage.name, AIBoilerplateStage.name, GopherQualityStage.name])
    for name in CleaningStages.names {
      #expect(try CleaningStages.stage(named: name).map { type(of: $0).name } == name)
    }
    #expect(try CleaningStages.stage(named: "no-such-stage") == nil)
  }
}
