// The names of the ways to cut text into pre-tokens.

/// A split pattern: the regular expression by which text is cut before merging.
public enum SplitPattern: String, Sendable, CaseIterable {
  /// GPT-2, r50k.
  case gpt2
  /// GPT-4, and Llama 3.
  case cl100k
  /// Qwen 2: cl100k with single digits. Its tokenizers normalise to NFC first.
  case qwen2
  /// GPT-4o: words split where case changes.
  case o200k

  /// The pattern of that name; `llama3` is another name of `cl100k`.
  public init?(named name: String) {
    if name == "llama3" || name == "llama-3" {
      self = .cl100k
    } else if name == "r50k" || name == "gpt-2" {
      self = .gpt2
    } else if let known = SplitPattern(rawValue: name) {
      self = known
    } else {
      return nil
    }
  }

  /// The pattern as its owners publish it.
  public var regularExpression: String {
    switch self {
    case .gpt2: #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    case .cl100k: Self.cl100kHead + #"\p{N}{1,3}"# + Self.cl100kTail
    case .qwen2: Self.cl100kHead + #"\p{N}"# + Self.cl100kTail
    case .o200k:
      [
        #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
        #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
        #"\p{N}{1,3}"#, #" ?[^\s\p{L}\p{N}]+[\r\n/]*"#, #"\s*[\r\n]+"#, #"\s+(?!\S)"#, #"\s+"#,
      ].joined(separator: "|")
    }
  }

  private static let cl100kHead = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"#
  private static let cl100kTail = #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
}
