import Corpus
import TestSupport
import Testing
import TextAnalysis

@testable import Cleaning

@Suite struct NormalizeStageTests {
  @Test(arguments: [
    ("a\r\nb\rc\n", "a\nb\nc\n"), ("e\u{301}", "é"), ("a  \nb\t\n", "a\nb\n"), ("a\n\n\n\n\n\nb", "a\n\n\nb"),
    ("\u{feff}a\u{0}b\u{7f}\u{85}c", "abc"),
    ("so\u{ad}ft zero\u{200b}width", "soft zerowidth"), ("e\u{200b}\u{301}", "é"),
    ("a\u{200d}b\u{200c}c", "a\u{200d}b\u{200c}c"), ("\u{e01}\u{200b}\u{e02}", "\u{e01}\u{200b}\u{e02}"),
    ("ｶﾞ ﬁ", "ｶﾞ ﬁ"), ("面包  ", "面包"),
  ]) func normalises(_ text: String, _ expected: String) {
    let result = run(NormalizeStage(), text)
    #expect(Array(result.text.utf8) == Array(expected.utf8))
    let isSame = Array(text.utf8) == Array(expected.utf8)
    #expect((result.verdict == .keep) == isSame)
  }

  @Test func nfkcIsAnOption() {
    var settings = NormalizeStage.Settings()
    settings.form = .nfkc
    #expect(run(NormalizeStage(settings: settings), "ｶﾞ ﬁ\u{3000}\n").text == "ガ fi\n")
  }

  @Test(arguments: 0..<40) func isIdempotentValidAndAccountedFor(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", " ", "\t", "\n", "\r", "\r\n", "\u{feff}", "\u{200b}", "e", "\u{301}", "\u{327}", "面", "\u{0}", "\u{ac00}",
      "\u{11a8}", "\u{a0}", "ﬁ", "\u{2028}", "\u{e01}", "🙂",
    ]
    for form in NormalizeStage.Form.allCases {
      var settings = NormalizeStage.Settings()
      settings.form = form
      let stage = NormalizeStage(settings: settings)
      for _ in 0..<20 {
        let text = (0..<30).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        var normal = document(text)
        var workspace = Workspace()
        let verdict = stage.apply(to: &normal, using: &workspace)
        #expect(UTF8Bytes.isValid(normal.text))
        if case .edit(let edits) = verdict {
          let removed = edits.reduce(0) { $0 + $1.end - $1.start - $1.replacementByteCount }
          #expect(removed == text.utf8.count - normal.text.count)
          #expect(edits.allSatisfy { !$0.isListed })
        } else {
          #expect(normal.text == Array(text.utf8))
        }
        workspace.invalidate()
        #expect(stage.apply(to: &normal, using: &workspace) == .keep)
      }
    }
  }
}
