// What is JSON and what is none, for the line scanner and the value parser alike.

import Testing

@testable import Corpus

struct JSONConformanceTests {
  /// Texts that must be read, each as the text that writing gives back.
  static let accepted: [(String, String)] = [
    ("{}", "{}"), ("[]", "[]"), (" [ ] ", "[]"), ("\t{\n}\r", "{}"),
    ("null", "null"), ("true", "true"), ("false", "false"),
    ("0", "0"), ("-0", "-0.0"), ("-1", "-1"), ("12345678901", "12345678901"),
    ("9223372036854775807", "9223372036854775807"), ("-9223372036854775807", "-9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "9.223372036854776e+18"),
    ("1.5", "1.5"), ("1e2", "100.0"), ("1E+2", "100.0"), ("1e-2", "0.01"), ("0.0", "0.0"), ("1e-999", "0.0"),
    (#""""#, #""""#), (#""a""#, #""a""#), (#""\u0041\u00e9""#, #""Aé""#),
    (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), (#""\ud83d\ude00""#, #""😀""#),
    (#""\ud83d""#, "\"\u{fffd}\""), (#""\ude00\ud83d""#, "\"\u{fffd}\u{fffd}\""), (#""\ud83dx""#, "\"\u{fffd}x\""),
    (#""\ud83d\u0041""#, "\"\u{fffd}A\""), (#""\u0000""#, #""\u0000""#), (#""\u001F""#, #""\u001f""#),
    ("\"\u{7f}\"", "\"\u{7f}\""), ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""),
    ("\"中文，ไทย, עברית\"", "\"中文，ไทย, עברית\""), ("\"\u{10ffff}\u{ffff}\u{e000}\"", "\"\u{10ffff}\u{ffff}\u{e000}\""),
    (#"[1,[2,{"a":[]}],"b"]"#, #"[1,[2,{"a":[]}],"b"]"#), (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
    (#"{"":0}"#, #"{"":0}"#), (#"{"\u0061":1,"a":2}"#, #"{"a":2}"#),
  ]

  @Test(arguments: accepted)
  func acceptsAndWritesBack(text: String, expected: String) throws {
    #expect(try JSONValue(parsing: text).text() == expected)
  }

  @Test func keepsNamesOfDifferentBytesApart() throws {
    let names = ["e\u{301}", "\u{e9}"] + (0..<20).map(String.init)
    let object = try JSONValue(
      parsing: "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}")
    #expect(object.object?.count == names.count)
    for (index, name) in names.enumerated() { #expect(object[name] == .int(index)) }
  }

  /// Texts that must be refused, with the code and the offset.
  static let rejected: [(String, JSONError.Code, Int)] = [
    ("", .empty, 0), ("  \n", .empty, 3),
    ("{", .unexpectedEnd, 1), ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), (#"{"a""#, .unexpectedEnd, 4),
    (#"{"a":"#, .unexpectedEnd, 5), (#"{"a":1"#, .unexpectedEnd, 6), (#""abc"#, .unexpectedEnd, 4),
    (#""a\"#, .unexpectedEnd, 3), (#""a\u12"#, .unexpectedEnd, 2), ("tru", .unexpectedEnd, 3),
    ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("[1 2]", .unexpectedByte, 3),
    (#"{"a":1,}"#, .unexpectedByte, 7), ("{,}", .unexpectedByte, 1), (#"{"a" 1}"#, .unexpectedByte, 5),
    ("{a:1}", .unexpectedByte, 1), ("{'a':1}", .unexpectedByte, 1), ("{1:1}", .unexpectedByte, 1),
    (#"{"a"::1}"#, .unexpectedByte, 5), ("nul1", .unexpectedByte, 3), ("NaN", .unexpectedByte, 0),
    ("Infinity", .unexpectedByte, 0), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
    ("\u{feff}{}", .unexpectedByte, 0), ("\u{a0}1", .unexpectedByte, 0), ("[1}", .unexpectedByte, 2),
    ("{]", .unexpectedByte, 1), ("\u{0c}1", .unexpectedByte, 0),
    ("01", .invalidNumber, 0), ("-", .invalidNumber, 0), ("1.", .invalidNumber, 0), ("1e", .invalidNumber, 0),
    ("[-a]", .invalidNumber, 1), ("1e+", .invalidNumber, 0), ("-01", .invalidNumber, 0), ("1.e5", .invalidNumber, 0),
    ("1e999", .numberOutOfRange, 0),
    (#""\x41""#, .invalidEscape, 1), (#""\u00g0""#, .invalidEscape, 1), (#""\U0041""#, .invalidEscape, 1),
    ("\"a\u{1}b\"", .controlCharacter, 2), ("\"a\nb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1),
    ("{} {}", .trailingContent, 3), ("1 x", .trailingContent, 2), ("[]]", .trailingContent, 2),
    ("0x1", .trailingContent, 1),
    ("true1", .trailingContent, 4), ("//a\n1", .unexpectedByte, 0), ("1 //a", .trailingContent, 2),
  ]

  @Test(arguments: rejected)
  func rejectsWithPlace(text: String, code: JSONError.Code, offset: Int) {
    #expect(throws: JSONError(code, at: offset)) { try JSONValue(parsing: text) }
    // The scanner checks values that nobody wants just as strictly; numbers it does not turn into values.
    guard code != .numberOutOfRange && code != .empty else { return }
    let prefix = #"{"unwanted":"#
    let suffix = "}"
    var scanner = JSONLineScanner(fields: ["wanted"])
    #expect(throws: JSONError.self) { try scan(Array((prefix + text + suffix).utf8), with: &scanner) }
  }

  static let notUTF8: [[UInt8]] = [
    [0x80], [0xbf], [0xc0, 0x80], [0xc1, 0xbf], [0xc2], [0xc2, 0x41], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf],
    [0xe4, 0xb8], [0xe4, 0x41, 0x80], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80],
    [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xfe],
    [0xe4, 0xb8, 0xad, 0xad],
  ]

  @Test(arguments: notUTF8)
  func rejectsWhatIsNotUTF8AtAnyAlignment(bytes: [UInt8]) {
    for padding in 0..<10 {
      let text = Array("\"".utf8) + Array(repeating: UInt8(ascii: "a"), count: padding) + bytes + Array("\"".utf8)
      #expect { try JSONValue(parsing: text) } throws: { ($0 as? JSONError)?.code == .invalidUTF8 }
      let raw = Array(text[1..<text.count - 1])
      #expect(!raw.withUnsafeBufferPointer(UTF8Validation.isValid))
    }
  }

  @Test func limitsNesting() throws {
    let depth = JSONLimits.depth
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try JSONValue(parsing: deep).text() == deep)
    let deeper = String(repeating: "[", count: depth + 1)
    #expect(throws: JSONError(.nestingTooDeep, at: depth)) { try JSONValue(parsing: deeper) }
    let hostile = String(repeating: #"{"a":["#, count: 100_000)
    #expect(throws: JSONError(.nestingTooDeep, at: depth / 2 * 6)) { try JSONValue(parsing: hostile) }
    var scanner = JSONLineScanner(fields: ["b"])
    #expect(throws: JSONError(.nestingTooDeep, at: depth / 2 * 6)) { try scan(Array(hostile.utf8), with: &scanner) }
  }
}

/// Scans a line that is in an array.
func scan(_ line: [UInt8], with scanner: inout JSONLineScanner) throws {
  try line.withUnsafeBufferPointer { try scanner.scan($0) }
}
