import Storage
import TestSupport
import Testing

/// Everything an input gives, and the error that ended it, if any.
func drain(_ input: ByteInput) -> (bytes: [UInt8], error: StorageError?) {
  var bytes: [UInt8] = []
  do {
    while true {
      let more = try input.fillMore()
      input.withBuffer { bytes.append(contentsOf: $0) }
      input.consume(input.availableByteCount)
      if !more { return (bytes, nil) }
    }
  } catch {
    input.withBuffer { bytes.append(contentsOf: $0) }
    input.consume(input.availableByteCount)
    return (bytes, error)
  }
}

@Suite struct DecompressionTests {
  let folder = TemporaryFolder("decompression")

  @Test(arguments: [("gzip", CompressionFormat.gzip), ("zstd", .zstd), ("bzip2", .bzip2), ("xz", .xz)])
  func realToolsOutputIsReadBack(program: String, format: CompressionFormat) throws {
    var generator = SeededGenerator(seed: 1)
    var truth: [UInt8] = []
    while truth.count < 1_500_000 { truth += Array("\(generator.next() % 10_000) ".utf8) }
    guard let made = run(program, ["-c"], input: truth) else { return }
    let path = folder.write(made.standardOutput + made.standardOutput, to: program)
    let input = try ByteInput.open(path: path)
    #expect(input.compression == format)
    let (bytes, error) = drain(input)
    #expect(error == nil)
    #expect(bytes == truth + truth)
  }
}
