// The index beside a document shard: any document without a scan.
//
// All numbers are little-endian.
//
//     offset  bytes  header (88 bytes)
//     0       8      magic, "SLUICEIX"
//     8       4      version, 1
//     12      4      header size, 88
//     16      8      F, number of frames
//     24      8      N, number of documents (below 2^32)
//     32      8      size of the shard in bytes
//     40      8      XXH64 of the shard
//     48      8      sum of the frames' raw sizes
//     56      8      sum of the documents' text bytes
//     64      8      zero
//     72      8      XXH64 of everything behind the header
//     80      8      XXH64 of the header's first 80 bytes
//
//     then F entries of 40 bytes, one a frame, in order:
//             8      offset of the frame in the shard
//             8      size of the frame
//             8      size of its lines before compression
//             8      row of its first document
//             8      number of its documents
//     then N ids of 16 bytes, row by row (high half, low half)
//     then N rows of 4 bytes, in the order of their ids (equal ids: by row)
//
// A row's id is read directly; an id's row is found by binary search through the last table.

import Storage

/// The content of an `.idx` file, in memory while it is written.
public struct DocumentIndex: Sendable {
  /// A frame's place in the shard.
  public struct Frame: Sendable, Equatable {
    public var offset: Int
    public var byteCount: Int
    /// Bytes of the lines before compression.
    public var rawByteCount: Int
    public var firstRow: Int
    public var rowCount: Int
  }

  static let magic: [UInt8] = Array("SLUICEIX".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 88
  static let frameEntryByteCount = 40
  /// Most bytes that the lines of one frame may have.
  public static let frameByteLimit = 1 << 32

  var frames: [Frame] = []
  var ids: [DocumentID] = []
  var textByteCount = 0
  private var shardByteCount = 0

  mutating func append(_ batch: EncodedBatch) {
    frames.append(
      Frame(
        offset: shardByteCount, byteCount: batch.frame.count, rawByteCount: batch.rawByteCount, firstRow: ids.count,
        rowCount: batch.ids.count))
    ids.append(contentsOf: batch.ids)
    textByteCount += batch.textByteCount
    shardByteCount += batch.frame.count
  }

  /// The file's bytes.
  func encoded(shardHash: UInt64) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(frames.count * Self.frameEntryByteCount + ids.count * 20)
    for frame in frames {
      for number in [frame.offset, frame.byteCount, frame.rawByteCount, frame.firstRow, frame.rowCount] {
        LittleEndian.append(UInt64(number), to: &body)
      }
    }
    for id in ids {
      LittleEndian.append(id.high, to: &body)
      LittleEndian.append(id.low, to: &body)
    }
    var rows = (0..<UInt32(ids.count)).map { $0 }
    ids.withUnsafeBufferPointer { ids in
      rows.sort { (ids[Int($0)], $0) < (ids[Int($1)], $1) }
    }
    for row in rows { LittleEndian.append(row, to: &body) }

    var header = Self.magic
    LittleEndian.append(Self.version, to: &header)
    LittleEndian.append(UInt32(Self.headerByteCount), to: &header)
    let rawByteCount = frames.reduce(0) { $0 + $1.rawByteCount }
    for number in [frames.count, ids.count, shardByteCount] { LittleEndian.append(UInt64(number), to: &header) }
    LittleEndian.append(shardHash, to: &header)
    for number in [rawByteCount, textByteCount, 0] { LittleEndian.append(UInt64(number), to: &header) }
    LittleEndian.append(XXH64.hash(body), to: &header)
    LittleEndian.append(XXH64.hash(header), to: &header)
    return header + body
  }
}

/// Numbers in files.
enum LittleEndian {
  @inline(__always)
  static func append<Value: FixedWidthInteger>(_ value: Value, to output: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
  }

  /// SAFETY: the number must lie inside `bytes`; `loadUnaligned` checks that in debug builds only.
  @inline(__always)
  static func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, as: Value.Type = Value.self
  ) -> Value {
    Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }
}
