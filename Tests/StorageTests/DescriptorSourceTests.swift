import Glibc
import TestSupport
import Testing

@testable import Storage

@Suite struct DescriptorSourceTests {
  /// What the reading end of a pipe gives when these bytes are written to the other.
  private func piped(_ bytes: [UInt8], nonBlocking: Bool) throws -> (bytes: [UInt8], error: StorageError?) {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    if nonBlocking { _ = fcntl(reading, F_SETFL, O_NONBLOCK) }
    let writer = try WorkerThread {
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes { write(writing, $0.baseAddress! + done, min(1000, bytes.count - done)) }
        if count <= 0 { break }
        done += count
      }
      close(writing)
    }
    defer {
      writer.join()
      close(reading)
    }
    return drain(try ByteInput.decompressing(DescriptorSource(descriptor: reading, name: "pipe"), name: "pipe"))
  }

  @Test(arguments: [true, false])
  func pipesAreReadToTheirEnd(nonBlocking: Bool) throws {
    var generator = SeededGenerator(seed: 40)
    let bytes = generator.compressibleBytes(count: 200_000)
    #expect(try piped(bytes, nonBlocking: nonBlocking) == (bytes, nil))
    var frame: [UInt8] = []
    ZstdCompressor().compress(bytes, into: &frame)
    #expect(try piped(frame + frame, nonBlocking: nonBlocking) == (bytes + bytes, nil))
    #expect(try piped([], nonBlocking: nonBlocking) == ([], nil))
  }

  @Test(arguments: [
    (ENOENT, StorageError.Code.notFound), (EACCES, .permissionDenied), (EROFS, .permissionDenied),
    (ENOSPC, .diskFull), (EDQUOT, .diskFull), (EIO, .inputOutput),
  ])
  func errorsOfTheSystemKeepTheirMeaning(number: Int32, code: StorageError.Code) {
    let error = StorageError.system(number, "write", path: "a/b", offset: 7)
    #expect(error.code == code)
    #expect(error.description.hasPrefix("a/b, byte 7: cannot write"))
  }
}
