// Who is in which group, in the order in which components are walked.

/// A candidate in a group that shares a band key.
struct Membership: Equatable, HashOrdered {
  /// Root of the component in the upper half, rank of the candidate in the lower.
  var key: UInt64
  var group: UInt64

  var root: UInt32 { UInt32(truncatingIfNeeded: key >> 32) }
  var rank: UInt32 { UInt32(truncatingIfNeeded: key) }

  var sortKey: UInt64 { key }

  static func precedes(_ left: Membership, _ right: Membership) -> Bool {
    left.key != right.key ? left.key < right.key : left.group < right.group
  }

  func hasSameKey(as other: Membership) -> Bool { key == other.key }

  /// All memberships, sorted: components and, within them, documents in order of priority.
  static func sorted(of graph: CandidateGraph, _ resources: WorkResources) throws -> SortedStream<Membership> {
    var sorter = ExternalSorter<Membership>(resources)
    try graph.forEachGroupPart { group, ordinals in
      for ordinal in ordinals {
        let key = UInt64(graph.roots[ordinal]) << 32 | UInt64(graph.rank(ofOrdinal: ordinal))
        try sorter.append(Membership(key: key, group: group))
      }
    }
    return try sorter.finish()
  }
}

/// The kept members of the groups of one component, in the order in which they were kept.
struct KeptMembers {
  private struct Link {
    var rank: UInt32
    /// Place of the next link of the group; 0 at its end.
    var next: UInt32
  }

  private struct Group {
    var name: UInt64
    var count: UInt32
    var first: UInt32
    var last: UInt32
  }

  private let limit: Int
  /// Open addressing by name; 0 is no name.
  private var groups = [Group](repeating: Group(name: 0, count: 0, first: 0, last: 0), count: 64)
  private var used: [Int] = []
  /// The first one is not used.
  private var links = [Link(rank: 0, next: 0)]
  /// Groups that had to leave out members.
  private(set) var groupsAtLimit = 0

  init(limit: Int) { self.limit = limit }

  /// Forgets all groups.
  mutating func removeAll() {
    for place in used { groups[place].name = 0 }
    used.removeAll(keepingCapacity: true)
    links.removeLast(links.count - 1)
  }

  /// Adds a kept member to a group, unless that is full.
  mutating func append(_ rank: UInt32, to group: UInt64) {
    let place = place(of: group)
    if groups[place].name == 0 {
      groups[place] = Group(name: group, count: 0, first: 0, last: 0)
      used.append(place)
      if used.count * 2 > groups.count {
        grow()
        append(rank, to: group)
        return
      }
    }
    if Int(groups[place].count) >= limit || links.count == Int(UInt32.max) {
      groupsAtLimit += Int(groups[place].count) == limit ? 1 : 0
      groups[place].count = UInt32(limit) + 1
      return
    }
    let link = UInt32(links.count)
    links.append(Link(rank: rank, next: 0))
    if groups[place].count == 0 { groups[place].first = link } else { links[Int(groups[place].last)].next = link }
    groups[place].last = link
    groups[place].count += 1
  }

  /// Appends the ranks of a group's kept members, ascending.
  func appendMembers(of group: UInt64, to ranks: inout [UInt64]) {
    let place = place(of: group)
    if groups[place].name == 0 { return }
    var link = groups[place].first
    while link != 0 {
      ranks.append(UInt64(links[Int(link)].rank))
      link = links[Int(link)].next
    }
  }

  private func place(of group: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (group &* 0x9e37_79b9_7f4a_7c15) >> 32) & (groups.count - 1)
    while groups[place].name != 0, groups[place].name != group { place = (place + 1) & (groups.count - 1) }
    return place
  }

  private mutating func grow() {
    let old = used.map { groups[$0] }
    groups = [Group](repeating: Group(name: 0, count: 0, first: 0, last: 0), count: groups.count * 2)
    used.removeAll(keepingCapacity: true)
    for group in old {
      let place = place(of: group.name)
      groups[place] = group
      used.append(place)
    }
  }
}
