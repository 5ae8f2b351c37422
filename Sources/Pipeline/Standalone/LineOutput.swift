// OUTPUT of the commands that work on documents: a file, compressed by its name, or the standard output.

import Glibc
import Storage

/// Bytes that go to a file by atomic rename, as zstd frames when its name ends in `.zst`, or to the standard output
/// when it is named `-`, or `/dev/stdout`.
final class LineOutput {
  /// Turns lines into what stands in the file, on any thread; each worker makes one of its own.
  struct Encoder {
    fileprivate let compressor: ZstdCompressor?

    /// The lines as the output holds them: one frame where it is compressed. Nothing for nothing.
    func encode(_ lines: consuming [UInt8]) -> [UInt8] {
      guard let compressor, !lines.isEmpty else { return lines }
      var frame: [UInt8] = []
      compressor.compress(lines, into: &frame)
      return frame
    }
  }

  /// Endings that readers would take for formats which are not written here.
  private static let otherEndings = [".gz", ".bz2", ".xz", ".zip", ".parquet"]

  private let file: AtomicFile?
  private let isCompressed: Bool
  private let encoder: Encoder

  /// - Throws: `RunError.usage` for a name that promises a compression which is not written here, `StorageError`.
  init(path: String) throws {
    if let ending = Self.otherEndings.first(where: path.hasSuffix) {
      throw RunError(
        .usage, "'\(path)': no \(ending) files are written; name it .jsonl.zst, or .jsonl to compress it yourself")
    }
    isCompressed = path != "-" && path.hasSuffix(".zst")
    encoder = Self.makeEncoder(isCompressed)
    if path == "-" || path == "/dev/stdout" {
      file = nil
      return
    }
    let folder = Path.parent(Path.absolute(path))
    if !FileSystem.isDirectory(folder) { try FileSystem.createDirectory(folder) }
    file = try AtomicFile(path: path)
  }

  /// An encoder for a worker, whose results go to `append(encoded:)`.
  var makeEncoder: @Sendable () -> Encoder {
    let isCompressed = isCompressed
    return { Self.makeEncoder(isCompressed) }
  }

  private static func makeEncoder(_ isCompressed: Bool) -> Encoder {
    Encoder(compressor: isCompressed ? ZstdCompressor(level: 3) : nil)
  }

  func append(_ bytes: [UInt8]) throws { try append(encoded: encoder.encode(bytes)) }

  /// Appends what an encoder of this output made.
  func append(encoded bytes: [UInt8]) throws {
    if bytes.isEmpty { return }
    guard let file else { return try Self.writeToStandardOutput(bytes) }
    try file.write(bytes)
  }

  func commit() throws {
    // A compressed file without a frame would be no such file.
    if let file, let compressor = encoder.compressor, file.byteCount == 0 {
      var frame: [UInt8] = []
      compressor.compress([], into: &frame)
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
