// One walk over components in order of priority.

/// Walks the candidates, component by component, and removes what is similar to something kept.
struct ComponentWalk {
  private let graph: CandidateGraph
  private let store: CandidateSets
  private let parameters: MinHashParameters
  private let limits: ResolverLimits
  private let resources: WorkResources
  private var kept: KeptMembers
  /// Nil where nobody asks who belongs together.
  private var like: LikeDocuments?
  private var partners: [UInt64] = []
  /// Groups of the document that is being decided.
  private var groups: [UInt64] = []
  private(set) var decisions: [Decision] = []
  private(set) var statistics = Resolution.Statistics()

  init(
    graph: CandidateGraph, store: CandidateSets, parameters: MinHashParameters,
    limits: ResolverLimits, like: LikeDocuments? = nil, resources: WorkResources
  ) {
    self.like = like
    self.graph = graph
    self.store = store
    self.parameters = parameters
    self.limits = limits
    self.resources = resources
    kept = KeptMembers(limit: limits.maximumKeptPerGroup)
  }

  mutating func run() throws {
    var memberships = try Membership.sorted(of: graph, resources)
    var next = try memberships.next()
    var componentSize = 0
    var visited = 0
    var root: UInt32?
    while let head = next {
      groups.removeAll(keepingCapacity: true)
      while let membership = next, membership.hasSameKey(as: head) {
        // Parts of a group may name a member twice.
        if groups.last != membership.group { groups.append(membership.group) }
        next = try memberships.next()
      }
      if head.root != root {
        root = head.root
        statistics.components += 1
        componentSize = 0
        kept.removeAll()
        like?.beginComponent()
      }
      componentSize += 1
      statistics.largestComponent = max(statistics.largestComponent, componentSize)
      visit(rank: head.rank)
      if visited & 0x3fff == 0 { try resources.report(.deciding, visited, of: store.count) }
      visited += 1
    }
    statistics.groupsAtLimit = kept.groupsAtLimit
    try resources.report(.deciding, visited, of: store.count)
  }

  /// Representatives that are tied to others, in order, when the walk is over.
  func tied() -> [TiedDocument] {
    guard let like else { return [] }
    let frozenCount = graph.frozenCandidates.count
    return like.heads(graph).enumerated().compactMap { ordinal, head in
      guard ordinal >= frozenCount, ordinal != head else { return nil }
      let isFrozen = Int(head) < frozenCount
      return TiedDocument(
        document: graph.candidates[ordinal - frozenCount],
        head: isFrozen ? graph.frozenCandidates[Int(head)] : graph.candidates[Int(head) - frozenCount],
        isFrozen: isFrozen)
    }
  }

  private mutating func visit(rank: UInt32) {
    guard Int(rank) >= graph.frozenCandidates.count else {
      for group in groups { kept.append(rank, to: group) }
      return
    }
    gatherPartners()
    if partners.count > limits.maximumComparisons { statistics.documentsAtLimit += 1 }
    let ordinal = graph.ordinal(ofRank: Int(rank))
    let keptRank = decide(ordinal)
    statistics.comparisons +=
      like?.tieToGone(
        ordinal: ordinal, goesFor: keptRank, groups: groups, limit: limits.maximumComparisons, graph, store) ?? 0
    if let keptRank {
      like?.remove(rank: rank, keptRank: keptRank, groups: groups)
    } else {
      for group in groups { kept.append(rank, to: group) }
    }
  }

  /// Compares a document with its partners; gives the rank of the one in whose favour it goes. Where nobody asks who
  /// belongs together the first similar one ends the search.
  private mutating func decide(_ ordinal: Int) -> UInt32? {
    let frozenCount = graph.frozenCandidates.count
    let least = like?.compared ?? parameters
    var keptRank: UInt32?
    like?.beginDocument()
    for partner in partners.prefix(limits.maximumComparisons) {
      let partnerRank = UInt32(truncatingIfNeeded: partner)
      let other = graph.ordinal(ofRank: Int(partnerRank))
      if keptRank != nil, like?.areTied(ordinal, other) ?? true { continue }
      statistics.comparisons += 1
      guard let found = store.withSets(ordinal, other, { Jaccard.atLeast(least, $0, $1) }) else {
        like?.reject(partnerRank)
        continue
      }
      like?.tie(ordinal, other, found)
      guard keptRank == nil, parameters.isDuplicate(intersection: found.intersection, union: found.union) else {
        continue
      }
      let isFrozen = other < frozenCount
      decisions.append(
        Decision(
          document: graph.candidates[ordinal - frozenCount],
          kept: isFrozen ? graph.frozenCandidates[other] : graph.candidates[other - frozenCount],
          isFrozen: isFrozen, reason: .near, jaccard: found))
      keptRank = partnerRank
      if like == nil { break }
    }
    return keptRank
  }

  /// Fills `partners` with the kept documents that share a group, those with most shared groups first, then those of
  /// highest priority: the rank in the lower half of each element.
  private mutating func gatherPartners() {
    partners.removeAll(keepingCapacity: true)
    var sources = 0
    for group in groups {
      let before = partners.count
      kept.appendMembers(of: group, to: &partners)
      sources += partners.count > before ? 1 : 0
    }
    // The members of one group alone are in order already.
    if sources < 2 { return }
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
