// A vocabulary in the formats of others.

import Storage
import Tokenization

/// Writes vocabularies.
enum TokenizerFiles {
  /// Writes `tokenizer.json`, GPT-2's `vocab.json` and `merges.txt`, and, when its ids are in the order of its merges,
  /// `tokenizer.tiktoken` into a folder, which is made where it is missing.
  static func write(_ model: BPEModel, to folder: String) throws {
    try FileSystem.createDirectory(folder)
    _ = try AtomicFile.write(HuggingFaceFormat.write(model), to: Path.join(folder, BPETokenizer.fileName))
    let (vocabulary, merges) = GPT2Format.write(model)
    _ = try AtomicFile.write(vocabulary, to: Path.join(folder, "vocab.json"))
    _ = try AtomicFile.write(merges, to: Path.join(folder, "merges.txt"))
    let ranks = Path.join(folder, "tokenizer.tiktoken")
    let bytes: [UInt8]
    do throws(TokenizationError) {
      bytes = try TiktokenFormat.write(model)
    } catch {
      guard error.code == .unsupported else { throw error }
      if FileSystem.exists(ranks) { try FileSystem.remove(ranks) }
      return
    }
    _ = try AtomicFile.write(bytes, to: ranks)
  }
}

extension TokenizerFiles {
  /// Writes a tokenizer of any kind in all formats that can hold it with the same ids: of byte-level BPE those above; a
  /// SentencePiece model as `tokenizer.model` and, where that is possible, `tokenizer.json`; WordPiece as
  /// `tokenizer.json` and `vocab.txt`.
  ///
  /// - Returns: what was not written, and why.
  static func write(_ tokenizer: Tokenizer, to folder: String) throws -> [String] {
    if case .bytePairs(let tokenizer) = tokenizer {
      try write(tokenizer.model, to: folder)
      return []
    }
    try tokenizer.write(to: folder)
    do throws(TokenizationError) {
      switch tokenizer {
      case .pieces(let pieces):
        guard case .sentencePiece(let model) = pieces.source else { return [] }
        let file = try HuggingFacePieceFormat.write(HuggingFacePieceModel(model))
        try put(file, Path.join(folder, BPETokenizer.fileName))
      case .wordPiece(let words):
        try put(WordPieceFormat.writeVocabulary(words.model), Path.join(folder, "vocab.txt"))
      case .bytePairs: break
      }
      return []
    } catch {
      guard error.code == .unsupported else { throw error }
      return [error.message]
    }
  }

  private static func put(_ bytes: [UInt8], _ path: String) throws(TokenizationError) {
    do {
      _ = try AtomicFile.write(bytes, to: path)
    } catch {
      throw TokenizationError(.inputOutput, error.message, path: error.path, offset: error.offset)
    }
  }
}
