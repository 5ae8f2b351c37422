import Storage
import TestSupport
import Testing

@Suite struct CommandSourceTests {
  @Test func outputArrivesWholeAndArgumentsAreNotInterpreted() throws {
    let tricky = ["$HOME; echo x", "a b", "*", "\"'", ""]
    let (bytes, error) = drain(try ByteInput.command(["printf", "%s\\n"] + tricky))
    #expect(error == nil)
    #expect(String(decoding: bytes, as: UTF8.self) == tricky.map { $0 + "\n" }.joined())
  }

  @Test func muchOutputIsNotLost() throws {
    let (bytes, error) = drain(try ByteInput.command(["head", "-c", "5000000", "/dev/zero"]))
    #expect(error == nil)
    #expect(bytes.count == 5_000_000)
  }

  @Test func compressedOutputIsDecompressed() throws {
    let folder = TemporaryFolder("command")
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(Array("text".utf8), into: &frame)
    let input = try ByteInput.command(["cat", folder.write(frame, to: "t")])
    #expect(input.compression == .zstd)
    #expect(drain(input).bytes == Array("text".utf8))
  }

  @Test func aFailureComesAfterTheBytesWithWhatTheProgramSaid() throws {
    // More on standard error than a pipe holds, so that a program nobody listens to would hang.
    let script = "echo good; i=0; while [ $i -lt 3000 ]; do echo noise-noise-noise-noise $i >&2; i=$((i+1)); done;"
    let (bytes, error) = drain(try ByteInput.command(["sh", "-c", script + "echo the reason >&2; exit 3"]))
    #expect(bytes == Array("good\n".utf8))
    #expect(error?.code == .commandFailed)
    #expect(error?.message.contains("status 3") == true)
    #expect(error?.message.contains("the reason") == true)
  }

  @Test func noiseAfterTheOutputWasClosedDoesNotHang() throws {
    let script =
      "echo good; exec >&-; i=0; while [ $i -lt 3000 ]; do echo noise-noise-noise-noise $i >&2; i=$((i+1)); done"
    let (bytes, error) = drain(try ByteInput.command(["sh", "-c", script]))
    #expect(bytes == Array("good\n".utf8))
    #expect(error == nil)
  }

  @Test func aSignalIsAFailure() throws {
    let (_, error) = drain(try ByteInput.command(["sh", "-c", "echo some text; kill -9 $$"]))
    #expect(error?.code == .commandFailed)
    #expect(error?.message.contains("signal 9") == true)
  }

  @Test func aProgramThatFailsAtOnceFailsToOpen() {
    #expect { try ByteInput.command(["false"]) } throws: { ($0 as? StorageError)?.code == .commandFailed }
  }

  @Test func anUnknownProgramIsNamed() {
    #expect { try CommandSource(["no-such-program-here"]) } throws: {
      guard let error = $0 as? StorageError else { return false }
      return error.code == .programMissing && error.message.contains("no-such-program-here")
    }
    #expect(throws: StorageError.self) { try CommandSource([]) }
  }

  @Test func aForgottenProgramIsEnded() throws {
    let folder = TemporaryFolder("command")
    do {
      let input = try ByteInput.command(["sh", "-c", "echo $$; exec sleep 1000"])
      #expect(try input.fill(atLeast: 1) > 0)
      folder.write(input.withBuffer { Array($0) }, to: "id")
    }
    let id = String(decoding: folder.read("id"), as: UTF8.self).split(separator: "\n")[0]
    #expect(!FileSystem.exists("/proc/\(id)/exe"))
  }

  @Test func usageGrowsWithWork() {
    let before = ProcessUsage.current
    let clock = MonotonicClock.seconds
    let start = CPUClock.seconds
    var hash: UInt64 = 0
    while CPUClock.seconds - start < 0.05 { hash ^= XXH64.hash(Array(repeating: 1, count: 1000), seed: hash) }
    let after = ProcessUsage.current
    #expect(after.cpuSeconds > before.cpuSeconds)
    #expect(MonotonicClock.seconds > clock)
    #expect(after.peakResidentByteCount >= before.peakResidentByteCount)
    #expect(ProcessUsage.residentByteCount > 1 << 20)
  }
}
