// From the text of a regular expression to its tree.

import TextAnalysis

/// Parses the regular expressions that tokenizers split text by: the part of Oniguruma's and fancy-regex's syntax that
/// cuts without capturing.
///
/// Alternatives, groups `(…)`, `(?:…)`, `(?>…)`, `(?i:…)`; look-ahead, and look-behind of fixed length; classes with
/// ranges, `&&` and properties; `\s \d \w \h \R`; the quantifiers `? * + {m,n}`, each greedy, lazy or possessive; `^ $ \A
/// \z \Z \b \B`. Captures are groups like any other. Anything else is an error that names its place.
struct RegexParser {
  /// Deeper groups are refused, for each is a call.
  static let deepestNesting = 64
  /// Counted repetitions are written out; a larger count is refused.
  static let largestCount = 1000
  /// Most characters that look-behind compares.
  static let longestLookBehind = 64

  /// Whose reading of a pattern: they differ in three things that tokenizers write.
  enum Dialect {
    /// Hugging Face's: `{m,n}+` repeats again, `{n}?` is optional, `^` and `$` bound lines.
    case oniguruma
    /// tiktoken's: `{m,n}+` is possessive, `{n}?` is `{n}`, `^` and `$` bound the text.
    case fancyRegex
  }

  let scalars: [Unicode.Scalar]
  var at = 0
  var ignoresCase = false
  private let dialect: Dialect
  private var depth = 0
  /// What the other dialect's signs are in Oniguruma's, by the places of the signs.
  private var respelled: [Int: String] = [:]
  /// Groups to open in front of a place.
  private var opened: [Int: Int] = [:]

  /// The tree of a pattern.
  ///
  /// - Throws: `malformed`, `unsupported` or `limitExceeded`; the offset is the number of characters in front.
  static func parse(_ pattern: String) throws(TokenizationError) -> RegexNode {
    var parser = RegexParser(pattern, .oniguruma)
    return try parser.whole()
  }

  /// A pattern of tiktoken as Oniguruma spells it.
  static func oniguruma(fromFancyRegex pattern: String) throws(TokenizationError) -> String {
    var parser = RegexParser(pattern, .fancyRegex)
    _ = try parser.whole()
    var result = ""
    for (place, scalar) in parser.scalars.enumerated() {
      for _ in 0..<(parser.opened[place] ?? 0) { result += "(?>" }
      result += parser.respelled[place] ?? String(scalar)
    }
    return result
  }

  private init(_ pattern: String, _ dialect: Dialect) {
    scalars = Array(pattern.unicodeScalars)
    self.dialect = dialect
  }

  private mutating func whole() throws(TokenizationError) -> RegexNode {
    let node = try alternation()
    if at < scalars.count { throw failure("there is no group that this ‘)’ closes") }
    return node
  }

  var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  func failure(
    _ message: String, _ code: TokenizationError.Code = .malformed, at place: Int? = nil
  ) -> TokenizationError {
    TokenizationError(
      code, "split pattern, character \((place ?? at) + 1): \(message)", offset: place ?? at)
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  // MARK: Alternatives and sequences

  private mutating func alternation() throws(TokenizationError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else {
      throw failure("groups are nested deeper than \(Self.deepestNesting)", .limitExceeded)
    }
    // An option such as (?i) holds to the end of its group.
    let outer = ignoresCase
    defer { ignoresCase = outer }
    var alternatives = [try sequence()]
    while take("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
  }

  private mutating func sequence() throws(TokenizationError) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = at
      guard let node = try atom() else { continue }
      parts.append(try quantified(node, from: start))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  // MARK: Quantifiers

  private mutating func quantified(_ atom: RegexNode, from start: Int) throws(TokenizationError) -> RegexNode {
    var node = atom
    while let (minimum, maximum, isCount) = try quantifier() {
      var greed = RegexNode.Greed.greedy
      var isOptional = false
      if take("?") {
        greed = .lazy
        if isCount, minimum == maximum {
          greed = .greedy
          if dialect == .oniguruma { isOptional = true } else { respelled[at - 1] = "" }
        }
      } else if !isCount || dialect == .fancyRegex, take("+") {
        greed = .possessive
        if isCount {
          opened[start, default: 0] += 1
          respelled[at - 1] = ")"
        }
      }
      switch node {
      case .ahead, .behind, .anchor: throw failure("what matches no text cannot be repeated", at: start)
      default: break
      }
      if node.isNullable, maximum ?? .max > 1 {
        // Libraries leave such loops early, each in its own way.
        throw failure("what may match nothing can be left out, but not be repeated", .unsupported, at: start)
      }
      node = .repetition(node, minimum: minimum, maximum: maximum, greed)
      if isOptional { node = .repetition(node, minimum: 0, maximum: 1, .greedy) }
    }
    return node
  }

  /// The quantifier at `at`, if there is one.
  private mutating func quantifier() throws(TokenizationError) -> (minimum: Int, maximum: Int?, isCount: Bool)? {
    if take("?") { return (0, 1, false) }
    if take("*") { return (0, nil, false) }
    if take("+") { return (1, nil, false) }
    guard next == "{" else { return nil }
    let start = at
    at += 1
    let low = try number()
    var minimum = low ?? 0
    var maximum: Int? = low
    if take(",") {
      maximum = try number()
      if low == nil, maximum == nil { minimum = -1 }
    } else if low == nil {
      minimum = -1
    }
    guard minimum >= 0, take("}") else {
      // A brace that counts nothing is a brace.
      at = start
      return nil
    }
    if let maximum, maximum < minimum { throw failure("the counts are in the wrong order", at: start) }
    return (minimum, maximum, true)
  }

  private mutating func number() throws(TokenizationError) -> Int? {
    let start = at
    var value = 0
    while let digit = next, digit.value &- 0x30 < 10 {
      value = value * 10 + Int(digit.value - 0x30)
      at += 1
      guard value <= Self.largestCount else {
        throw failure("a count is above \(Self.largestCount)", .limitExceeded, at: start)
      }
    }
    return at > start ? value : nil
  }

  // MARK: Atoms

  /// Nil for what only sets an option.
  private mutating func atom() throws(TokenizationError) -> RegexNode? {
    guard let scalar = next else { throw failure("the pattern ends too early") }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracketClass())
    case ".":
      at += 1
      return .set(.complement(.scalar(10)))
    case "^":
      respelled[at] = #"\A"#
      at += 1
      return .anchor(.lineStart)
    case "$":
      respelled[at] = #"\z"#
      at += 1
      return .anchor(.lineEnd)
    case "*", "+", "?": throw failure("there is nothing to repeat")
    case "\\": return try escape()
    default:
      at += 1
      return .set(try literal(scalar.value, at: at - 1))
    }
  }

  private mutating func group() throws(TokenizationError) -> RegexNode? {
    let start = at
    at += 1
    guard take("?") else { return try closed(from: start) }
    if take("=") { return .ahead(try closed(from: start), isNegative: false) }
    if take("!") { return .ahead(try closed(from: start), isNegative: true) }
    if take("<=") { return try lookBehind(from: start, isNegative: false) }
    if take("<!") { return try lookBehind(from: start, isNegative: true) }
    if take(">") { return .atomic(try closed(from: start)) }
    if take("#") {
      while at < scalars.count, scalars[at] != ")" { at += 1 }
      guard take(")") else { throw failure("a comment does not end", at: start) }
      return nil
    }
    let outer = ignoresCase
    var sets = true
    while let scalar = next, scalar == "i" || scalar == "-" {
      if scalar == "-" { sets = false } else { ignoresCase = sets }
      at += 1
    }
    if take(")") { return nil }
    guard take(":") else {
      throw failure("groups of this kind are not supported", .unsupported, at: start)
    }
    let node = try closed(from: start)
    ignoresCase = outer
    return node
  }

  private mutating func closed(from start: Int) throws(TokenizationError) -> RegexNode {
    let node = try alternation()
    guard take(")") else { throw failure("this group is not closed", at: start) }
    return node
  }

  private mutating func lookBehind(from start: Int, isNegative: Bool) throws(TokenizationError) -> RegexNode {
    let node = try closed(from: start)
    guard let sets = node.fixedSets, sets.count <= Self.longestLookBehind else {
      throw failure(
        "look-behind must have a fixed length of at most \(Self.longestLookBehind) characters", .unsupported, at: start)
    }
    return .behind(sets, isNegative: isNegative)
  }

  private mutating func escape() throws(TokenizationError) -> RegexNode {
    let start = at
    guard at + 1 < scalars.count else { throw failure("the pattern ends with a backslash") }
    switch scalars[at + 1] {
    case "A":
      at += 2
      return .anchor(.textStart)
    case "z":
      at += 2
      return .anchor(.textEnd)
    case "Z":
      at += 2
      return .anchor(.lastLineEnd)
    case "b":
      at += 2
      return .anchor(.wordBoundary)
    case "B":
      at += 2
      return .anchor(.noWordBoundary)
    case "R":
      at += 2
      let pair = RegexNode.sequence([.set(.scalar(13)), .set(.scalar(10))])
      return .atomic(.alternation([pair, .set(.ranges([10...13, 0x85...0x85, 0x2028...0x2029]))]))
    default:
      if let set = try classEscape() { return .set(set) }
      return .set(try literal(try characterEscape(), at: start))
    }
  }
}
