// Any steps of pre-tokenisation, one after the other.

import TextAnalysis

/// The steps of a split pattern, compiled. Immutable, shared by all threads.
final class StepSplitter: Sendable {
  enum Step: Sendable {
    case code(SplitPattern.Known)
    case regex(RegexProgram, SplitStep.Behavior, isInverted: Bool)
    case digits(SplitStep.Behavior)
    case punctuation(SplitStep.Behavior)
    /// Bytes are printable characters from here on.
    case byteLevel
  }

  let steps: [Step]

  /// - Parameter interpretsAll: known expressions are interpreted, too, as tests ask for.
  /// - Throws: what parsing and compiling an expression throws.
  init(_ steps: [SplitStep], interpretsAll: Bool = false) throws(TokenizationError) {
    var made: [Step] = []
    var isMapped = false
    for step in steps {
      switch step {
      case .split(.regularExpression(let expression), let behavior, let isInverted):
        let node = try RegexParser.parse(expression)
        let known = KnownSplitters.trees.first { $0.1.contains(node) }?.0
        if let known, behavior == .isolated, !isMapped, !interpretsAll {
          made.append(.code(known))
        } else {
          made.append(.regex(try RegexProgram(node), behavior, isInverted: isInverted))
        }
      case .split(.string(let string), let behavior, let isInverted):
        let node = RegexNode.sequence(string.unicodeScalars.map { .set(.scalar($0.value)) })
        made.append(.regex(try RegexProgram(node), behavior, isInverted: isInverted))
      case .digits(let areIndividual): made.append(.digits(areIndividual ? .isolated : .contiguous))
      case .punctuation(let behavior): made.append(.punctuation(behavior))
      case .byteLevel(let usesRegularExpression, _):
        if usesRegularExpression {
          if interpretsAll {
            made.append(
              .regex(try RegexProgram(SplitPattern.Known.gpt2.expressions[0]), .isolated, isInverted: false))
          } else {
            made.append(.code(.gpt2))
          }
        }
        made.append(.byteLevel)
        isMapped = true
      }
    }
    self.steps = made
  }
}

/// The pre-tokens that were found beforehand.
enum CutSplitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    guard let cuts = text.cuts else { return text.count }
    let behind = start &+ 1
    var word = behind &>> 6
    let last = text.count &>> 6
    var bits = cuts[word] & (UInt64.max &<< UInt64(truncatingIfNeeded: behind & 63))
    while bits == 0 {
      word &+= 1
      if word > last { return text.count }
      bits = cuts[word]
    }
    return min(text.count, word &<< 6 &+ bits.trailingZeroBitCount)
  }
}

/// What one thread needs to run the steps of a pattern.
final class StepSplitterMemory {
  private var splitter: StepSplitter?
  private var matchers: [RegexMatcher?] = []
  private var cuts = FixedBuffer<UInt64>(repeating: 0, count: 16)
  /// The address of `cuts`, so that marking checks nothing.
  private var cutsBase: UnsafeMutablePointer<UInt64>

  init() { cutsBase = cuts.base }

  /// The text with the bounds of its pre-tokens. Valid until the next call.
  func split(_ base: UnsafePointer<UInt8>, count: Int, by splitter: StepSplitter) -> SplitText {
    if self.splitter !== splitter {
      self.splitter = splitter
      matchers = splitter.steps.map { if case .regex(let program, _, _) = $0 { RegexMatcher(program) } else { nil } }
    }
    let wordCount = count / 64 + 1
    if cuts.count < wordCount {
      cuts = FixedBuffer(repeating: 0, count: wordCount * 3 / 2)
      cutsBase = cuts.base
    } else {
      cuts.base.update(repeating: 0, count: wordCount)
    }
    let text = SplitText(base: base, count: count, cuts: UnsafePointer(cuts.base))
    var isMapped = false
    for (index, step) in splitter.steps.enumerated() {
      switch step {
      case .code(.gpt2): cut(text, by: GPT2Splitter.self)
      case .code(.cl100k): cut(text, by: Cl100kSplitter.self)
      case .code(.qwen2): cut(text, by: Qwen2Splitter.self)
      case .code: cut(text, by: O200kSplitter.self)
      case .regex(_, let behavior, let isInverted):
        guard let matcher = matchers[index] else { continue }
        matcher.begin(base, count: count)
        if isMapped {
          cut(text, by: matcher, ByteLevelSource.self, behavior, isInverted)
        } else {
          cut(text, by: matcher, UTF8Source.self, behavior, isInverted)
        }
      case .digits(let behavior) where isMapped:
        cut(text, behavior) { (HuggingFaceClasses.isNumeric(ByteAlphabet.scalars[Int(base[$0])]), 1) }
      case .digits(let behavior):
        cut(text, behavior) { place in
          let found = text.character(at: place)
          return (found.classes.contains(.number), found.byteCount)
        }
      case .punctuation(let behavior) where isMapped:
        cut(text, behavior) { (HuggingFaceClasses.isPunctuation(ByteAlphabet.scalars[Int(base[$0])]), 1) }
      case .punctuation(let behavior):
        let bytes = UnsafeBufferPointer(start: base, count: count)
        cut(text, behavior) { place in
          guard let decoded = UTF8Bytes.decode(bytes, at: place) else { return (false, 1) }
          return (HuggingFaceClasses.isPunctuation(decoded.scalar), decoded.byteCount)
        }
      case .byteLevel: isMapped = true
      }
    }
    return text
  }

  /// Cuts at `place`.
  @inline(__always)
  private func mark(_ place: Int) {
    cutsBase[place &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: place & 63)
  }

  @inline(__always)
  private func forEachPiece(of text: SplitText, _ body: (_ start: Int, _ end: Int) -> Void) {
    var at = 0
    while at < text.count {
      let end = CutSplitter.end(in: text, from: at)
      body(at, end)
      at = end
    }
  }

  private func cut<S: Splitter>(_ text: SplitText, by splitter: S.Type) {
    forEachPiece(of: text) { start, end in
      let piece = SplitText(base: text.base + start, count: end &- start)
      var at = S.end(in: piece, from: 0)
      while at < piece.count {
        mark(start &+ at)
        at = S.end(in: piece, from: at)
      }
    }
  }

  @inline(__always)
  private func cut<S: RegexSource>(
    _ text: SplitText, by matcher: RegexMatcher, _ source: S.Type, _ behavior: SplitStep.Behavior, _ isInverted: Bool
  ) {
    forEachPiece(of: text) { start, end in
      var bounds = Bounds(behavior, isInverted: isInverted)
      var covered = start
      matcher.forEachMatch(source, from: start, to: end) { matchStart, matchEnd in
        if matchStart > covered, bounds.parts(isMatch: false) { mark(covered) }
        if bounds.parts(isMatch: true) { mark(matchStart) }
        covered = matchEnd
      }
      if covered < end, bounds.parts(isMatch: false) { mark(covered) }
    }
  }

  /// Each character that `test` says to be one is a match; characters between matches are one piece.
  @inline(__always)
  private func cut(
    _ text: SplitText, _ behavior: SplitStep.Behavior, by test: (_ place: Int) -> (isMatch: Bool, byteCount: Int)
  ) {
    forEachPiece(of: text) { start, end in
      var bounds = Bounds(behavior, isInverted: false)
      var wasMatch = true
      var at = start
      while at < end {
        let (isMatch, byteCount) = test(at)
        if isMatch || wasMatch, bounds.parts(isMatch: isMatch) { mark(at) }
        wasMatch = isMatch
        at &+= byteCount
      }
    }
  }

  /// Whether a piece begins where a match, or the text between two, begins.
  private struct Bounds {
    private let behavior: SplitStep.Behavior
    private let isInverted: Bool
    private var last: Bool?

    init(_ behavior: SplitStep.Behavior, isInverted: Bool) {
      self.behavior = behavior
      self.isInverted = isInverted
    }

    @inline(__always)
    mutating func parts(isMatch: Bool) -> Bool {
      let isMatch = isMatch != isInverted
      defer { last = isMatch }
      guard let last else { return true }
      switch behavior {
      case .isolated: return true
      case .mergedWithPrevious: return !isMatch || last
      case .mergedWithNext: return isMatch || !last
      case .contiguous: return isMatch != last
      }
    }
  }
}
