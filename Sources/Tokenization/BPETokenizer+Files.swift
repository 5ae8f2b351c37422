// Tokenizers from files and into folders.

import Storage

extension BPETokenizer {
  /// The name of the file that `write(to:)` makes and `load(_:)` looks for in a folder.
  public static let fileName = "tokenizer.json"

  /// Loads a tokenizer: a `tokenizer.json`, a folder with one, a tiktoken rank file (`.tiktoken`), or GPT-2's
  /// `vocab.json` or `encoder.json` with `merges.txt` or `vocab.bpe` beside it.
  ///
  /// - Parameters:
  ///   - pattern: the split pattern; needed for tiktoken's files, which do not say it.
  ///   - addedTokens: control tokens beyond those that the file names.
  /// - Throws: `inputOutput` when a file cannot be read, otherwise what its format's parser throws.
  public static func load(
    _ path: String, pattern: SplitPattern? = nil, addedTokens: [BPEModel.AddedToken] = []
  ) throws(TokenizationError) -> BPETokenizer {
    let file = FileSystem.isDirectory(path) ? Path.join(path, fileName) : path
    var model = try loadModel(file, pattern: pattern)
    for token in addedTokens where !model.addedTokens.contains(token) { model.addedTokens.append(token) }
    do {
      return try BPETokenizer(model)
    } catch {
      throw TokenizationError(error.code, error.message, path: file, offset: error.offset)
    }
  }

  /// Writes `tokenizer.json` into a folder, which is made where it is missing; the file appears complete or not at all.
  ///
  /// - Returns: the file's path.
  @discardableResult
  public func write(to folder: String) throws(TokenizationError) -> String {
    let path = Path.join(folder, Self.fileName)
    do {
      try FileSystem.createDirectory(folder)
      try AtomicFile.write(HuggingFaceFormat.write(model), to: path)
    } catch {
      throw TokenizationError(.inputOutput, error.message, path: error.path, offset: error.offset)
    }
    return path
  }

  /// SHA-256, in hexadecimal, of the `tokenizer.json` that `write(to:)` makes: the tokenizer's identity in manifests.
  ///
  /// - Complexity: writes the file in memory, tens of milliseconds for 100,000 tokens.
  public func sha256() -> String {
    var hash = SHA256()
    hash.update(HuggingFaceFormat.write(model))
    return hash.hexDigest()
  }

  private static func loadModel(_ file: String, pattern: SplitPattern?) throws(TokenizationError) -> BPEModel {
    let bytes = try readAll(file)
    let name = Path.lastComponent(file)
    if name.hasSuffix(".tiktoken") {
      guard let pattern else {
        throw TokenizationError(
          .invalidArgument, "a rank file does not say its split pattern: name one", path: file)
      }
      return try TiktokenFormat.parse(
        bytes, pattern: pattern, normalization: pattern == .qwen2 ? .nfc : .none, path: file)
    }
    for (suffix, other) in [("vocab.json", "merges.txt"), ("encoder.json", "vocab.bpe")] where name.hasSuffix(suffix) {
      let merges = Path.join(Path.parent(file), String(name.dropLast(suffix.count)) + other)
      return try GPT2Format.parse(
        vocabulary: bytes, merges: readAll(merges), pattern: pattern ?? .gpt2, vocabularyPath: file,
        mergesPath: merges)
    }
    return try HuggingFaceFormat.parse(bytes, pattern: pattern, path: file)
  }

  private static func readAll(_ path: String) throws(TokenizationError) -> [UInt8] {
    do {
      return try FileSystem.readAll(path)
    } catch {
      throw TokenizationError(.inputOutput, error.message, path: error.path, offset: error.offset)
    }
  }
}
