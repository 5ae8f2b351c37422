// The format `llmc`: the `.bin` files of llm.c and modded-nanogpt.
//
//     offset  bytes  header: 256 numbers of 4 bytes, little-endian
//     0       4      magic: 20240520 (ids of two bytes) or 20240801 (ids of four bytes)
//     4       4      version: 1 or 7
//     8       4      number of tokens (below 2^31)
//     12      1012   zero
//     1024           the tokens

import Storage

enum LLMCLayout {
  static let headerByteCount = 1024

  static func numbers(of width: TokenWidth) -> (magic: Int32, version: Int32) {
    switch width {
    case .two: (20_240_520, 1)
    case .four: (20_240_801, 7)
    }
  }
}

/// Writes one `.bin` file of a number of tokens that is known beforehand.
public final class LLMCShardWriter {
  public let path: String
  public let tokenCount: Int
  private let file: AtomicFile
  private let width: TokenWidth
  private let vocabularySize: Int
  private var writtenCount = 0
  private var buffer: [UInt8] = []

  /// - Throws: `ShardError` when the format cannot carry so many tokens; `StorageError`.
  public init(path: String, vocabularySize: Int, tokenCount: Int) throws {
    guard let count = Int32(exactly: tokenCount), count >= 0 else {
      throw ShardError(
        .limitExceeded, "a file of this format holds fewer than 2^31 tokens, not \(tokenCount)", path: path)
    }
    self.path = path
    self.vocabularySize = vocabularySize
    self.tokenCount = tokenCount
    width = TokenWidth(vocabularySize: vocabularySize)
    file = try AtomicFile(path: path)
    let (magic, version) = LLMCLayout.numbers(of: width)
    var header: [UInt8] = []
    for number in [magic, version, count] { FileNumber.append(number, to: &header) }
    header.append(contentsOf: repeatElement(0, count: LLMCLayout.headerByteCount - header.count))
    try file.write(header)
  }

  /// Appends tokens.
  ///
  /// - Throws: `ShardError` when an id lies outside the vocabulary or more tokens come than were announced.
  public func append(_ tokens: UnsafeBufferPointer<UInt32>) throws {
    var largest: UInt32 = 0
    for token in tokens { largest = max(largest, token) }
    guard tokens.isEmpty || largest < vocabularySize else {
      throw ShardError(
        .idOutOfRange, "the id \(largest) is outside the vocabulary of \(vocabularySize) ids", path: path)
    }
    guard writtenCount + tokens.count <= tokenCount else {
      throw ShardError(.inconsistent, "more than the announced \(tokenCount) tokens came", path: path)
    }
    buffer.removeAll(keepingCapacity: true)
    width.append(tokens, to: &buffer)
    try file.write(buffer)
    writtenCount += tokens.count
  }

  /// Appends tokens as bytes that come from files of the same vocabulary, where their ids were checked.
  ///
  /// - Throws: `ShardError` when more tokens come than were announced.
  public func append(bytes: UnsafeRawBufferPointer) throws {
    let count = bytes.count / width.rawValue
    guard bytes.count % width.rawValue == 0, writtenCount + count <= tokenCount else {
      throw ShardError(.inconsistent, "more than the announced \(tokenCount) tokens came", path: path)
    }
    try file.write(bytes)
    writtenCount += count
  }

  /// Gives the file its name.
  ///
  /// - Throws: `ShardError` when fewer tokens came than were announced; `StorageError`.
  public func commit() throws -> FileSummary {
    guard writtenCount == tokenCount else {
      throw ShardError(
        .inconsistent, "\(writtenCount) tokens came, but \(tokenCount) were announced", path: path)
    }
    return try file.commit()
  }
}

/// Reads one `.bin` file through a memory map. Safe to use from several threads at once.
public final class LLMCShardReader: Sendable {
  public let path: String
  public let tokenCount: Int
  public let width: TokenWidth
  private let file: MappedFile

  /// - Throws: `ShardError` with the offset when the header does not fit the format or the file's size.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= LLMCLayout.headerByteCount else {
      throw ShardError(.corrupt, "the file ends inside its header", path: path, offset: bytes.count)
    }
    let found = (
      magic: FileNumber.load(bytes, at: 0, as: Int32.self), version: FileNumber.load(bytes, at: 4, as: Int32.self)
    )
    guard let width = [TokenWidth.two, .four].first(where: { LLMCLayout.numbers(of: $0) == found }) else {
      throw ShardError(
        .unsupported, "magic \(found.magic) with version \(found.version) is no known token file", path: path,
        offset: 0)
    }
    let count = Int(FileNumber.load(bytes, at: 8, as: Int32.self))
    guard count >= 0, bytes.count == LLMCLayout.headerByteCount + count * width.rawValue else {
      throw ShardError(
        .corrupt, "the header announces \(count) tokens, which \(bytes.count) bytes do not hold", path: path,
        offset: 8)
    }
    self.width = width
    tokenCount = count
  }

  /// Copies tokens from the one at `first` on, as many as `output` has room for; they must be there.
  public func copyTokens(from first: Int, to output: UnsafeMutableBufferPointer<UInt32>) {
    precondition(first >= 0 && first + output.count <= tokenCount)
    file.withBytes { width.copy($0, from: LLMCLayout.headerByteCount + first * width.rawValue, to: output) }
  }

  /// Offset in the file of the first id that is not below `vocabularySize`; nil when there is none.
  func offsetOfForeignID(vocabularySize: Int) -> Int? {
    var buffer = [UInt32](repeating: 0, count: 1 << 16)
    var position = 0
    while position < tokenCount {
      let count = min(buffer.count, tokenCount - position)
      let found = buffer.withUnsafeMutableBufferPointer { buffer -> Int? in
        let part = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
        copyTokens(from: position, to: part)
        return part.firstIndex { $0 >= vocabularySize }
      }
      if let found { return LLMCLayout.headerByteCount + (position + found) * width.rawValue }
      position += count
    }
    return nil
  }
}
