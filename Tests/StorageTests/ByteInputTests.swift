// The window over a byte source: what is taken out of it and what stays.

import TestSupport
import Testing

@testable import Storage

@Suite("Byte input")
struct ByteInputTests {
  @Test("taking, consuming and filling in any order gives the source's bytes, each once")
  func taking() throws {
    var generator = SeededGenerator(seed: 9)
    let bytes = (0..<3_000_000).map { _ in generator.next() as UInt8 }
    let input = ByteInput(source: MemorySource(bytes), name: "bytes")
    var found: [UInt8] = []
    while try input.fill(atLeast: Int.random(in: 1..<700_000, using: &generator)) > 0 {
      #expect(input.offset == found.count)
      let count = Int.random(in: 0...input.availableByteCount, using: &generator)
      if Bool.random(using: &generator) {
        found += input.take(count)
      } else {
        input.withBuffer { found += $0[..<count] }
        input.consume(count)
      }
    }
    #expect(found == bytes)
    #expect(input.isAtEnd)
    #expect(input.take(0) == [])
  }
}
