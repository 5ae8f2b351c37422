// A regular expression as instructions.

/// One step of a program.
struct RegexInstruction: BitwiseCopyable, Equatable {
  enum Operation: UInt8 {
    /// The end of the pattern, or of the inside of a group that is matched on its own.
    case match
    /// One character of `set`, then `next`.
    case character
    /// `minimum` to `maximum` characters of `set`, the most first, then `next`. With `keeps` none are given back.
    case run
    /// `next`, or where that fails, `other`.
    case branch
    /// The program at `other` must match (`keeps`: must not), without taking text; then `next`.
    case ahead
    /// The same for one character of `set`, or the end where that is in it.
    case aheadCharacter
    /// The program at `other` is matched once and for all, then `next`.
    case atomic
    /// `minimum` sets from `set` on are those of the characters before (`keeps`: are not).
    case behind
    case lineStart, lineEnd, textStart, textEnd, lastLineEnd
    /// Of the characters around, one is in `set`, the other is not.
    case wordBoundary, noWordBoundary
  }

  var operation: Operation
  var keeps = false
  /// The place in `RegexProgram.sets`.
  var set: Int32 = 0
  var next: Int32 = 0
  var other: Int32 = 0
  var minimum: Int32 = 0
  var maximum: Int32 = 0
  /// Places of the sets of characters that `next` and `other` can begin with.
  var nextFirst: Int32 = 0
  var otherFirst: Int32 = 0
  /// Of a run that remembers what it did, the number of its memory; -1 for others.
  var memory: Int32 = -1
}

/// A compiled split pattern. Immutable, shared by all threads.
final class RegexProgram: Sendable {
  let alphabet: RegexAlphabet
  // SAFETY: filled in `init`, only read afterwards.
  nonisolated(unsafe) let instructions: FixedBuffer<RegexInstruction>
  nonisolated(unsafe) let sets: FixedBuffer<UInt64>
  /// Where matching starts, and the place of the set of characters that a match can begin with.
  let start: Int32
  let first: Int32
  let runCount: Int

  static let unlimited = Int32.max
  /// Larger programs are refused.
  static let largestCount = 4096

  convenience init(_ pattern: String) throws(TokenizationError) {
    try self.init(RegexParser.parse(pattern))
  }

  init(_ node: RegexNode) throws(TokenizationError) {
    var collector = SetCollector()
    collector.collect(node)
    alphabet = try RegexAlphabet(collector.sets)
    var compiler = RegexCompiler(alphabet: alphabet, numbers: collector.numbers)
    let (start, first) = try compiler.compile(node)
    self.start = start
    self.first = first
    runCount = Int(compiler.runCount)
    let made = compiler.instructions
    instructions = FixedBuffer(repeating: RegexInstruction(operation: .match), count: made.count)
    for (index, instruction) in made.enumerated() { instructions.base[index] = instruction }
    sets = FixedBuffer(compiler.sets.flatMap { set in (0..<4).map { set.words[$0] } })
  }
}

/// The different sets of a tree.
private struct SetCollector {
  private(set) var sets: [ScalarSet] = []
  private(set) var numbers: [ScalarSet: Int] = [:]

  private mutating func add(_ set: ScalarSet) {
    guard numbers[set] == nil else { return }
    numbers[set] = sets.count
    sets.append(set)
  }

  mutating func collect(_ node: RegexNode) {
    switch node {
    case .set(let set): add(set)
    case .sequence(let parts), .alternation(let parts): for part in parts { collect(part) }
    case .repetition(let part, _, _, _), .atomic(let part), .ahead(let part, _): collect(part)
    case .behind(let parts, _): for part in parts { add(part) }
    case .anchor(let anchor): if anchor == .wordBoundary || anchor == .noWordBoundary { add(.word) }
    }
  }
}

/// Writes instructions from the last to the first, so that each knows what follows it.
private struct RegexCompiler {
  let alphabet: RegexAlphabet
  let numbers: [ScalarSet: Int]
  private(set) var instructions: [RegexInstruction] = []
  private(set) var sets: [ClassSet] = []
  private(set) var runCount: Int32 = 0
  /// What each instruction can begin with.
  private var firsts: [ClassSet] = []

  init(alphabet: RegexAlphabet, numbers: [ScalarSet: Int]) {
    self.alphabet = alphabet
    self.numbers = numbers
  }

  mutating func compile(_ node: RegexNode) throws(TokenizationError) -> (start: Int32, first: Int32) {
    let end = try append(RegexInstruction(operation: .match), beginsWith: .all)
    let start = try compile(node, before: end)
    return (start, place(of: firsts[Int(start)]))
  }

  private func members(_ set: ScalarSet) -> ClassSet { numbers[set].map { alphabet.members[$0] } ?? ClassSet() }

  private mutating func place(of set: ClassSet) -> Int32 {
    if let known = sets.firstIndex(of: set) { return Int32(known) }
    sets.append(set)
    return Int32(sets.count - 1)
  }

  private mutating func append(
    _ instruction: RegexInstruction, beginsWith first: ClassSet
  ) throws(TokenizationError) -> Int32 {
    guard instructions.count < RegexProgram.largestCount else {
      throw TokenizationError(
        .limitExceeded, "the split pattern has more than \(RegexProgram.largestCount) steps: its counts are too large")
    }
    instructions.append(instruction)
    firsts.append(first)
    return Int32(instructions.count - 1)
  }

  /// What a node that is not nullable, and any other before `next`, can begin with.
  private func first(of node: RegexNode) -> ClassSet {
    switch node {
    case .set(let set): return members(set)
    case .sequence(let parts):
      var found = ClassSet()
      for part in parts {
        found.formUnion(first(of: part))
        if !part.isNullable { return found }
      }
      return found
    case .alternation(let parts):
      return parts.reduce(into: ClassSet()) { $0.formUnion(first(of: $1)) }
    case .repetition(let part, _, let maximum, _): return maximum == 0 ? ClassSet() : first(of: part)
    case .atomic(let part): return first(of: part)
    case .ahead, .behind, .anchor: return ClassSet()
    }
  }

  private mutating func compile(_ node: RegexNode, before next: Int32) throws(TokenizationError) -> Int32 {
    switch node {
    case .set(let set):
      let found = members(set)
      return try append(
        RegexInstruction(operation: .character, set: place(of: found), next: next), beginsWith: found)
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() { next = try compile(part, before: next) }
      return next
    case .alternation(let parts):
      var other = try compile(parts[parts.count - 1], before: next)
      for part in parts.dropLast().reversed() { other = try branch(compile(part, before: next), other) }
      return other
    case .repetition(let part, let minimum, let maximum, let greed):
      return try repetition(part, minimum, maximum, greed, before: next)
    case .atomic(let part): return try group(.atomic, part, before: next)
    case .ahead(let part, let isNegative):
      if case .set(let set) = part {
        var found = members(set)
        if isNegative {
          // All but the set, the end of the text included.
          var complement = ClassSet()
          for number in 0...RegexAlphabet.end where !found.contains(number) { complement.insert(number) }
          found = complement
        }
        return try append(
          RegexInstruction(operation: .aheadCharacter, set: place(of: found), next: next), beginsWith: firsts[Int(next)]
        )
      }
      return try group(.ahead, part, before: next, keeps: isNegative)
    case .behind(let parts, let isNegative):
      // The sets stand one behind the other, known ones again.
      let start = Int32(sets.count)
      for part in parts { sets.append(members(part)) }
      return try append(
        RegexInstruction(
          operation: .behind, keeps: isNegative, set: start, next: next, minimum: Int32(parts.count)),
        beginsWith: firsts[Int(next)])
    case .anchor(let anchor):
      let operation: RegexInstruction.Operation =
        switch anchor {
        case .lineStart: .lineStart
        case .lineEnd: .lineEnd
        case .textStart: .textStart
        case .textEnd: .textEnd
        case .lastLineEnd: .lastLineEnd
        case .wordBoundary: .wordBoundary
        case .noWordBoundary: .noWordBoundary
        }
      let isWord = anchor == .wordBoundary || anchor == .noWordBoundary
      return try append(
        RegexInstruction(operation: operation, set: isWord ? place(of: members(.word)) : 0, next: next),
        beginsWith: firsts[Int(next)])
    }
  }

  private mutating func branch(_ next: Int32, _ other: Int32) throws(TokenizationError) -> Int32 {
    var first = firsts[Int(next)]
    var instruction = RegexInstruction(operation: .branch, next: next, other: other)
    instruction.nextFirst = place(of: first)
    instruction.otherFirst = place(of: firsts[Int(other)])
    first.formUnion(firsts[Int(other)])
    return try append(instruction, beginsWith: first)
  }

  private mutating func group(
    _ operation: RegexInstruction.Operation, _ part: RegexNode, before next: Int32, keeps: Bool = false
  ) throws(TokenizationError) -> Int32 {
    let end = try append(RegexInstruction(operation: .match), beginsWith: .all)
    let start = try compile(part, before: end)
    let first = operation == .atomic ? firsts[Int(start)] : firsts[Int(next)]
    return try append(
      RegexInstruction(operation: operation, keeps: keeps, next: next, other: start), beginsWith: first)
  }

  private mutating func repetition(
    _ part: RegexNode, _ minimum: Int, _ maximum: Int?, _ greed: RegexNode.Greed, before next: Int32
  ) throws(TokenizationError) -> Int32 {
    if maximum == 0 { return next }
    if case .set(let set) = part, greed != .lazy {
      return try run(members(set), minimum, maximum, keeps: greed == .possessive, before: next)
    }
    if greed == .possessive {
      return try group(.atomic, .repetition(part, minimum: minimum, maximum: maximum, .greedy), before: next)
    }
    var next = next
    if let maximum {
      // The optional ones, each inside the one before it.
      let end = next
      for _ in minimum..<maximum {
        let body = try compile(part, before: next)
        next = greed == .lazy ? try branch(end, body) : try branch(body, end)
      }
    } else {
      // A loop: its branch is there before its body, which leads back to it.
      var first = first(of: part)
      let bodyFirst = first
      first.formUnion(firsts[Int(next)])
      let loop = try append(RegexInstruction(operation: .branch), beginsWith: first)
      let body = try compile(part, before: loop)
      let (taken, left) = greed == .lazy ? (next, body) : (body, next)
      instructions[Int(loop)].next = taken
      instructions[Int(loop)].other = left
      let afterFirst = firsts[Int(next)]
      instructions[Int(loop)].nextFirst = place(of: greed == .lazy ? afterFirst : bodyFirst)
      instructions[Int(loop)].otherFirst = place(of: greed == .lazy ? bodyFirst : afterFirst)
      next = loop
    }
    for _ in 0..<minimum { next = try compile(part, before: next) }
    return next
  }

  private mutating func run(
    _ found: ClassSet, _ minimum: Int, _ maximum: Int?, keeps: Bool, before next: Int32
  ) throws(TokenizationError) -> Int32 {
    let behind = firsts[Int(next)]
    var instruction = RegexInstruction(operation: .run, set: place(of: found), next: next)
    instruction.minimum = Int32(minimum)
    instruction.maximum = maximum.map { Int32($0) } ?? RegexProgram.unlimited
    instruction.nextFirst = place(of: behind)
    // What follows always matches, or never begins with what would be given back.
    instruction.keeps =
      keeps || minimum == maximum || found.isDisjoint(with: behind)
      || instructions[Int(next)].operation == .match
    if maximum == nil {
      instruction.memory = runCount
      runCount += 1
    }
    var first = found
    if minimum == 0 { first.formUnion(behind) }
    return try append(instruction, beginsWith: first)
  }
}
