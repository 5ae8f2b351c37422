// Token files (`.tokens`): the ids of a document shard's documents, encoded once, read in any order afterwards.
//
// All numbers are little-endian.
//
//     offset  bytes  header (64 bytes)
//     0       8      magic, "SLUICETK"
//     8       4      version, 1
//     12      4      bytes of an id: 2 or 4
//     16      8      vocabulary size; every id is below it
//     24      40     zero
//
//     64             T ids, one document after the other, without marks between them
//                    zero bytes up to a multiple of 8
//
//     tables  8      N + 1 bounds: the index of each document's first id, then T
//             16     N document ids (high half, low half)
//             8      N groups: which documents are like each other (`ValidationSplit`)
//             4      N rows: where each document stands in its document shard
//                    zero bytes up to a multiple of 8
//
//     footer  8      offset of the tables
//     (48)    8      N, number of documents
//             8      T, number of ids
//             8      XXH64 of the tables
//             8      XXH64 of the header
//             8      magic, "SLUICETE"

import Corpus
import Storage

/// The layout of `.tokens` files.
enum TokenFileLayout {
  static let magic: [UInt8] = Array("SLUICETK".utf8)
  static let endMagic: [UInt8] = Array("SLUICETE".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let footerByteCount = 48
}

/// Writes a token file; memory is that of the tables, 40 bytes a document.
public final class TokenFileWriter {
  public let path: String
  public let vocabularySize: Int
  public private(set) var tokenCount = 0
  public var documentCount: Int { ids.count }

  private let file: AtomicFile
  private let width: TokenWidth
  private let header: [UInt8]
  private var bounds: [Int] = [0]
  private var ids: [DocumentID] = []
  private var groups: [UInt64] = []
  private var rows: [UInt32] = []

  /// Begins a file. Its folder exists already.
  public init(path: String, vocabularySize: Int) throws {
    guard vocabularySize > 0, vocabularySize <= Int(UInt32.max) else {
      throw ShardError(.limitExceeded, "a vocabulary of \(vocabularySize) ids cannot be written", path: path)
    }
    self.path = path
    self.vocabularySize = vocabularySize
    width = TokenWidth(vocabularySize: vocabularySize)
    var header = TokenFileLayout.magic
    FileNumber.append(TokenFileLayout.version, to: &header)
    FileNumber.append(UInt32(width.rawValue), to: &header)
    FileNumber.append(UInt64(vocabularySize), to: &header)
    header.append(contentsOf: repeatElement(0, count: TokenFileLayout.headerByteCount - header.count))
    self.header = header
    file = try AtomicFile(path: path)
    try file.write(header)
  }

  /// Appends a document.
  ///
  /// - Parameters:
  ///   - tokens: its ids, without those that packing puts around documents; may be empty.
  ///   - row: the document's row in its document shard.
  ///   - group: the documents it is like; its own where nil.
  /// - Throws: `ShardError` (`idOutOfRange`) before anything of the document is written.
  public func append(
    _ tokens: UnsafeBufferPointer<UInt32>, id: DocumentID, row: Int, group: UInt64? = nil
  ) throws {
    guard let row32 = UInt32(exactly: row), tokens.count <= Int(UInt32.max) - 2 else {
      throw ShardError(.limitExceeded, "row \(row) or its \(tokens.count) tokens pass 2^32", path: path)
    }
    var largest: UInt32 = 0
    for token in tokens { largest = max(largest, token) }
    guard tokens.isEmpty || largest < vocabularySize else {
      throw ShardError(
        .idOutOfRange, "document \(id) has the id \(largest), but the vocabulary ends at \(vocabularySize)",
        path: path)
    }
    let byteCount = tokens.count * width.rawValue
    if byteCount <= AtomicFile.inPlaceByteCount {
      try file.write(count: byteCount) { width.store(tokens, to: $0) }
    } else {
      var bytes = [UInt8](repeating: 0, count: byteCount)
      bytes.withUnsafeMutableBytes { width.store(tokens, to: $0) }
      try file.write(bytes)
    }
    tokenCount += tokens.count
    bounds.append(tokenCount)
    ids.append(id)
    groups.append(group ?? ValidationSplit.group(of: id))
    rows.append(row32)
  }

  public func append(_ tokens: [UInt32], id: DocumentID, row: Int, group: UInt64? = nil) throws {
    try tokens.withUnsafeBufferPointer { try append($0, id: id, row: row, group: group) }
  }

  /// Writes the tables and gives the file its name.
  public func commit() throws(StorageError) -> FileSummary {
    try file.write([UInt8](repeating: 0, count: -file.byteCount & 7))
    let tablesOffset = file.byteCount
    var tables: [UInt8] = []
    tables.reserveCapacity(ids.count * 36 + 16)
    for bound in bounds { FileNumber.append(UInt64(bound), to: &tables) }
    for id in ids {
      FileNumber.append(id.high, to: &tables)
      FileNumber.append(id.low, to: &tables)
    }
    for group in groups { FileNumber.append(group, to: &tables) }
    for row in rows { FileNumber.append(row, to: &tables) }
    tables.append(contentsOf: repeatElement(0, count: -tables.count & 7))
    let hash = XXH64.hash(tables)
    for number in [UInt64(tablesOffset), UInt64(ids.count), UInt64(tokenCount), hash, XXH64.hash(header)] {
      FileNumber.append(number, to: &tables)
    }
    tables.append(contentsOf: TokenFileLayout.endMagic)
    try file.write(tables)
    return try file.commit()
  }

  public func discard() { file.discard() }
}

/// Reads a token file through a memory map. Safe to use from several threads at once.
public final class TokenFileReader: Sendable {
  public let path: String
  public let vocabularySize: Int
  public let documentCount: Int
  public let tokenCount: Int

  private let file: MappedFile
  private let width: TokenWidth
  private let boundsOffset: Int
  private let idsOffset: Int
  private let groupsOffset: Int
  private let rowsOffset: Int

  /// Opens a file and checks its header and tables; ids themselves are covered by the checksum of the whole file, which
  /// the record of the task that wrote it holds.
  ///
  /// - Throws: `ShardError` or `StorageError`.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= TokenFileLayout.headerByteCount + 8 + TokenFileLayout.footerByteCount,
      bytes.prefix(8).elementsEqual(TokenFileLayout.magic), bytes.suffix(8).elementsEqual(TokenFileLayout.endMagic)
    else { throw ShardError(.corrupt, "this is no whole token file", path: path) }
    let version = FileNumber.load(bytes, at: 8, as: UInt32.self)
    guard version == TokenFileLayout.version else {
      throw ShardError(
        .unsupported, "the file has version \(version); this program reads \(TokenFileLayout.version)", path: path,
        offset: 8)
    }
    let footer = bytes.count - TokenFileLayout.footerByteCount
    guard let width = TokenWidth(rawValue: Int(FileNumber.load(bytes, at: 12, as: UInt32.self))),
      let vocabularySize = FileNumber.count(bytes, at: 16), let tables = FileNumber.count(bytes, at: footer),
      let documentCount = FileNumber.count(bytes, at: footer + 8),
      let tokenCount = FileNumber.count(bytes, at: footer + 16),
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<TokenFileLayout.headerByteCount]))
        == FileNumber.load(bytes, at: footer + 32, as: UInt64.self),
      documentCount < 1 << 40, tokenCount < 1 << 50,
      tables == (TokenFileLayout.headerByteCount + tokenCount * width.rawValue + 7) & ~7,
      tables + ((documentCount * 36 + 8 + 7) & ~7) == footer
    else { throw ShardError(.corrupt, "the header and the footer do not fit the file", path: path, offset: footer) }
    guard
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[tables..<footer]))
        == FileNumber.load(bytes, at: footer + 24, as: UInt64.self)
    else { throw ShardError(.corrupt, "the tables' checksum does not agree with them", path: path, offset: tables) }
    self.width = width
    self.vocabularySize = vocabularySize
    self.documentCount = documentCount
    self.tokenCount = tokenCount
    boundsOffset = tables
    idsOffset = tables + (documentCount + 1) * 8
    groupsOffset = idsOffset + documentCount * 16
    rowsOffset = groupsOffset + documentCount * 8
    // Readers index by bounds without looking again.
    var last = 0
    for document in 0...documentCount {
      guard let bound = FileNumber.count(bytes, at: tables + document * 8), bound >= last, bound <= tokenCount else {
        throw ShardError(.corrupt, "document bounds are out of order", path: path, offset: tables + document * 8)
      }
      last = bound
    }
  }

  private func bound(_ index: Int) -> Int {
    Int(FileNumber.load(file.bytes, at: boundsOffset + index * 8, as: UInt64.self))
  }

  /// Number of a document's tokens. Documents are numbered from 0; the number must exist, here and below.
  @inline(__always)
  public func tokenCount(ofDocument document: Int) -> Int {
    precondition(document >= 0 && document < documentCount)
    return bound(document + 1) - bound(document)
  }

  public func id(ofDocument document: Int) -> DocumentID {
    precondition(document >= 0 && document < documentCount)
    return DocumentID(
      high: FileNumber.load(file.bytes, at: idsOffset + document * 16),
      low: FileNumber.load(file.bytes, at: idsOffset + document * 16 + 8))
  }

  public func group(ofDocument document: Int) -> UInt64 {
    precondition(document >= 0 && document < documentCount)
    return FileNumber.load(file.bytes, at: groupsOffset + document * 8)
  }

  /// The document's row in its document shard.
  public func row(ofDocument document: Int) -> Int {
    precondition(document >= 0 && document < documentCount)
    return Int(FileNumber.load(file.bytes, at: rowsOffset + document * 4, as: UInt32.self))
  }

  /// Copies tokens of a document, beginning with the one at `first`, as many as `output` has room for.
  public func copyTokens(
    ofDocument document: Int, from first: Int, to output: UnsafeMutableBufferPointer<UInt32>
  ) {
    precondition(first >= 0 && first + output.count <= tokenCount(ofDocument: document))
    let offset = TokenFileLayout.headerByteCount + (bound(document) + first) * width.rawValue
    file.withBytes { width.copy($0, from: offset, to: output) }
  }

  /// Copies tokens of a document as they stand in files with ids of `width`, which is not less than this file's,
  /// beginning with the token at `first`.
  ///
  /// - Parameter output: room for whole ids; as many are copied as it holds.
  public func copyBytes(
    ofDocument document: Int, from first: Int, to output: UnsafeMutableRawBufferPointer, _ width: TokenWidth
  ) {
    precondition(first >= 0 && first + output.count / width.rawValue <= tokenCount(ofDocument: document))
    let offset = TokenFileLayout.headerByteCount + (bound(document) + first) * self.width.rawValue
    if width == self.width {
      file.withBytes { output.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + output.count])) }
      return
    }
    precondition(self.width == .two && width == .four)
    file.withBytes { bytes in
      for index in 0..<output.count / 4 {
        let id = FileNumber.load(bytes, at: offset &+ index &* 2, as: UInt16.self)
        output.storeBytes(of: UInt32(id).littleEndian, toByteOffset: index &* 4, as: UInt32.self)
      }
    }
  }

  /// Asks the processor for what the tables say of a document that is read soon; it need not exist.
  public func prefetchTables(ofDocument document: Int) {
    file.prefetch(boundsOffset + document * 8..<boundsOffset + document * 8 + 16)
    file.prefetch(idsOffset + document * 16..<idsOffset + document * 16 + 16)
  }

  /// Asks the processor for the first tokens of a stretch of a document that is read soon; it need not exist.
  public func prefetchTokens(ofDocument document: Int, from first: Int, count: Int) {
    guard document >= 0, document < documentCount else { return }
    let offset = TokenFileLayout.headerByteCount + (bound(document) + first) * width.rawValue
    file.prefetch(offset..<offset + count * width.rawValue)
  }

  /// All tokens of a document.
  public func tokens(ofDocument document: Int) -> [UInt32] {
    let count = tokenCount(ofDocument: document)
    return [UInt32](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      copyTokens(
        ofDocument: document, from: 0, to: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initializedCount = count
    }
  }
}
