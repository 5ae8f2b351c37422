// Which documents of one task must stand on one side of a split with others.

import Storage

/// Rows with the number of their group; rows that are not there stand alone. As a file (`.groups`), little-endian:
/// "SLUICEGR", N u64, N rows u32 ascending, N groups u64, XXH64 of all that.
public struct SplitGroups: Sendable, Equatable {
  private static let magic: [UInt8] = Array("SLUICEGR".utf8)

  public private(set) var rows: [UInt32] = []
  public private(set) var groups: [UInt64] = []

  public init() {}

  /// Adds a row behind all that are there.
  public mutating func append(row: Int, group: UInt64) {
    precondition(row >= 0 && row <= Int(UInt32.max) && row > rows.last.map(Int.init) ?? -1)
    rows.append(UInt32(row))
    groups.append(group)
  }

  /// The group of a row; nil for one that stands alone.
  public subscript(row: Int) -> UInt64? {
    let index = rows.partitioningIndex { Int($0) >= row }
    return index < rows.count && Int(rows[index]) == row ? groups[index] : nil
  }

  /// Writes the file; it appears whole.
  public func write(to path: String) throws -> FileSummary {
    var file = Self.magic
    file.append(littleEndian: UInt64(rows.count))
    for row in rows { file.append(littleEndian: row) }
    for group in groups { file.append(littleEndian: group) }
    file.append(littleEndian: XXH64.hash(file))
    return try AtomicFile.write(file, to: path)
  }

  /// Reads a file.
  ///
  /// - Throws: `StorageError`; `badFile`.
  public init(path: String) throws {
    let file = try FileSystem.readAll(path)
    let body = file.count - 8
    guard body >= 16, file.starts(with: Self.magic) else {
      throw DeduplicationError(.badFile, "is no file of groups", at: path)
    }
    try file.withUnsafeBytes { bytes in
      let count = bytes.integer(at: 8, as: UInt64.self)
      guard count <= UInt64(UInt32.max), body == 16 + Int(count) * 12,
        XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<body])) == bytes.integer(at: body, as: UInt64.self)
      else { throw DeduplicationError(.badFile, "is damaged: its checksum or its length is wrong", at: path) }
      rows = (0..<Int(count)).map { bytes.integer(at: 16 + $0 * 4, as: UInt32.self) }
      groups = (0..<Int(count)).map { bytes.integer(at: 16 + Int(count) * 4 + $0 * 8, as: UInt64.self) }
    }
  }
}
