import Storage
import TestSupport
import Testing

/// What is read when every damage is skipped.
private struct Salvage {
  var bytes: [UInt8] = []
  var errors: [StorageError] = []
  var skipped: [SkippedStoredBytes] = []

  init(_ input: ByteInput) {
    while true {
      let (more, error) = drain(input)
      bytes += more
      guard let error else { return }
      errors.append(error)
      do {
        guard let skipped = try input.recover() else { return }
        self.skipped.append(skipped)
      } catch {
        errors.append(error)
        return
      }
    }
  }
}

/// A gzip member whose content stands in it as it is, as compressors store what does not shrink.
private func storedGzip(_ content: [UInt8]) -> [UInt8] {
  var sum: UInt32 = ~0
  for byte in content {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }
  func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
  let length = UInt32(content.count)
  return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(length, 2) + little(~length, 2) + content
    + little(~sum, 4) + little(length, 4)
}

/// How often a text stands in bytes, without overlap.
private func occurrences(of text: [UInt8], in bytes: [UInt8]) -> Int {
  var count = 0
  var index = 0
  while index + text.count <= bytes.count {
    if bytes[index...].starts(with: text) {
      count += 1
      index += text.count
    } else {
      index += 1
    }
  }
  return count
}

@Suite struct RecoveryTests {
  let folder = TemporaryFolder("recovery")
  let text = Fixtures.text

  @Test(arguments: Fixtures.all)
  func oneDamagedMemberCostsNoOther(format: CompressionFormat, stored: [UInt8]) throws {
    var generator = SeededGenerator(seed: 21)
    let copies = 5
    let whole = (0..<copies).flatMap { _ in stored }
    for trial in 0..<400 {
      var file = whole
      let victim = 1 + Int(generator.next() % 3)
      let start = victim * stored.count
      // One bit, or a run of bytes overwritten.
      let place = start + Int(generator.next() % UInt64(stored.count))
      if trial % 2 == 0 {
        file[place] ^= 1 << UInt8(generator.next() % 8)
      } else {
        let end = min(place + Int(generator.next() % 40), start + stored.count - 1)
        for index in place...end { file[index] = UInt8(truncatingIfNeeded: generator.next()) }
      }
      let salvage = Salvage(
        try trial % 3 == 0
          ? ByteInput.decompressing(DripSource(file, most: 50), name: "drip") : open(file, "file"))
      let before = (0..<victim).flatMap { _ in text }
      let after = (victim + 1..<copies).flatMap { _ in text }
      #expect(salvage.bytes.starts(with: before))
      #expect(salvage.bytes.reversed().starts(with: after.reversed()), "\(format), byte \(place - start)")
      if let first = salvage.errors.first {
        #expect(first.offset.map { $0 >= start } == true)
        #expect(salvage.skipped.first.map { $0.range.lowerBound >= start } == true)
        #expect(salvage.skipped.last?.range.upperBound == start + stored.count)
        // Nothing of the good members comes twice.
        #expect([copies - 1, copies].contains(occurrences(of: text, in: salvage.bytes)))
      } else {
        // What no checksum covers (a time, a name) may change unnoticed; the content may not.
        #expect(salvage.bytes == (0..<copies).flatMap { _ in text })
      }
    }
  }

  @Test func severalDamagedPlacesAreSkippedOneByOne() throws {
    for (format, stored) in Fixtures.all {
      var file = (0..<10).flatMap { _ in stored }
      for victim in [2, 3, 7] {
        for index in 30..<60 { file[victim * stored.count + index] = 0xa5 }
      }
      let salvage = Salvage(try ByteInput.open(path: folder.write(file, to: "many")))
      // Members that are damaged near their start are skipped together with the one before.
      #expect(salvage.errors.count == 2, "\(format)")
      #expect(salvage.skipped.map(\.range) == [(2, 4), (7, 8)].map { $0.0 * stored.count..<$0.1 * stored.count })
      #expect(salvage.bytes.count >= 7 * text.count && salvage.bytes.count <= 10 * text.count)
    }
  }

  @Test func aMemberOnTheBoundaryIsWhereReadingGoesOn() throws {
    var file = Fixtures.gzip + Fixtures.gzip + Fixtures.gzip
    file[Fixtures.gzip.count + 40] ^= 0xff
    let input = try open(file, "file.gz")
    let (first, error) = drain(input)
    #expect(error?.code == .corrupt)
    let skipped = try input.recover()
    #expect(skipped?.range == Fixtures.gzip.count..<2 * Fixtures.gzip.count)
    let boundary = input.offset + input.availableByteCount
    #expect(boundary == first.count)
    try input.fill(atLeast: 1)
    #expect(input.memberStart == MemberStart(decodedOffset: boundary, storedOffset: 2 * Fixtures.gzip.count))
    #expect(drain(input) == (text, nil))
  }

  @Test func aGzipFileInsideADamagedMemberIsNotTakenForAMember() throws {
    var inner = storedGzip(Array("before".utf8) + Fixtures.gzip + Array("after".utf8))
    // Its checksum is wrong, its content is not.
    inner[inner.count - 8] ^= 1
    let salvage = Salvage(try open(Fixtures.gzip + inner + Fixtures.gzip, "file.gz"))
    #expect(salvage.errors.map(\.code) == [.corrupt])
    #expect(
      salvage.bytes == text + Array("before".utf8) + Fixtures.gzip + Array("after".utf8) + text)
    // The same for its stated length.
    inner[inner.count - 8] ^= 1
    inner[inner.count - 2] ^= 1
    #expect(Salvage(try open(Fixtures.gzip + inner + Fixtures.gzip, "file.gz")).bytes == salvage.bytes)
  }

  @Test func garbageBetweenMembersIsSkipped() throws {
    var generator = SeededGenerator(seed: 6)
    let garbage = generator.bytes(count: 600_000).map { $0 == 0 ? 1 : $0 }
    for (format, stored) in Fixtures.all {
      let salvage = Salvage(try open(stored + garbage + stored, "file"))
      #expect(salvage.bytes == text + text, "\(format)")
      #expect(
        salvage.skipped == [
          SkippedStoredBytes(range: stored.count..<stored.count + garbage.count, damageOffset: stored.count)
        ])
    }
  }

  @Test func randomBytesBehindEveryMagicNumberNeverCrash() throws {
    var generator = SeededGenerator(seed: 13)
    for (format, stored) in Fixtures.all {
      for _ in 0..<200 {
        let kept = Int(generator.next() % 24)
        let file = Array(stored[..<kept]) + generator.bytes(count: Int(generator.next() % 3000))
        _ = Salvage(try open(file, "file.\(format)"))
      }
    }
  }

  @Test func rangesCutAtMembersReadEverythingOnce() throws {
    var generator = SeededGenerator(seed: 17)
    let compressor = ZstdCompressor(level: 1)
    for format in [CompressionFormat.gzip, .zstd] {
      var file: [UInt8] = []
      var truth: [UInt8] = []
      for _ in 0..<60 {
        let content = generator.compressibleBytes(count: Int(generator.next() % 20_000))
        truth += content
        if format == .zstd { compressor.compress(content, into: &file) } else { file += storedGzip(content) }
      }
      let path = folder.write(file, to: "split")
      for parts in [1, 2, 3, 8, 40] {
        var cuts: [Int] = []
        for part in 0..<parts {
          cuts.append(try ByteInput.nextMemberOffset(path: path, atOrAfter: part * file.count / parts) ?? file.count)
        }
        cuts.append(file.count)
        #expect(cuts[0] == 0)
        var bytes: [UInt8] = []
        for part in 0..<parts {
          let (more, error) = drain(try ByteInput.open(path: path, range: cuts[part]..<cuts[part + 1]))
          #expect(error == nil)
          bytes += more
        }
        #expect(bytes == truth)
      }
      #expect(try ByteInput.nextMemberOffset(path: path, atOrAfter: file.count) == nil)
    }
    #expect(try ByteInput.nextMemberOffset(path: folder.write("plain text", to: "plain"), atOrAfter: 0) == nil)
  }
}
