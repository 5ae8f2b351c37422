// Candidates of all ranges together: who is a copy of whom, who hangs together, whose text is needed.

/// The candidates of a corpus. Holds about nine bytes for each document, and four for each candidate.
public struct CandidateGraph: Sendable {
  public let numbering: DocumentNumbering
  let candidatePaths: [String]
  /// For every document the first of its exact copies, itself where it is alone or the first.
  let representatives: [UInt32]
  /// For every document the smallest number of its component.
  private(set) var roots: [UInt32]
  /// Documents whose text is needed, ascending: the first of their copies, candidates of another such document.
  let candidates: [UInt32]
  /// Number of memberships in groups that share a band key, at most.
  let membershipBound: Int

  /// Reads the candidate files of all ranges.
  public init(candidatePaths: [String], numbering: DocumentNumbering) throws {
    self.numbering = numbering
    self.candidatePaths = candidatePaths
    var representatives = (0..<numbering.documentCount).map { UInt32($0) }
    var forest = Forest(count: numbering.documentCount)
    var needed = [Bool](repeating: false, count: numbering.documentCount)
    var memberships = 0
    for path in candidatePaths {
      let file = try CandidateFile(path: path, documentCount: numbering.documentCount)
      file.forEachExactGroup { members in
        for member in members { representatives[Int(member)] = members[0] }
      }
    }
    var distinct: [UInt32] = []
    for path in candidatePaths {
      let file = try CandidateFile(path: path, documentCount: numbering.documentCount)
      memberships += file.memberCount
      file.forEachSimilarGroup { members in
        Self.distinctRepresentatives(members, representatives, into: &distinct)
        if distinct.count < 2 { return }
        for member in distinct {
          needed[Int(member)] = true
          forest.join(distinct[0], member)
        }
      }
    }
    self.representatives = representatives
    roots = forest.flattened()
    candidates = needed.indices.filter { needed[$0] }.map { UInt32($0) }
    membershipBound = memberships
  }

  /// Rows of a task whose texts are to be read for verification, ascending.
  public func rowsToRead(ofTask task: Int) -> [Int] {
    let numbers = numbering.numbers(ofTask: task)
    let first = ordinal(atOrAfter: numbers.lowerBound)
    let end = ordinal(atOrAfter: numbers.upperBound)
    return candidates[first..<end].map { Int($0) - numbers.lowerBound }
  }

  /// Number of documents whose texts are to be read.
  public var candidateCount: Int { candidates.count }

  /// Position in `candidates` of the first one that is not below `number`.
  func ordinal(atOrAfter number: Int) -> Int {
    var low = 0
    var high = candidates.count
    while low < high {
      let middle = (low + high) / 2
      if Int(candidates[middle]) < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first copies of a group's members, ascending, each once.
  static func distinctRepresentatives(
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
