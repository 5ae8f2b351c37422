// removed.jsonl and clusters.jsonl: who went, in whose favour, and who hangs together.

import Corpus
import Storage

/// Writes the decisions in an order that depends on ids only: that of their hashes.
struct DecisionFiles {
  let members: MemberTable
  let names: ClusterNames
  let order: MemberOrder

  /// Lines that are written at once, in bytes.
  private static let batchByteCount = 1 << 20

  func write(removed removedPath: String, clusters clustersPath: String) throws {
    let removed = try LineOutput(path: removedPath)
    let clusters = try LineOutput(path: clustersPath)
    var removedLines: [UInt8] = []
    var clusterLines: [UInt8] = []
    for range in 0..<order.rangeCount {
      for entry in order.members(ofRange: range, of: members, where: { $0.role != .none }) {
        let member = members[entry.index]
        appendCluster(member, head: member.role.isRemoved ? member.kept : entry.index, to: &clusterLines)
        if member.role.isRemoved { appendRemoval(member, to: &removedLines) }
        if clusterLines.count > Self.batchByteCount {
          try clusters.append(clusterLines)
          try removed.append(removedLines)
          clusterLines.removeAll(keepingCapacity: true)
          removedLines.removeAll(keepingCapacity: true)
        }
      }
    }
    try clusters.append(clusterLines)
    try removed.append(removedLines)
    try removed.commit()
    try clusters.commit()
  }

  private func appendRemoval(_ member: Member, to output: inout [UInt8]) {
    JSONText.appendRaw("{\"id\":", to: &output)
    members.withID(member) { JSONText.appendString($0, to: &output) }
    JSONText.appendRaw(",\"kept\":", to: &output)
    members.withID(members[member.kept]) { JSONText.appendString($0, to: &output) }
    JSONText.appendRaw(",\"jaccard\":", to: &output)
    JSONText.append(member.jaccard.value, to: &output)
    JSONText.appendRaw(",\"reason\":", to: &output)
    JSONText.appendString(member.reason, to: &output)
    JSONText.appendRaw("}\n", to: &output)
  }

  private func appendCluster(_ member: Member, head: Int, to output: inout [UInt8]) {
    JSONText.appendRaw("{\"id\":", to: &output)
    members.withID(member) { JSONText.appendString($0, to: &output) }
    JSONText.appendRaw(",\"cluster\":", to: &output)
    names.append(clusterOf: head, to: &output)
    JSONText.appendRaw("}\n", to: &output)
  }
}
