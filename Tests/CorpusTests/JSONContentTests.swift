// Content made while a line is checked, against the same in two passes.

import TestSupport
import Testing

@testable import Corpus

struct JSONContentTests {
  private var twoPasses = JSONLineScanner(fields: ["id", "text"])
  private var onePass = JSONLineScanner(fields: ["id", "text"], contentOf: 1)

  private struct Outcome: Equatable {
    var error: JSONError?
    var spans: [JSONSpan?] = []
    var content: [UInt8]?
    var loneSurrogateCount = 0
  }

  /// What both scanners make of a line; they must agree.
  private mutating func outcome(of line: [UInt8]) -> Outcome {
    var expected = Outcome()
    var found = Outcome()
    line.withUnsafeBufferPointer { bytes in
      do throws(JSONError) {
        try twoPasses.scan(bytes)
        if let span = twoPasses[1], span.kind == .string {
          var content: [UInt8] = []
          JSONLineScanner.append(span, of: bytes, to: &content)
          expected.content = content
        }
      } catch { expected.error = error }
      do throws(JSONError) { try onePass.scan(bytes) } catch { found.error = error }
    }
    expected.spans = [twoPasses[0], twoPasses[1]]
    expected.loneSurrogateCount = twoPasses.loneSurrogateCount
    found.spans = [onePass[0], onePass[1]]
    found.content = onePass.withContent { Array($0) }
    found.loneSurrogateCount = onePass.loneSurrogateCount
    #expect(found == expected, "\(String(decoding: line, as: UTF8.self))")
    return found
  }

  private func line(_ string: [UInt8]) -> [UInt8] {
    Array(#"{"id":"é","text":"#.utf8) + string + Array(#","more":[1,"\n"]}"#.utf8)
  }

  @Test mutating func textsInManyScriptsAreTheSameInOnePass() {
    var random = SeededGenerator(seed: 41)
    for round in 0..<2_000 {
      let text = RandomText.make(scalarCount: round % 90, using: &random)
      var string: [UInt8] = []
      JSONText.appendString(text, to: &string)
      #expect(outcome(of: line(string)).content == text)
    }
  }

  @Test mutating func damagedLinesGiveTheSameErrorOrContent() {
    var random = SeededGenerator(seed: 42)
    let pieces = [
      "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\u12", "\\x", "plain words ",
      "Ünïcödé", "правда", "中文字", "ไทย", "한국어", "😀", "\u{7f}", "\t",
    ].map { Array($0.utf8) }
    var refused = 0
    for _ in 0..<20_000 {
      var string = Array("\"".utf8)
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        string += pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      var damaged = line(string + Array("\"".utf8))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      case 1: damaged.removeLast(Int.random(in: 1...damaged.count, using: &random))
      default: break
      }
      if outcome(of: damaged).error != nil { refused += 1 }
    }
    #expect(refused > 5_000 && refused < 19_000)
  }

  /// Every pair of bytes with some third ones, where words are looked at as a whole and where they are not.
  @Test mutating func acceptsWhatIsUTF8AndNothingElse() {
    for lead in UInt8(0x80)...0xff {
      for second in UInt8(0x40)...0xff {
        for third: [UInt8] in [[], [0x61], [0x7f], [0x80], [0xbf], [0xc3, 0xa9], [0xe4, 0xb8, 0xad]] {
          let sequence = [lead, second] + third
          let isValid = String(validating: sequence, as: UTF8.self) != nil
          for tail in ["", " and so on and on"] {
            let text = sequence + Array(tail.utf8)
            let line = Array(#"{"text":""#.utf8) + text + Array(#""}"#.utf8)
            let scanned = line.withUnsafeBufferPointer { bytes in (try? onePass.scan(bytes)) != nil }
            guard scanned == isValid, onePass.withContent({ Array($0) }) == (isValid ? text : nil) else {
              Issue.record("\(sequence) is read otherwise than it should be")
              return
            }
          }
        }
      }
    }
  }

  @Test mutating func theLastValueOfTheFieldCounts() throws {
    #expect(outcome(of: Array(#"{"text":"a\n","text":"b"}"#.utf8)).content == Array("b".utf8))
    #expect(outcome(of: Array(#"{"text":"a","text":1}"#.utf8)).content == nil)
    #expect(outcome(of: Array(#"{"text":1,"te\u0078t":"ab"}"#.utf8)).content == Array("ab".utf8))
    #expect(outcome(of: Array(#"{"text":"a"} x"#.utf8)).content == nil)
    #expect(outcome(of: Array(#"{"o":{"text":"a"}}"#.utf8)).content == nil)
    var nested = JSONLineScanner(fields: ["o.text"], contentOf: 0)
    try scan(Array(#"{"o":{"text":"a"},"text":"b"}"#.utf8), with: &nested)
    #expect(nested.withContent { Array($0) } == Array("a".utf8))
    try scan(Array(#"{"o":{"text":"a"},"o":{}}"#.utf8), with: &nested)
    #expect(nested.withContent { Array($0) } == nil)
  }
}
