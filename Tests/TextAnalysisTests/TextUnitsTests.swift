// Units of every script: what they are, where they stand, that both paths of the scanner agree.

import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Text units")
struct TextUnitsTests {
  /// The units of `text` as (hash, the bytes they stand on).
  static func units(_ text: String) -> [(hash: UInt64, bytes: String)] {
    units(Array(text.utf8))
  }

  static func units(_ bytes: [UInt8]) -> [(hash: UInt64, bytes: String)] {
    var units = TextUnits()
    units.analyse(bytes)
    return (0..<units.count).map { index in
      let range = Int(units.starts[index])..<Int(units.ends[index])
      return (units.hashes[index], String(decoding: bytes[range], as: UTF8.self))
    }
  }

  @Test(
    "the units of a text, written with | between",
    arguments: [
      ("", ""), (" \n\t.,;", ""), ("Hello, World_2 is 42!", "hello|world_2|is|42"),
      ("Don't e-mail", "don|t|e|mail"), ("Äpfel und ÉCLAIRS", "äpfel|und|éclairs"),
      ("中文，测试。", "中|文|测|试"), ("用Python写", "用|python|写"), ("第3章", "第|3|章"),
      ("東京タワーへ行く", "東|京|タ|ワ|ー|へ|行|く"), ("한국어 텍스트", "한|국|어|텍|스|트"),
      ("ที่นี่", "ที่|นี่"), ("ភាសា", "ភា|សា"), ("မြန်မာ", "မြ|န်|မာ"),
      ("مرحبا بالعالم", "مرحبا|بالعالم"), ("हिन्दी भाषा", "हिन्दी|भाषा"), ("Привет, Мир", "привет|мир"),
      ("ΟΔΟΣ οδος", "οδοσ|οδοσ"), ("1234 12 ٣٤", "1234|12|٣٤"),
      // Normalisation: full width, ligature, Kelvin, half-width kana with its mark, a unit sign, a squared word.
      ("ＡＢＣ１２", "abc12"), ("ﬁsh", "fish"), ("K", "k"), ("ｶﾞｽ", "ガ|ス"), ("5㎏", "5kg"),
      ("㍿", "株|式|会|社"), ("½", "1|2"), ("e\u{301}t\u{e9}", "été"), ("한", "한"),
      ("葛\u{e0100}城", "葛|城"), ("\u{301}a", "a"), ("a \u{301}b", "a|b"), ("x²", "x2"),
    ])
  func table(text: String, expected: String) {
    let wanted = expected.isEmpty ? [] : expected.split(separator: "|").map { UnitHash.hash(Array($0.utf8)) }
    #expect(Self.units(text).map(\.hash) == wanted)
  }

  @Test("offsets point at the unit in the text as given")
  func offsets() {
    #expect(Self.units("Ｇｏ, naïve 中文\u{e0100}。ｶﾞ ﬁn").map(\.bytes) == ["Ｇｏ", "naïve", "中", "文", "ｶﾞ", "ﬁn"])
  }

  @Test("hashes are the published ones and do not change")
  func stableHashes() {
    #expect(UnitHash.hash(Array("the".utf8)) == Self.units("the")[0].hash)
    #expect(UnitHash.hash(Array("the".utf8)) == 1_145_778_589_330_007_352)
    #expect(UnitHash.hash(Array("中".utf8)) == 12_924_586_771_677_084_413)
    #expect(UnitHash.hash(Array("internationalisation".utf8)) == 8_182_772_250_349_696_073)
    for length in 0...40 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + 1) }
      #expect(bytes.withUnsafeBufferPointer { UnitHash.hash($0) } == UnitHash.hash(AnySequence(bytes)))
    }
  }

  /// The definition, without any fast path: NFKC and lower case of the whole text, then a scan over scalars.
  static func oracle(_ bytes: [UInt8]) -> [UInt64] {
    let normal = Normalizer.normalized(bytes, to: .nfkcLowercase)
    var units: [UInt64] = []
    var open: [UInt8] = []
    var openIsWord = false
    func close() {
      if !open.isEmpty { units.append(UnitHash.hash(open)) }
      open = []
    }
    for scalar in String(decoding: normal, as: UTF8.self).unicodeScalars {
      let value = scalar.value
      let utf8 = Array(String(scalar).utf8)
      if (0xfe00...0xfe0f).contains(value) || (0xe0100...0xe01ef).contains(value)
        || (0x180b...0x180f).contains(value) && value != 0x180e
      {
        continue
      } else if UnicodeClasses.isMark(value) {
        if !open.isEmpty { open += utf8 }
      } else if UnicodeClasses.isSyllable(value) || UnicodeClasses.isUnspacedLetter(value) {
        close()
        open = utf8
        openIsWord = false
      } else if UnicodeClasses.isLetter(value) || UnicodeClasses.isNumber(value)
        || UnicodeClasses.category(value) == .connectorPunctuation
      {
        if !openIsWord { close() }
        open += utf8
        openIsWord = true
      } else {
        close()
      }
    }
    close()
    return units
  }

  @Test("random mixtures of scripts equal the definition", arguments: 0..<8)
  func agreesWithDefinition(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pool: [String] = [
      "a", "Z", "the ", "word", "9", "_", " ", "\n", ".", "é", "É", "e\u{301}", "中", "文", "，", "Ａ", "ｶ", "\u{ff9e}",
      "ﬁ", "㍿",
      "\u{301}", "\u{323}", "ไ", "ที่", "한", "\u{1112}", "\u{1161}", "\u{11ab}", "ß", "Σ", "😀", "\u{fe0f}", "हि",
      "internationalisation",
      "½", "\u{344}", "\u{f73}", "ﷺ", "\u{200d}", "々", "\u{3099}", "か", "\u{0}",
    ]
    for _ in 0..<200 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<300, using: &generator) {
        text += pool[Int.random(in: 0..<pool.count, using: &generator)]
      }
      let bytes = Array(text.utf8)
      var units = TextUnits()
      units.analyse(bytes)
      #expect(units.hashes == Self.oracle(bytes))
      #expect(zip(units.starts, units.ends).allSatisfy { $0 < $1 && $1 <= bytes.count })
      #expect(zip(units.starts, units.starts.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test("long texts: words across chunk bounds, words longer than a chunk, more units than a buffer")
  func longTexts() {
    for text in [
      String(repeating: "ab ", count: 9000), String(repeating: "x", count: 20_000) + " y",
      String(repeating: "a中", count: 20_000), String(repeating: "中", count: 40_000),
      String(repeating: "㍿ﷺ", count: 6000), String(repeating: "naïve façade ", count: 3000),
      String(repeating: "1 ", count: 2048), "é" + String(repeating: "\u{301}\u{323}", count: 30_000),
    ] {
      let bytes = Array(text.utf8)
      var units = TextUnits()
      units.analyse(bytes)
      if text.hasPrefix("é") {
        #expect(units.count == 1)
      } else {
        #expect(units.hashes == Self.oracle(bytes))
      }
    }
  }

  @Test("any bytes at all are survived, and offsets stay inside")
  func hostileBytes() {
    var generator = SeededGenerator(seed: 5)
    for length in [0, 1, 2, 3, 63, 64, 65, 4095, 4096, 4097, 20_000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var units = TextUnits()
      units.analyse(bytes)
      #expect(zip(units.starts, units.ends).allSatisfy { $0 < $1 && Int($1) <= length })
    }
    #expect(Self.units([0x61, 0xff, 0x62]).map(\.bytes) == ["a", "b"])
  }

  @Test("the SIMD classification equals its definition")
  func kernel() {
    let bytes = (0..<256).map { UInt8($0) }
    var units = TextUnits()
    for byte in bytes where byte < 0x80 {
      units.analyse([0x20, byte, 0x20])
      let isWord = byte == 0x5f || UnicodeClasses.isLetter(UInt32(byte)) || UnicodeClasses.isNumber(UInt32(byte))
      #expect(units.count == (isWord ? 1 : 0))
      if isWord { #expect(units.hashes == [UnitHash.hash([UInt8(UnicodeClasses.fold(UInt32(byte)))])]) }
    }
  }
}

@Suite("N-grams")
struct NGramsTests {
  @Test("windows are positional, short documents are one n-gram, empty ones none")
  func windows() {
    var grams: [UInt64] = [7]
    NGrams.hashes(of: [], n: 5, into: &grams)
    #expect(grams.isEmpty)
    NGrams.hashes(of: [1, 2, 3], n: 5, into: &grams)
    #expect(grams.count == 1)
    let units: [UInt64] = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5]
    NGrams.hashes(of: units, n: 5, into: &grams)
    #expect(grams.count == 7)
    #expect(grams[0] == grams[6])
    #expect(Set(grams).count == 6)
    // The rolled value equals the one computed from its window alone.
    for (index, gram) in grams.enumerated() {
      var alone: [UInt64] = []
      NGrams.hashes(of: Array(units[index..<index + 5]), n: 5, into: &alone)
      #expect(alone == [gram])
    }
    NGrams.hashes(of: [2, 1, 3, 4, 5], n: 5, into: &grams)
    var straight: [UInt64] = []
    NGrams.hashes(of: [1, 2, 3, 4, 5], n: 5, into: &straight)
    #expect(grams != straight)
  }
}
