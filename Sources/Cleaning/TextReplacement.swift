// Stretches of a text replaced, with the edits that say so.

import Corpus

extension [UInt8] {
  /// Replaces ranges, which are ascending and disjoint.
  ///
  /// - Parameter scratch: any array; its storage is swapped with that of the text.
  /// - Returns: an edit of `rule` for each range.
  mutating func replaceRanges(
    _ replacements: [(range: Range<Int>, bytes: [UInt8])], rule: String, isListed: Bool = true, scratch: inout [UInt8]
  ) -> [Edit] {
    scratch.removeAll(keepingCapacity: true)
    scratch.reserveCapacity(count)
    var edits: [Edit] = []
    edits.reserveCapacity(replacements.count)
    var position = 0
    for (range, bytes) in replacements {
      scratch.append(contentsOf: self[position..<range.lowerBound])
      scratch.append(contentsOf: bytes)
      position = range.upperBound
      edits.append(
        Edit(
          rule: rule, start: range.lowerBound, end: range.upperBound, replacementByteCount: bytes.count,
          isListed: isListed))
    }
    scratch.append(contentsOf: self[position...])
    swap(&self, &scratch)
    return edits
  }
}
