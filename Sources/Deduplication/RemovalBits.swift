// The rows of one task that go, a bit each.

import Storage

/// A set of rows as bits. As a file: "SLUICBIT", number of documents u64, then the bits, lowest first.
public struct RemovalBits: Sendable, Equatable {
  private static let magic: [UInt8] = Array("SLUICBIT".utf8)

  public let documentCount: Int
  /// Number of rows that go.
  public private(set) var count = 0
  private var bytes: [UInt8]

  public init(documentCount: Int) {
    self.documentCount = documentCount
    bytes = [UInt8](repeating: 0, count: (documentCount + 7) / 8)
  }

  /// Marks a row. Rows outside the task are no rows, and nothing happens.
  public mutating func insert(_ row: Int) {
    if (0..<documentCount).contains(row), !contains(row) {
      bytes[row >> 3] |= 1 << UInt8(row & 7)
      count += 1
    }
  }

  /// True when the row goes.
  public func contains(_ row: Int) -> Bool {
    (0..<documentCount).contains(row) && bytes[row >> 3] >> UInt8(row & 7) & 1 != 0
  }

  /// Writes the file; it appears whole.
  @discardableResult
  public func write(to path: String) throws -> FileSummary {
    var file = Self.magic
    file.append(littleEndian: UInt64(documentCount))
    file.append(contentsOf: bytes)
    return try AtomicFile.write(file, to: path)
  }

  /// Reads a file.
  ///
  /// - Throws: `StorageError`; `badFile`.
  public init(path: String) throws {
    let file = try FileSystem.readAll(path)
    guard file.count >= 16, file.starts(with: Self.magic) else {
      throw DeduplicationError(.badFile, "is no removal file", at: path)
    }
    let documents = file.withUnsafeBytes { $0.integer(at: 8, as: UInt64.self) }
    guard documents <= UInt64(UInt32.max), file.count - 16 == (Int(documents) + 7) / 8 else {
      throw DeduplicationError(.badFile, "is damaged: its length does not fit its number of documents", at: path)
    }
    documentCount = Int(documents)
    bytes = Array(file[16...])
    count = bytes.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
