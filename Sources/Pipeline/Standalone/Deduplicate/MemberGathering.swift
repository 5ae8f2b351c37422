// From decisions to the table of members.

import Deduplication
import Storage

/// Collects what is known of all documents that have duplicates, in the order of their numbers. Holds 0.14 bytes for
/// each document; the rest goes to the disk.
struct MemberGathering {
  let scans: [DocumentScan]
  let sources: CorpusSources
  let numbering: DocumentNumbering

  /// - Parameters:
  ///   - named: further documents whose ids are wanted, with `role` `none`.
  ///   - path: for the table.
  func run(_ resolution: Resolution, named: [CandidatePairSpool], to path: String) throws -> (MemberTable, NumberSet) {
    var members = NumberSet(bound: numbering.documentCount)
    for pairs in named { pairs.forEachNumber { members.insert($0) } }
    var heads = NumberSet(bound: numbering.documentCount)
    resolution.forEachRemoval { removal in
      let kept = dense(removal.kept)
      members.insert(numbering.number(of: removal.document))
      members.insert(kept)
      heads.insert(kept)
    }
    members.seal()
    let writer = try MemberTableWriter(path: path)
    var next = 0
    func appendOthers(before end: Int) throws {
      try members.forEachMember(in: next..<end) { number in
        try append(number, role: heads.contains(number) ? .kept : .none, nil, members, to: writer)
      }
    }
    try resolution.forEachRemoval { removal in
      let number = numbering.number(of: removal.document)
      try appendOthers(before: number)
      try append(number, role: MemberRole(removal.reason), removal, members, to: writer)
      next = number + 1
    }
    try appendOthers(before: numbering.documentCount)
    try writer.commit()
    return (try MemberTable(path: path), members)
  }

  private func dense(_ kept: KeptDocument) -> Int {
    switch kept {
    case .present(let place): numbering.number(of: place)
    case .frozen: 0
    }
  }

  private func append(
    _ number: Int, role: MemberRole, _ removal: Removal?, _ members: NumberSet, to writer: MemberTableWriter
  ) throws {
    let place = numbering.place(of: number)
    let scan = scans[place.task]
    try scan.withDocument(block: scan.block(ofRow: place.row), row: place.row) { document in
      try writer.append(
        Member(
          number: number, role: role, kept: removal.map { members.ordinal(of: dense($0.kept)) } ?? 0,
          jaccard: removal?.jaccard ?? Jaccard(intersection: 0, union: 0), textByteCount: document.textByteCount,
          lineHash: document.lineHash, source: sources.number(of: document.source, part: place.task), id: 0..<0),
        id: document.id)
    }
  }
}
