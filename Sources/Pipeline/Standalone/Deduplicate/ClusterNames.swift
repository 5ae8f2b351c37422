// What clusters are called.

import Corpus
import Deduplication
import Storage

/// Names of clusters: the id of the document that stays, and where several such documents have one id, `#` and the
/// hash of its line behind it, so that two clusters are never taken for one. Takes 0.14 bytes for each member.
struct ClusterNames: Sendable {
  private let members: MemberTable
  private let ambiguous: NumberSet

  /// - Parameter order: ranges of id hashes that are looked at together.
  init(_ members: MemberTable, order: MemberOrder) {
    self.members = members
    var ambiguous = NumberSet(bound: members.count)
    for range in 0..<order.rangeCount {
      let heads = order.members(ofRange: range, of: members) { $0.role.isHead }
      for (left, right) in zip(heads, heads.dropFirst())
      where left.hash == right.hash && MemberOrder.compareIDs(left.index, right.index, members) == 0 {
        ambiguous.insert(left.index)
        ambiguous.insert(right.index)
      }
    }
    self.ambiguous = ambiguous
  }

  /// Appends the name of a kept member's cluster as a JSON string.
  func append(clusterOf head: Int, to output: inout [UInt8]) {
    let member = members[head]
    members.withID(member) { id in
      if !ambiguous.contains(head) { return JSONText.appendString(id, to: &output) }
      JSONText.appendString(Array(id) + Array("#\(Hex.encode(member.lineHash))".utf8), to: &output)
    }
  }
}
