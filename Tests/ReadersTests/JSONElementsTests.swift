import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// JSON that is not one object a line.
@Suite struct JSONElementsTests {
  private let configuration = ReaderConfiguration(kind: .jsonLines)

  @Test(arguments: [
    #"[{"text":"one"},{"text":"二"},{"text":"three","more":[{"a":{}}]}]"#,
    "[\n  {\n    \"text\": \"one\"\n  },\n  {\n    \"text\": \"二\",\n    \"more\": [\n      {\"a\": 1}\n    ]\n  },\n"
      + "  {\"text\": \"three\"}\n]\n",
    "\u{feff} [ {\"text\":\"one\"}\r\n,{\"text\":\"二\"}\r\n,{\"text\":\"three\"} ]",
    "{\n\"text\": \"one\"\n}\n{\n\"text\": \"二\",\n\"more\":\n{\n\"a\": 1\n}\n}\n\n{\"text\":\"three\"}",
    #"{"text":"one"} {"text":"二"}{"text":"three","brackets":"]}[{\"\\"}"# + "\n",
  ])
  func everyElementIsARecordWithItsPlace(_ file: String) throws {
    let bytes = Array(file.utf8)
    for step in [Int.max, 1, 3] {
      let reading = try read(bytes, with: configuration, step: step)
      #expect(reading.texts == ["one", "二", "three"])
      #expect(reading.quarantined.isEmpty)
      #expect(reading.records.map(\.origin.row) == [0, 1, 2])
      for record in reading.records { #expect(bytes[record.origin.offset] == UInt8(ascii: "{")) }
      #expect(Set(reading.kinds).isSubset(of: ["json-array", "byte-order-mark"]))
    }
    try checkEveryCut(of: bytes, with: configuration)
  }

  @Test(arguments: [
    // A value that is none, between whole brackets.
    ("[{\"text\":\"one\"},{\"text\":nil},{\"text\":\"two\"}]", ["one", "two"], ["json-syntax"]),
    // No text; something else than an object.
    (
      "[{\"text\":\"one\"},{\"a\":1}, 5, \"str,ing\", [1,{}],{\"text\":\"two\"}]", ["one", "two"],
      ["json-field", "json-syntax", "json-syntax", "json-syntax"]
    ),
    // A brace, a bracket, a quote that is missing.
    ("[\n {\"text\":\"one\"},\n {\"text\":\"lost\",\n {\"text\":\"two\"}\n]", ["one", "two"], ["json-syntax"]),
    ("[\n {\"text\":\"one\"},\n {\"text\":[\"lost\"},\n {\"text\":\"two\"}\n]", ["one", "two"], ["json-syntax"]),
    ("[\n {\"text\":\"one\"},\n {\"text\":\"lost},\n {\"text\":\"two\"}\n]", ["one", "two"], ["json-syntax"]),
    ("{\n \"text\": \"lost\n}\n{\n \"text\": \"two\",\n \"a\": [\n  {\"b\": 1}\n ]\n}\n", ["two"], ["json-syntax"]),
    // The end is missing: of an element, of the array.
    ("[{\"text\":\"one\"},{\"text\":\"t", ["one"], ["truncated"]),
    ("[{\"text\":\"one\"},", ["one"], ["truncated"]),
    ("[]", [], []),
  ])
  func damageCostsItsElement(_ file: String, _ texts: [String], _ reasons: [String]) throws {
    for step in [Int.max, 1] {
      let reading = try read(Array(file.utf8), with: configuration, step: step)
      #expect(reading.texts == texts)
      #expect(reading.reasons == reasons)
    }
  }

  @Test(arguments: ["{\"a\":1}\n{\"b\":2}\n", "[{\"a\":1},\n{\"b\":2}]", "{\n\"a\":1}\n{\n\"b\":2}\n"])
  func objectsComeAsTheyStand(_ file: String) throws {
    let input = ByteInput(bytes: Array(file.utf8))
    var reader = JSONLinesReader(objectsOf: input, file: "x", maximumByteCount: 100)
    var objects: [JSONValue] = []
    while let event = try reader.next() {
      if case .record(let record) = event { objects.append(try JSONValue(parsing: record.body)) }
    }
    #expect(objects == [["a": 1], ["b": 2]])
  }

  @Test func anArrayIsReadInOnePart() throws {
    func states(_ file: String) throws -> [Bool] {
      var reader = try JSONLinesReader(input: ByteInput(bytes: Array(file.utf8)), file: "x")
      var known: [Bool] = []
      while try reader.next() != nil { known.append(reader.state() != nil) }
      return known
    }
    #expect(try states("[{\"text\":\"a\"},\n{\"text\":\"b\"}\n]").allSatisfy { !$0 })
    #expect(try states("{\"text\":\"a\"}\n{\"text\":\"b\"}\n") == [true, true])
  }

  @Test func elementsBeyondTheLimitAreNotKept() throws {
    var configuration = configuration
    configuration.jsonLines.maximumLineByteCount = 100
    let long = "{\"text\":\"" + String(repeating: "}]x", count: 2000) + "\"}"
    for step in [Int.max, 64] {
      let bytes = Array("[\(long),\n{\"text\":\"short\"},\(long)]".utf8)
      let reading = try read(bytes, with: configuration, step: step)
      #expect(reading.texts == ["short"])
      #expect(reading.reasons == ["line-too-long", "line-too-long"])
      #expect(reading.quarantined.map(\.origin.row) == [0, 2])
    }
  }

  @Test func deepNestingIsAnErrorOfItsElement() throws {
    let deep = "{\"text\":" + String(repeating: "[", count: 100_000)
    let reading = try read(Array("[\n\(deep)\n,\n{\"text\":\"after\"}\n]".utf8), with: configuration)
    #expect(reading.texts == ["after"])
    #expect(reading.reasons == ["json-syntax"])
  }

  @Test func linesStayLinesWhateverTheyHold() throws {
    // The first line is cut, as at the beginning of a part of a larger file.
    for first in ["{\"text\":\"cut", "{\"text\":\"cut\",", "[1,2]", "cut\"}"] {
      let reading = try read(Array((first + "\n{\"text\":\"one\"}\n{\"text\":\"two\"}\n").utf8), with: configuration)
      #expect(reading.texts == ["one", "two"])
      #expect(reading.quarantined.map(\.origin.row) == [0])
    }
  }

  @Test func randomDamageNeverLosesBytes() throws {
    let objects = (0..<20).map { "  {\n    \"text\": \"text \($0)\",\n    \"list\": [1, {\"a\": \"b\"}]\n  }" }
    let bytes = Array(("[\n" + objects.joined(separator: ",\n") + "\n]\n").utf8)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var damaged = bytes
      // The first bytes say what the file is.
      let place = 20 + Int(generator.next() % UInt64(bytes.count - 20))
      damaged[place] = Array("{}[],\"\\\nx".utf8)[Int(generator.next() % 9)]
      let reading = try read(damaged, with: configuration)
      // One byte costs at most the element it stands in and the next one.
      #expect(reading.texts.count >= 18, "byte \(place)")
    }
  }
}
