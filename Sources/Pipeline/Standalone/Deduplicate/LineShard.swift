// Lines as zstd frames with an index beside them, so that any row is found without reading what stands before it.

import Corpus
import Deduplication
import Storage

/// A frame of a line shard.
struct LineFrame: Sendable, Equatable {
  var offset: Int
  var byteCount: Int
  /// Bytes of its lines before compression.
  var rawByteCount: Int
  var firstRow: Int
  var rowCount: Int
}

/// Lines of a batch, compressed by a worker.
struct CompressedLines: Sendable {
  var frame: [UInt8]
  var rawByteCount: Int
  var rowCount: Int
}

/// The index of a line shard, beside it with `.frames` behind its name. All integers are little-endian.
///
///     "SLUICFRM", version u32, zeros u32
///     for each frame: offset, size, size before compression, first row, number of rows, each u64
///     number of frames u64, size of the shard u64, XXH64 of everything before
private enum LineShardLayout {
  static let magic: [UInt8] = Array("SLUICFRM".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 16
  static let frameByteCount = 40
  static let trailerByteCount = 24
}

/// Writes a line shard and then its index, which stands for both.
final class LineShardWriter {
  private let path: String
  private let file: AtomicFile
  private var index: [UInt8]
  private var frameCount = 0
  private(set) var rowCount = 0

  static func indexPath(of path: String) -> String { path + ".frames" }

  init(path: String) throws {
    self.path = path
    file = try AtomicFile(path: path)
    index = LineShardLayout.magic
    index.append(littleEndian: LineShardLayout.version)
    index.append(littleEndian: UInt32(0))
  }

  func append(_ lines: CompressedLines) throws {
    if lines.rowCount == 0 { return }
    for number in [file.byteCount, lines.frame.count, lines.rawByteCount, rowCount, lines.rowCount] {
      index.append(littleEndian: UInt64(number))
    }
    try file.write(lines.frame)
    frameCount += 1
    rowCount += lines.rowCount
  }

  func commit() throws {
    if frameCount == 0 {
      // A compressed file without a frame would be no such file.
      var frame: [UInt8] = []
      ZstdCompressor().compress([], into: &frame)
      try file.write(frame)
    }
    let summary = try file.commit()
    index.append(littleEndian: UInt64(frameCount))
    index.append(littleEndian: UInt64(summary.byteCount))
    index.append(littleEndian: XXH64.hash(index))
    _ = try AtomicFile.write(index, to: Self.indexPath(of: path))
  }
}

/// A line shard, open for reading rows.
final class LineShardReader: Sendable {
  let path: String
  let frames: [LineFrame]
  let rowCount: Int
  private let file: MappedFile

  /// - Throws: `StorageError`; `RunError.badData` when the index is damaged or belongs to another shard.
  init(path: String) throws {
    self.path = path
    let indexPath = LineShardWriter.indexPath(of: path)
    let damaged = RunError(.badData, "\(indexPath): is damaged, or belongs to another file than \(path)")
    file = try MappedFile(path: path)
    let bytes = try FileSystem.readAll(indexPath)
    let trailer = bytes.count - LineShardLayout.trailerByteCount
    guard trailer >= LineShardLayout.headerByteCount, bytes.starts(with: LineShardLayout.magic) else { throw damaged }
    let shardByteCount = file.byteCount
    (frames, rowCount) = try bytes.withUnsafeBytes { bytes in
      guard bytes.integer(at: 8, as: UInt32.self) == LineShardLayout.version,
        bytes.integer(at: bytes.count - 8, as: UInt64.self)
          == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes.dropLast(8))),
        bytes.integer(at: trailer + 8, as: UInt64.self) == UInt64(shardByteCount),
        bytes.integer(at: trailer, as: UInt64.self)
          == UInt64((trailer - LineShardLayout.headerByteCount) / LineShardLayout.frameByteCount)
      else { throw damaged }
      var frames: [LineFrame] = []
      var row = 0
      for place in stride(from: LineShardLayout.headerByteCount, to: trailer, by: LineShardLayout.frameByteCount) {
        let numbers = (0..<5).map { bytes.integer(at: place + $0 * 8, as: UInt64.self) }
        guard numbers.allSatisfy({ $0 <= UInt64(Int32.max) << 16 }), numbers[0] + numbers[1] <= shardByteCount,
          numbers[3] == row, numbers[4] > 0
        else { throw damaged }
        frames.append(
          LineFrame(
            offset: Int(numbers[0]), byteCount: Int(numbers[1]), rawByteCount: Int(numbers[2]), firstRow: row,
            rowCount: Int(numbers[4])))
        row += Int(numbers[4])
      }
      return (frames, row)
    }
  }

  /// The frame that holds a row.
  ///
  /// - Throws: `RunError.badData` for a row that is not there.
  func frame(ofRow row: Int) throws -> Int {
    guard (0..<rowCount).contains(row) else { throw RunError(.badData, "\(path): has no row \(row)") }
    var low = 0
    var high = frames.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if frames[middle].firstRow <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The lines of a frame.
  ///
  /// - Throws: `StorageError.corrupt`.
  func lines(ofFrame frame: Int) throws -> [UInt8] {
    let place = frames[frame]
    var lines: [UInt8] = []
    _ = try file.withBytes { bytes in
      try ZstdDecompressor().decompress(
        frame: UnsafeRawBufferPointer(rebasing: bytes[place.offset..<place.offset + place.byteCount]), into: &lines,
        limit: place.rawByteCount, name: path)
    }
    return lines
  }
}
