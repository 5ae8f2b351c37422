// statistics.json: what came in, what stays, and who resembles whom.

import Auditing
import Corpus
import Deduplication
import Storage

/// The figures of a deduplication.
public struct DuplicationStatistics: Sendable, Equatable {
  /// Documents and the bytes of their texts.
  public struct Amount: Sendable, Equatable {
    public var documents = 0
    public var textBytes = 0

    mutating func add(textBytes: Int) {
      documents += 1
      self.textBytes += textBytes
    }
  }

  /// One source; also all those together that are not listed.
  public struct Source: Sendable, Equatable {
    public var name: String
    public var documents: Int
    public var removed = Amount()
  }

  /// Clusters of `size` to twice as many members less one, `size` being a power of two.
  public struct ClusterSizes: Sendable, Equatable {
    public var size: Int
    public var clusters = 0
    public var documents = 0
  }

  /// Sources listed at most; the others count together as `other`.
  public static let listedSourceLimit = 64

  public var input = Amount()
  public var kept = Amount()
  public var exact = Amount()
  public var near = Amount()
  public var lines = 0
  public var blankLines = 0
  public var damaged = 0
  public var clusters = 0
  public var largestCluster = 0
  public var clusterSizes: [ClusterSizes] = []
  public var sources: [Source] = []
  /// For the source of a removed document (row) and that of the kept one (column) what went.
  public var matrix: [[Amount]] = []
  public var search: Resolution.Statistics

  public var removed: Amount {
    Amount(documents: exact.documents + near.documents, textBytes: exact.textBytes + near.textBytes)
  }

  /// - Parameter kept: documents and text bytes of all rows that no removal bit names.
  init(
    summaries: [DocumentScan.Summary], sources corpus: CorpusSources, members: MemberTable, kept: Amount,
    search: Resolution.Statistics
  ) {
    self.kept = kept
    self.search = search
    for summary in summaries {
      input.documents += summary.documents
      input.textBytes += summary.textBytes
      lines += summary.lines
      blankLines += summary.blankLines
      damaged += summary.problemCount
    }
    let all = corpus.bySize
    let listed = all.prefix(Self.listedSourceLimit)
    sources = listed.map { Source(name: corpus.names[$0], documents: corpus.documents[$0]) }
    var places = [Int](repeating: listed.count, count: corpus.names.count)
    for (place, number) in listed.enumerated() { places[number] = place }
    if all.count > listed.count {
      sources.append(Source(name: "other", documents: input.documents - sources.reduce(0) { $0 + $1.documents }))
    }
    matrix = sources.map { _ in sources.map { _ in Amount() } }
    count(members, places)
  }

  private mutating func count(_ members: MemberTable, _ places: [Int]) {
    // Four bytes a member; a cluster has fewer members than there are documents.
    var sizes = [UInt32](repeating: 0, count: members.count)
    for index in 0..<members.count {
      let member = members[index]
      guard member.role.isRemoved else { continue }
      let (row, column) = (places[member.source], places[members[member.kept].source])
      matrix[row][column].add(textBytes: member.textByteCount)
      sources[row].removed.add(textBytes: member.textByteCount)
      if member.role == .exact {
        exact.add(textBytes: member.textByteCount)
      } else {
        near.add(textBytes: member.textByteCount)
      }
      sizes[member.kept] += 1
    }
    for size in sizes where size > 0 {
      let members = Int(size) + 1
      clusters += 1
      largestCluster = max(largestCluster, members)
      let power = Int.bitWidth - 1 - members.leadingZeroBitCount
      while clusterSizes.count < power { clusterSizes.append(ClusterSizes(size: 2 << clusterSizes.count)) }
      clusterSizes[power - 1].clusters += 1
      clusterSizes[power - 1].documents += members
    }
  }

  /// Checks that every document and every byte of text either stays or goes.
  ///
  /// - Parameter written: documents that were written, nil where none are.
  /// - Throws: `RunError.ourDefect`.
  func check(written: Int?) throws {
    func require(_ left: Int, _ right: Int, _ what: String) throws {
      if left != right { throw RunError(.ourDefect, "\(what): \(left) is not \(right); please report this") }
    }
    try require(kept.documents + removed.documents, input.documents, "documents kept and removed, against documents in")
    try require(kept.textBytes + removed.textBytes, input.textBytes, "text bytes kept and removed, against bytes in")
    try require(
      removed.documents, search.exactRemoved + search.nearRemoved, "removals written, against those decided on")
    try require(matrix.joined().reduce(0) { $0 + $1.documents }, removed.documents, "the matrix, against removals")
    try require(sources.reduce(0) { $0 + $1.documents }, input.documents, "documents of the sources, against all")
    if let written { try require(written, kept.documents, "documents written, against documents kept") }
  }
}
