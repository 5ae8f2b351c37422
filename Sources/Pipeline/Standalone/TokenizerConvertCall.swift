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

  /// Reads and writes; returns the vocabulary's size.
  public func run() throws -> Int {
    var model = try BPETokenizer.load(file, pattern: pattern).model
    for content in specialTokens where !model.addedTokens.contains(where: { $0.content == content }) {
      guard let id = UInt32(exactly: model.vocabularySize) else { break }
      model.addedTokens.append(BPEModel.AddedToken(content: content, id: id))
    }
    let tokenizer = try BPETokenizer(model)
    try TokenizerFiles.write(tokenizer.model, to: output)
    return tokenizer.vocabularySize
  }
}
