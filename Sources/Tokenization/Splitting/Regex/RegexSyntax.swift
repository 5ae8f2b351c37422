// A regular expression as a tree.

import TextAnalysis

/// A set of characters as a pattern writes it.
///
/// Bytes that are not UTF-8 count as a character that no range, category or script contains, so that only complements
/// have it.
indirect enum ScalarSet: Hashable, Sendable {
  case ranges([ClosedRange<UInt32>])
  /// General categories by their bits in `CategorySet`.
  case categories(UInt32)
  /// `\s`
  case whiteSpace
  case script(UInt8)
  case union([ScalarSet])
  case intersection([ScalarSet])
  case complement(ScalarSet)

  /// Whether the set has a scalar, or with nil a byte that is not UTF-8.
  func contains(_ scalar: UInt32?) -> Bool {
    switch self {
    case .ranges(let ranges):
      guard let scalar else { return false }
      return ranges.contains { $0.contains(scalar) }
    case .categories(let bits): return scalar.map { CategorySet(rawValue: bits).contains(scalar: $0) } ?? false
    case .whiteSpace: return scalar.map(UnicodeClasses.isWhitespace) ?? false
    case .script(let script): return scalar.map { UnicodeClasses.script($0).rawValue == script } ?? false
    case .union(let parts): return parts.contains { $0.contains(scalar) }
    case .intersection(let parts): return parts.allSatisfy { $0.contains(scalar) }
    case .complement(let other): return !other.contains(scalar)
    }
  }

  /// Calls `body` with the places between two scalars where membership may change although no property does.
  func forEachBound(_ body: (UInt32) -> Void) {
    switch self {
    case .ranges(let ranges):
      for range in ranges {
        body(range.lowerBound)
        body(range.upperBound + 1)
      }
    case .union(let parts), .intersection(let parts):
      for part in parts { part.forEachBound(body) }
    case .complement(let other): other.forEachBound(body)
    case .categories, .whiteSpace, .script: break
    }
  }

  static func scalar(_ scalar: UInt32) -> ScalarSet { .ranges([scalar...scalar]) }

  /// `\w` of Oniguruma: letters, marks, decimal digits, connectors, and what else counts as alphabetic there.
  static let word = ScalarSet.union([
    .categories(
      CategorySet.letter.rawValue | CategorySet.mark.rawValue | CategorySet.decimalNumber.rawValue
        | CategorySet(.letterNumber).rawValue | CategorySet(.connectorPunctuation).rawValue),
    .ranges([
      0xb2...0xb3, 0xb9...0xb9, 0xbc...0xbe, 0x24b6...0x24e9, 0x1f130...0x1f149, 0x1f150...0x1f169, 0x1f170...0x1f189,
    ]),
  ])
}

/// A node of a regular expression.
indirect enum RegexNode: Hashable, Sendable {
  enum Greed: Hashable, Sendable {
    case greedy, lazy, possessive
  }

  enum Anchor: Hashable, Sendable {
    /// `^` and `$`, which Oniguruma takes for the bounds of lines.
    case lineStart, lineEnd
    /// `\A`, `\z`, and `\Z`, which is also in front of a last line break.
    case textStart, textEnd, lastLineEnd
    case wordBoundary, noWordBoundary
  }

  case set(ScalarSet)
  case sequence([RegexNode])
  case alternation([RegexNode])
  case repetition(RegexNode, minimum: Int, maximum: Int?, Greed)
  case atomic(RegexNode)
  case ahead(RegexNode, isNegative: Bool)
  /// What stands before, as the sets of its characters from the first to the last.
  case behind([ScalarSet], isNegative: Bool)
  case anchor(Anchor)

  /// True when the node may match nothing.
  var isNullable: Bool {
    switch self {
    case .set: false
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .alternation(let parts): parts.contains(where: \.isNullable)
    case .repetition(let part, let minimum, _, _): minimum == 0 || part.isNullable
    case .atomic(let part): part.isNullable
    case .ahead, .behind, .anchor: true
    }
  }

  /// The sets of the characters of a node that always matches the same number of them; nil for others.
  var fixedSets: [ScalarSet]? {
    switch self {
    case .set(let set): return [set]
    case .sequence(let parts):
      var sets: [ScalarSet] = []
      for part in parts {
        guard let found = part.fixedSets else { return nil }
        sets += found
      }
      return sets
    case .alternation(let parts):
      // Alternatives of one character are one set.
      let sets = parts.compactMap { part -> ScalarSet? in
        guard let found = part.fixedSets, found.count == 1 else { return nil }
        return found[0]
      }
      return sets.count == parts.count ? [.union(sets)] : nil
    case .repetition(let part, let minimum, let maximum, _):
      guard minimum == maximum, let sets = part.fixedSets, sets.count * minimum <= RegexParser.longestLookBehind else {
        return nil
      }
      return Array(repeating: sets, count: minimum).flatMap { $0 }
    case .atomic(let part): return part.fixedSets
    case .ahead, .behind, .anchor: return nil
    }
  }
}
