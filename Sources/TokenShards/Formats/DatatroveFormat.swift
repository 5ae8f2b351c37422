// The format `datatrove`: the files of datatrove's tokenizer, which nanotron reads.
//
//     NAME.ds           the tokens, document behind document; ids of 2 bytes up to 65,536 ids, of 4 bytes beyond
//     NAME.ds.index     8 bytes a document: the number of the token behind its last
//     NAME.ds.metadata  text: TOKENIZER|BYTES OF AN ID, the number of tokens, the same for people

import Glibc
import Storage

enum DatatroveFormat: ShardLayout {
  static let contents: [ShardContent] = [.documents]
  static let tokensEnding = ".ds"

  static func writeCompanions(_ shard: FinishedShard) throws -> [(ending: String, summary: FileSummary)] {
    let file = try AtomicFile(path: shard.stem + ".ds.index", sumsBlocks: true)
    var writer = NumberWriter(file)
    var end = 0
    for item in 0..<shard.items.count {
      end += shard.items[item]
      try writer.append(UInt64(end))
    }
    try writer.flush()
    let tokenizer = shard.labels.tokenizer.isEmpty ? "Unknown Tokenizer" : shard.labels.tokenizer
    let metadata = "\(tokenizer)|\(shard.width.rawValue)\n\(end)\n\(metric(end))"
    return [
      (".ds.index", try file.commit()),
      (
        ".ds.metadata",
        try AtomicFile.write(Array(metadata.utf8), to: shard.stem + ".ds.metadata", sumsBlocks: true)
      ),
    ]
  }

  /// A count with three digits and a metric prefix, such as `1.23 MT`.
  static func metric(_ count: Int) -> String {
    guard count > 0 else { return "0.00 T" }
    let exponent = String(count).utf8.count - 1
    let value = Double(count) / pow(10, Double(exponent / 3 * 3))
    let text = withVaList([Int32(2 - exponent % 3), value]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
        vsnprintf(buffer.baseAddress, 64, "%.*f", arguments)
        return String(cString: buffer.baseAddress!)
      }
    }
    return "\(text) \(["", "k", "M", "G", "T", "P", "E"][exponent / 3])T"
  }

  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    let file = try MappedFile(path: path)
    let index = try MappedFile(path: path + ".index")
    let items = try DatatroveItems(index, tokens: file, width: width(path, file, index))
    return TokenShardReader(path: path, bytes: .mapped(file), width: items.width, items: items)
  }

  /// Bytes of an id: as the metadata say; where there are none, as the sizes of the files tell.
  private static func width(_ path: String, _ file: MappedFile, _ index: MappedFile) throws -> TokenWidth {
    let metadata = path + ".metadata"
    if FileSystem.exists(metadata) {
      let line = try FileSystem.readAll(metadata, limit: 1 << 20).prefix { $0 != 0x0a }
      if let digits = line.lastIndex(of: UInt8(ascii: "|")) {
        guard let bytes = Int(String(decoding: line[(digits + 1)...], as: UTF8.self)),
          let width = TokenWidth(rawValue: bytes)
        else {
          throw ShardError(.corrupt, "the first line does not end with the bytes of an id", path: metadata, offset: 0)
        }
        return width
      }
    }
    guard index.byteCount >= 8, let last = FileNumber.count(index.bytes, at: index.byteCount / 8 * 8 - 8), last > 0,
      let width = [TokenWidth.two, .four].first(where: { last * $0.rawValue == file.byteCount })
    else { return .two }
    return width
  }
}

/// The documents of an index, read where they lie.
private struct DatatroveItems: ShardItems {
  let count: Int
  let width: TokenWidth
  private let index: MappedFile

  init(_ index: MappedFile, tokens: MappedFile, width: TokenWidth) throws(ShardError) {
    self.index = index
    self.width = width
    count = index.byteCount / 8
    guard index.byteCount % 8 == 0, tokens.byteCount % width.rawValue == 0 else {
      throw ShardError(.corrupt, "the file's size is no multiple of its numbers'", path: index.path)
    }
    var last = 0
    for document in 0..<count {
      guard let end = FileNumber.count(index.bytes, at: document * 8), end >= last,
        end <= tokens.byteCount / width.rawValue
      else {
        throw ShardError(
          .corrupt, "document \(document) ends before it begins or behind the last token", path: index.path,
          offset: document * 8)
      }
      last = end
    }
    guard last * width.rawValue == tokens.byteCount else {
      throw ShardError(
        .corrupt, "the documents end at token \(last), but \(tokens.path) has \(tokens.byteCount) bytes",
        path: index.path, offset: max(0, index.byteCount - 8))
    }
  }

  func item(_ number: Int) -> ShardItem {
    let first = number == 0 ? 0 : Int(FileNumber.load(index.bytes, at: number * 8 - 8, as: UInt64.self))
    let end = Int(FileNumber.load(index.bytes, at: number * 8, as: UInt64.self))
    return ShardItem(byteOffset: first * width.rawValue, firstToken: first, tokenCount: end - first)
  }
}
