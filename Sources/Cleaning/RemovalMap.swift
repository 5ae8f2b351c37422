// Several rounds of removals, told as edits of the text as it first was.

import Corpus

/// The kept ranges of a text from which rounds of removals take stretches.
struct RemovalMap {
  private var kept: [Range<Int>]
  private var removals: [(range: Range<Int>, rule: String)] = []

  init(byteCount: Int) { kept = byteCount > 0 ? [0..<byteCount] : [] }

  var isEmpty: Bool { removals.isEmpty }

  /// Takes away `stretches` of the present text: ascending, disjoint, none empty.
  mutating func remove(_ stretches: [(range: Range<Int>, rule: String)]) {
    var result: [Range<Int>] = []
    var next = 0
    var offset = 0
    var pieceStart: Int?
    for piece in kept {
      var position = piece.lowerBound
      while next < stretches.count, stretches[next].range.lowerBound < offset + piece.count {
        let stretch = stretches[next]
        let from = max(piece.lowerBound, piece.lowerBound + stretch.range.lowerBound - offset)
        let to = min(piece.upperBound, piece.lowerBound + stretch.range.upperBound - offset)
        if position < from { result.append(position..<from) }
        position = to
        if pieceStart == nil { pieceStart = from }
        guard stretch.range.upperBound <= offset + piece.count else { break }
        removals.append((pieceStart.map { $0..<to } ?? from..<to, stretch.rule))
        pieceStart = nil
        next += 1
      }
      if position < piece.upperBound { result.append(position..<piece.upperBound) }
      offset += piece.count
    }
    kept = result
  }

  /// The removals as edits, ascending and disjoint; one that reaches over an earlier one has swallowed it.
  func edits() -> [Edit] {
    let sorted = removals.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    var edits: [Edit] = []
    for removal in sorted {
      if let last = edits.last, removal.range.upperBound <= last.end { continue }
      edits.append(Edit(rule: removal.rule, start: removal.range.lowerBound, end: removal.range.upperBound))
    }
    return edits
  }
}

/// `text` without `stretches`, which are ascending and disjoint.
func removing(_ stretches: [(range: Range<Int>, rule: String)], from text: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var position = 0
  for stretch in stretches {
    result.append(contentsOf: text[position..<stretch.range.lowerBound])
    position = stretch.range.upperBound
  }
  result.append(contentsOf: text[position...])
  return result
}
