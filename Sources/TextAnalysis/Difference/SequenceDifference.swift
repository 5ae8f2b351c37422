// The difference of two sequences of numbers: Myers in linear space, with anchors where it would take too long.

/// Searches for what two sequences do not have in common, in bounded work.
struct SequenceDifference {
  /// Stretches of both sequences that are still to be compared.
  struct Part {
    var left: Range<Int>
    var right: Range<Int>
  }

  let left: UnsafeBufferPointer<UInt32>
  let right: UnsafeBufferPointer<UInt32>
  /// Steps left.
  private var budget: Int
  /// Furthest reaching paths from the start and from the end, by diagonal modulo a power of two.
  private var forward: [Int32]
  private var backward: [Int32]

  /// Edits, from both ends, up to which a stretch is searched before anchors are tried.
  private static let editLimit = 2048
  /// Tokens in the windows that serve as anchors, tried in turn.
  private static let anchorWidths = [16, 4, 1]

  init(_ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>, workLimit: Int) {
    self.left = left
    self.right = right
    budget = workLimit + 16 * (left.count + right.count)
    forward = Array(repeating: 0, count: Self.pathCount(min(left.count, right.count)))
    backward = forward
  }

  /// Calls `change` with each stretch that differs, in order.
  mutating func run(change: (_ left: Range<Int>, _ right: Range<Int>, _ isSearched: Bool) -> Void) {
    var parts = [Part(left: 0..<left.count, right: 0..<right.count)]
    while let whole = parts.popLast() {
      let part = trimmed(whole)
      if part.left.isEmpty && part.right.isEmpty { continue }
      if part.left.isEmpty || part.right.isEmpty {
        change(part.left, part.right, true)
      } else if let (before, behind) = middle(of: part) {
        parts.append(behind)
        parts.append(before)
      } else {
        let between = anchored(part)
        if between.isEmpty { change(part.left, part.right, false) }
        parts += between.reversed()
      }
    }
  }

  /// The part without its common beginning and end.
  private mutating func trimmed(_ part: Part) -> Part {
    var (leftStart, leftEnd) = (part.left.lowerBound, part.left.upperBound)
    var (rightStart, rightEnd) = (part.right.lowerBound, part.right.upperBound)
    while leftStart < leftEnd, rightStart < rightEnd, left[leftStart] == right[rightStart] {
      leftStart &+= 1
      rightStart &+= 1
    }
    while leftStart < leftEnd, rightStart < rightEnd, left[leftEnd &- 1] == right[rightEnd &- 1] {
      leftEnd &-= 1
      rightEnd &-= 1
    }
    budget -= part.left.count - (leftEnd - leftStart)
    return Part(left: leftStart..<leftEnd, right: rightStart..<rightEnd)
  }

  // MARK: Myers

  /// What stands before and behind the middle snake of a shortest path through a trimmed part; nil when finding it
  /// takes more than the edits or the work that are allowed.
  private mutating func middle(of part: Part) -> (Part, Part)? {
    let (n, m) = (part.left.count, part.right.count)
    let (leftStart, rightStart) = (part.left.lowerBound, part.right.lowerBound)
    let delta = n - m
    let size = Self.pathCount(min(n, m))
    let mask = size - 1
    let (left, right) = (left, right)
    var budget = budget
    defer { self.budget = budget }
    return forward.withUnsafeMutableBufferPointer { forward in
      backward.withUnsafeMutableBufferPointer { backward in
        for place in 0..<size {
          forward[place] = 0
          backward[place] = 0
        }
        for edits in 0...(n + m + 1) / 2 {
          if edits > Self.editLimit || budget < 0 { return nil }
          let lowest = -(edits - 2 * max(0, edits - m))
          let highest = edits - 2 * max(0, edits - n)
          budget -= 2 * (edits + 1)
          // From the start.
          for diagonal in stride(from: lowest, through: highest, by: 2) {
            let below = Int(forward[(diagonal - 1) & mask])
            let above = Int(forward[(diagonal + 1) & mask])
            let start = diagonal == -edits || (diagonal != edits && below < above) ? above : below + 1
            var x = start
            var y = start - diagonal
            while x < n, y < m, left[leftStart &+ x] == right[rightStart &+ y] {
              x &+= 1
              y &+= 1
            }
            budget -= x - start
            forward[diagonal & mask] = Int32(truncatingIfNeeded: x)
            let opposite = delta - diagonal
            if delta & 1 != 0, abs(opposite) < edits, x + Int(backward[opposite & mask]) >= n {
              return Self.split(part, (start, start - diagonal), (x, y))
            }
          }
          // From the end.
          for diagonal in stride(from: lowest, through: highest, by: 2) {
            let below = Int(backward[(diagonal - 1) & mask])
            let above = Int(backward[(diagonal + 1) & mask])
            let start = diagonal == -edits || (diagonal != edits && below < above) ? above : below + 1
            var x = start
            var y = start - diagonal
            while x < n, y < m, left[leftStart &+ (n &- 1 &- x)] == right[rightStart &+ (m &- 1 &- y)] {
              x &+= 1
              y &+= 1
            }
            budget -= x - start
            backward[diagonal & mask] = Int32(truncatingIfNeeded: x)
            let opposite = delta - diagonal
            if delta & 1 == 0, abs(opposite) <= edits, x + Int(forward[opposite & mask]) >= n {
              return Self.split(part, (n - x, m - y), (n - start, m - (start - diagonal)))
            }
          }
        }
        return nil
      }
    }
  }

  /// Number of diagonals that can be alive at once, as a power of two.
  private static func pathCount(_ shorter: Int) -> Int {
    let needed = min(2 * shorter + 2, 2 * editLimit + 4)
    return 1 << (Int.bitWidth - (needed - 1).leadingZeroBitCount)
  }

  private static func split(_ part: Part, _ start: (Int, Int), _ end: (Int, Int)) -> (Part, Part) {
    let (left, right) = (part.left, part.right)
    return (
      Part(
        left: left.lowerBound..<left.lowerBound + start.0, right: right.lowerBound..<right.lowerBound + start.1),
      Part(left: left.lowerBound + end.0..<left.upperBound, right: right.lowerBound + end.1..<right.upperBound)
    )
  }

  // MARK: Anchors

  /// What stands between the anchors of a part, in order; empty when it has none or the work is used up.
  private mutating func anchored(_ part: Part) -> [Part] {
    for width in Self.anchorWidths where width <= min(part.left.count, part.right.count) {
      if budget < 0 { return [] }
      budget -= 4 * (part.left.count + part.right.count)
      let anchors = DifferenceAnchors.find(
        UnsafeBufferPointer(rebasing: left[part.left]), UnsafeBufferPointer(rebasing: right[part.right]), width: width)
      if anchors.isEmpty { continue }
      var parts: [Part] = []
      var (leftEnd, rightEnd) = (part.left.lowerBound, part.right.lowerBound)
      for anchor in anchors {
        let (leftStart, rightStart) = (part.left.lowerBound + anchor.left, part.right.lowerBound + anchor.right)
        parts.append(Part(left: leftEnd..<leftStart, right: rightEnd..<rightStart))
        (leftEnd, rightEnd) = (leftStart + anchor.count, rightStart + anchor.count)
      }
      parts.append(Part(left: leftEnd..<part.left.upperBound, right: rightEnd..<part.right.upperBound))
      return parts
    }
    return []
  }
}
