// Running a compiled pattern: backtracking in Perl's order, with memory of what failed.

/// Finds matches of one program, with memory that one thread reuses.
///
/// Backtracking is in Perl's order and therefore finds what Oniguruma finds. No pattern is exponential: when a text costs
/// more than some dozens of steps for each byte, every instruction that failed at a place is remembered and not tried
/// there again, and long runs of one class remember their ends from the beginning. An attempt that would need more than
/// `largestStack` places to go back to, or more memory of failures than `largestMemory`, is given up and counts as no
/// match, and those behind it in the same text may go back `fewSteps` times only; the libraries whose patterns these are
/// stop with an error long before.
///
/// SAFETY: all places lie between `windowStart` and `windowEnd`, which the caller keeps inside the text. What changes
/// lies behind pointers that this object owns, because checks of exclusive access would cost as much as matching.
final class RegexMatcher {
  static let largestStack = 1 << 22
  /// In units of 64 bits: 128 MiB.
  static let largestMemory = 1 << 24
  static let fewSteps = 256

  private struct Resumption: BitwiseCopyable {
    /// The instruction to go on with; below zero, the complement of one that failed at `place` for good.
    var instruction: Int32
    /// Of a run that gives back, the run itself; -1 for others.
    var run: Int32
    var place: Int
    /// Of a run: the first place it may end, and the last one.
    var lowest: Int
    var highest: Int
  }

  /// What a run did: from any place in `start..<end` it goes to `end`; from no place in `failedLow...failedHigh` does
  /// what follows it match.
  private struct RunMemory: BitwiseCopyable {
    var start = 0
    var end = 0
    var failedLow = 1
    var failedHigh = 0
  }

  private struct State {
    var text: SplitText
    var windowStart = 0
    var windowEnd = 0
    var steps = 0
    /// How often the attempt may go back.
    var stepsLeft = Int.max
    var stepLimit = Int.max
    var remembersFailures = false
    var gaveUp = false
    var stack: UnsafeMutablePointer<Resumption>
    var stackCount = 0
    var stackCapacity: Int
  }

  private let state: UnsafeMutablePointer<State>
  let mapped: UnsafePointer<UInt8>
  private let program: RegexProgram
  private let instructions: UnsafePointer<RegexInstruction>
  private let sets: UnsafePointer<UInt64>
  private let mappedBuffer: FixedBuffer<UInt8>
  private let runs: FixedBuffer<RunMemory>
  private var failures = FailureMemory(instructionCount: 1)

  init(_ program: RegexProgram) {
    self.program = program
    instructions = UnsafePointer(program.instructions.base)
    sets = UnsafePointer(program.sets.base)
    mappedBuffer = FixedBuffer(program.alphabet.mapped)
    mapped = UnsafePointer(mappedBuffer.base)
    runs = FixedBuffer(repeating: RunMemory(), count: program.runCount)
    let capacity = 64
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(
        text: SplitText(base: mapped, count: 0), stack: .allocate(capacity: capacity), stackCapacity: capacity))
  }

  deinit {
    state.pointee.stack.deallocate()
    state.deallocate()
  }

  var text: SplitText {
    @inline(__always)
    get { state.pointee.text }
  }

  /// Takes a new text; nothing that was remembered of the last one holds.
  func begin(_ base: UnsafePointer<UInt8>, count: Int) {
    state.pointee.text = SplitText(
      base: base, count: count, blocks: program.alphabet.blocks, data: program.alphabet.data)
    runs.base.update(repeating: RunMemory(), count: runs.count)
  }

  /// Takes the next part of the text; it is matched as if nothing were around it.
  private func enter(_ start: Int, _ end: Int) {
    state.pointee.windowStart = start
    state.pointee.windowEnd = end
    state.pointee.steps = 0
    state.pointee.stepLimit = .max
    if state.pointee.remembersFailures {
      state.pointee.remembersFailures = false
      failures = FailureMemory(instructionCount: 1)
    }
  }

  /// Calls `body` with the bounds of each match between `start` and `end`, from left to right.
  @inline(__always)
  func forEachMatch<S: RegexSource>(
    _ source: S.Type, from start: Int, to end: Int, _ body: (_ start: Int, _ end: Int) -> Void
  ) {
    enter(start, end)
    var at = start
    var lastEnd = -1
    while at < end {
      let (number, byteCount) = S.character(self, at: at)
      if !has(program.first, number) {
        at &+= byteCount
        continue
      }
      let found = attempt(source, at)
      if found > at {
        body(at, found)
        at = found
        lastEnd = found
      } else {
        // An empty match right behind another one does not count.
        if found == at, lastEnd != at {
          body(at, at)
          lastEnd = at
        }
        at &+= byteCount
      }
    }
  }

  @inline(__always)
  private func attempt<S: RegexSource>(_ source: S.Type, _ place: Int) -> Int {
    state.pointee.stepsLeft = state.pointee.stepLimit
    let found = match(source, program.start, place)
    if !state.pointee.gaveUp { return found }
    state.pointee.gaveUp = false
    state.pointee.stepLimit = Self.fewSteps
    state.pointee.stackCount = 0
    return -1
  }

  @inline(__always)
  private func has(_ set: Int32, _ number: Int) -> Bool {
    sets[Int(set) &* 4 &+ number &>> 6] &>> UInt64(truncatingIfNeeded: number & 63) & 1 != 0
  }

  @inline(__always)
  private func number<S: RegexSource>(_ source: S.Type, at place: Int) -> Int {
    place < state.pointee.windowEnd ? S.character(self, at: place).class : RegexAlphabet.end
  }

  /// End of the match of the program at `start` that begins at `place`; -1 where there is none.
  private func match<S: RegexSource>(_ source: S.Type, _ start: Int32, _ place: Int) -> Int {
    let floor = state.pointee.stackCount
    var instruction = start
    var at = place
    while true {
      let step = instructions + Int(instruction)
      var isMatch = true
      switch step.pointee.operation {
      case .match:
        state.pointee.stackCount = floor
        return at
      case .character:
        guard at < state.pointee.windowEnd else {
          isMatch = false
          break
        }
        let (number, byteCount) = S.character(self, at: at)
        isMatch = has(step.pointee.set, number)
        at &+= byteCount
      case .run:
        isMatch = run(source, step, instruction, &at)
      case .branch:
        let number = number(source, at: at)
        if has(step.pointee.nextFirst, number) {
          if has(step.pointee.otherFirst, number) {
            push(Resumption(instruction: step.pointee.other, run: -1, place: at, lowest: 0, highest: 0))
          }
        } else {
          instruction = step.pointee.other
          if has(step.pointee.otherFirst, number) { continue }
          isMatch = false
        }
      case .aheadCharacter: isMatch = has(step.pointee.set, number(source, at: at))
      case .ahead: isMatch = (match(source, step.pointee.other, at) >= 0) != step.pointee.keeps
      case .atomic:
        let end = match(source, step.pointee.other, at)
        isMatch = end >= 0
        at = end
      case .behind: isMatch = isBehind(source, step.pointee, at) != step.pointee.keeps
      case .lineStart: isMatch = at == state.pointee.windowStart || text.base[at &- 1] == 10
      case .lineEnd: isMatch = at == state.pointee.windowEnd || text.base[at] == 10
      case .textStart: isMatch = at == state.pointee.windowStart
      case .textEnd: isMatch = at == state.pointee.windowEnd
      case .lastLineEnd:
        isMatch = at == state.pointee.windowEnd || at &+ 1 == state.pointee.windowEnd && text.base[at] == 10
      case .wordBoundary, .noWordBoundary:
        let before =
          at > state.pointee.windowStart
          && has(step.pointee.set, number(source, at: S.previous(self, before: at, from: state.pointee.windowStart)))
        let isBound = before != has(step.pointee.set, number(source, at: at))
        isMatch = isBound == (step.pointee.operation == .wordBoundary)
      }
      if isMatch {
        instruction = step.pointee.next
        continue
      }
      guard resume(source, floor, &instruction, &at) else { return -1 }
    }
  }

  /// A run at `at`, which moves behind it; what it may give back is left on the stack.
  @inline(__always)
  private func run<S: RegexSource>(
    _ source: S.Type, _ step: UnsafePointer<RegexInstruction>, _ instruction: Int32, _ at: inout Int
  ) -> Bool {
    let set = step.pointee.set
    let minimum = Int(step.pointee.minimum)
    let start = at
    var lowest = at
    var count = 0
    if step.pointee.memory < 0 {
      let maximum = Int(step.pointee.maximum)
      while count < maximum, at < state.pointee.windowEnd {
        let (number, byteCount) = S.character(self, at: at)
        if !has(set, number) { break }
        at &+= byteCount
        count &+= 1
        if count == minimum { lowest = at }
      }
    } else {
      let memory = runs.base + Int(step.pointee.memory)
      while at < state.pointee.windowEnd {
        if at &- memory.pointee.start >= 0, at < memory.pointee.end, count >= minimum {
          at = memory.pointee.end
          break
        }
        let (number, byteCount) = S.character(self, at: at)
        if !has(set, number) { break }
        at &+= byteCount
        count &+= 1
        if count == minimum { lowest = at }
      }
      if at &- start >= 64 {
        if memory.pointee.end != at {
          memory.pointee.start = start
          memory.pointee.end = at
        } else if memory.pointee.start > start {
          memory.pointee.start = start
        }
      }
    }
    if count < minimum { return false }
    if step.pointee.keeps || at == lowest { return true }
    push(
      Resumption(instruction: step.pointee.next, run: instruction, place: at, lowest: lowest, highest: at))
    // The longest end is one of those to try, so that all are tried in one place.
    return false
  }

  /// Goes on where something is left to try; false where nothing is.
  @inline(__always)
  private func resume<S: RegexSource>(
    _ source: S.Type, _ floor: Int, _ instruction: inout Int32, _ at: inout Int
  ) -> Bool {
    if state.pointee.gaveUp || state.pointee.stepsLeft == 0 {
      state.pointee.gaveUp = true
      state.pointee.stackCount = floor
      return false
    }
    state.pointee.stepsLeft &-= 1
    while state.pointee.stackCount > floor {
      let top = state.pointee.stack + (state.pointee.stackCount &- 1)
      if top.pointee.instruction < 0 {
        failures.insert(~top.pointee.instruction, top.pointee.place &- state.pointee.windowStart)
        state.pointee.stackCount &-= 1
        continue
      }
      let next = top.pointee.instruction
      if top.pointee.run >= 0 {
        guard let place = nextEnd(source, top) else {
          state.pointee.stackCount &-= 1
          continue
        }
        instruction = next
        at = place
      } else {
        instruction = next
        at = top.pointee.place
        state.pointee.stackCount &-= 1
      }
      state.pointee.steps &+= 1
      if state.pointee.remembersFailures {
        let place = at &- state.pointee.windowStart
        if failures.contains(instruction, place) { continue }
        push(Resumption(instruction: ~instruction, run: -1, place: at, lowest: 0, highest: 0))
        if failures.isFull { state.pointee.gaveUp = true }
      } else if state.pointee.steps > 1 << 16, state.pointee.steps > 64 &* (at &- state.pointee.windowStart) {
        state.pointee.remembersFailures = true
        failures = FailureMemory(instructionCount: program.instructions.count)
      }
      return true
    }
    return false
  }

  /// The next place, from the longest one down, where a run may end and what follows may begin; nil when there is none.
  @inline(__always)
  private func nextEnd<S: RegexSource>(_ source: S.Type, _ entry: UnsafeMutablePointer<Resumption>) -> Int? {
    let step = instructions + Int(entry.pointee.run)
    let hasMemory = step.pointee.memory >= 0
    let memory = runs.base + max(0, Int(step.pointee.memory))
    var place = entry.pointee.place
    while place >= entry.pointee.lowest {
      if hasMemory, place > state.pointee.windowStart, place <= memory.pointee.failedHigh,
        place >= memory.pointee.failedLow
      {
        place = memory.pointee.failedLow
        if place <= entry.pointee.lowest { break }
        place = S.previous(self, before: place, from: state.pointee.windowStart)
        continue
      }
      let found = place
      place = place > entry.pointee.lowest ? S.previous(self, before: place, from: state.pointee.windowStart) : -1
      if has(step.pointee.nextFirst, number(source, at: found)) {
        entry.pointee.place = place
        return found
      }
    }
    if hasMemory, entry.pointee.highest &- entry.pointee.lowest >= 64 {
      let (low, high) = (entry.pointee.lowest, entry.pointee.highest)
      if high == memory.pointee.failedHigh {
        memory.pointee.failedLow = min(low, memory.pointee.failedLow)
      } else {
        memory.pointee.failedLow = low
        memory.pointee.failedHigh = high
      }
    }
    return nil
  }

  @inline(__always)
  private func push(_ entry: Resumption) {
    let count = state.pointee.stackCount
    if count == state.pointee.stackCapacity { growStack() }
    state.pointee.stack[count] = entry
    state.pointee.stackCount = count &+ 1
  }

  private func growStack() {
    let count = state.pointee.stackCount
    if count >= Self.largestStack { state.pointee.gaveUp = true }
    let grown = UnsafeMutablePointer<Resumption>.allocate(capacity: count &* 2)
    grown.update(from: state.pointee.stack, count: count)
    state.pointee.stack.deallocate()
    state.pointee.stack = grown
    state.pointee.stackCapacity = count &* 2
  }

  /// Whether the characters before `place` are in the sets of a look-behind.
  private func isBehind<S: RegexSource>(_ source: S.Type, _ step: RegexInstruction, _ place: Int) -> Bool {
    var place = place
    for index in stride(from: step.minimum &- 1, through: 0, by: -1) {
      guard place > state.pointee.windowStart else { return false }
      place = S.previous(self, before: place, from: state.pointee.windowStart)
      if !has(step.set &+ index, S.character(self, at: place).class) { return false }
    }
    return true
  }
}
