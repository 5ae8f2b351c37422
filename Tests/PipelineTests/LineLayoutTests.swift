// Lines in several passes: what the first one learns is enough for those that follow.

import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite("Lines in several passes")
struct LineLayoutTests {
  /// Good lines, blank ones, damaged ones and some without a text; the last lacks its line end.
  static let lines = [
    #"{"id":"a","text":"first"}"#, "", #"{"text":"no id \u00e9\n"}"#, "{broken", #"{"id":3,"text":"number"}"#,
    #"{"id":"x"}"#, "  \t\r", #"{"text":7,"id":"y"}"#, #"{"id":"z\"","text":"","more":[1,{"text":"inner"}]}"#,
    #" {"text":"last","id":"end"} "#,
  ]

  static func batch(_ text: String) -> LineBatch {
    LineBatch(file: "f.jsonl", bytes: Array(text.utf8), offset: 100, row: 40)
  }

  private static let whole = batch(lines.joined(separator: "\n"))

  @Test func namesAndTextsOfTheGoodLines() throws {
    var parser = LineParser(options: LineInputOptions())
    var found: [[String]] = []
    let (layout, problems) = try parser.forEachText(in: Self.whole) { line in
      var name: [UInt8] = []
      line.appendName(to: &name)
      #expect(line.name == String(decoding: name, as: UTF8.self))
      found.append([line.name, String(decoding: line.text, as: UTF8.self), String(line.row)])
      #expect(line.batch[line.textValue].first == UInt8(ascii: "\""))
    }
    #expect(found.map { $0[1] } == ["first", "no id é\n", "number", "", "last"])
    #expect(found.map { $0[2] } == ["40", "42", "44", "48", "49"])
    #expect(found.map { $0[0] }.filter { $0.count < 5 } == ["a", "3", "z\"", "end"])
    #expect(found[1][0].count == 32)
    #expect(layout.documentCount == 5)
    #expect(layout.others == [1, 3, 5, 6, 7])
    #expect(problems.map(\.offset).allSatisfy { $0 > 100 })
    #expect(problems.count == 3)
  }

  @Test func documentsAndTextsAgree() throws {
    var parser = LineParser(options: LineInputOptions())
    var texts: [[UInt8]] = []
    var names: [String] = []
    _ = try parser.forEachText(in: Self.whole) {
      texts.append(Array($0.text))
      names.append($0.name)
    }
    var documents: [LineDocument] = []
    let problems = try parser.forEach(in: Self.whole) { line, _ in documents.append(copy line) }
    #expect(documents.map(\.document.text) == texts)
    #expect(documents.map(\.name) == names)
    #expect(problems.count == 3)
  }

  @Test func laterPassesFindTheSameLines() throws {
    var parser = LineParser(options: LineInputOptions())
    let (layout, _) = try parser.forEachText(in: Self.whole) { _ in }
    for wanted in [[], [0], [1, 3], [0, 1, 2, 3, 4]] {
      var texts: [String] = []
      try parser.forEachText(in: Self.whole, layout: layout, wanted: wanted) {
        texts.append(String(decoding: $0.text, as: UTF8.self))
      }
      #expect(texts == wanted.map { ["first", "no id é\n", "number", "", "last"][$0] })
      var rest: [UInt8] = []
      try layout.appendLines(of: Self.whole, leaving: wanted, to: &rest)
      let good = [0, 2, 4, 8, 9].enumerated().filter { !wanted.contains($0.offset) }.map {
        Self.lines[$0.element] + "\n"
      }
      #expect(String(decoding: rest, as: UTF8.self) == good.joined())
    }
  }

  @Test func changedFilesAreNoticed() throws {
    var parser = LineParser(options: LineInputOptions())
    let (layout, _) = try parser.forEachText(in: Self.whole) { _ in }
    let longer = Self.batch(Self.lines.joined(separator: "\n") + "\n")
    let joined = Self.batch(Self.lines.joined(separator: " "))
    let damaged = Self.batch(Self.lines.joined(separator: "\n").replacing("\"first\"", with: "first  "))
    for changed in [longer, joined, damaged] {
      #expect(throws: RunError.self) { try parser.forEachText(in: changed, layout: layout, wanted: 0..<5) { _ in } }
    }
    var lines: [UInt8] = []
    #expect(throws: RunError.self) { try layout.appendLines(of: joined, leaving: [], to: &lines) }
  }

  @Test func rowsOfBatches() {
    let rows = BatchRows(documentCounts: [3, 0, 2, 4])
    #expect((0..<4).map { Array(rows.ordinals(of: [0, 2, 3, 5, 8], in: $0)) } == [[0, 2], [], [0], [0, 3]])
  }
}
