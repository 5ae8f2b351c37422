// The format `llmc`: the `.bin` files of llm.c and modded-nanogpt.
//
//     offset  bytes  header: 256 numbers of 4 bytes, little-endian
//     0       4      magic: 20240520 (ids of two bytes) or 20240801 (ids of four bytes)
//     4       4      version: 1 or 7
//     8       4      number of tokens (below 2^31)
//     12      1012   zero
//     1024           the tokens

import Storage

enum LLMCFormat: ShardLayout {
  static let contents: [ShardContent] = [.rows]
  static let tokensEnding = ".bin"
  static let headerByteCount = 1024

  static func numbers(of width: TokenWidth) -> (magic: Int32, version: Int32) {
    width == .two ? (20_240_520, 1) : (20_240_801, 7)
  }

  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8] {
    guard let count = Int32(exactly: items.tokenCount) else {
      throw ShardError(
        .limitExceeded, "a file of the format llmc holds fewer than 2^31 tokens, not \(items.tokenCount)", path: path)
    }
    let (magic, version) = numbers(of: width)
    var header: [UInt8] = []
    for number in [magic, version, count] { FileNumber.append(number, to: &header) }
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }

  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    let file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= headerByteCount else {
      throw ShardError(.corrupt, "the file ends inside its header", path: path, offset: bytes.count)
    }
    let found = (
      magic: FileNumber.load(bytes, at: 0, as: Int32.self), version: FileNumber.load(bytes, at: 4, as: Int32.self)
    )
    guard let width = [TokenWidth.two, .four].first(where: { numbers(of: $0) == found }) else {
      throw ShardError(
        .unsupported, "magic \(found.magic) with version \(found.version) is no known token file", path: path,
        offset: 0)
    }
    let count = Int(FileNumber.load(bytes, at: 8, as: Int32.self))
    guard count >= 0, bytes.count == headerByteCount + count * width.rawValue else {
      throw ShardError(
        .corrupt, "the header announces \(count) tokens, which \(bytes.count) bytes do not hold", path: path,
        offset: 8)
    }
    let rowTokenCount = rowTokenCount ?? max(1, count)
    guard count % rowTokenCount == 0 else {
      throw ShardError(
        .corrupt, "the file's \(count) tokens are no whole rows of \(rowTokenCount)", path: path, offset: 8)
    }
    return TokenShardReader(
      path: path, bytes: .mapped(file), width: width,
      items: UniformItems(
        byteOffset: headerByteCount, tokenCount: rowTokenCount, count: count / rowTokenCount, width: width))
  }
}
