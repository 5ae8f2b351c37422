import Corpus
import TestSupport
import Testing
import TextAnalysis

@testable import Decontamination

private let items = [
  BenchmarkItem(
    benchmark: "mill", item: "en-1",
    question:
      "A miller grinds seven sacks of corn on Monday and twice as many on Tuesday; how many sacks does he grind on both days together?",
    answer: "He grinds 7 + 14 = 21 sacks.", options: ["fourteen sacks", "twenty-one sacks", "seven sacks"]),
  BenchmarkItem(
    benchmark: "mill", item: "zh-1", question: "磨坊主星期一磨了七袋玉米，星期二磨的是星期一的两倍，两天一共磨了多少袋玉米？", answer: "一共磨了二十一袋。"),
  BenchmarkItem(benchmark: "short", item: "s-1", question: "Why do millers wear white hats on Sunday mornings?"),
]
private let english = String(repeating: "The river behind the mill is deep and slow. ", count: 30)
private let chinese = String(repeating: "磨坊后面的河又深又慢，夏天孩子们在那里游泳。", count: 30)

@Suite struct DecontaminationTests {
  private let index: BenchmarkIndex
  init() throws { index = try BenchmarkIndex(items: items) }

  private func found(_ text: String) -> [String] { index.matches(in: Array(text.utf8)).map(\.item) }

  @Test(arguments: [0, 1]) func findsAnItemInAnyDress(_ number: Int) {
    let item = items[number]
    let host = number == 0 ? english : chinese
    let question = item.question
    let markup =
      number == 0
      ? question.split(separator: " ").joined(separator: "</b>&nbsp;<b class=\"x\">")
      : question.map { "<i>\($0)</i>" }.joined()
    let wide = String(
      String.UnicodeScalarView(
        question.unicodeScalars.map {
          $0.value >= 0x30 && $0.value < 0x7f ? Unicode.Scalar($0.value + 0xfee0) ?? $0 : $0
        }))
    for dress in [
      question, question.uppercased(), wide, markup, question.map { "\($0)" }.joined(separator: number == 0 ? "" : " "),
      String(question.dropFirst(question.count / 3)),
    ] {
      let text = host + "\n" + dress + "\n" + host
      let matches = index.matches(in: Array(text.utf8))
      #expect(matches.map(\.item) == [item.item], "\(dress)")
      for match in matches {
        #expect(match.start >= host.utf8.count && match.end <= text.utf8.count - host.utf8.count)
        #expect(match.start < match.end)
      }
    }
  }

  @Test(arguments: [
    "", "a", english, chinese, "A miller grinds seven sacks of corn.", "磨坊主星期一磨了七袋玉米。", "Why do millers wear white?",
  ])
  func leavesOtherTextAlone(_ text: String) { #expect(found(text) == []) }

  @Test func answersAndOptionsCount() {
    #expect(
      found(english + "on both days together? (A) fourteen sacks (B) twenty-one sacks (C) seven sacks") == ["en-1"])
    #expect(found("how many sacks does he grind on both days together fourteen sacks twenty-one sacks") == ["en-1"])
  }

  @Test func shortItemsMatchAsAWhole() {
    #expect(found(english + "why do millers wear WHITE hats on sunday mornings. " + english) == ["s-1"])
    #expect(found("do millers wear white hats on sunday mornings") == [])
  }

  @Test func aShortQuestionOfSeveralItemsSaysNothing() throws {
    let twins = ["a", "b"].map {
      BenchmarkItem(benchmark: "x", item: $0, question: "Which of these statements about old mills is true?")
    }
    #expect(try BenchmarkIndex(items: twins).matches(in: Array(twins[0].question.utf8)) == [])
  }

  @Test func monotonousWindowsAreNoItems() throws {
    let zeros = BenchmarkItem(benchmark: "x", item: "z", question: String(repeating: "0 1 ", count: 30))
    #expect(try BenchmarkIndex(items: [zeros]).matches(in: Array(zeros.question.utf8)) == [])
  }

  @Test func actions() throws {
    func apply(_ action: MatchRules.Action, _ text: String, cuts: Int = 10) throws -> (Verdict, String) {
      var settings = DecontaminationSettings()
      settings.rules.action = action
      settings.maximumCuts = cuts
      var document = Document(
        id: DocumentID(high: 0, low: 0), source: "s", text: Array(text.utf8),
        origin: Origin(file: "f", offset: 0, byteCount: 0, row: 0))
      var workspace = Workspace()
      let stage = DecontaminationStage(index: try BenchmarkIndex(items: items, settings: settings))
      let verdict = stage.apply(to: &document, using: &workspace)
      return (verdict, String(decoding: document.text, as: UTF8.self))
    }
    let text = chinese + items[1].question + chinese
    #expect(try apply(.report, text).0 == .keep)
    guard case .drop(let reason) = try apply(.drop, text).0 else {
      Issue.record("not dropped")
      return
    }
    #expect(reason.detail["item"] == "zh-1" && reason.detail["benchmark"] == "mill")
    let (verdict, rest) = try apply(.cut, text)
    guard case .edit(let edits) = verdict, let edit = edits.first, edits.count == 1 else {
      Issue.record("not cut")
      return
    }
    let bytes = Array(text.utf8)
    #expect(rest.utf8.count == bytes.count - (edit.end - edit.start) + edit.replacementByteCount)
    #expect(Array(rest.utf8) == bytes[..<edit.start] + [0x0a] + bytes[edit.end...])
    let start = CodePoints.offsets(of: [edit.start, chinese.utf8.count], in: bytes)
    #expect(start[1] - start[0] == 200)
    #expect(!found(text).isEmpty && found(rest).isEmpty)
    let many = Array(repeating: text, count: 4).joined()
    guard case .drop(let tooMany) = try apply(.cut, many, cuts: 3).0 else {
      Issue.record("not dropped")
      return
    }
    #expect(tooMany.code == "too-many-cuts")
    guard case .drop(let nothing) = try apply(.cut, items[0].question).0 else {
      Issue.record("not dropped")
      return
    }
    #expect(nothing.code == "nothing-remains")
  }

  @Test func settingsOutOfRangeAreRefused() {
    var settings = DecontaminationSettings()
    settings.rules.n = 2
    #expect(throws: DecontaminationError.self) { try BenchmarkIndex(items: [], settings: settings) }
  }

  @Test func theTableHoldsWhatIsPutIn() {
    var generator = SeededGenerator(seed: 1)
    var table = NGramTable(capacity: 5_000)
    var expected: [UInt64: UInt32] = [:]
    for number in 0..<5_000 as Range<UInt32> {
      let hash = generator.next() % 8_000 &* 0x9e37_79b9_7f4a_7c15
      table.insert(hash, number)
      if expected[hash == 0 ? 1 : hash] == nil { expected[hash == 0 ? 1 : hash] = number }
    }
    #expect(table.count == expected.count)
    for (hash, number) in expected { #expect(table.value(of: hash) == number) }
    #expect(table.value(of: 12_345) == nil)
  }

  @Test func hostileTextGivesABoundedAnswer() {
    let texts: [[UInt8]] = [
      Array(repeating: UInt8(ascii: "<"), count: 3_000_000),
      Array(repeatElement(Array("<a ".utf8), count: 500_000).joined()),
      Array(repeatElement(Array("&#x10ffff;&#xd800;&lt;".utf8), count: 100_000).joined()),
      Array(repeating: UInt8(ascii: "a"), count: 20_000_000),
      Array(repeatElement(Array((items[0].question + " ").utf8), count: 20_000).joined()),
    ]
    for text in texts {
      for match in index.matches(in: text) {
        #expect(match.start >= 0 && match.start < match.end && match.end <= text.count)
      }
    }
  }

  @Test(arguments: 0..<30) func foldedOffsetsPointIntoTheText(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<b>", "</b>", "<br/>", "&nbsp;", "&lt;", "&#8217;", "&pi;", "bread ", "面包", "<p class=\"a\">", "a < b", "&",
      "<x>",
    ]
    let text = Array((0..<60).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined().utf8)
    guard let fold = text.withUnsafeBufferPointer({ MarkupFold($0) }) else { return }
    #expect(UTF8Bytes.isValid(fold.bytes))
    var last = 0
    for offset in fold.bytes.indices {
      let source = fold.sourceStart(offset)
      #expect(source >= last && source < text.count)
      last = source
      if fold.bytes[offset] == UInt8(ascii: "r") {
        #expect(text[source] == UInt8(ascii: "r") || text[source] == UInt8(ascii: "&"))
      }
    }
  }
}
