// Finding many strings at once: the leftmost match, and of those the longest.

/// An Aho–Corasick automaton over bytes that reports leftmost-longest matches (A. Aho and M. Corasick, Efficient String
/// Matching, 1975), with every transition written out for the bytes that occur in the phrases.
///
/// SAFETY: the tables are filled in `init` and only read afterwards.
final class PhraseAutomaton: @unchecked Sendable {
  private let classes: FixedBuffer<UInt8>
  private let classCount: Int
  /// The next state for each state and class of bytes.
  private let transitions: FixedBuffer<Int32>
  private let depths: FixedBuffer<Int32>
  /// Of each state, the longest phrase that ends there, and -1 where none does.
  private let phrases: FixedBuffer<Int32>
  private let lengths: FixedBuffer<Int32>

  private static let largestTable = 1 << 27

  /// - Throws: `limitExceeded` when the phrases need a table of more than 2²⁷ entries.
  init(_ contents: [[UInt8]]) throws(TokenizationError) {
    classes = FixedBuffer(repeating: 0, count: 256)
    var count: UInt8 = 0
    var isUsed = [Bool](repeating: false, count: 256)
    for content in contents { for byte in content { isUsed[Int(byte)] = true } }
    for byte in 0..<256 where isUsed[byte] && count < 255 {
      count += 1
      classes.base[byte] = count
    }
    classCount = Int(count) + 1
    let largest = contents.reduce(1) { $0 + $1.count }
    guard largest <= Self.largestTable / classCount else {
      throw TokenizationError(.limitExceeded, "the added tokens are too long to be looked for in text")
    }
    var next = [Int32](repeating: -1, count: classCount)
    var depth: [Int32] = [0]
    var phrase: [Int32] = [-1]
    for (number, content) in contents.enumerated() {
      var state = 0
      for byte in content {
        let edge = state * classCount + Int(classes.base[Int(byte)])
        if next[edge] < 0 {
          next[edge] = Int32(depth.count)
          depth.append(depth[state] + 1)
          phrase.append(-1)
          next += [Int32](repeating: -1, count: classCount)
        }
        state = Int(next[edge])
      }
      // Of equal phrases the first one counts.
      if phrase[state] < 0 { phrase[state] = Int32(number) }
    }
    // Level by level: what a state lacks, it has from the longest suffix of it that is a state.
    var suffix = [Int32](repeating: 0, count: depth.count)
    var order = [0]
    var at = 0
    while at < order.count {
      let state = order[at]
      at += 1
      for number in 0..<classCount {
        let edge = state * classCount + number
        let fallback = state == 0 ? 0 : next[Int(suffix[state]) * classCount + number]
        if next[edge] < 0 {
          next[edge] = fallback
        } else {
          let child = Int(next[edge])
          suffix[child] = fallback
          if phrase[child] < 0 { phrase[child] = phrase[Int(fallback)] }
          order.append(child)
        }
      }
    }
    transitions = FixedBuffer(next)
    depths = FixedBuffer(depth)
    phrases = FixedBuffer(phrase)
    lengths = FixedBuffer(contents.map { Int32($0.count) })
  }

  /// The first match from `start` on.
  func next(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (phrase: Int, start: Int, end: Int)? {
    var best: (phrase: Int, start: Int, end: Int)?
    var state = 0
    var at = start
    while at < text.count {
      let number = Int(classes.base[Int(text[at])])
      state = Int(transitions.base[state &* classCount &+ number])
      at &+= 1
      let begin = at &- Int(depths.base[state])
      if let best, begin > best.start { return best }
      let phrase = Int(phrases.base[state])
      if phrase >= 0 {
        let found = at &- Int(lengths.base[phrase])
        if found <= best?.start ?? .max { best = (phrase, found, at) }
      }
    }
    return best
  }
}
