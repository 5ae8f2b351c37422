// The format `megatron`: the `.bin` and `.idx` files of Megatron-LM, megatron-core, NeMo and GPT-NeoX.
//
// `.bin` holds the sequences one after the other. `.idx`, little-endian:
//
//     offset  bytes  header
//     0       9      "MMIDIDX", two zero bytes
//     9       8      version, 1
//     17      1      type of an id: 8 for uint16, 4 for int32
//     18      8      S, number of sequences
//     26      8      D, number of document indices: documents + 1
//     34      4 S    tokens of each sequence (int32)
//             8 S    offset in bytes of each sequence in the `.bin` file
//             8 D    number of the first sequence of each document, then S
//
// Here every sequence is a document of its own. Ids have two bytes for vocabularies below 65,500, as Megatron's own
// writer chooses them, and are int32 otherwise.

import Storage

enum MegatronFormat: ShardLayout {
  static let contents: [ShardContent] = [.rows, .documents]
  static let tokensEnding = ".bin"
  static let indexEnding = ".idx"
  static let magic: [UInt8] = Array("MMIDIDX".utf8) + [0, 0]
  static let headerByteCount = 34

  static func width(vocabularySize: Int) -> TokenWidth { vocabularySize < 65_500 ? .two : .four }

  private static func code(of width: TokenWidth) -> UInt8 { width == .two ? 8 : 4 }

  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8] {
    guard items.longest <= Int(Int32.max) else {
      throw ShardError(
        .limitExceeded, "a sequence of \(items.longest) tokens is longer than the format megatron allows (2^31 - 1)",
        path: path)
    }
    return []
  }

  static func writeCompanions(_ shard: FinishedShard) throws -> [(ending: String, summary: FileSummary)] {
    let file = try AtomicFile(path: shard.stem + indexEnding, sumsBlocks: true)
    var writer = NumberWriter(file)
    try file.write(magic)
    try writer.append(UInt64(1))
    try writer.append(code(of: shard.width))
    try writer.append(UInt64(shard.items.count))
    try writer.append(UInt64(shard.items.count + 1))
    for item in 0..<shard.items.count { try writer.append(Int32(truncatingIfNeeded: shard.items[item])) }
    var offset = 0
    for item in 0..<shard.items.count {
      try writer.append(Int64(offset))
      offset += shard.items[item] * shard.width.rawValue
    }
    for item in 0...shard.items.count { try writer.append(Int64(item)) }
    try writer.flush()
    return [(indexEnding, try file.commit())]
  }

  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    let file = try MappedFile(path: path)
    let items = try MegatronItems(
      path: String(path.dropLast(path.hasSuffix(tokensEnding) ? tokensEnding.utf8.count : 0)) + indexEnding,
      byteCount: file.byteCount)
    return TokenShardReader(path: path, bytes: .mapped(file), width: items.width, items: items)
  }
}

/// The sequences of an `.idx` file, read where they lie.
private struct MegatronItems: ShardItems {
  let count: Int
  let width: TokenWidth
  private let file: MappedFile

  /// - Parameter byteCount: size of the `.bin` file.
  /// - Throws: `ShardError` unless the sequences lie one behind the other and fill the `.bin` file.
  init(path: String, byteCount: Int) throws {
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= MegatronFormat.headerByteCount, bytes.prefix(9).elementsEqual(MegatronFormat.magic) else {
      throw ShardError(.corrupt, "this is no index of the format megatron", path: path, offset: 0)
    }
    let version = FileNumber.load(bytes, at: 9, as: UInt64.self)
    guard version == 1 else {
      throw ShardError(.unsupported, "the index has version \(version), not 1", path: path, offset: 9)
    }
    switch bytes[17] {
    case 8: width = .two
    case 4: width = .four
    default:
      throw ShardError(
        .unsupported, "ids of Megatron's type \(bytes[17]) are not read; 8 (uint16) and 4 (int32) are", path: path,
        offset: 17)
    }
    guard let count = FileNumber.count(bytes, at: 18), let documents = FileNumber.count(bytes, at: 26),
      count <= bytes.count, documents <= bytes.count,
      bytes.count == MegatronFormat.headerByteCount + 12 * count + 8 * documents
    else {
      throw ShardError(
        .corrupt, "the index announces more or fewer sequences and documents than it holds", path: path, offset: 18)
    }
    self.count = count
    var offset = 0
    for item in 0..<count {
      let length = Int(FileNumber.load(bytes, at: 34 + 4 * item, as: Int32.self))
      let place = 34 + 4 * count + 8 * item
      guard length >= 0, FileNumber.count(bytes, at: place) == offset else {
        throw ShardError(
          .corrupt, "sequence \(item) does not begin where the one before it ends", path: path, offset: place)
      }
      offset += length * width.rawValue
      guard offset <= byteCount else {
        throw ShardError(
          .corrupt, "sequence \(item) ends at byte \(offset) of a file of \(byteCount) bytes", path: path,
          offset: 34 + 4 * item)
      }
    }
    guard offset == byteCount else {
      throw ShardError(
        .corrupt, "the sequences end at byte \(offset) of a file of \(byteCount) bytes", path: path, offset: 18)
    }
    var last = 0
    for document in 0..<documents {
      let place = 34 + 12 * count + 8 * document
      guard let first = FileNumber.count(bytes, at: place), document == 0 ? first == 0 : first >= last, first <= count
      else {
        throw ShardError(
          .corrupt, "document \(document) begins at a sequence out of order", path: path, offset: place)
      }
      last = first
    }
    guard documents == 0 ? count == 0 : last == count else {
      throw ShardError(.corrupt, "the documents do not end with the last sequence", path: path, offset: 26)
    }
  }

  func item(_ number: Int) -> ShardItem {
    let offset = Int(FileNumber.load(file.bytes, at: 34 + 4 * count + 8 * number, as: Int64.self))
    return ShardItem(
      byteOffset: offset, firstToken: offset / width.rawValue,
      tokenCount: Int(FileNumber.load(file.bytes, at: 34 + 4 * number, as: Int32.self)))
  }
}
