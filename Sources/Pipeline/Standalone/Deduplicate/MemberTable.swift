// The documents that have duplicates, on disk: their ids and what was decided about them.

import Deduplication
import Storage

/// What was decided about a member.
enum MemberRole: UInt8, Sendable {
  /// It has no part in any cluster; its id is wanted for candidate pairs.
  case none
  /// It stays, and others went in its favour.
  case kept
  /// It went as an exact copy.
  case exact
  /// It went as a near duplicate.
  case near
  /// It stays in an earlier corpus, and others went in its favour.
  case frozen

  init(_ reason: RemovalReason) {
    switch reason {
    case .exact: self = .exact
    case .near: self = .near
    }
  }

  var isRemoved: Bool { self == .exact || self == .near }

  /// Others went in its favour.
  var isHead: Bool { self == .kept || self == .frozen }
}

extension Member {
  /// Why a removed member went.
  var reason: String { role == .exact ? RemovalReason.exact.rawValue : RemovalReason.near.rawValue }
}

/// A document that has duplicates.
struct Member {
  var number: Int
  var role: MemberRole
  /// Of a removed document, the member in whose favour it went.
  var kept: Int
  var jaccard: Jaccard
  var textByteCount: Int
  var lineHash: UInt64
  /// Number of its source in the whole corpus.
  var source: Int
  /// Where its id stands among the ids.
  var id: Range<Int>
}

/// The layout of a member's record; all integers are little-endian.
///
///     number u32, kept u32, intersection u32, union u32, bytes of text u32, source u32, XXH3 of the line u64,
///     offset of the id u56, role u8, bytes of the id u32
private enum MemberLayout {
  static let byteCount = 44
}

/// Writes members in the order of their numbers.
final class MemberTableWriter {
  private let records: AtomicFile
  private let ids: AtomicFile
  private var record: [UInt8] = []

  init(path: String) throws {
    records = try AtomicFile(path: path)
    ids = try AtomicFile(path: path + "-ids")
  }

  func append(_ member: Member, id: UnsafeRawBufferPointer) throws {
    record.removeAll(keepingCapacity: true)
    record.append(littleEndian: UInt32(member.number))
    record.append(littleEndian: UInt32(member.kept))
    record.append(littleEndian: UInt32(member.jaccard.intersection))
    record.append(littleEndian: UInt32(member.jaccard.union))
    record.append(littleEndian: UInt32(member.textByteCount))
    record.append(littleEndian: UInt32(member.source))
    record.append(littleEndian: member.lineHash)
    record.append(littleEndian: UInt64(ids.byteCount) | UInt64(member.role.rawValue) << 56)
    record.append(littleEndian: UInt32(id.count))
    try records.write(record)
    try ids.write(id)
  }

  func commit() throws {
    _ = try records.commit()
    _ = try ids.commit()
  }
}

/// The members of a deduplication, mapped into memory: they cost address space, not memory.
final class MemberTable: Sendable {
  private let records: MappedFile
  private let ids: MappedFile
  let count: Int

  /// In place of the number of a document of an earlier corpus.
  static let noNumber = Int(UInt32.max)

  init(path: String) throws {
    records = try MappedFile(path: path)
    ids = try MappedFile(path: path + "-ids")
    count = records.byteCount / MemberLayout.byteCount
  }

  subscript(index: Int) -> Member {
    records.withBytes { bytes in
      let start = index * MemberLayout.byteCount
      let place = bytes.integer(at: start + 32, as: UInt64.self)
      let id = Int(place & (1 << 56 - 1))
      return Member(
        number: Int(bytes.integer(at: start, as: UInt32.self)),
        role: MemberRole(rawValue: UInt8(place >> 56)) ?? .none,
        kept: Int(bytes.integer(at: start + 4, as: UInt32.self)),
        jaccard: Jaccard(
          intersection: Int(bytes.integer(at: start + 8, as: UInt32.self)),
          union: Int(bytes.integer(at: start + 12, as: UInt32.self))),
        textByteCount: Int(bytes.integer(at: start + 16, as: UInt32.self)),
        lineHash: bytes.integer(at: start + 24, as: UInt64.self),
        source: Int(bytes.integer(at: start + 20, as: UInt32.self)),
        id: id..<id + Int(bytes.integer(at: start + 40, as: UInt32.self)))
    }
  }

  /// The first member whose number is not below `number`.
  func index(atOrAfter number: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let found = records.withBytes { $0.integer(at: middle * MemberLayout.byteCount, as: UInt32.self) }
      if Int(found) < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls `body` with the bytes of a member's id, valid only there.
  func withID<R>(_ member: Member, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try ids.withBytes { bytes in
      try body(UnsafeRawBufferPointer(rebasing: bytes[member.id]).bindMemory(to: UInt8.self))
    }
  }
}
