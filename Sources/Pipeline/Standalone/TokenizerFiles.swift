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
