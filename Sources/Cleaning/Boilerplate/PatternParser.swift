// The little language in which the rules say what a sentence looks like.
//
//   as an? ai        literal text, lower case, single spaces; `?`, `*` and `+` follow a character or a group
//   (i|we) (can't)?  alternatives and groups
//   {cannot}         a named list of the vocabulary
//   ~                a run of anything within one clause: no , . ; : ! ? and no quotation marks
//   …                a run of anything within the sentence: no quotation marks
//   %                the word ends here
//   $                the sentence ends here (closing punctuation is ignored)
//   \x               the character x itself
//
// A pattern is matched against a folded sentence (see `SentenceFolding`), from its beginning. It becomes a
// nondeterministic automaton that is simulated state set by state set, so that the time is linear in the sentence.

/// One instruction of a compiled pattern.
struct PatternInstruction: Sendable {
  enum Kind: UInt8, Sendable {
    case byte, clauseGap, sentenceGap, split, choice, jump, wordEnd, sentenceEnd, accept
  }

  var kind: Kind
  var byte: UInt8 = 0
  /// Where to go on; for `accept` the number of the pattern, for `choice` that of its table.
  var first: Int32 = 0
  /// The second way of a `split`.
  var second: Int32 = 0
}

/// Compiles patterns into one shared program.
struct PatternParser {
  /// Beyond this a set of rules is refused: patterns come from configurations, too.
  static let instructionLimit = 1_000_000
  static let depthLimit = 24

  /// Alternatives that begin with different bytes are told apart by the next byte from this number on.
  private static let choiceCount = 4

  private(set) var program: [PatternInstruction] = []
  /// For each `choice` 256 entries: how far behind it the alternatives lie that begin with a byte; 0 for none.
  private(set) var tables: [Int32] = []
  private let vocabulary: [String: [String]]
  private var source: [UInt8] = []
  private var position = 0
  private var rule = ""

  /// - Parameter vocabulary: named lists of patterns, each an alternative.
  init(vocabulary: [String: [String]]) { self.vocabulary = vocabulary }

  /// Compiles `pattern` and tells where it lies in the program.
  mutating func compile(_ pattern: String, accepting number: Int, rule: String) throws(CleaningError) -> Range<Int32> {
    let start = Int32(program.count)
    self.rule = rule
    try expand(pattern, depth: 0)
    try emit(PatternInstruction(kind: .accept, first: Int32(number)))
    return start..<Int32(program.count)
  }

  private mutating func expand(_ pattern: String, depth: Int) throws(CleaningError) {
    guard depth < Self.depthLimit else { throw failure("nested deeper than \(Self.depthLimit)") }
    let outer = (source, position)
    source = Array(pattern.utf8)
    position = 0
    try alternatives(until: nil, depth: depth)
    (source, position) = outer
  }

  private mutating func alternatives(until closing: UInt8?, depth: Int) throws(CleaningError) {
    guard depth < Self.depthLimit else { throw failure("nested deeper than \(Self.depthLimit)") }
    var branches: [[PatternInstruction]] = []
    let base = program.count
    while true {
      try sequence(depth: depth)
      branches.append(Array(program[base...]))
      program.removeSubrange(base...)
      guard position < source.count, source[position] == UInt8(ascii: "|") else { break }
      position += 1
    }
    if let closing {
      guard position < source.count, source[position] == closing else { throw failure("a bracket is not closed") }
      position += 1
    } else if position < source.count {
      throw failure("a closing bracket without an opening one")
    }
    try emitBranches(branches, builtAt: base)
  }

  /// Emits the branches, each compiled as if it stood at `base`: behind a chain of splits, or, where many begin with
  /// literal text, behind a choice by the first byte.
  private mutating func emitBranches(_ branches: [[PatternInstruction]], builtAt base: Int) throws(CleaningError) {
    let literal = branches.filter { $0.first?.kind == .byte }
    var exits: [Int] = []
    guard literal.count >= Self.choiceCount else {
      try emitChain(branches, builtAt: base, isLast: true, &exits)
      for exit in exits { program[exit].first = Int32(program.count) }
      return
    }
    let others = branches.filter { $0.first?.kind != .byte }
    let head = program.count
    if !others.isEmpty { try emit(PatternInstruction(kind: .split, first: Int32(head + 1))) }
    let choice = program.count
    try emit(PatternInstruction(kind: .choice, first: Int32(tables.count / 256)))
    let table = tables.count
    tables += repeatElement(0, count: 256)
    let groups = Dictionary(grouping: literal) { $0[0].byte }.sorted { $0.key < $1.key }
    for (number, group) in groups.enumerated() {
      tables[table + Int(group.key)] = Int32(program.count - choice)
      let isLast = others.isEmpty && number == groups.count - 1
      try emitChain(group.value, builtAt: base, isLast: isLast, &exits)
    }
    if !others.isEmpty {
      program[head].second = Int32(program.count)
      try emitChain(others, builtAt: base, isLast: true, &exits)
    }
    for exit in exits { program[exit].first = Int32(program.count) }
  }

  /// - Parameters:
  ///   - isLast: whether what follows the chain follows the branches, too.
  ///   - exits: receives the jumps that lead behind the branches.
  private mutating func emitChain(
    _ branches: [[PatternInstruction]], builtAt base: Int, isLast: Bool, _ exits: inout [Int]
  ) throws(CleaningError) {
    for (index, branch) in branches.enumerated() {
      let isLastBranch = index == branches.count - 1
      let head = program.count
      if !isLastBranch { try emit(PatternInstruction(kind: .split, first: Int32(head + 1))) }
      let shift = Int32(program.count - base)
      for instruction in branch { try emit(Self.moved(instruction, by: shift)) }
      if !isLastBranch || !isLast {
        exits.append(program.count)
        try emit(PatternInstruction(kind: .jump))
      }
      if !isLastBranch { program[head].second = Int32(program.count) }
    }
  }

  private static func moved(_ instruction: PatternInstruction, by shift: Int32) -> PatternInstruction {
    var result = instruction
    switch instruction.kind {
    case .split:
      result.first += shift
      result.second += shift
    case .jump:
      result.first += shift
    default: break
    }
    return result
  }

  private mutating func sequence(depth: Int) throws(CleaningError) {
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { return }
      let head = program.count
      try element(depth: depth)
      if position < source.count {
        if source[position] == UInt8(ascii: "?") {
          position += 1
          try wrap(from: head, repeating: false)
        } else if source[position] == UInt8(ascii: "*") {
          position += 1
          try wrap(from: head, repeating: true)
        } else if source[position] == UInt8(ascii: "+") {
          position += 1
          try emit(PatternInstruction(kind: .split, first: Int32(head), second: Int32(program.count + 1)))
        }
      }
    }
  }

  private mutating func element(depth: Int) throws(CleaningError) {
    let byte = source[position]
    position += 1
    switch byte {
    case UInt8(ascii: "("): try alternatives(until: UInt8(ascii: ")"), depth: depth + 1)
    case UInt8(ascii: "{"):
      guard let end = source[position...].firstIndex(of: UInt8(ascii: "}")) else { throw failure("`{` is not closed") }
      let name = String(decoding: source[position..<end], as: UTF8.self)
      position = end + 1
      guard let entries = vocabulary[name] else { throw failure("there is no vocabulary `\(name)`") }
      try expand(entries.joined(separator: "|"), depth: depth + 1)
    case UInt8(ascii: "~"): try gap(.clauseGap)
    case UInt8(ascii: "%"): try emit(PatternInstruction(kind: .wordEnd))
    case UInt8(ascii: "$"): try emit(PatternInstruction(kind: .sentenceEnd))
    case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"): throw failure("`?`, `*` or `+` follows nothing")
    case UInt8(ascii: "\\"):
      guard position < source.count else { throw failure("`\\` at the end") }
      try emit(PatternInstruction(kind: .byte, byte: source[position]))
      position += 1
    default:
      try emit(PatternInstruction(kind: .byte, byte: byte))
      guard byte >= 0xc0 else { return }
      // A character of several bytes is one element, so that `?` makes all of it optional.
      let head = program.count - 1
      while position < source.count, source[position] & 0xc0 == 0x80 {
        try emit(PatternInstruction(kind: .byte, byte: source[position]))
        position += 1
      }
      if program[head...].map(\.byte) == Array("…".utf8) {
        program.removeSubrange(head...)
        try gap(.sentenceGap)
      }
    }
  }

  /// Zero or more bytes of a kind: one instruction, which stays entered while it reads.
  private mutating func gap(_ kind: PatternInstruction.Kind) throws(CleaningError) {
    try emit(PatternInstruction(kind: kind))
  }

  private mutating func wrap(from head: Int, repeating: Bool) throws(CleaningError) {
    let body = Array(program[head...])
    program.removeSubrange(head...)
    try emit(PatternInstruction(kind: .split, first: Int32(head + 1)))
    for instruction in body { try emit(Self.moved(instruction, by: 1)) }
    if repeating { try emit(PatternInstruction(kind: .jump, first: Int32(head))) }
    program[head].second = Int32(program.count)
  }

  private mutating func emit(_ instruction: PatternInstruction) throws(CleaningError) {
    guard program.count < Self.instructionLimit else {
      throw failure("the patterns of all rules need more than \(Self.instructionLimit) instructions")
    }
    program.append(instruction)
  }

  private func failure(_ message: String) -> CleaningError {
    CleaningError(code: .pattern, message: message, location: rule)
  }
}
