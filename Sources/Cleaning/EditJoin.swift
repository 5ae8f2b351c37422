// Two rounds of edits, told as edits of the text as it first was.

import Corpus

extension Edit {
  /// The edits of one round followed by those of another on its result; both ascending and disjoint.
  ///
  /// An edit of the second round that touches a replacement of the first swallows it.
  static func joined(_ first: [Edit], then second: [Edit]) -> [Edit] {
    var result: [Edit] = []
    result.reserveCapacity(first.count + second.count)
    var next = 0
    // Bytes that the text has grown by in front of the present place.
    var growth = 0
    for later in second {
      while next < first.count {
        let earlier = first[next]
        let end = earlier.start + growth + earlier.replacementByteCount
        guard end <= later.start else { break }
        result.append(earlier)
        growth += earlier.replacementByteCount - (earlier.end - earlier.start)
        next += 1
      }
      var joined = later
      joined.start = later.start - growth
      var outside = 0
      while next < first.count, first[next].start + growth < later.end {
        let earlier = first[next]
        let start = earlier.start + growth
        let end = start + earlier.replacementByteCount
        joined.start = min(joined.start, earlier.start)
        // What the later edit leaves of the replacement stays as part of the joined one.
        outside += max(0, later.start - start) + max(0, end - later.end)
        growth += earlier.replacementByteCount - (earlier.end - earlier.start)
        next += 1
      }
      joined.end = max(later.end - growth, next > 0 ? first[next - 1].end : 0)
      joined.replacementByteCount += outside
      result.append(joined)
    }
    result += first[next...]
    return result
  }
}
