// FineWeb's rules: the published thresholds from both sides, in every script.

import Testing

@testable import Cleaning

@Suite struct FineWebTests {
  @Test(arguments: Prose.all) func keepsRunningTextOfEveryScript(_ text: String) {
    #expect(reason(FineWebStage(), text) == nil)
  }

  private static let long = "The miller had a wheel that turned with the water of that river"

  /// Lines of which none are alike.
  private static func lines(_ line: String, _ count: Int, _ end: String = "") -> [String] {
    (0..<count).map { "\($0) " + line + end }
  }

  private struct Case {
    var name: String
    var lines: [String]
    var reason: String?

    init(_ name: String, _ lines: [String], _ reason: String? = nil) {
      self.name = name
      self.lines = lines
      self.reason = reason
    }
  }

  private static let cases: [Case] = [
    Case("3 of 25 lines end", lines(long, 3, ".") + lines("so " + long, 22)),
    Case("2 of 25 lines end", lines(long, 2, ".") + lines("so " + long, 23), "fineweb-line-punctuation"),
    Case("typographic quotation marks close", lines(long, 3, ".”") + lines("so " + long, 22)),
    Case("2 of 3 are short", lines("short one here", 2, ".") + lines(long, 1, ".")),
    Case("5 of 7 are short", lines("short one here", 5, ".") + lines(long, 2, "."), "fineweb-short-lines"),
    Case("30 characters are short", lines("345678901234567890123456789", 9, "."), "fineweb-short-lines"),
    Case("31 characters are not", lines("3456789012345678 a b c d e f", 9, ".")),
    Case("one of 101 is a copy", lines(long, 100, ".") + ["0 " + long + "."]),
    Case("two of 101 are", lines(long, 99, ".") + lines(long, 2, "."), "fineweb-duplicate-characters"),
    Case("titles in Chinese", lines("磨坊主有一只水车，它在河里慢慢转动", 9), "fineweb-line-punctuation"),
    Case("menus in Chinese", lines("页。", 9), "fineweb-short-lines"),
    Case("blank lines do not count", ["", "  ", "\t"], "fineweb-empty"), Case("nothing", [], "fineweb-empty"),
  ]

  @Test(arguments: cases.indices) func thresholdsAreThoseOfThePublishedFilter(_ index: Int) {
    let checked = Self.cases[index]
    #expect(reason(FineWebStage(), checked.lines.joined(separator: "\n")) == checked.reason, "\(checked.name)")
  }

  @Test func lineEndsForEachWord() {
    // 10 words and signs: 3 line ends are as many as may be.
    let line = "Pneumonoultramicroscopicsilicovolcanoconiosis"
    #expect(reason(FineWebStage(), "\(line) aa.\n\(line) bb cc ee\n\(line) dd.\n") == nil)
    #expect(reason(FineWebStage(), "\(line) aa.\n\(line) bb cc ee\n\n\(line) dd.\n") == "fineweb-new-lines")
  }

  @Test func thresholdsAreSettings() {
    var settings = FineWebStage.Settings()
    let menu = "0 Home\n1 News\n2 Contact"
    #expect(reason(FineWebStage(settings: settings), menu) == "fineweb-line-punctuation")
    settings.linePunctExcludeZero = true
    #expect(reason(FineWebStage(settings: settings), menu) == "fineweb-short-lines")
    settings.shortLineLength = 5
    #expect(reason(FineWebStage(settings: settings), menu) == "fineweb-new-lines")
    settings.newLineRatio = nil
    #expect(reason(FineWebStage(settings: settings), menu) == nil)
    #expect(reason(FineWebStage(settings: settings), menu + "\n0 Home") == "fineweb-duplicate-characters")
  }
}
