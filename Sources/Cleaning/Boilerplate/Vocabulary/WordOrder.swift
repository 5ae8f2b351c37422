// Words that stand in a sentence in any order: languages, and turns of phrase, differ in which comes first.

enum WordOrder {
  /// A pattern for the words in any order, each from its beginning on.
  ///
  /// - Parameter words: patterns, each of a word.
  static func any(_ words: String...) -> String { "(… )?" + permutations(words, gap: "…( |-)|%| ") }

  /// The same where no spaces stand between words.
  static func anyUnspaced(_ words: String...) -> String { "…" + permutations(words, gap: "…") }

  private static func permutations(_ words: [String], gap: String) -> String {
    guard words.count > 1 else { return words.joined() }
    let branches = words.indices.map { index in
      "\(words[index])(\(gap))" + permutations(Array(words[..<index] + words[(index + 1)...]), gap: gap)
    }
    return "(\(branches.joined(separator: "|")))"
  }
}
