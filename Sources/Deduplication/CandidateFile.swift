// Groups of documents that may be duplicates, on disk between the reducers and the resolver.

import Storage

/// A candidate file holds two sections of groups: exact copies, then documents that share a band key. All integers are
/// little-endian.
///
///     "SLUICCAN", version u32, zeros u32, number of documents numbered u64
///     groups of exact copies: number of members u32, dense numbers of the members u32 each, the one that stays first;
///     then u32 zero
///     groups that share a band key: the same, the numbers ascending; then u32 zero
enum CandidateLayout {
  static let magic: [UInt8] = Array("SLUICCAN".utf8)
  static let version: UInt32 = 2
  static let headerByteCount = 24
}

/// Writes a candidate file.
final class CandidateWriter {
  private let file: AtomicFile
  private var buffer: [UInt32] = []

  init(path: String, documentCount: Int) throws {
    file = try AtomicFile(path: path)
    var header = CandidateLayout.magic
    header.append(littleEndian: CandidateLayout.version)
    header.append(littleEndian: UInt32(0))
    header.append(littleEndian: UInt64(documentCount))
    try file.write(header)
  }

  func append(_ members: some Collection<UInt32>) throws {
    buffer.append(UInt32(members.count).littleEndian)
    for member in members { buffer.append(member.littleEndian) }
    if buffer.count >= 1 << 16 { try flush() }
  }

  func endSection() throws {
    buffer.append(0)
    try flush()
  }

  func commit() throws -> FileSummary { try file.commit() }

  private func flush() throws {
    try buffer.withUnsafeBytes { try file.write($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A committed candidate file, open for reading.
public struct CandidateFile {
  public let path: String
  private let file: MappedFile
  /// Offsets in words of the first group of both sections, and behind the last.
  private let exact: Range<Int>
  private let similar: Range<Int>

  /// Opens a file and checks every group: members are numbers below `documentCount`.
  ///
  /// - Throws: `StorageError`; `badFile`.
  public init(path: String, documentCount: Int) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let start = CandidateLayout.headerByteCount / 4
    let end = bytes.count / 4
    guard bytes.count % 4 == 0, end >= start + 2, bytes.prefix(8).elementsEqual(CandidateLayout.magic),
      bytes.integer(at: 8, as: UInt32.self) == CandidateLayout.version
    else { throw DeduplicationError(.badFile, "is no complete candidate file of this version", at: path) }
    guard bytes.integer(at: 16, as: UInt64.self) == UInt64(documentCount) else {
      throw DeduplicationError(.badFile, "numbers other documents than the ones at hand", at: path)
    }
    func sectionEnd(from start: Int) -> Int? {
      var position = start
      while position < end {
        let count = Int(bytes.integer(at: position * 4, as: UInt32.self))
        if count == 0 { return position }
        guard count >= 2, position + count < end else { return nil }
        for member in position + 1...position + count {
          if Int(bytes.integer(at: member * 4, as: UInt32.self)) >= documentCount { return nil }
        }
        position += count + 1
      }
      return nil
    }
    guard let exactEnd = sectionEnd(from: start), let similarEnd = sectionEnd(from: exactEnd + 1),
      similarEnd == end - 1
    else { throw DeduplicationError(.badFile, "is damaged: its groups do not add up", at: path) }
    exact = start..<exactEnd
    similar = exactEnd + 1..<similarEnd
  }

  /// Number of words of both sections: an upper bound of the number of memberships.
  var memberCount: Int { similar.count }

  /// Calls `body` with each group of exact copies.
  public func forEachExactGroup(_ body: (_ members: UnsafeBufferPointer<UInt32>) throws -> Void) rethrows {
    try forEach(exact, body)
  }

  /// Calls `body` with each group that shares a band key.
  public func forEachSimilarGroup(_ body: (_ members: UnsafeBufferPointer<UInt32>) throws -> Void) rethrows {
    try forEach(similar, body)
  }

  private func forEach(_ section: Range<Int>, _ body: (UnsafeBufferPointer<UInt32>) throws -> Void) rethrows {
    try file.withBytes { bytes in
      var members: [UInt32] = []
      var position = section.lowerBound
      while position < section.upperBound {
        let count = Int(bytes.integer(at: position * 4, as: UInt32.self))
        members.removeAll(keepingCapacity: true)
        for member in position + 1...position + count {
          members.append(bytes.integer(at: member * 4, as: UInt32.self))
        }
        try members.withUnsafeBufferPointer { try body($0) }
        position += count + 1
      }
    }
  }
}
