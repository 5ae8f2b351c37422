// One walk over components in order of priority.

/// Walks the documents of a set of components and removes what is similar to something kept.
struct ComponentWalk {
  private let graph: CandidateGraph
  private let memberships: Memberships
  private let store: ShingleStore
  private let parameters: MinHashParameters
  private let options: ResolverOptions
  /// Ranks of the kept members of every group so far, each group in its own stretch.
  private var kept: [UInt32]
  private var keptCounts: [Int]
  private var partners: [UInt64] = []
  private(set) var removals: [NearRemoval] = []
  private(set) var statistics = Resolution.Statistics()

  init(
    graph: CandidateGraph, memberships: Memberships, store: ShingleStore, parameters: MinHashParameters,
    options: ResolverOptions
  ) {
    self.graph = graph
    self.memberships = memberships
    self.store = store
    self.parameters = parameters
    self.options = options
    kept = [UInt32](repeating: 0, count: memberships.entries.count)
    keptCounts = [Int](repeating: 0, count: memberships.groupStarts.count - 1)
  }

  mutating func run() {
    let entries = memberships.entries
    var start = 0
    var componentSize = 0
    while start < entries.count {
      let key = entries[start].key
      var end = start + 1
      while end < entries.count, entries[end].key == key { end += 1 }
      if start == 0 || entries[start - 1].key >> 32 != key >> 32 {
        statistics.components += 1
        componentSize = 0
      }
      componentSize += 1
      statistics.largestComponent = max(statistics.largestComponent, componentSize)
      visit(rank: UInt32(truncatingIfNeeded: key), groups: entries[start..<end])
      start = end
    }
  }

  private mutating func visit(rank: UInt32, groups: ArraySlice<KeyEntry>) {
    gatherPartners(groups)
    if partners.count > options.maximumComparisons { statistics.documentsAtLimit += 1 }
    let ordinal = Int(graph.ordinals[Int(rank)])
    for partner in partners.prefix(options.maximumComparisons) {
      let other = Int(graph.ordinals[Int(UInt32(truncatingIfNeeded: partner))])
      statistics.comparisons += 1
      let found = store.withSets(ordinal, other) { Jaccard.atLeast(parameters, $0, $1) }
      if let found {
        removals.append(
          NearRemoval(document: graph.candidates[ordinal], kept: graph.candidates[other], jaccard: found))
        return
      }
    }
    for entry in groups {
      let group = Int(entry.number)
      if keptCounts[group] < options.maximumKeptPerGroup {
        kept[memberships.groupStarts[group] + keptCounts[group]] = rank
        keptCounts[group] += 1
      } else {
        statistics.groupsAtLimit += keptCounts[group] == options.maximumKeptPerGroup ? 1 : 0
        keptCounts[group] = options.maximumKeptPerGroup + 1
      }
    }
  }

  /// Fills `partners` with the kept documents that share a group, those with most shared groups first, then those of
  /// highest priority: the rank in the lower half of each element.
  private mutating func gatherPartners(_ groups: ArraySlice<KeyEntry>) {
    partners.removeAll(keepingCapacity: true)
    for entry in groups {
      let group = Int(entry.number)
      let first = memberships.groupStarts[group]
      for place in first..<first + min(keptCounts[group], options.maximumKeptPerGroup) {
        partners.append(UInt64(kept[place]))
      }
    }
    if partners.count < 2 { return }
    partners.sort()
    var distinct = 0
    var start = 0
    while start < partners.count {
      var end = start + 1
      while end < partners.count, partners[end] == partners[start] { end += 1 }
      partners[distinct] = UInt64(UInt32.max - UInt32(end - start)) << 32 | partners[start]
      distinct += 1
      start = end
    }
    partners.removeLast(partners.count - distinct)
    partners.sort()
  }
}
