// The candidate files of all ranges, read as one.

/// The groups of all ranges.
struct CandidateFiles {
  let paths: [String]
  let documentCount: Int
  let frozen: FrozenCorpora
  let resources: WorkResources

  /// Some or all candidates of a group.
  struct GroupPart {
    /// True for the first part of a group.
    var isFirst: Bool
    /// Frozen documents, ascending; with the first part only.
    var frozen: [UInt32]
    /// Representatives of documents, ascending, each once in a part.
    var members: [UInt32]
  }

  /// Calls `body` with the parts of all groups as they stand.
  ///
  /// - Parameter pass: which of three passes over the files this is, for the display; nil for none.
  func forEachPart(pass: Int?, _ body: (CandidateFile.Section, CandidatePart) throws -> Void) throws {
    for (index, path) in paths.enumerated() {
      if let pass {
        try resources.report(.joining, pass * paths.count + index, of: 3 * paths.count)
      } else {
        try resources.cancellation?.check()
      }
      try CandidateFile(path: path, documentCount: documentCount, frozenCount: frozen.documentCount).forEachPart(body)
    }
  }

  /// Calls `body` with the groups that share a band key, of representatives that no frozen corpus has; only groups in
  /// which two meet.
  func forEachGroupPart(
    pass: Int?, _ representatives: [UInt32], _ isSettled: NumberSet, _ body: (GroupPart) throws -> Void
  ) throws {
    var distinct: [UInt32] = []
    var frozen: [UInt32] = []
    /// The only representative so far of a group in which two have not met.
    var held: UInt32?
    var isOpen = false
    try forEachPart(pass: pass) { section, part in
      guard section == .sharedKeys else { return }
      if part.isFirst {
        frozen.removeAll(keepingCapacity: true)
        held = nil
        isOpen = false
      }
      if part.isFrozen {
        frozen.append(contentsOf: part.members)
        return
      }
      Self.distinctRepresentatives(part.members, representatives, isSettled, into: &distinct)
      if distinct.isEmpty { return }
      if isOpen {
        try body(GroupPart(isFirst: false, frozen: [], members: distinct))
        return
      }
      if let first = held, !distinct.contains(first) { distinct.insert(first, at: 0) }
      held = distinct[0]
      if frozen.count + distinct.count < 2 { return }
      isOpen = true
      try body(GroupPart(isFirst: true, frozen: frozen, members: distinct))
    }
  }

  /// The representatives of some members, each once.
  private static func distinctRepresentatives(
    _ members: UnsafeBufferPointer<UInt32>, _ representatives: [UInt32], _ isSettled: NumberSet,
    into distinct: inout [UInt32]
  ) {
    distinct.removeAll(keepingCapacity: true)
    var isAscending = true
    for member in members {
      let representative = representatives[Int(member)]
      if let last = distinct.last {
        if last == representative { continue }
        if last > representative { isAscending = false }
      }
      if !isSettled.contains(Int(representative)) { distinct.append(representative) }
    }
    if isAscending { return }
    distinct.sort()
    var kept = 1
    for index in 1..<distinct.count where distinct[index] != distinct[kept - 1] {
      distinct[kept] = distinct[index]
      kept += 1
    }
    distinct.removeLast(distinct.count - kept)
  }
}
