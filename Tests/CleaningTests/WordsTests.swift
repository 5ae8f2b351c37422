// Where words begin and end, for the rules that count them.

import TestSupport
import Testing
import TextAnalysis

@testable import Cleaning

@Suite struct WordsTests {
  /// The words with `|` between them: hashes are compared with those of the words wanted.
  private func check(_ text: String, _ wanted: String, _ location: SourceLocation = #_sourceLocation) {
    let words = Words()
    Array(text.utf8).withUnsafeBufferPointer { words.analyse($0) }
    let expected = wanted.isEmpty ? [] : wanted.split(separator: "|", omittingEmptySubsequences: false)
    let hashes = (0..<words.count).map { words.hashes[$0] }
    #expect(hashes == expected.map { UnitHash.hash(Array($0.utf8)) }, "\(text)", sourceLocation: location)
    let lengths = (0..<words.count).map { Int(words.lengths[$0]) }
    #expect(lengths == expected.map(\.unicodeScalars.count), "\(text)", sourceLocation: location)
  }

  /// What spaCy's English tokenizer makes of these, checked with it.
  @Test(arguments: [
    ("", ""), ("  \n\t ", ""), ("word", "word"), ("two  words\n", "two|words"), ("Well, yes.", "Well|,|yes|."),
    ("(so) \"quoted.\" 'x'", "(|so|)|\"|quoted|.|\"|'|x|'"), ("wait... what?!", "wait|...|what|?|!"),
    ("don't can't I'm it's won’t", "do|n't|ca|n't|I|'m|it|'s|wo|n’t"), ("cannot gonna its", "can|not|gon|na|its"),
    ("the miller's wheel", "the|miller|'s|wheel"), ("state-of-the-art x-1", "state|-|of|-|the|-|art|x-1"),
    ("Mr. Smith met J. R. at 5pm, i.e. late.", "Mr.|Smith|met|J.|R.|at|5|pm|,|i.e.|late|."),
    ("end.Start a/b 3-4 1,000 3.14", "end|.|Start|a|/|b|3|-|4|1,000|3.14"), ("$5 10km 20% 5€", "$|5|10|km|20|%|5|€"),
    ("see www.example.org/a?b=c, or a.b@example.org.", "see|www.example.org/a?b=c|,|or|a.b@example.org|."),
    ("#tag C++ and/or :-) x):", "#|tag|C++|and/or|:-)|x|):"), ("– dash — dash--dash", "–|dash|—|dash|--|dash"),
    ("naïve café, “quoted”", "naïve|café|,|“|quoted|”"), ("-x +1 +x", "-x|+1|+|x"), ("U.S. NASA.", "U.S.|NASA|."),
    ("a\u{a0}b\u{2003}c", "a|b|c"), ("…and… so…on", "…|and|…|so|…|on"), ("v.Table", "v.|Table"),
  ]) func englishWords(_ text: String, _ wanted: String) { check(text, wanted) }

  @Test(arguments: [
    ("水车转动。“好”", "水|车|转|动|。|“|好|”"), ("iPhone手机15台", "iPhone|手|机|15|台"), ("ビルを建てた！", "ビ|ル|を|建|て|た|！"),
    ("물은 간다.", "물|은|간|다|."), ("ที่นี่", "ที่|นี่"), ("कहा।", "कहा|।"), ("ماذا؟ نعم", "ماذا|؟|نعم"),
    ("ሰላም።", "ሰላም|።"),
  ]) func wordsOfOtherScripts(_ text: String, _ wanted: String) { check(text, wanted) }

  /// The 64-byte windows of the fast path change nothing: a text is parted alike wherever it begins.
  @Test func windowsDoNotShow() {
    var generator = SeededGenerator(seed: 11)
    let pieces = [
      "word", "a", "don't", "x,", "y.", "(z)", "é", "水", "...", "state-of-the-art", "W", "1,5", "\n", "#", "”",
    ]
    for _ in 0..<300 {
      let text = (0..<40).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
        .joined(separator: generator.next() % 4 == 0 ? "" : " ")
      let alone = Self.hashes(text)
      for shift in [1, 7, 31, 63, 64] {
        #expect(Self.hashes(String(repeating: " ", count: shift) + text) == alone, "\(text)")
      }
    }
  }

  private static func hashes(_ text: String) -> [UInt64] {
    let words = Words()
    Array(text.utf8).withUnsafeBufferPointer { words.analyse($0) }
    return (0..<words.count).map { words.hashes[$0] }
  }

  @Test func invalidBytesEndNothingElse() {
    let words = Words()
    let bytes: [UInt8] = [0x61, 0x20, 0xff, 0xfe, 0x20, 0xe4, 0xb8, 0x20, 0x62, 0x00, 0x63, 0xf0, 0x9f]
    bytes.withUnsafeBufferPointer { words.analyse($0) }
    #expect(words.count >= 3)
    #expect(words.hashes[0] == UnitHash.hash([0x61]))
  }

  @Test func signsAreCounted() {
    let words = Words()
    Array("# a#b ... .... ...... … x…y".utf8).withUnsafeBufferPointer { words.analyse($0) }
    #expect(words.hashSignCount == 2)
    #expect(words.ellipsisCount == 6)
  }
}
