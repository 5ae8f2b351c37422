// Whether an expression leaves no text between its matches.

extension RegexParser {
  /// True when every character, whatever follows it, certainly begins a match, so that an expression cuts text without
  /// leaving any out. Expressions of which that is true for reasons that are less plain count as false.
  static func isTotal(_ expression: String) throws(TokenizationError) -> Bool {
    let node = try parse(expression)
    if KnownSplitters.trees.contains(where: { $0.1.contains(node) }) { return true }
    let certain = ScalarSet.union(node.certainStarts)
    // Every class of characters, without that of bytes which are none.
    let alphabet = try RegexAlphabet([certain])
    return (1..<alphabet.classCount).allSatisfy { alphabet.members[0].contains($0) }
  }
}

extension RegexNode {
  /// Sets of characters with which text begins that certainly has a match at its start.
  fileprivate var certainStarts: [ScalarSet] {
    switch self {
    case .set(let set): return [set]
    case .alternation(let parts): return parts.flatMap(\.certainStarts)
    case .repetition(let part, let minimum, let maximum, _):
      return minimum == 1 && maximum != 0 ? part.certainStarts : []
    case .atomic(let part): return part.certainStarts
    case .sequence(let parts):
      // One part takes text; the others may be left out.
      let needed = parts.filter { !$0.canBeLeftOut }
      return needed.count == 1 ? needed[0].certainStarts : []
    case .ahead, .behind, .anchor: return []
    }
  }

  private var canBeLeftOut: Bool {
    if case .repetition(_, minimum: 0, _, let greed) = self { greed != .possessive } else { false }
  }
}
