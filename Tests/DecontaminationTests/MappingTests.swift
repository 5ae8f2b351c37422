import Corpus
import Testing

@testable import Decontamination

/// Rows as published data sets hold them, and the items that they are.
private struct MappingCase: CustomTestStringConvertible {
  let name: String
  let row: String
  let question: String
  let answer: String
  var options: [String] = []
  var set: @Sendable (inout BenchmarkMapping) -> Void = { _ in }
  var testDescription: String { name }
}

@Suite struct MappingTests {
  fileprivate static let cases = [
    MappingCase(
      name: "an index into an array", row: #"{"question":"Q?","choices":["a","b","c"],"answer":2}"#, question: "Q?",
      answer: "c", options: ["a", "b", "c"]
    ) { $0.answerForm = .index },
    MappingCase(
      name: "a number from 1 of fields", row: #"{"sentence":"S _","option1":"x","option2":"y","answer":"2"}"#,
      question: "S _", answer: "y", options: ["x", "y"]
    ) {
      ($0.question, $0.options, $0.answerForm) = (["sentence"], ["option1", "option2"], .number)
    },
    MappingCase(
      name: "a label", row: #"{"q":"Q","choices":{"text":["p","q"],"label":["1","2"]},"answerKey":"2"}"#, question: "Q",
      answer: "q", options: ["p", "q"]
    ) {
      ($0.question, $0.options, $0.labels) = (["q"], ["choices.text[]"], "choices.label[]")
      ($0.answer, $0.answerForm) = (["answerKey"], .label)
    },
    MappingCase(
      name: "a letter in brackets", row: #"{"question":"Q","A":"1","B":"2","answer":"(B)"}"#, question: "Q",
      answer: "2",
      options: ["1", "2"]
    ) { ($0.options, $0.answerForm) = (["A", "B"], .letter) },
    MappingCase(
      name: "paths and a template", row: #"{"d":{"p":"P","q":"Q"},"answers":[{"v":"first"},{"v":"second"}]}"#,
      question: "P — Q", answer: "first"
    ) { ($0.question, $0.answer) = (["{d.p} — {d.q}"], ["answers[0].v"]) },
    MappingCase(name: "the first field that is there", row: #"{"b":"B"}"#, question: "B", answer: "") {
      $0.question = ["{a}", "b", "c"]
    },
    MappingCase(
      name: "an answer kept back", row: #"{"question":"Q","o":["x"],"label":-1}"#, question: "Q", answer: "",
      options: ["x"]
    ) {
      ($0.options, $0.answer, $0.answerForm) = (["o"], ["label"], .index)
    },
    MappingCase(
      name: "a name with a dot", row: #"{"a.b":"dotted","question":{"x]":"no"}}"#, question: "dotted", answer: ""
    ) { $0.question = [#"a\.b"#] },
  ]

  @Test(arguments: cases) fileprivate func rowsBecomeItems(_ test: MappingCase) throws {
    var mapping = BenchmarkMapping()
    test.set(&mapping)
    let row = try JSONValue(parsing: Array(test.row.utf8))
    let reading = try ItemReader(mapping).read(row, number: 7, file: "f", location: "f:8")
    #expect(reading.problem == nil)
    #expect(
      reading.item
        == BenchmarkItem(
          benchmark: "f", item: "7", question: test.question, answer: test.answer, options: test.options))
  }

  @Test func theUsualFormsNeedNoMapping() throws {
    let reader = try ItemReader(BenchmarkMapping())
    let rows = [
      #"{"bench":"b","item":"i","lang":"en","question":"Q?","answer":"A","options":["x","y"]}"#,
      #"{"question":"Q2","answer":42}"#, #"{"text":"T"}"#,
      #"{"id":7,"question":"Q3","choices":{"text":["p","q"],"label":["A","B"]}}"#,
    ]
    let items = try rows.enumerated().map { number, row in
      try reader.read(JSONValue(parsing: Array(row.utf8)), number: number, file: "file", location: "").item
    }
    #expect(items.map(\.item) == ["i", "1", "2", "7"])
    #expect(items.map(\.benchmark) == ["b", "file", "file", "file"])
    #expect(items.map(\.answer) == ["A", "42", "", ""])
    #expect(items.map(\.options) == [["x", "y"], [], [], ["p", "q"]])
  }

  @Test func whatIsNoItemIsToldWithTheNearestField() throws {
    let reader = try ItemReader(BenchmarkMapping())
    let row = try JSONValue(parsing: Array(#"{"qestion":"Q","id":1}"#.utf8))
    let error = #expect(throws: DecontaminationError.self) {
      _ = try reader.read(row, number: 0, file: "f", location: "f.jsonl:3")
    }
    #expect(error?.code == .fields)
    #expect(error?.description.hasPrefix("f.jsonl:3: ") == true)
    #expect(error?.message.contains("the nearest field is 'qestion'") == true)
    #expect(throws: DecontaminationError.self) {
      try reader.read(.array([]), number: 0, file: "f", location: "f.jsonl:4")
    }
  }

  @Test func anAnswerThatIsNoOptionIsAProblemAndNoError() throws {
    var mapping = BenchmarkMapping()
    mapping.answerForm = .index
    let row = try JSONValue(parsing: Array(#"{"question":"Q","options":["x"],"answer":3}"#.utf8))
    let reading = try ItemReader(mapping).read(row, number: 0, file: "f", location: "f:1")
    #expect(reading.item.answer == "" && reading.problem?.contains("none of its 1 options") == true)
  }

  @Test(arguments: ["a..b", ".a", "a.", "a[", "a[x]", "a[-1]", "a[0]b", "{a", "a}b{", "{}", "{a{b}}"])
  func wrongPathsAreRefused(_ path: String) {
    var mapping = BenchmarkMapping()
    mapping.question = [path]
    #expect(throws: DecontaminationError.self) { try mapping.validate() }
  }

  @Test func formatsSayHowPartsGoTogether() throws {
    let item = BenchmarkItem(benchmark: "b", item: "1", question: "Q", answer: "x", options: ["x", "y"])
    var rules = MatchRules()
    #expect(try ItemRenderings(rules).texts(of: item) == ["Q\n(A) x\n(B) y\nAnswer: x", "Q\nx\ny\nx"])
    rules.parts = .questionAndOptions
    #expect(try ItemRenderings(rules).texts(of: item) == ["Q\n(A) x\n(B) y", "Q\nx\ny"])
    rules.formats = [ItemFormat(template: "Frage: {question}\n{options}\nLösung: {answer}", option: "{number}) {text}")]
    #expect(try ItemRenderings(rules).texts(of: item) == ["Frage: Q\n1) x\n2) y"])
    rules.parts = .question
    #expect(try ItemRenderings(rules).texts(of: item) == ["Q"])
    for (template, option) in [("{answer}", "{text}"), ("{question}{x}", "{text}"), ("{question}", "{letter}")] {
      rules.formats = [ItemFormat(template: template, option: option)]
      #expect(throws: DecontaminationError.self) { try rules.validate() }
    }
  }
}
