// The standard input as a file, so that it can be read as often as needed.

import Glibc
import Storage

/// Copies the standard input to a scratch file, compressed unless it is already.
enum StandardInputSpool {
  private static let chunkByteCount = 4 << 20

  /// - Returns: size and checksum of the file: what tells one input from another.
  static func write(to path: String, cancellation: CancellationFlag) throws -> FileSummary {
    let file = try AtomicFile(path: path)
    let compressor = ZstdCompressor(level: 1)
    var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    var frame: [UInt8] = []
    var isCompressed: Bool?
    while true {
      let count = try read(into: &chunk)
      if count == 0 { break }
      try cancellation.check()
      let bytes = chunk[..<count]
      let asItIs = isCompressed ?? bytes.withUnsafeBytes { CompressionFormat.detect($0) != .none }
      isCompressed = asItIs
      if asItIs {
        try bytes.withUnsafeBytes { try file.write($0) }
      } else {
        frame.removeAll(keepingCapacity: true)
        bytes.withUnsafeBytes { _ = compressor.compress($0, into: &frame) }
        try file.write(frame)
      }
    }
    if file.byteCount == 0 {
      compressor.compress([], into: &frame)
      try file.write(frame)
    }
    return try file.commit()
  }

  /// Fills the chunk as far as the input goes; the number of bytes.
  private static func read(into chunk: inout [UInt8]) throws -> Int {
    var count = 0
    while count < chunk.count {
      let got = chunk.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress! + count, $0.count - count) }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw StorageError(
          .inputOutput, "cannot read: \(String(cString: strerror(errno)))", path: "standard input", offset: count)
      }
      count += got
    }
    return count
  }
}
