// Normal forms and the repair of UTF-8.

import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Normalisation")
struct NormalizerTests {
  private func normal(_ text: String, _ form: Normalizer.Form) -> [UInt8] {
    Normalizer.normalized(Array(text.utf8), to: form)
  }

  @Test(
    "known equivalences",
    arguments: [
      ("e\u{301}", "é", "é"), ("ﬁ", "ﬁ", "fi"), ("Ａ", "Ａ", "A"), ("\u{1112}\u{1161}\u{11ab}", "한", "한"),
      ("\u{212b}", "Å", "Å"), ("a\u{323}\u{301}", "ạ\u{301}", "ạ\u{301}"), ("a\u{301}\u{323}", "ạ\u{301}", "ạ\u{301}"),
      ("=\u{338}", "≠", "≠"), ("plain 中文 text", "plain 中文 text", "plain 中文 text"), ("\u{2126}", "Ω", "Ω"),
      ("\u{fb2c}", "\u{5e9}\u{5bc}\u{5c1}", "\u{5e9}\u{5bc}\u{5c1}"), ("②", "②", "2"), ("", "", ""),
    ])
  func equivalences(text: String, nfc: String, nfkc: String) {
    #expect(normal(text, .nfc) == Array(nfc.utf8))
    #expect(normal(text, .nfkc) == Array(nfkc.utf8))
  }

  @Test("a text in normal form is not touched, and the result is in normal form")
  func idempotent() {
    var generator = SeededGenerator(seed: 3)
    var scratch: [UInt8] = []
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        let ranges: [ClosedRange<UInt32>] = [
          0x20...0x7e, 0xc0...0x24f, 0x300...0x36f, 0x1100...0x11ff, 0x900...0x97f, 0xac00...0xd7a3, 0xf900...0xfaff,
          0xfb00...0xfb06, 0xff00...0xffef, 0x1e00...0x1fff, 0x1d400...0x1d7ff, 0x11_000...0x11_0ff, 0x2f800...0x2fa1d,
        ]
        let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
          text.unicodeScalars.append(scalar)
        }
      }
      for form in [Normalizer.Form.nfc, .nfkc, .nfkcLowercase] {
        var bytes = Array(text.utf8)
        let before = bytes
        let changed = Normalizer.normalize(&bytes, to: form, scratch: &scratch)
        #expect(changed == (bytes != before))
        #expect(UTF8Bytes.isValid(bytes))
        if form != .nfkcLowercase { #expect(!Normalizer.normalize(&bytes, to: form, scratch: &scratch)) }
      }
    }
  }

  @Test("canonical equivalence, as the language sees it, gives equal NFC")
  func agreesWithStrings() {
    for text in ["Ǆ e\u{301}\u{327}", "q\u{307}\u{323}", "\u{1e9b}\u{323}", "가\u{11a8}", "\u{958}"] {
      #expect(String(decoding: normal(text, .nfc), as: UTF8.self) == text)
    }
  }

  @Test("invalid bytes and long stretches of marks are survived")
  func hostile() {
    var generator = SeededGenerator(seed: 11)
    for length in [1, 7, 64, 5000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = Normalizer.normalized(bytes, to: .nfkcLowercase)
    }
    let marks = Array(("a" + String(repeating: "\u{301}\u{323}", count: 50_000)).utf8)
    #expect(Normalizer.normalized(marks, to: .nfc).count <= marks.count)
  }
}

@Suite("UTF-8")
struct UTF8BytesTests {
  @Test(
    "repair replaces maximal subparts, and counts them",
    arguments: [
      ([0x61], 0, "a"), ([0x61, 0xff, 0x62], 1, "a\u{fffd}b"), ([0xe4, 0xb8], 1, "\u{fffd}"),
      ([0xf0, 0x9f, 0x98, 0x41], 1, "\u{fffd}A"), ([0xed, 0xa0, 0x80], 3, "\u{fffd}\u{fffd}\u{fffd}"),
      ([0xc0, 0xaf], 2, "\u{fffd}\u{fffd}"), ([0xf4, 0x90, 0x80, 0x80], 4, "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
      ([0xe0, 0x80, 0x80], 3, "\u{fffd}\u{fffd}\u{fffd}"), ([0xf0, 0x9f, 0x98, 0x80], 0, "😀"),
      ([0xe1, 0x80, 0xe2, 0xf0, 0x91, 0x92, 0xf1, 0xbf, 0x41], 4, "\u{fffd}\u{fffd}\u{fffd}\u{fffd}A"),
    ] as [([UInt8], Int, String)])
  func repair(bytes: [UInt8], count: Int, expected: String) {
    var text = bytes
    #expect(UTF8Bytes.repair(&text) == count)
    #expect(text == Array(expected.utf8))
    #expect(UTF8Bytes.isValid(bytes) == (count == 0))
  }

  @Test("validation and repair agree with the standard library on random bytes")
  func agreesWithStandardLibrary() {
    var generator = SeededGenerator(seed: 9)
    let pieces: [[UInt8]] = [
      [0x41], Array("plain text of some length, ".utf8), Array("中".utf8), Array("😀".utf8), Array("é".utf8), [0xff],
      [0xe4, 0xb8],
      [0x80], [0xed, 0xa0], [0xf4, 0x8f], [0xf4, 0x90], [0xc2],
    ]
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<20, using: &generator) {
        bytes += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      #expect(UTF8Bytes.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      var repaired = bytes
      UTF8Bytes.repair(&repaired)
      #expect(repaired == Array(String(decoding: bytes, as: UTF8.self).utf8))
    }
  }
}
