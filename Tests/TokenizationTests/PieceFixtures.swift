// What SentencePiece and Hugging Face's library make of some texts (scripts/make-tokenizer-fixtures writes it).

import Corpus
import Storage

@testable import Tokenization

enum PieceFixtures {
  /// The folder in the checkout.
  static let folder = Path.join(
    Path.parent(Path.parent(Path.parent(#filePath))), "fixtures/tokenizers")

  struct Case {
    let tokenizer: String
    let text: String
    let ids: [UInt32]
    /// What SentencePiece decodes the ids to.
    let decoded: String?
  }

  static func read(_ name: String) throws -> [UInt8] { try FileSystem.readAll(Path.join(folder, name)) }

  static func model(_ name: String) throws -> SentencePieceModel {
    try SentencePieceModel(parsing: read(name), path: name)
  }

  static func tokenizer(_ name: String) throws -> Tokenizer { try Tokenizer.load(Path.join(folder, name)) }

  static func cases() throws -> [Case] {
    try read("expected.jsonl").split(separator: 10).compactMap { line in
      let value = try JSONValue(parsing: Array(line))
      guard let tokenizer = value["tokenizer"]?.string, let text = value["text"]?.string,
        let ids = value["ids"]?.array?.compactMap({ $0.int.flatMap { UInt32(exactly: $0) } })
      else { return nil }
      return Case(tokenizer: tokenizer, text: text, ids: ids, decoded: value["decoded"]?.string)
    }
  }

  static let models = ["bytes.model", "replacing.model", "suffix.model", "unused.model"]
}
