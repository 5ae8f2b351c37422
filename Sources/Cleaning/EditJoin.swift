// Two rounds of edits, told as edits of the text as it first was.

import Corpus

extension Edit {
  /// The edits of one round followed by those of another on its result; both ascending and disjoint.
  ///
  /// Edits of the two rounds that overlap become one, under the rule of the second.
  static func joined(_ first: [Edit], then second: [Edit]) -> [Edit] {
    var result: [Edit] = []
    result.reserveCapacity(first.count + second.count)
    var (earlier, later) = (0, 0)
    // Bytes by which the first round has made the text longer in front of the present place.
    var growth = 0
    while earlier < first.count || later < second.count {
      // Places are those between the rounds.
      let starts = [
        earlier < first.count ? first[earlier].start + growth : Int.max,
        later < second.count ? second[later].start : Int.max,
      ]
      let start = min(starts[0], starts[1])
      var end = start
      var (earlierGrowth, laterGrowth) = (0, 0)
      var rule: String?
      var isListed = false
      while true {
        if earlier < first.count {
          let edit = first[earlier]
          let place = edit.start + growth + earlierGrowth
          if place < end || (place == start && rule == nil) {
            end = max(end, place + edit.replacementByteCount)
            earlierGrowth += edit.replacementByteCount - (edit.end - edit.start)
            rule = rule ?? edit.rule
            isListed = isListed || edit.isListed
            earlier += 1
            continue
          }
        }
        if later < second.count {
          let edit = second[later]
          if edit.start < end || (edit.start == start && rule == nil) {
            end = max(end, edit.end)
            laterGrowth += edit.replacementByteCount - (edit.end - edit.start)
            rule = edit.rule
            isListed = isListed || edit.isListed
            later += 1
            continue
          }
        }
        break
      }
      result.append(
        Edit(
          rule: rule ?? "", start: start - growth, end: end - growth - earlierGrowth,
          replacementByteCount: end - start + laterGrowth, isListed: isListed))
      growth += earlierGrowth
    }
    return result
  }
}
