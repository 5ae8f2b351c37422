// The last pass over a part: the documents that stay, or all with what was found about them.

import Corpus
import Deduplication
import Storage

/// Writes a part's documents.
struct DocumentPass {
  let part: DeduplicationPart
  let scan: DocumentScan
  let options: LineInputOptions
  let threads: Int
  /// Dense number of the part's first document.
  let firstNumber: Int

  private struct WorkerState {
    // The third of three passes is mostly compression: level 1 takes half the time of level 3, for files that are a
    // tenth larger on plain text.
    let compressor = ZstdCompressor(level: 1)
    var lines: [UInt8] = []
    var additions: [UInt8] = []
  }

  /// Writes the documents that stay; returns their number.
  func writeKept(without removals: RemovalBits, to path: String, cancellation: CancellationFlag) throws -> Int {
    let scan = scan
    return try write(to: path, cancellation) { state, batch in
      let rows = scan.rows(ofBlock: batch.number)
      let left = rows.lazy.filter { removals.contains($0) }.map { $0 - rows.lowerBound }
      try scan.layout(ofBlock: batch.number).appendLines(of: batch.lines, leaving: left, to: &state.lines)
      return rows.count - left.count
    }
  }

  /// Writes all documents, those of clusters with the members of `LineAnnotation`; returns their number.
  func writeAnnotated(
    _ members: MemberTable, _ names: ClusterNames, to path: String, cancellation: CancellationFlag
  ) throws -> Int {
    let (scan, firstNumber) = (scan, firstNumber)
    return try write(to: path, cancellation) { state, batch in
      let rows = scan.rows(ofBlock: batch.number)
      var next = members.index(atOrAfter: firstNumber + rows.lowerBound)
      try scan.layout(ofBlock: batch.number).forEachLine(of: batch.lines) { bytes, _, ordinal, line in
        if next < members.count, members[next].number == firstNumber + rows.lowerBound + ordinal {
          defer { next += 1 }
          if Self.describe(next, members, names, in: &state.additions) {
            try LineAnnotation.append(UnsafeBufferPointer(rebasing: bytes[line]), state.additions, to: &state.lines)
            return
          }
        }
        state.lines.append(contentsOf: bytes[line])
        state.lines.append(0x0a)
      }
      return rows.count
    }
  }

  /// - Parameter transform: appends the batch's lines to `lines` of the state; returns their number.
  private func write(
    to path: String, _ cancellation: CancellationFlag,
    transform: @Sendable (inout WorkerState, PartReader.Batch) throws -> Int
  ) throws -> Int {
    // The index is committed after the shard: where it is, an interrupted call has written both.
    if FileSystem.exists(LineShardWriter.indexPath(of: path)) { return try LineShardReader(path: path).rowCount }
    try FileSystem.createDirectory(Path.parent(path))
    let writer = try LineShardWriter(path: path)
    var reader = try PartReader(part, options: options, scan: scan)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation, makeState: { WorkerState() }, next: { try reader.next() },
      transform: { state, batch in
        state.lines.removeAll(keepingCapacity: true)
        let rowCount = try transform(&state, batch)
        var frame: [UInt8] = []
        if rowCount > 0 { state.compressor.compress(state.lines, into: &frame) }
        return CompressedLines(frame: frame, rawByteCount: state.lines.count, rowCount: rowCount)
      },
      emit: { try writer.append($0) })
    try writer.commit()
    return writer.rowCount
  }

  /// The members that a line of a cluster gets, each with a comma in front; false for a document in no cluster.
  private static func describe(
    _ index: Int, _ members: MemberTable, _ names: ClusterNames, in additions: inout [UInt8]
  ) -> Bool {
    let member = members[index]
    if member.role == .none { return false }
    additions.removeAll(keepingCapacity: true)
    JSONText.appendRaw(",\"duplicate_cluster\":", to: &additions)
    names.append(clusterOf: member.role.isRemoved ? member.kept : index, to: &additions)
    if member.role.isRemoved {
      JSONText.appendRaw(",\"duplicate_of\":", to: &additions)
      members.withID(members[member.kept]) { JSONText.appendString($0, to: &additions) }
      JSONText.appendRaw(",\"duplicate_jaccard\":", to: &additions)
      JSONText.append(member.jaccard.value, to: &additions)
      JSONText.appendRaw(",\"duplicate_reason\":", to: &additions)
      JSONText.appendString(member.reason, to: &additions)
    }
    return true
  }
}
