// Two texts side by side, as a terminal shows them.

import Auditing
import TestSupport
import Testing
import TextAnalysis

@Suite struct SideBySideTests {
  private func show(
    _ left: String, _ right: String, width: Int = 60, style: SideBySideText.Style = .marked, isFull: Bool = false
  ) -> [String] {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    let comparison = SideBySide(
      left: left, right: right, difference: TextDifference(left, right).coalesced(),
      folding: isFull ? nil : SideBySide.Folding())
    let text = SideBySideText(width: width, style: style).text(of: comparison, left: left, right: right)
    return text.split(separator: "\n").map(String.init)
  }

  @Test func marksStandAroundWhatDiffers() {
    #expect(
      show("the cat sat\non the mat", "the dog sat\non the mat") == [
        "1 the [-cat-] sat            ┃ 1 the {+dog+} sat", "2 on the mat                 │ 2 on the mat",
      ])
  }

  @Test func aLineThatIsMissingLeavesRoom() {
    #expect(
      show("one\ntwo\nthree", "one\nthree") == [
        "1 one                        │ 1 one", "2 [-two↵-]                   ┃",
        "3 three                      │ 2 three",
      ])
  }

  /// The bar between the columns stands in one place whatever the widths of the characters.
  @Test(arguments: [
    "潮水每天来两次，没有人知道它为什么来得这么早，也没有人问。", "नमस्ते दुनिया, आज का दिन बहुत अच्छा है और हम सब यहाँ हैं",
    "สวัสดีชาวโลก วันนี้อากาศดีมาก เราไปเที่ยวกันเถอะนะครับ", "e\u{301}a\u{308}o\u{302} emoji 🙂🙃 and 한국어 ｗｉｄｅ text",
    "tab\there\u{1b}[31m and \u{202e}reversed\u{202c} and \u{0}\u{7}",
  ])
  func columnsStandStraight(text: String) {
    for width in [50, 51, 77, 120] {
      let lines = show(text, text + " more", width: width, isFull: true)
      let places = Set(lines.map { line in DisplayWidth.columns(of: line.prefix { $0 != "┃" && $0 != "│" }) })
      #expect(places.count == 1, "\(lines)")
      for line in lines { #expect(DisplayWidth.columns(of: line) <= width, "\(line)") }
    }
  }

  @Test func nothingOfTheTextActsOnTheTerminal() {
    let text = "\u{1b}]0;title\u{7} \u{202e}evil \u{9b}31m\r\u{8}"
    let shown = show(text, text + "x", style: .marked).joined()
    for scalar in shown.unicodeScalars {
      #expect(scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value) && scalar.value != 0x202e)
    }
  }

  @Test func coloursEndWithTheirLine() {
    let lines = show(
      String(repeating: "left words ", count: 20), String(repeating: "right words ", count: 20), style: .coloured)
    #expect(lines.count > 1)
    for line in lines {
      #expect(line.contains("\u{1b}[0;1;31m") || line.contains("\u{1b}[0;1;32m"))
      #expect(line.contains("\u{1b}[0m"))
      #expect(!line.contains("[-"))
    }
  }

  @Test func longEqualStretchesAreFoldedAndFullShowsAll() {
    let middle = (0..<200).map { "line \($0)" }.joined(separator: "\n")
    let folded = show("a\n\(middle)\nb\n", "c\n\(middle)\nd\n")
    #expect(folded.count < 20)
    #expect(folded.contains { $0.contains("equal lines") })
    #expect(folded.contains { $0.contains("202 [-b-]") && $0.contains("202 {+d+}") })
    let full = show("a\n\(middle)\nb\n", "c\n\(middle)\nd\n", isFull: true)
    #expect(full.count == 202)
    #expect(full.filter { $0.contains("line 77") }.count == 1)
  }

  /// A document of one line is folded, too, and never within a character.
  @Test func stretchesWithoutLinesAreFolded() {
    let long = String(repeating: "潮水来了", count: 10_000)
    let folded = show(long + "甲" + long, long + "乙" + long, width: 100)
    #expect(folded.count < 60)
    #expect(!folded.joined().contains("\\x"))
    #expect(show(String(repeating: "left ", count: 9000), String(repeating: "right ", count: 9000)).count < 600)
  }

  /// Text that was set in other lines: words are what counts, and what agrees is folded all the same.
  @Test func whiteSpaceThatDiffersCanBePassedOver() {
    let words = (0..<400).map { "word\($0)" }
    let left = Array((words + ["left"] + words).joined(separator: " ").utf8)
    let right = Array((words + ["right"] + words).joined(separator: "\n").utf8)
    let difference = TextDifference(left, right)
    #expect(difference.changes.count > 700)
    let comparison = SideBySide(
      left: left, right: right, difference: difference.coalesced(keepsSpaceApart: true), marksSpace: false,
      folding: SideBySide.Folding())
    let text = SideBySideText(width: 80, style: .marked).text(of: comparison, left: left, right: right)
    #expect(text.contains("[-left-]") && text.contains("{+right+}"))
    #expect(text.split(separator: "[-").count == 2)
    #expect(text.split(separator: "\n").count < 200)
    #expect(text.contains("⋯"))
  }

  /// Whatever is shown in full is the texts: rows hold every byte once, in order.
  @Test func rowsHoldEveryByte() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      func text() -> [UInt8] {
        (0..<Int(random.next() % 80)).map { _ in [0x0a, 0x61, 0x62, 0x20][Int(random.next() % 4)] }
      }
      let (left, right) = (text(), text())
      let comparison = SideBySide(
        left: left, right: right, difference: TextDifference(left, right), marksSpace: random.next() % 2 == 0,
        folding: nil)
      var (shownLeft, shownRight) = ([UInt8](), [UInt8]())
      for case .cells(let leftCell, let rightCell) in comparison.rows {
        for piece in leftCell.pieces { shownLeft += left[piece.bytes] + (piece.endsLine ? [0x0a] : []) }
        for piece in rightCell.pieces { shownRight += right[piece.bytes] + (piece.endsLine ? [0x0a] : []) }
      }
      #expect(shownLeft == left)
      #expect(shownRight == right)
    }
  }
}
