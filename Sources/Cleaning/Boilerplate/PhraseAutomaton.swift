// The prefilter: one pass over the bytes that finds every anchor phrase of every rule.
//
// Aho and Corasick's automaton (1975), completed to a deterministic one and stored as a dense table of 16-bit states
// over byte classes. Upper-case ASCII letters fall into the class of the lower-case ones and line breaks and tabs
// into that of the space, so that a phrase is found in any case and across a soft line break.

/// Finds a fixed set of phrases in text.
struct PhraseAutomaton: Sendable {
  /// One occurrence.
  struct Hit: Sendable {
    /// Number of the phrase in the list the automaton was made from.
    var phrase: Int32
    var start: Int32
    var end: Int32
  }

  /// States times byte classes, row by row.
  private(set) var transitions: [UInt16] = []
  private(set) var classOfByte: [UInt8] = Array(repeating: 0, count: 256)
  private(set) var classShift = 0
  /// States from here on end at least one phrase: one comparison a byte tells a hit.
  private(set) var firstHitState: UInt16 = 0
  /// Length of the longest phrase: the state depends on no more bytes than that.
  let longestByteCount: Int
  /// For each state from `firstHitState` on: where its phrases lie in `outputs`.
  private(set) var outputStarts: [Int32] = []
  private(set) var outputs: [Int32] = []
  private(set) var lengths: [Int32] = []
  /// Whether the phrase begins (bit 0) with a letter of an alphabet and ends (bit 1) with a Latin one, and so only counts
  /// as a whole word; Greek and Cyrillic words are inflected, and a phrase may be the beginning of one.
  private(set) var wordEdges: [UInt8] = []
  /// What hits call the phrases.
  let numbers: [Int32]

  /// - Parameters:
  ///   - phrases: in lower case, without line breaks; none empty.
  ///   - numbers: the numbers of the phrases in hits; nil for their places in `phrases`.
  ///   - wholeWords: whether a phrase that begins or ends with a letter of an alphabet counts only as whole words.
  /// - Throws: `CleaningError` when the phrases need more than 65,535 states.
  init(phrases: [[UInt8]], numbers: [Int32]? = nil, wholeWords: Bool = true) throws(CleaningError) {
    self.numbers = numbers ?? phrases.indices.map { Int32($0) }
    longestByteCount = phrases.map(\.count).max() ?? 0
    assignClasses(phrases)
    lengths = phrases.map { Int32($0.count) }
    wordEdges = phrases.map { phrase in
      if !wholeWords { return 0 }
      return phrase.withUnsafeBufferPointer { phrase in
        (Self.isLetter(phrase[0]) || LetterFolding.isAlphabetLead(phrase[0]) ? 1 : 0)
          | (Self.endsInLatin(phrase) ? 2 : 0)
      }
    }
    let width = 1 << classShift
    var trie: [Int32] = Array(repeating: -1, count: width)
    var own: [[Int32]] = [[]]
    for (index, phrase) in phrases.enumerated() {
      var state = 0
      for byte in phrase {
        let cell = state * width + Int(classOfByte[Int(byte)])
        if trie[cell] < 0 {
          trie[cell] = Int32(own.count)
          own.append([])
          trie.append(contentsOf: repeatElement(-1, count: width))
        }
        state = Int(trie[cell])
      }
      own[state].append(Int32(index))
    }
    guard own.count <= 65_535 else {
      throw CleaningError(
        code: .anchors, message: "the anchors of all rules need \(own.count) states; 65535 is the limit",
        location: "anchors")
    }
    complete(&trie, &own, width)
    number(trie, own, width)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7a
  }

  private static func endsInLatin(_ phrase: UnsafeBufferPointer<UInt8>) -> Bool {
    endsLetter(phrase, phrase.count) && (phrase.count < 2 || phrase[phrase.count - 2] < 0xcd)
  }

  /// True where a letter ends before `position`.
  static func endsLetter(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position > 0 else { return false }
    return isLetter(text[position - 1]) || (position > 1 && LetterFolding.isAlphabetLead(text[position - 2]))
  }

  private mutating func assignClasses(_ phrases: [[UInt8]]) {
    var used = Set<UInt8>()
    for phrase in phrases { used.formUnion(phrase) }
    var next: UInt8 = 1
    for byte in used.sorted() {
      classOfByte[Int(byte)] = next
      next &+= 1
    }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classOfByte[Int(byte)] = classOfByte[Int(byte | 0x20)] }
    for byte: UInt8 in [0x09, 0x0a, 0x0d] { classOfByte[Int(byte)] = classOfByte[0x20] }
    while 1 << classShift < Int(next) { classShift += 1 }
  }

  /// Turns the trie into a complete automaton, breadth first; a state inherits the phrases of its longest suffix.
  private func complete(_ trie: inout [Int32], _ own: inout [[Int32]], _ width: Int) {
    var suffix: [Int32] = Array(repeating: 0, count: own.count)
    var queue: [Int] = []
    for cell in 0..<width {
      if trie[cell] < 0 { trie[cell] = 0 } else { queue.append(Int(trie[cell])) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      own[state] += own[Int(suffix[state])]
      for cell in 0..<width {
        let target = trie[state * width + cell]
        let fallback = trie[Int(suffix[state]) * width + cell]
        if target < 0 {
          trie[state * width + cell] = fallback
        } else {
          suffix[Int(target)] = fallback
          queue.append(Int(target))
        }
      }
    }
  }

  /// Gives the states that end a phrase the highest numbers.
  private mutating func number(_ trie: [Int32], _ own: [[Int32]], _ width: Int) {
    let silent = own.indices.filter { own[$0].isEmpty }
    let speaking = own.indices.filter { !own[$0].isEmpty }
    firstHitState = UInt16(silent.count)
    var newNumber: [UInt16] = Array(repeating: 0, count: own.count)
    for (number, state) in (silent + speaking).enumerated() { newNumber[state] = UInt16(number) }
    transitions = Array(repeating: 0, count: own.count * width)
    for state in own.indices {
      for cell in 0..<width {
        transitions[Int(newNumber[state]) * width + cell] = newNumber[Int(trie[state * width + cell])]
      }
    }
    for state in speaking {
      outputStarts.append(Int32(outputs.count))
      outputs += own[state]
    }
    outputStarts.append(Int32(outputs.count))
  }
}
