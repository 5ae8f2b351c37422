import Storage
import TestSupport
import Testing

@Suite struct LimitTests {
  private func zeros(_ count: Int) -> [UInt8] {
    var frame: [UInt8] = []
    ZstdCompressor(level: 1).compress([UInt8](repeating: 0, count: count), into: &frame)
    return frame
  }

  @Test func aBombIsStoppedSoonAfterTheFloor() throws {
    let bomb = zeros(100 << 20)
    #expect(bomb.count < 20_000)
    let limits = DecompressionLimits(maximumRatio: 100, ratioFloorByteCount: 4 << 20)
    let (bytes, error) = drain(try open(bomb, "bomb", limits: limits))
    #expect(error?.code == .limitExceeded)
    #expect(error?.message.contains("maximumRatio = 100") == true)
    #expect(bytes.count < 6 << 20)
  }

  @Test func aBombBehindGoodDataIsStoppedAndWhatFollowsItIsRead() throws {
    var generator = SeededGenerator(seed: 3)
    let good = generator.bytes(count: 3 << 20)
    var frame: [UInt8] = []
    ZstdCompressor(level: 1).compress(good, into: &frame)
    let limits = DecompressionLimits(maximumRatio: 100, ratioFloorByteCount: 1 << 20)
    let input = try open(frame + zeros(64 << 20) + frame, "bomb", limits: limits)
    let (bytes, error) = drain(input)
    #expect(error?.code == .limitExceeded)
    #expect(bytes.starts(with: good) && bytes.count < good.count + (2 << 20))
    #expect(try input.recover() != nil)
    #expect(drain(input) == (good, nil))
  }

  @Test func manySmallBombsAreStoppedTogether() throws {
    let small = zeros(1 << 20)
    let limits = DecompressionLimits(maximumRatio: 100, ratioFloorByteCount: 8 << 20)
    let (bytes, error) = drain(try open((0..<100).flatMap { _ in small }, "bombs", limits: limits))
    #expect(error?.code == .limitExceeded)
    #expect(bytes.count < 10 << 20)
  }

  @Test func theTotalIsALimitThatCannotBeSkipped() throws {
    let limits = DecompressionLimits(maximumByteCount: 10_000)
    for (format, stored) in Fixtures.all {
      let input = try open((0..<20).flatMap { _ in stored }, "total", limits: limits)
      let (bytes, error) = drain(input)
      #expect(error?.code == .limitExceeded && error?.message.contains("maximumByteCount = 10000") == true, "\(format)")
      #expect(bytes.count >= 10_000)
      #expect(try input.recover() == nil)
    }
  }

  @Test func windowsAboveTheLimitAreRefusedByName() throws {
    let input = try open(Fixtures.zstdWindow28 + Fixtures.zstd, "window")
    let (bytes, error) = drain(input)
    #expect(bytes.isEmpty)
    #expect(error?.code == .limitExceeded && error?.message.contains("maximumZstdWindowLog = 27") == true)
    #expect(try input.recover() != nil)
    #expect(drain(input) == (Fixtures.text, nil))

    let allowed = DecompressionLimits(maximumZstdWindowLog: 28)
    let text = (0..<10).flatMap { _ in Fixtures.text }
    #expect(drain(try open(Fixtures.zstdWindow28, "window", limits: allowed)) == (text, nil))
  }

  @Test func memoryOfXZIsLimitedByName() throws {
    let (_, error) = drain(
      try open(Fixtures.xz, "memory", limits: DecompressionLimits(maximumXZMemoryByteCount: 1 << 16)))
    #expect(error?.code == .limitExceeded && error?.message.contains("maximumXZMemoryByteCount") == true)
  }

  @Test func countlessEmptyMembersGiveNothingAndEnd() throws {
    var empty: [UInt8] = []
    ZstdCompressor().compress([], into: &empty)
    #expect(drain(try open((0..<50_000).flatMap { _ in empty }, "empty")) == ([], nil))
  }
}

@Suite struct ZstdFrameTests {
  @Test func framesRoundTripAndStateTheirSize() throws {
    var generator = SeededGenerator(seed: 30)
    let compressor = ZstdCompressor(level: 3)
    let decompressor = ZstdDecompressor()
    for count in [0, 1, 100, 70_000, 1_000_000] {
      let content = generator.compressibleBytes(count: count)
      var stored: [UInt8] = [9, 9]
      let size = compressor.compress(content, into: &stored)
      #expect(size == stored.count - 2)
      var back: [UInt8] = [7]
      let got = try decompressor.decompress(frame: Array(stored.dropFirst(2)), into: &back, limit: count)
      #expect(got == count && back == [7] + content)
      if count > 0 {
        #expect(throws: StorageError.self) {
          try decompressor.decompress(frame: Array(stored.dropFirst(2)), into: &back, limit: count - 1)
        }
      }
      #expect(back == [7] + content)
    }
  }

  @Test func equalInputsGiveEqualFramesWhateverCameBefore() {
    var generator = SeededGenerator(seed: 31)
    let content = generator.compressibleBytes(count: 50_000)
    let compressor = ZstdCompressor(level: 5)
    var first: [UInt8] = []
    compressor.compress(content, into: &first)
    var between: [UInt8] = []
    compressor.compress(generator.bytes(count: 100_000), into: &between)
    var second: [UInt8] = []
    compressor.compress(content, into: &second)
    #expect(first == second)
  }

  @Test func damageIsNoticedAndLeavesTheOutputAsItWas() throws {
    var generator = SeededGenerator(seed: 32)
    let content = generator.compressibleBytes(count: 5000)
    var frame: [UInt8] = []
    ZstdCompressor().compress(content, into: &frame)
    let decompressor = ZstdDecompressor()
    var noticed = 0
    for index in frame.indices {
      var damaged = frame
      damaged[index] ^= 0x10
      var output: [UInt8] = [1, 2, 3]
      do {
        try decompressor.decompress(frame: damaged, into: &output, limit: 1 << 20)
        #expect(output == [1, 2, 3] + content)
      } catch {
        noticed += 1
        #expect(output == [1, 2, 3])
      }
    }
    #expect(noticed > frame.count * 9 / 10)
    for cut in 0..<frame.count {
      var output: [UInt8] = []
      #expect(throws: StorageError.self) {
        try decompressor.decompress(frame: Array(frame[..<cut]), into: &output, limit: 1 << 20)
      }
    }
  }

  @Test func framesWithoutTheirSizeAreReadToo() throws {
    let text = (0..<10).flatMap { _ in Fixtures.text }
    var output: [UInt8] = []
    let decompressor = ZstdDecompressor()
    // That frame's window is too large for the default of the library.
    #expect(throws: StorageError.self) {
      try decompressor.decompress(frame: Fixtures.zstdWindow28, into: &output, limit: 1 << 20)
    }
    guard let made = run("zstd", ["-c"], input: text), made.status == 0 else { return }
    try decompressor.decompress(frame: made.standardOutput, into: &output, limit: text.count)
    #expect(output == text)
    #expect(throws: StorageError.self) {
      try decompressor.decompress(frame: made.standardOutput, into: &output, limit: text.count - 1)
    }
    #expect(output == text)
  }
}
