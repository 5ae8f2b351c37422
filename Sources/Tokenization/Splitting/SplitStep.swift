// The steps of pre-tokenisation, as Hugging Face's files list them.

/// One step of splitting: each cuts the pieces that the step before it left.
public enum SplitStep: Sendable, Hashable {
  /// What becomes of a match and the text around it.
  public enum Behavior: String, Sendable, CaseIterable {
    /// A match is a piece.
    case isolated = "Isolated"
    /// A match ends the piece before it.
    case mergedWithPrevious = "MergedWithPrevious"
    /// A match begins the piece behind it.
    case mergedWithNext = "MergedWithNext"
    /// Matches that follow one another are one piece.
    case contiguous = "Contiguous"
  }

  /// What a step looks for.
  public enum Pattern: Sendable, Hashable {
    /// In Oniguruma's syntax.
    case regularExpression(String)
    case string(String)
  }

  /// Matches of a pattern, or with `isInverted` the text between them.
  case split(Pattern, Behavior, isInverted: Bool)
  /// Numbers, each digit a piece or all neighbouring ones together.
  case digits(areIndividual: Bool)
  /// Punctuation as Hugging Face has it: ASCII's, symbols included, and category P.
  case punctuation(Behavior)
  /// From here on bytes are printable characters (which of them are digits matters to what follows); before that, where
  /// asked for, text is cut by GPT-2's expression. `trimsOffsets` is kept for files and changes nothing.
  case byteLevel(usesRegularExpression: Bool, trimsOffsets: Bool)
}
