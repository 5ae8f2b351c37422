// sluice tokenizer convert: one vocabulary in all formats.

import Storage
import Tokenization

/// What `sluice tokenizer convert` was asked for.
public struct TokenizerConvertCall: Sendable {
  public var file: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// Special tokens that the file does not name; they get the ids behind its last.
  public var specialTokens: [String] = []
  public var output: String

  public init(file: String, output: String) {
    self.file = file
    self.output = output
  }

  public struct Outcome: Sendable {
    public let vocabularySize: Int
    /// Formats that cannot hold the vocabulary, and why.
    public let problems: [String]
  }

  /// Reads and writes.
  ///
  /// - Throws: `TokenizationError`; `RunError.usage` for special tokens of a vocabulary that is not byte-level BPE.
  public func run() throws -> Outcome {
    var tokenizer = try Tokenizer.load(file, pattern: pattern)
    let new = specialTokens.filter { tokenizer.id(ofAddedToken: $0) == nil }
    if !new.isEmpty {
      guard case .bytePairs(let bytePairs) = tokenizer else {
        throw RunError(.usage, "--special-tokens: only to a byte-level BPE vocabulary are tokens added")
      }
      var model = bytePairs.model
      for content in new {
        guard let id = UInt32(exactly: model.vocabularySize) else { break }
        model.addedTokens.append(BPEModel.AddedToken(content: content, id: id))
      }
      tokenizer = .bytePairs(try BPETokenizer(model))
    }
    let problems = try TokenizerFiles.write(tokenizer, to: output)
    return Outcome(vocabularySize: tokenizer.vocabularySize, problems: problems)
  }
}
