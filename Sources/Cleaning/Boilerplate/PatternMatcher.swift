// Running compiled patterns over folded sentences: Thompson's simulation (1968), no backtracking.

/// A compiled set of patterns.
struct PatternProgram: Sendable {
  let instructions: [PatternInstruction]
  /// See `PatternParser.tables`.
  let tables: [Int32]
}

/// The state sets of a simulation; one for each worker's call, reused from sentence to sentence.
struct PatternMatcher {
  private var current: [Int32] = []
  private var next: [Int32] = []
  private var stack: [Int32] = []
  /// For each instruction of the pattern, from its beginning on, the step at which it was last entered.
  private var entered: [UInt32] = []
  private var step: UInt32 = 0

  /// The shortest match of a pattern, from the beginning of `text`.
  ///
  /// - Parameters:
  ///   - pattern: the pattern's instructions in the program, from its beginning on.
  ///   - bodyEnd: where the sentence ends without its closing punctuation.
  /// - Returns: the number of bytes matched, or nil.
  mutating func match(
    _ program: borrowing PatternProgram, _ pattern: Range<Int32>, in text: [UInt8], bodyEnd: Int
  ) -> Int? {
    let start = pattern.lowerBound
    if entered.count < pattern.count { entered += repeatElement(0, count: pattern.count - entered.count) }
    return program.instructions.withUnsafeBufferPointer { instructions in
      program.tables.withUnsafeBufferPointer { tables in
        text.withUnsafeBufferPointer { text in simulate(start, in: text, bodyEnd, instructions, tables) }
      }
    }
  }

  private mutating func simulate(
    _ start: Int32, in text: UnsafeBufferPointer<UInt8>, _ bodyEnd: Int,
    _ instructions: UnsafeBufferPointer<PatternInstruction>, _ tables: UnsafeBufferPointer<Int32>
  ) -> Int? {
    current.removeAll(keepingCapacity: true)
    advanceStep()
    if follow(start, of: start, at: 0, text, bodyEnd, instructions, tables, into: true) { return 0 }
    var position = 0
    while position < text.count, !current.isEmpty {
      let byte = text[position]
      next.removeAll(keepingCapacity: true)
      advanceStep()
      for index in current.indices {
        let steps: Bool
        switch instructions[Int(current[index])].kind {
        case .byte: steps = true
        case .clauseGap: steps = !Self.endsClause(byte)
        case .sentenceGap: steps = byte != UInt8(ascii: "\"")
        default: steps = false
        }
        let isGap = instructions[Int(current[index])].kind != .byte
        let target = isGap ? current[index] : current[index] + 1
        if steps, follow(target, of: start, at: position + 1, text, bodyEnd, instructions, tables, into: false) {
          return position + 1
        }
      }
      swap(&current, &next)
      position += 1
    }
    return nil
  }

  private mutating func advanceStep() {
    if step == .max {
      for index in entered.indices { entered[index] = 0 }
      step = 0
    }
    step += 1
  }

  /// Enters `start`, of the pattern that begins at `first`, and all it leads to without reading; true when that is the
  /// end of the pattern.
  private mutating func follow(
    _ start: Int32, of first: Int32, at position: Int, _ text: UnsafeBufferPointer<UInt8>, _ bodyEnd: Int,
    _ instructions: UnsafeBufferPointer<PatternInstruction>, _ tables: UnsafeBufferPointer<Int32>, into isFirst: Bool
  ) -> Bool {
    stack.append(start)
    while let index = stack.popLast() {
      if entered[Int(index - first)] == step { continue }
      entered[Int(index - first)] = step
      let instruction = instructions[Int(index)]
      switch instruction.kind {
      case .accept:
        stack.removeAll(keepingCapacity: true)
        return true
      case .split:
        stack.append(instruction.second)
        stack.append(instruction.first)
      case .choice:
        guard position < text.count else { continue }
        let offset = tables[Int(instruction.first) << 8 | Int(text[position])]
        if offset > 0 { stack.append(index + offset) }
      case .byte where position >= text.count || text[position] != instruction.byte: continue
      case .jump: stack.append(instruction.first)
      case .wordEnd: if Self.wordEnds(at: position, text) { stack.append(index + 1) }
      case .sentenceEnd: if position >= bodyEnd { stack.append(index + 1) }
      case .byte: if isFirst { current.append(index) } else { next.append(index) }
      case .clauseGap, .sentenceGap:
        if isFirst { current.append(index) } else { next.append(index) }
        stack.append(index + 1)
      }
    }
    return false
  }

  private static func endsClause(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  /// True where no letter of an alphabet, digit, apostrophe or hyphen follows, and no 们 (so that 我% is not 我们).
  private static func wordEnds(at position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard position < text.count else { return true }
    let byte = text[position]
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") { return false }
    if byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x7a { return false }
    if LetterFolding.isAlphabetLead(byte) { return false }
    if byte == 0xe4, position + 2 < text.count, text[position + 1] == 0xbb, text[position + 2] == 0xac { return false }
    return true
  }
}
