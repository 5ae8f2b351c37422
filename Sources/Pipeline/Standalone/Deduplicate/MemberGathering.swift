// From decisions to the table of members.

import Deduplication
import Storage

/// Collects what is known of all documents that have duplicates: those of this corpus in the order of their numbers,
/// behind them those of earlier corpora. Holds 0.14 bytes for each document; the rest goes to the disk.
struct MemberGathering {
  let scans: [DocumentScan]
  let sources: CorpusSources
  let numbering: DocumentNumbering
  let earlier: [EarlierCorpus]

  /// - Parameters:
  ///   - pairs: their documents become members too, with the role `none` where they have no other.
  ///   - path: for the table.
  func run(
    _ resolution: Resolution, pairs: CandidatePairSpool?, to path: String
  ) throws -> (table: MemberTable, numbers: MemberNumbers) {
    var members = NumberSet(bound: numbering.documentCount)
    pairs?.forEachNumber { members.insert($0) }
    var heads = NumberSet(bound: numbering.documentCount)
    resolution.forEachRemoval { removal in
      members.insert(numbering.number(of: removal.document))
      if case .present(let place) = removal.kept {
        members.insert(numbering.number(of: place))
        heads.insert(numbering.number(of: place))
      }
    }
    let numbers = MemberNumbers(present: members, frozen: FrozenPartners(resolution), numbering: numbering)
    let writer = try MemberTableWriter(path: path)
    var next = 0
    func appendOthers(before end: Int) throws {
      try members.forEachMember(in: next..<end) { number in
        try append(numbering.place(of: number), role: heads.contains(number) ? .kept : .none, to: writer)
      }
    }
    try resolution.forEachRemoval { removal in
      let number = numbering.number(of: removal.document)
      try appendOthers(before: number)
      try append(
        removal.document, role: MemberRole(removal.reason), kept: numbers.member(removal.kept),
        jaccard: removal.jaccard, to: writer)
      next = number + 1
    }
    try appendOthers(before: numbering.documentCount)
    try numbers.frozen.forEachDocument { corpus, place in try append(corpus, place, to: writer) }
    try writer.commit()
    return (try MemberTable(path: path), numbers)
  }

  private func append(
    _ place: DocumentPlace, role: MemberRole, kept: Int = 0, jaccard: Jaccard = Jaccard(intersection: 0, union: 0),
    to writer: MemberTableWriter
  ) throws {
    try scans[place.task].withDocument(atRow: place.row) { document in
      try writer.append(
        Member(
          number: numbering.number(of: place), role: role, kept: kept, jaccard: jaccard,
          textByteCount: document.textByteCount, lineHash: document.lineHash,
          source: sources.number(of: document.source, part: place.task), id: 0..<0),
        id: document.id)
    }
  }

  /// A document of an earlier corpus.
  private func append(_ corpus: Int, _ place: DocumentPlace, to writer: MemberTableWriter) throws {
    try earlier[corpus].scans[place.task].withDocument(atRow: place.row) { document in
      try writer.append(
        Member(
          number: MemberTable.noNumber, role: .frozen, kept: 0, jaccard: Jaccard(intersection: 0, union: 0),
          textByteCount: document.textByteCount, lineHash: document.lineHash,
          source: sources.number(of: document.source, corpus: corpus, file: place.task), id: 0..<0),
        id: document.id)
    }
  }
}

/// Which member a document is.
struct MemberNumbers: Sendable {
  private let present: NumberSet
  let frozen: FrozenPartners
  private let numbering: DocumentNumbering
  private let presentCount: Int

  init(present: NumberSet, frozen: FrozenPartners, numbering: DocumentNumbering) {
    var present = present
    presentCount = present.seal()
    self.present = present
    self.frozen = frozen
    self.numbering = numbering
  }

  /// The member that a document of this corpus is, by its dense number.
  func member(_ number: Int) -> Int { present.ordinal(of: number) }

  /// The member that a kept document is.
  func member(_ kept: KeptDocument) -> Int {
    switch kept {
    case .present(let place): member(numbering.number(of: place))
    case .frozen(let corpus, let place): presentCount + frozen.ordinal(corpus: corpus, place: place)
    }
  }
}
