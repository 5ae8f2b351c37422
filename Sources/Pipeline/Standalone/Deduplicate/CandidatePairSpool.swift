// Candidate pairs on their way to a file: by number on disk until the ids are known.

import Deduplication
import Storage

/// Writes candidate pairs by number, 16 bytes each.
final class CandidatePairWriter {
  private let file: AtomicFile

  init(path: String) throws { file = try AtomicFile(path: path) }

  func append(_ pair: CandidatePair, numbering: DocumentNumbering) throws {
    var record: [UInt8] = []
    record.reserveCapacity(CandidatePairSpool.byteCount)
    record.append(littleEndian: UInt32(numbering.number(of: pair.first)))
    record.append(littleEndian: UInt32(numbering.number(of: pair.second)))
    record.append(littleEndian: UInt32(pair.jaccard.intersection))
    record.append(littleEndian: UInt32(pair.jaccard.union))
    try file.write(record)
  }

  func commit() throws { _ = try file.commit() }
}

/// The candidate pairs of a corpus, on disk.
struct CandidatePairSpool {
  static let byteCount = 16

  private let file: MappedFile

  init(path: String) throws { file = try MappedFile(path: path) }

  /// Calls `body` with the number of each document in a pair, as often as it is in one.
  func forEachNumber(_ body: (Int) throws -> Void) rethrows {
    try forEachPair { first, second, _ in
      try body(first)
      try body(second)
    }
  }

  /// Writes `id_a<TAB>id_b<TAB>jaccard` lines. A tab, line end or backslash in an id is written `\t`, `\n`, `\\`.
  func write(to path: String, members: MemberTable, numbers: MemberNumbers) throws {
    let output = try LineOutput(path: path)
    var lines: [UInt8] = []
    try forEachPair { first, second, jaccard in
      for number in [first, second] {
        members.withID(members[numbers.member(number)]) { Self.append($0, to: &lines) }
        lines.append(UInt8(ascii: "\t"))
      }
      lines.append(contentsOf: "\(jaccard.value)\n".utf8)
      if lines.count > 1 << 20 {
        try output.append(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try output.append(lines)
    try output.commit()
  }

  private func forEachPair(_ body: (Int, Int, Jaccard) throws -> Void) rethrows {
    try file.withBytes { bytes in
      for offset in stride(from: 0, to: bytes.count - Self.byteCount + 1, by: Self.byteCount) {
        try body(
          Int(bytes.integer(at: offset, as: UInt32.self)), Int(bytes.integer(at: offset + 4, as: UInt32.self)),
          Jaccard(
            intersection: Int(bytes.integer(at: offset + 8, as: UInt32.self)),
            union: Int(bytes.integer(at: offset + 12, as: UInt32.self))))
      }
    }
  }

  private static func append(_ id: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
    for byte in id {
      switch byte {
      case UInt8(ascii: "\t"): line += Array(#"\t"#.utf8)
      case UInt8(ascii: "\n"): line += Array(#"\n"#.utf8)
      case UInt8(ascii: "\\"): line += Array(#"\\"#.utf8)
      default: line.append(byte)
      }
    }
  }
}
