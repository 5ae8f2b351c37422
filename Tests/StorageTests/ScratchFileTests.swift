import Storage
import TestSupport
import Testing

@Suite struct ScratchFileTests {
  let folder = TemporaryFolder("scratch-file")

  @Test func bytesComeBackFromAnywhereAndTheFileHasNoName() throws {
    var generator = SeededGenerator(seed: 8)
    let file = try ScratchFile(folder: folder.path)
    var truth: [UInt8] = []
    for count in [0, 1, 5000, 3 << 20] {
      let piece = generator.bytes(count: count)
      try piece.withUnsafeBytes { try file.append($0) }
      truth += piece
      #expect(file.byteCount == truth.count)
    }
    for (offset, count) in [(0, truth.count), (1, 5000), (truth.count - 1, 1), (truth.count, 0)] {
      var bytes = [UInt8](repeating: 0, count: count)
      try bytes.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
      #expect(bytes == Array(truth[offset..<offset + count]))
    }
    #expect(try FileSystem.listDirectory(folder.path).isEmpty)
  }

  @Test func readingBeyondTheEndIsAnError() throws {
    let file = try ScratchFile(folder: folder.path)
    try [1, 2, 3].withUnsafeBytes { try file.append($0) }
    var bytes = [UInt8](repeating: 0, count: 3)
    #expect { try bytes.withUnsafeMutableBytes { try file.read(at: 1, into: $0) } } throws: {
      ($0 as? StorageError)?.code == .truncated
    }
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    #expect { try ScratchFile(folder: folder.file("missing")) } throws: {
      ($0 as? StorageError)?.code == .notFound && "\($0)".contains("missing")
    }
  }
}
