// Tokenizers of any kind from files and into folders.

import Corpus
import Storage

extension Tokenizer {
  /// The names of the files that `write(to:)` makes, and `load(_:)` looks for in a folder, in this order.
  public static let fileNames = [BPETokenizer.fileName, modelFileName]
  private static let modelFileName = "tokenizer.model"
  private static let vocabularyFileName = "vocab.txt"

  /// Loads a tokenizer of the kind that the file's content says: a `tokenizer.json`, a SentencePiece `.model`, BERT's
  /// `vocab.txt`, a folder with one of these, a tiktoken rank file, or GPT-2's `vocab.json` with `merges.txt` beside it.
  ///
  /// - Parameters:
  ///   - pattern: the split pattern, for files that do not say it.
  ///   - lowercases: whether a `vocab.txt` is for text in lower case; nil to tell by its tokens.
  /// - Throws: `inputOutput` when a file cannot be read, otherwise what its format's parser throws.
  public static func load(
    _ path: String, pattern: SplitPattern? = nil, lowercases: Bool? = nil
  ) throws(TokenizationError) -> Tokenizer {
    let file = self.file(at: path)
    let name = Path.lastComponent(file)
    if name.hasSuffix(".tiktoken") || name.hasSuffix("vocab.json") || name.hasSuffix("encoder.json") {
      return .bytePairs(try BPETokenizer.load(file, pattern: pattern))
    }
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.readAll(file)
    } catch {
      throw TokenizationError(.inputOutput, error.message, path: error.path, offset: error.offset)
    }
    do throws(TokenizationError) {
      if name.hasSuffix(".txt") {
        return .wordPiece(
          try WordPieceTokenizer(WordPieceFormat.parse(vocabulary: bytes, lowercases: lowercases, path: file)))
      }
      // Field 1, the first piece: no other format begins with a line feed.
      if bytes.first == 0x0a {
        return .pieces(try SentencePieceTokenizer(SentencePieceModel(parsing: bytes, path: file)))
      }
      switch kind(ofJSON: bytes) {
      case .wordPiece: return .wordPiece(try WordPieceTokenizer(WordPieceFormat.parse(json: bytes, path: file)))
      case .pieces: return .pieces(try SentencePieceTokenizer(HuggingFacePieceFormat.parse(bytes, path: file)))
      case .bytePairs:
        return .bytePairs(try BPETokenizer(HuggingFaceFormat.parse(bytes, pattern: pattern, path: file)))
      }
    } catch {
      throw TokenizationError(
        error.code, error.message, path: error.path.isEmpty ? file : error.path, offset: error.offset)
    }
  }

  /// The file that a path names: itself, or of a folder the tokenizer in it.
  public static func file(at path: String) -> String {
    guard FileSystem.isDirectory(path) else { return path }
    let names = fileNames + [vocabularyFileName]
    return names.map { Path.join(path, $0) }.first { FileSystem.exists($0) } ?? Path.join(path, fileNames[0])
  }

  private enum Kind { case bytePairs, pieces, wordPiece }

  /// The kind of a `tokenizer.json`; byte pairs for whatever is not one of the others, so that its parser says what is
  /// wrong.
  private static func kind(ofJSON bytes: [UInt8]) -> Kind {
    bytes.withUnsafeBufferPointer { text in
      var scanner = JSONLineScanner(fields: ["model.type", "model.byte_fallback", "normalizer", "pre_tokenizer"])
      guard (try? scanner.scan(text)) != nil else { return .bytePairs }
      if scanner[0]?.string(in: text) == "WordPiece" { return .wordPiece }
      if scanner[1]?.kind == .true { return .pieces }
      // Without byte tokens, it is the sign for spaces that tells.
      let marksSpaces = [2, 3].contains { field in
        guard let span = scanner[field], span.kind == .object,
          let value = try? JSONValue(parsing: UnsafeBufferPointer(rebasing: text[span.start..<span.end]))
        else { return false }
        let steps = [value] + (value["normalizers"]?.array ?? []) + (value["pretokenizers"]?.array ?? [])
        return steps.contains { $0["type"]?.string == "Metaspace" || $0["content"]?.string == "▁" }
      }
      return marksSpaces ? .pieces : .bytePairs
    }
  }

  /// The name of the file that `write(to:)` makes.
  public var fileName: String {
    if case .pieces(let tokenizer) = self, case .sentencePiece = tokenizer.source { return Self.modelFileName }
    return BPETokenizer.fileName
  }

  /// The file that holds this tokenizer in full, the same bytes for the same tokenizer: the `.model` where it came as
  /// one, otherwise a `tokenizer.json`.
  public func file() -> [UInt8] {
    switch self {
    case .bytePairs(let tokenizer): HuggingFaceFormat.write(tokenizer.model)
    case .wordPiece(let tokenizer): WordPieceFormat.writeJSON(tokenizer.model)
    case .pieces(let tokenizer):
      switch tokenizer.source {
      case .sentencePiece(let model): model.write()
      case .huggingFace(let model): HuggingFacePieceFormat.write(model)
      }
    }
  }

  /// Writes the tokenizer's file into a folder, which is made where it is missing; it appears complete or not at all.
  ///
  /// - Returns: the file's path.
  @discardableResult
  public func write(to folder: String) throws(TokenizationError) -> String {
    let path = Path.join(folder, fileName)
    do {
      try FileSystem.createDirectory(folder)
      try AtomicFile.write(file(), to: path)
      // A folder holds one tokenizer: whoever loads it must not find an older one first.
      for other in Self.fileNames where other != fileName {
        let old = Path.join(folder, other)
        if FileSystem.exists(old) { try FileSystem.remove(old) }
      }
    } catch {
      throw TokenizationError(.inputOutput, error.message, path: error.path, offset: error.offset)
    }
    return path
  }

  /// SHA-256, in hexadecimal, of `file()`: the tokenizer's identity in manifests.
  ///
  /// - Complexity: writes the file in memory, tens of milliseconds for 100,000 tokens.
  public func sha256() -> String {
    var hash = SHA256()
    hash.update(file())
    return hash.hexDigest()
  }
}
