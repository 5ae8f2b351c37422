// Running the automaton over text.
//
// Each step waits for the table's answer to the step before. Long stretches are therefore walked in four places at
// once, a quarter each: four chains of loads go on side by side. What state a quarter begins in follows from as many
// bytes before it as the longest phrase has.

extension PhraseAutomaton {
  /// Stretches of at least four times this are walked in quarters.
  static let quarterByteCount = 96

  /// Appends the occurrences that lie in `stretch` of `text` to `hits`, by ascending end.
  ///
  /// - Parameter limit: the search ends when there are as many.
  func find(in text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, limit: Int, into hits: inout [Hit]) {
    precondition(stretch.lowerBound >= 0 && stretch.upperBound <= text.count)
    guard !transitions.isEmpty, !stretch.isEmpty else { return }
    if stretch.count < Self.quarterByteCount * 4 {
      walk(text, stretch, limit, &hits)
    } else {
      walkQuarters(text, stretch, limit, &hits)
    }
  }

  /// Whether a phrase occurs that `accepts`; the search ends at the first one.
  func contains(in text: UnsafeBufferPointer<UInt8>, _ accepts: (_ start: Int, _ end: Int) -> Bool) -> Bool {
    transitions.withUnsafeBufferPointer { transitions in
      classOfByte.withUnsafeBufferPointer { classes in
        var state: UInt16 = 0
        // SAFETY: classes has 256 entries, and every state is a row of transitions.
        for index in 0..<text.count {
          state = transitions[Int(state) << classShift | Int(classes[Int(text[index])])]
          guard state >= firstHitState else { continue }
          let row = Int(state - firstHitState)
          for slot in Int(outputStarts[row])..<Int(outputStarts[row + 1]) {
            if accepts(index + 1 - Int(lengths[Int(outputs[slot])]), index + 1) { return true }
          }
        }
        return false
      }
    }
  }

  private func walk(
    _ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, _ limit: Int, _ hits: inout [Hit]
  ) {
    transitions.withUnsafeBufferPointer { transitions in
      classOfByte.withUnsafeBufferPointer { classes in
        var state: UInt16 = 0
        // SAFETY: the stretch lies in the text, classes has 256 entries, and every state is a row of transitions.
        for index in stretch {
          state = transitions[Int(state) << classShift | Int(classes[Int(text[index])])]
          if state >= firstHitState {
            if hits.count >= limit { return }
            report(state, endingAt: index + 1, in: text, into: &hits)
          }
        }
      }
    }
  }

  private func walkQuarters(
    _ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, _ limit: Int, _ hits: inout [Hit]
  ) {
    let quarter = stretch.count / 4
    let start = stretch.lowerBound
    let known = hits.count
    var isFull = false
    transitions.withUnsafeBufferPointer { transitions in
      classOfByte.withUnsafeBufferPointer { classes in
        let (shift, first) = (classShift, firstHitState)
        // SAFETY: each of the four indices stays in its quarter of the stretch, which lies in the text; classes has
        // 256 entries, and every state is a row of transitions.
        @inline(__always) func next(_ state: UInt16, _ index: Int) -> UInt16 {
          transitions[Int(state) << shift | Int(classes[Int(text[index])])]
        }
        func state(before place: Int) -> UInt16 {
          (max(start, place - longestByteCount)..<place).reduce(0) { next($0, $1) }
        }
        var one: UInt16 = 0
        var two = state(before: start + quarter)
        var three = state(before: start + 2 * quarter)
        var four = state(before: start + 3 * quarter)
        for index in start..<start + quarter {
          one = next(one, index)
          two = next(two, index + quarter)
          three = next(three, index + 2 * quarter)
          four = next(four, index + 3 * quarter)
          guard max(max(one, two), max(three, four)) >= first else { continue }
          let end = index + 1
          if one >= first { report(one, endingAt: end, in: text, into: &hits) }
          if two >= first { report(two, endingAt: end + quarter, in: text, into: &hits) }
          if three >= first { report(three, endingAt: end + 2 * quarter, in: text, into: &hits) }
          if four >= first { report(four, endingAt: end + 3 * quarter, in: text, into: &hits) }
          if hits.count >= limit {
            isFull = true
            return
          }
        }
        for index in start + 4 * quarter..<stretch.upperBound {
          four = next(four, index)
          if four >= first { report(four, endingAt: index + 1, in: text, into: &hits) }
        }
      }
    }
    if isFull {
      // Which hits came first depends on the quarters; the limit is one from the beginning.
      hits.removeSubrange(known...)
      walk(text, stretch, limit, &hits)
    } else {
      hits[known...].sort { ($0.end, $0.start, $0.phrase) < ($1.end, $1.start, $1.phrase) }
    }
  }

  @inline(never)
  private func report(
    _ state: UInt16, endingAt end: Int, in text: UnsafeBufferPointer<UInt8>, into hits: inout [Hit]
  ) {
    let row = Int(state - firstHitState)
    for slot in Int(outputStarts[row])..<Int(outputStarts[row + 1]) {
      let phrase = Int(outputs[slot])
      let start = end - Int(lengths[phrase])
      let edges = wordEdges[phrase]
      if edges & 1 != 0, Self.endsLetter(text, start) { continue }
      if edges & 2 != 0, end < text.count, Self.isLetter(text[end]) || LetterFolding.isAlphabetLead(text[end]) {
        continue
      }
      hits.append(
        Hit(phrase: numbers[phrase], start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end)))
    }
  }
}
