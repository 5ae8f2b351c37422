import Storage
import TestSupport
import Testing

/// Everything an input gives, and the error that ended it, if any.
func drain(_ input: ByteInput) -> (bytes: [UInt8], error: StorageError?) {
  var bytes: [UInt8] = []
  var failure: StorageError?
  var more = true
  while more {
    do { more = try input.fillMore() } catch {
      failure = error
      more = false
    }
    input.withBuffer { bytes.append(contentsOf: $0) }
    input.consume(input.availableByteCount)
  }
  return (bytes, failure)
}

/// A source that gives a few bytes at a time and cannot go back, as pipes are.
final class DripSource: ByteSource {
  private let source: MemorySource
  private let most: Int
  init(_ bytes: [UInt8], most: Int) {
    source = MemorySource(bytes)
    self.most = most
  }
  var storedOffset: Int { source.storedOffset }
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(most)))
  }
}

func open(_ bytes: [UInt8], _ name: String, limits: DecompressionLimits = .standard) throws -> ByteInput {
  try ByteInput.decompressing(MemorySource(bytes), name: name, limits: limits)
}

@Suite struct DecompressionTests {
  let folder = TemporaryFolder("decompression")
  static let suffixes: [CompressionFormat: String] = [.gzip: ".gz", .zstd: ".zst", .bzip2: ".bz2", .xz: ".xz"]

  @Test(arguments: Fixtures.all)
  func filesOfTheRealToolsAreRead(format: CompressionFormat, stored: [UInt8]) throws {
    // Under a name that says nothing, or the wrong thing.
    for name in ["dump", "dump.txt", "dump.gz"] {
      let input = try ByteInput.open(path: folder.write(stored, to: name))
      #expect(input.compression == format)
      #expect(drain(input) == (Fixtures.text, nil))
      #expect(input.isAtEnd && input.offset == Fixtures.text.count && input.storedOffset == stored.count)
    }
  }

  @Test(arguments: ["gzip", "zstd", "bzip2", "xz"])
  func largeOutputOfInstalledToolsIsReadBack(program: String) throws {
    var generator = SeededGenerator(seed: 1)
    let truth = generator.compressibleBytes(count: 1_500_000) + generator.bytes(count: 300_000)
    guard let made = run(program, ["-c"], input: truth), made.status == 0 else { return }
    let path = folder.write(made.standardOutput + made.standardOutput, to: program)
    #expect(drain(try ByteInput.open(path: path)) == (truth + truth, nil))
  }

  @Test func plainFilesAreReadAsTheyAre() throws {
    var generator = SeededGenerator(seed: 4)
    for bytes in [[], [0x1f], [0x28], Array("BZ".utf8), Array("{\"a\":1}".utf8), generator.bytes(count: 900_000)] {
      let input = try ByteInput.open(path: folder.write(bytes, to: "plain"))
      #expect(input.compression == .none)
      #expect(input.memberOffset == 0)
      #expect(drain(input) == (bytes, nil))
      #expect(try input.recover() == nil)
    }
    let path = folder.write(Array("0123456789".utf8), to: "digits")
    let input = try ByteInput.open(path: path, range: 3..<7)
    #expect(input.memberOffset == 3)
    #expect(drain(input) == (Array("3456".utf8), nil))
    #expect(drain(try ByteInput.open(path: path, range: 8..<100)) == (Array("89".utf8), nil))
    #expect(drain(try ByteInput.open(path: path, range: 50..<100)) == ([], nil))
  }

  @Test(arguments: Fixtures.all, [1, 2, 7, 100])
  func membersFollowOneAnotherHoweverTheBytesArrive(fixture: (CompressionFormat, [UInt8]), most: Int) throws {
    let (_, stored) = fixture
    let count = 5
    let file = (0..<count).flatMap { _ in stored }
    let input = try ByteInput.decompressing(DripSource(file, most: most), name: "drip")
    for number in 0..<count {
      try input.fill(atLeast: Fixtures.text.count)
      #expect(input.isAtMemberStart)
      #expect(
        input.memberStart
          == MemberStart(decodedOffset: Fixtures.text.count * number, storedOffset: stored.count * number))
      input.consume(1)
      #expect(!input.isAtMemberStart)
      #expect(input.memberOffset == stored.count * number)
      if let next = input.nextMemberStart { #expect(next.storedOffset == stored.count * (number + 1)) }
      input.consume(Fixtures.text.count - 1)
    }
    #expect(try !input.fillMore())
  }

  @Test(arguments: Fixtures.all)
  func paddingWithZerosIsNoDamage(format: CompressionFormat, stored: [UInt8]) throws {
    let zeros = [UInt8](repeating: 0, count: 1000)
    #expect(drain(try open(stored + zeros, "padded")) == (Fixtures.text, nil))
    #expect(drain(try open(stored + zeros + stored, "padded")) == (Fixtures.text + Fixtures.text, nil))
  }

  @Test func skippableZstdFramesGiveNothing() throws {
    let skippable: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]
    let input = try open(skippable + Fixtures.zstd + skippable + Fixtures.zstd + skippable, "skippable")
    #expect(input.compression == .zstd)
    #expect(drain(input) == (Fixtures.text + Fixtures.text, nil))
  }

  @Test(arguments: Fixtures.all)
  func aCutAtAnyByteKeepsWhatCameBeforeAndIsReported(format: CompressionFormat, stored: [UInt8]) throws {
    let suffix = Self.suffixes[format] ?? ""
    for copies in [0, 1] {
      let before = (0..<copies).flatMap { _ in stored }
      for cut in 1..<stored.count {
        let input = try open(before + stored[..<cut], "cut" + suffix)
        #expect(input.compression == format)
        let (bytes, error) = drain(input)
        #expect(error?.code == .truncated, "\(format) cut at \(cut)")
        #expect(error?.offset == before.count + cut)
        #expect(bytes.count >= copies * Fixtures.text.count)
        #expect((Fixtures.text + Fixtures.text).starts(with: bytes))
        #expect(try input.recover() == nil)
        // The error stays, and gives no bytes again.
        let again = drain(input)
        #expect(again.bytes.isEmpty && again.error == error)
      }
    }
  }

  @Test func bytesAfterTheLastMemberThatAreNoneAreReported() throws {
    for (format, stored) in Fixtures.all {
      let (bytes, error) = drain(try open(stored + Array("garbage here".utf8), "f"))
      #expect(bytes == Fixtures.text)
      #expect(error?.code == .corrupt && error?.offset == stored.count, "\(format)")
    }
  }
}
