// Texts that nobody wrote: the quality rules answer in time that grows with the length, and account for every byte.

import Corpus
import TestSupport
import Testing

@testable import Cleaning

@Suite struct QualityHostileTests {
  private static let stages: [StageName] = [
    GopherQualityStage.name, GopherRepetitionStage.name, C4Stage.name, C4ParagraphStage.name, FineWebStage.name,
  ]

  /// One unit of a text, repeated without end.
  @Test(arguments: [
    "a", "a ", " ", ".", "...", "#", "\n", "a\n", "\r", "\r\n", "):", "(", "a-", "a.b", "don't ", "v.", "1km ", "[1]",
    "[",
    "[9", "javascript ", "lorem ipsum ", "{", "privacy policy. ", "水", "。", "水\n", "ที่", "é", "“", "…", "\u{0}",
    "\u{300}",
    "a@", "http://", "a.a.", "'s", "\u{2028}", "\u{3000}", "😀",
  ]) func repeatedWithoutEnd(_ unit: String) throws {
    var times: [Double] = []
    for byteCount in [1 << 14, 1 << 18] {
      let text = Array(String(repeating: unit, count: byteCount / unit.utf8.count).utf8)
      let clock = ContinuousClock()
      times.append(
        try clock.measure { for name in Self.stages { try apply(name, text) } } / .seconds(1))
    }
    // Sixteen times the text; what is quadratic takes 256 times as long.
    #expect(times[1] < 100 * max(times[0], 0.002), "\(unit.debugDescription): \(times)")
  }

  @Test(arguments: [UInt8](arrayLiteral: 0x00, 0x80, 0xbf, 0xc0, 0xe0, 0xed, 0xf0, 0xff)) func invalidBytes(
    _ byte: UInt8
  ) throws {
    for length in [1, 2, 3, 5, 63, 64, 65, 4095, 4097] {
      for name in Self.stages {
        try apply(name, Array(repeating: byte, count: length))
        try apply(
          name, Array("The wheel turns. ".utf8) + Array(repeating: byte, count: length) + Array(". It turns.".utf8))
      }
    }
  }

  @Test func randomBytes() throws {
    var generator = SeededGenerator(seed: 9)
    for length in [1, 10, 100, 1_000, 10_000] {
      for _ in 0..<20 {
        let text = (0..<length).map { _ in
          // Half of them letters, spaces and signs that mean something to the rules.
          generator.next() % 2 == 0
            ? UInt8(truncatingIfNeeded: generator.next()) : Array("ae .\n#[1]'s-{水”…".utf8)[Int(generator.next() % 18)]
        }
        for name in Self.stages { try apply(name, text) }
      }
    }
  }

  /// Applies a stage as a run does it, which checks that the edits account for the text.
  private func apply(_ name: StageName, _ text: [UInt8]) throws {
    var settings = CleaningSettings()
    var lines = C4Stage.Settings()
    // Everything that might be kept, so that much is told.
    lines.minNumSentences = nil
    lines.filterLoremIpsum = false
    lines.filterCurlyBracket = false
    settings.c4 = lines
    let stage = try #require(try CleaningStages.stage(named: name, settings: settings))
    var runner = StageRunner(stages: [stage])
    var subject = document(text)
    _ = try runner.run(&subject)
  }
}
