// OUTPUT of the commands that work on documents: a file, compressed by its name, or the standard output.

import Glibc
import Storage

/// Bytes that go to a file by atomic rename, as zstd frames when its name ends in `.zst`, or to the standard output
/// when it is named `-`.
final class LineOutput {
  private let file: AtomicFile?
  private let compressor: ZstdCompressor?
  private var frame: [UInt8] = []

  init(path: String) throws {
    if path == "-" {
      file = nil
      compressor = nil
      return
    }
    let folder = Path.parent(Path.absolute(path))
    if !FileSystem.isDirectory(folder) { try FileSystem.createDirectory(folder) }
    file = try AtomicFile(path: path)
    compressor = path.hasSuffix(".zst") ? ZstdCompressor(level: 3) : nil
  }

  func append(_ bytes: [UInt8]) throws {
    if bytes.isEmpty { return }
    guard let file else { return try Self.writeToStandardOutput(bytes) }
    guard let compressor else { return try file.write(bytes) }
    frame.removeAll(keepingCapacity: true)
    _ = compressor.compress(bytes, into: &frame)
    try file.write(frame)
  }

  func commit() throws {
    // A compressed file without a frame would be no such file.
    if let file, let compressor, file.byteCount == 0 {
      frame.removeAll(keepingCapacity: true)
      _ = compressor.compress([], into: &frame)
      try file.write(frame)
    }
    _ = try file?.commit()
  }

  private static func writeToStandardOutput(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress! + sent, $0.count - sent) }
      if count < 0 {
        if errno == EINTR { continue }
        throw StorageError(.inputOutput, "cannot write: \(String(cString: strerror(errno)))", path: "standard output")
      }
      sent += count
    }
  }
}
