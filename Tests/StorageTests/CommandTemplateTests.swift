import Storage
import TestSupport
import Testing

@Suite struct CommandTemplateTests {
  @Test(arguments: [
    ("s5cmd cat {url}", ["s5cmd", "cat", "U"]), ("a  'b c' \"d e\" {url}", ["a", "b c", "d e", "U"]),
    ("curl -sf http://host/{url}?x={url}", ["curl", "-sf", "http://host/U?x=U"]),
    (#"a b\ c "q\"u" '\' "\n" '' {url}"#, ["a", "b c", "q\"u", "\\", "\\n", "", "U"]),
    ("a $HOME `x` ; | * {url}", ["a", "$HOME", "`x`", ";", "|", "*", "U"]), ("读 '{url}'", ["读", "U"]),
  ])
  func wordsAreAShellsWithoutAShell(_ text: String, _ expected: [String]) throws {
    #expect(try CommandTemplate([text]).arguments(url: "U") == expected)
  }

  @Test func wordsInAListStayWhatTheyAre() throws {
    #expect(try CommandTemplate(["a b", "'", "{url}"]).arguments(url: "x {url} y") == ["a b", "'", "x {url} y"])
  }

  @Test(arguments: ["", "cat", "'open {url}", "\"open {url}", "{url}", "cat {url} \\"])
  func whatIsNoCommandIsRefused(_ text: String) {
    #expect { try CommandTemplate([text]) } throws: { ($0 as? StorageError)?.code == .invalidPath }
  }

  @Test(arguments: ["", "-o/etc/passwd", "--help", "a\u{0}b"])
  func whatAProgramCouldTakeForAnOptionIsNoAddress(_ url: String) throws {
    let command = try CommandTemplate(["cat {url}"])
    #expect { try command.arguments(url: url) } throws: { ($0 as? StorageError)?.code == .invalidPath }
  }
}

@Suite struct RetryingCommandSourceTests {
  private let folder = TemporaryFolder("retry")

  /// A program that runs `script` with the number of its start in `$n`.
  private func arguments(_ script: String) -> [String] {
    let count = folder.file("count")
    return ["sh", "-c", "n=$(cat \(count) 2>/dev/null || echo 0); n=$((n + 1)); echo $n > \(count); \(script)"]
  }

  private var starts: String { String(decoding: folder.read("count"), as: UTF8.self) }

  private func read(_ script: String, attempts: Int) throws -> (bytes: [UInt8], error: StorageError?) {
    let source = try RetryingCommandSource(arguments(script), attempts: attempts, pauseMilliseconds: 1)
    return drain(ByteInput(source: source, name: "command"))
  }

  @Test func anotherAttemptGoesOnWhereTheLastOneStopped() throws {
    let numbers = "seq 100000"
    let (bytes, error) = try read(
      "[ $n -ge 3 ] && exec \(numbers); \(numbers) | head -c $((n * 100001)); exit 1", attempts: 3)
    #expect(error == nil)
    #expect(bytes == run("seq", ["100000"])?.standardOutput)
    #expect(starts == "3\n")
  }

  @Test func attemptsAreCountedAndTheLastReasonIsTold() throws {
    let (bytes, error) = try read("echo good; echo reason $n >&2; exit 7", attempts: 3)
    #expect(String(decoding: bytes, as: UTF8.self) == "good\n")
    #expect(error?.code == .commandFailed)
    #expect(error?.message.contains("reason 3") == true)
    #expect(error?.message.contains("attempt 3 of 3") == true)
    #expect(starts == "3\n")
  }

  @Test func anAttemptWithOtherBytesIsNotMixedIn() throws {
    let (bytes, error) = try read("echo attempt $n; [ $n -ge 2 ]", attempts: 5)
    #expect(String(decoding: bytes, as: UTF8.self) == "attempt 1\n")
    #expect(error?.code == .inputOutput)
    #expect(error?.message.contains("other bytes") == true)
  }

  @Test func anAttemptThatIsShorterIsNotTheEnd() throws {
    let (_, error) = try read("[ $n -ge 2 ] && exit 0; echo much; exit 1", attempts: 5)
    #expect(error?.code == .inputOutput)
  }
}

@Suite struct CRC32Tests {
  @Test func publishedValueAndEveryWayToCut() {
    var crc = CRC32()
    crc.update(Array("123456789".utf8))
    #expect(crc.value == 0xcbf4_3926)
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<200 {
      let bytes = generator.bytes(count: Int(generator.next() % 100))
      let cut = bytes.isEmpty ? 0 : Int(generator.next() % UInt64(bytes.count))
      var parts = CRC32()
      parts.update(Array(bytes[..<cut]))
      parts.update(Array(bytes[cut...]))
      // The definition, bit by bit.
      var state = UInt32.max
      for byte in bytes {
        state ^= UInt32(byte)
        for _ in 0..<8 { state = state & 1 == 1 ? 0xedb8_8320 ^ state >> 1 : state >> 1 }
      }
      #expect(parts.value == ~state)
    }
  }
}
