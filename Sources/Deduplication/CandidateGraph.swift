// Candidates of all ranges together: who is a copy of whom, who hangs together, whose text is needed.

/// The candidates of a corpus.
///
/// Holds four bytes and a bit for each document, and sixteen for each candidate. Candidates are counted twice: by
/// *ordinal*, in the order of their numbers, in which their texts are read; and by *rank*, in the order of priority, in
/// which they are decided.
public struct CandidateGraph: Sendable {
  public let numbering: DocumentNumbering
  let candidatePaths: [String]
  /// For every document the one of its exact copies that has the highest priority; itself where it is alone.
  let representatives: [UInt32]
  /// Documents whose text is needed, ascending: each is a representative and shares a band key with another.
  let candidates: [UInt32]
  private let isCandidate: NumberSet
  /// For every ordinal the smallest one of its component.
  let roots: [UInt32]
  /// For every ordinal its rank, and for every rank its ordinal.
  let ranks: [UInt32]
  let ordinals: [UInt32]
  /// Number of memberships in groups that share a band key, at most.
  let membershipBound: Int

  /// Reads the candidate files of all ranges, and the order keys of the candidates.
  ///
  /// - Parameter signaturePaths: the files that `numbering` numbers.
  /// - Throws: `StorageError`; `badFile`.
  public init(candidatePaths: [String], signaturePaths: [String], numbering: DocumentNumbering) throws {
    self.numbering = numbering
    self.candidatePaths = candidatePaths
    var representatives = (0..<numbering.documentCount).map { UInt32($0) }
    var memberships = 0
    for path in candidatePaths {
      let file = try CandidateFile(path: path, documentCount: numbering.documentCount)
      memberships += file.memberCount
      file.forEachExactGroup { members in
        for member in members { representatives[Int(member)] = members[0] }
      }
    }
    var isCandidate = NumberSet(bound: numbering.documentCount)
    try Self.forEachGroup(candidatePaths, numbering, representatives) { members in
      for member in members { isCandidate.insert(Int(member)) }
    }
    let count = isCandidate.seal()
    var forest = Forest(count: count)
    try Self.forEachGroup(candidatePaths, numbering, representatives) { members in
      let first = UInt32(isCandidate.ordinal(of: Int(members[0])))
      for member in members.dropFirst() { forest.join(first, UInt32(isCandidate.ordinal(of: Int(member)))) }
    }
    var candidates: [UInt32] = []
    candidates.reserveCapacity(count)
    isCandidate.forEachMember { candidates.append(UInt32($0)) }
    let ordinals = try CandidateRanking(
      candidates: candidates, signaturePaths: signaturePaths, numbering: numbering
    ).ordinals()
    var ranks = [UInt32](repeating: 0, count: count)
    for (rank, ordinal) in ordinals.enumerated() { ranks[Int(ordinal)] = UInt32(rank) }
    self.representatives = representatives
    self.isCandidate = isCandidate
    self.candidates = candidates
    self.ordinals = ordinals
    self.ranks = ranks
    roots = forest.flattened()
    membershipBound = memberships
  }

  /// Rows of a task whose texts are to be read for verification, ascending.
  public func rowsToRead(ofTask task: Int) -> [Int] {
    let numbers = numbering.numbers(ofTask: task)
    return candidates[ordinal(of: numbers.lowerBound)..<ordinal(of: numbers.upperBound)]
      .map { Int($0) - numbers.lowerBound }
  }

  /// Number of documents whose texts are to be read.
  public var candidateCount: Int { candidates.count }

  /// Number of candidates with smaller numbers: the ordinal of a candidate.
  func ordinal(of number: Int) -> Int { isCandidate.ordinal(of: number) }

  /// Calls `body` with the distinct representatives of every group that has at least two, ascending.
  func forEachGroup(_ body: ([UInt32]) throws -> Void) throws {
    try Self.forEachGroup(candidatePaths, numbering, representatives, body)
  }

  private static func forEachGroup(
    _ paths: [String], _ numbering: DocumentNumbering, _ representatives: [UInt32], _ body: ([UInt32]) throws -> Void
  ) throws {
    var distinct: [UInt32] = []
    for path in paths {
      let file = try CandidateFile(path: path, documentCount: numbering.documentCount)
      try file.forEachSimilarGroup { members in
        distinctRepresentatives(members, representatives, into: &distinct)
        if distinct.count > 1 { try body(distinct) }
      }
    }
  }

  /// The representatives of a group's members, ascending, each once.
  private static func distinctRepresentatives(
    _ members: UnsafeBufferPointer<UInt32>, _ representatives: [UInt32], into distinct: inout [UInt32]
  ) {
    distinct.removeAll(keepingCapacity: true)
    var isAscending = true
    for member in members {
      let representative = representatives[Int(member)]
      if let last = distinct.last {
        if last == representative { continue }
        if last > representative { isAscending = false }
      }
      distinct.append(representative)
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

/// Disjoint sets of numbers; the root of a set is its smallest member, so that the result has one form.
struct Forest {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<count).map { UInt32($0) } }

  /// The root of a number, with path halving.
  mutating func root(of number: UInt32) -> UInt32 {
    var number = number
    while parents[Int(number)] != number {
      let grandparent = parents[Int(parents[Int(number)])]
      parents[Int(number)] = grandparent
      number = grandparent
    }
    return number
  }

  mutating func join(_ first: UInt32, _ second: UInt32) {
    let left = root(of: first)
    let right = root(of: second)
    if left < right { parents[Int(right)] = left } else { parents[Int(left)] = right }
  }

  /// The root of every number.
  consuming func flattened() -> [UInt32] {
    // Roots are smaller than their members: one pass upwards meets finished parents only.
    for number in parents.indices { parents[number] = parents[Int(parents[number])] }
    return parents
  }
}
