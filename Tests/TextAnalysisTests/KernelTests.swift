// The kernels of text units, each beside its definition.

import CKernels
import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Kernels of text units")
struct KernelTests {
  @Test("words of every length at every place of a block have the published hash and their own place")
  func words() {
    var generator = SeededGenerator(seed: 11)
    for length in Array(1...40) + [63, 64, 65, 200, 5000] {
      for place in 0..<64 {
        let word = (0..<length).map { _ in UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &generator) }
        let text = [UInt8](repeating: 0x20, count: place) + word + Array(" x_1 ".utf8)
        var units = TextUnits()
        units.analyse(text)
        #expect(units.hashes == [UnitHash.hash(word), UnitHash.hash(Array("x_1".utf8))])
        #expect(units.starts == [UInt32(place), UInt32(place + length + 1)])
        #expect(units.ends == [UInt32(place + length), UInt32(place + length + 4)])
      }
    }
  }

  @Test("a character beyond ASCII joins the word before it only where it is a letter or a mark")
  func borders() {
    for padding in 56...72 {
      let spaces = String(repeating: " ", count: padding)
      #expect(
        TextUnitsTests.units(spaces + "naïve — cafe\u{301}s中x").map(\.bytes) == ["naïve", "cafe\u{301}s", "中", "x"])
    }
  }

  @Test("bytes are counted as they are found one by one")
  func byteCount() {
    var generator = SeededGenerator(seed: 4)
    for count in [0, 1, 63, 64, 65, 16_319, 16_320, 16_321, 40_000] {
      for alphabet: UInt8 in [1, 3, 255] {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0..<alphabet, using: &generator) }
        #expect(sluice_count_byte(bytes, bytes.count, 0) == bytes.count { $0 == 0 })
      }
    }
  }
}
