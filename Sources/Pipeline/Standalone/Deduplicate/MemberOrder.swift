// An order of members that depends on their ids only, not on where they stand.

import Glibc
import Storage

/// Walks members in the order of the hashes of their ids, a range of hashes at a time, so that memory is bounded.
struct MemberOrder: Sendable {
  struct Entry {
    var hash: UInt64
    var index: Int
  }

  let rangeCount: Int

  /// Members of one range, about: 128 MiB of entries.
  private static let membersPerRange = 8 << 20

  /// - Parameter memberCount: members in all.
  init(memberCount: Int, membersPerRange: Int = Self.membersPerRange) {
    rangeCount = max(1, (memberCount + membersPerRange - 1) / membersPerRange)
  }

  /// The hash that ids are ordered by: XXH3 with seed 0.
  static func hash(_ id: UnsafeBufferPointer<UInt8>) -> UInt64 { XXH3.hash64(UnsafeRawBufferPointer(id)) }

  /// The members of a range by hash, then id, then line; those that differ in none of them are interchangeable.
  func members(ofRange range: Int, of table: MemberTable, where isWanted: (Member) -> Bool) -> [Entry] {
    var entries: [Entry] = []
    for index in 0..<table.count {
      let member = table[index]
      if !isWanted(member) { continue }
      let hash = table.withID(member) { Self.hash($0) }
      // The upper half of the hash times the number of ranges: even ranges in ascending order.
      if Int((hash >> 32) &* UInt64(rangeCount) >> 32) == range { entries.append(Entry(hash: hash, index: index)) }
    }
    entries.sort { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      let order = Self.compareIDs(left.index, right.index, table)
      return order != 0 ? order < 0 : table[left.index].lineHash < table[right.index].lineHash
    }
    return entries
  }

  /// Below, at or above zero as the first id's bytes come before, are, or come behind the second's.
  static func compareIDs(_ left: Int, _ right: Int, _ table: MemberTable) -> Int {
    table.withID(table[left]) { left in
      table.withID(table[right]) { right in
        let common = min(left.count, right.count)
        if common > 0, let first = left.baseAddress, let second = right.baseAddress {
          let order = memcmp(first, second, common)
          if order != 0 { return Int(order) }
        }
        return left.count - right.count
      }
    }
  }
}
