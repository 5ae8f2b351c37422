// Text through JSON and back, and the fields of lines.

import TestSupport
import Testing

@testable import Corpus

struct JSONTextTests {
  @Test func randomTextInManyScriptsComesBack() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let text = RandomText.make(scalarCount: Int.random(in: 0..<200, using: &random), using: &random)
      var line: [UInt8] = []
      JSONText.appendRaw(#"{"text":"#, to: &line)
      JSONText.appendString(text, to: &line)
      JSONText.appendRaw("}", to: &line)
      #expect(!line.contains(0x0a))
      #expect(try fields(["text"], of: line) == [text])
      #expect(try JSONValue(parsing: line)["text"]?.string.map { Array($0.utf8) } == text)
      #expect(text.withUnsafeBufferPointer(UTF8Validation.isValid))
    }
  }

  @Test func escapesWhatMustBeAndNothingElse() {
    var output: [UInt8] = []
    JSONText.appendString("a\"b\\c\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}/é\u{2028}", to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0000\\u001f\u{7f}/é\u{2028}\"")
  }

  @Test(arguments: [0, 7, -1, 10, 1_234_567, Int.max, Int.min])
  func writesIntegers(value: Int) {
    var output: [UInt8] = [0x78]
    JSONText.append(value, to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "x\(value)")
  }

  @Test func writesNumbersThatComeBack() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<1_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(try JSONValue(parsing: JSONValue.double(value).bytes()).double == value)
    }
    #expect(JSONValue.double(.infinity).text() == "null")
  }

  @Test func findsWantedFieldsWithTheLastValue() throws {
    let line = Array(
      #" {"id":17,"text":"a\nb","x":{"text":"no","y":[{"z":1}]},"meta":{"a.b":"dot","lang":"zh","lang":"en"},"n":null}"#
        .utf8)
    let wanted = ["text", "id", "meta.lang", #"meta.a\.b"#, "x.y", "n", "missing", "id", "x"]
    #expect(
      try fields(wanted, of: line).map { $0.map { String(decoding: $0, as: UTF8.self) } } == [
        "a\nb", "17", "en", "dot", #"[{"z":1}]"#, "null", nil, "17", #"{"text":"no","y":[{"z":1}]}"#,
      ])
    #expect(try fields(["a", "a.b"], of: Array(#"{"a":{"b":1},"a":{"c":2}}"#.utf8)) == [Array(#"{"c":2}"#.utf8), nil])
    #expect(try fields(["a.b"], of: Array(#"{"a":{"b":1},"a":3}"#.utf8)) == [nil])
    #expect(try fields(["a"], of: Array(#"{"\u0061":"by escape"}"#.utf8)) == [Array("by escape".utf8)])
  }

  @Test func countsLoneSurrogatesAndRefusesOtherThanObjects() throws {
    var scanner = JSONLineScanner(fields: ["a"])
    try scan(Array(#"{"a":"\ud800 \udc00\ud83d\ude00","b":["\udfff"]}"#.utf8), with: &scanner)
    #expect(scanner.loneSurrogateCount == 3)
    #expect(throws: JSONError(.notAnObject, at: 1)) { try scan(Array(" [1]".utf8), with: &scanner) }
    #expect(scanner[0] == nil)
    #expect(throws: JSONError(.empty, at: 0)) { try scan([], with: &scanner) }
  }

  @Test func walksMembers() throws {
    let line = Array(#"{"m":{"a":"x\ty","b":-12,"c":[1],"d":true,"e":1.5}}"#.utf8)
    var scanner = JSONLineScanner(fields: ["m"])
    try scan(line, with: &scanner)
    let span = try #require(scanner[0])
    var found: [String] = []
    var integers: [Int?] = []
    try line.withUnsafeBufferPointer { text in
      try span.forEachMember(in: text) { name, value in
        found.append(name.string(in: text) + "=" + value.string(in: text))
        integers.append(value.integer(in: text))
      }
    }
    #expect(found == ["a=x\ty", "b=-12", "c=[1]", "d=true", "e=1.5"])
    #expect(integers == [nil, -12, nil, nil, nil])
  }

  @Test func styles() throws {
    let value: JSONValue = ["b": [1, nil], "a": ["x": true], "c": [], "d": [:]]
    #expect(value.text() == #"{"b":[1,null],"a":{"x":true},"c":[],"d":{}}"#)
    #expect(value.text(.init(sortsKeys: true)) == #"{"a":{"x":true},"b":[1,null],"c":[],"d":{}}"#)
    #expect(
      value.text(.pretty) == """
        {
          "b": [
            1,
            null
          ],
          "a": {
            "x": true
          },
          "c": [],
          "d": {}
        }
        """)
    #expect(try JSONValue(parsing: value.bytes(.pretty)) == value)
  }

  @Test func objectsOfAnySizeSetReplaceAndRemove() {
    var object = JSONObject()
    for index in 0..<100 { object["k\(index)"] = .int(index) }
    object["k50"] = "new"
    object["k0"] = nil
    object["k99"] = nil
    #expect(object.count == 98)
    #expect(object["k0"] == nil)
    #expect(object["k50"] == "new")
    #expect(object["k98"] == 98)
    #expect(object.keys.first == "k1")
  }

  /// Any change of any byte is either read or refused: nothing else happens.
  @Test func mutationsNeverCrash() {
    let line = Array(#"{"a":[1,-2.5e3,{"b":"é中😀\u00e9\ud83d\ude00\n"}],"c":{"d":null,"e":false},"f":"x"}"#.utf8)
    var random = SeededGenerator(seed: 5)
    var scanner = JSONLineScanner(fields: ["a", "c.d", "f"])
    var readCount = 0
    for position in line.indices {
      for _ in 0..<20 {
        var damaged = line
        damaged[position] = UInt8.random(in: 0...255, using: &random)
        if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
        let parsed = try? JSONValue(parsing: damaged)
        let isScanned = (try? scan(damaged, with: &scanner)) != nil
        #expect(isScanned == (parsed?.object != nil))
        readCount += isScanned ? 1 : 0
      }
    }
    #expect(readCount > 0)
  }
}

/// The contents of wanted fields.
func fields(_ wanted: [String], of line: [UInt8]) throws -> [[UInt8]?] {
  var scanner = JSONLineScanner(fields: wanted)
  return try line.withUnsafeBufferPointer { bytes in
    try scanner.scan(bytes)
    return wanted.indices.map { index in
      var output: [UInt8] = []
      return scanner.append(field: index, of: bytes, to: &output) ? output : nil
    }
  }
}
