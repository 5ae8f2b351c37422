// The format `mds`: MosaicML streaming's shards, one sample a row, with the column `tokens` or those of its objective.
//
// `shard.NNNNN.mds`, little-endian:
//
//     4           S, number of samples
//     4 (S + 1)   offset in the file of each sample, then the file's size
//                 the configuration as JSON: columns, their encodings and sizes, hashes
//                 the samples; sizes (4 bytes each) of the columns of no fixed size, then the columns' bytes
//
// With a column `ndarray:uint16:ROW` every sample is the bytes of its row and nothing else. Rows of other objectives have
// several columns of fixed sizes, one behind the other. `shard.NNNNN.mds.zstd` is the same as one zstd frame. `index.json` lists the shards of a split with their sizes and hashes.

import Corpus
import Storage

enum MDSFormat: ShardLayout {
  static let contents: [ShardContent] = [.rows]
  static let tokensEnding = ".mds"
  static let holdsColumns = true
  static let indexName = "index.json"

  static func stem(ofShard number: Int) -> String { "shard." + digits(number, 5) }

  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8] {
    try header(items, width, compression: nil, path: path)
  }

  static func header(
    _ items: ItemLengths, _ width: TokenWidth, compression: String?, path: String
  ) throws(ShardError) -> [UInt8] {
    let columns: MDSColumns
    switch items {
    case .uniform(let rowTokenCount, _): columns = MDSColumns(nil, rowTokenCount: rowTokenCount, width: width)
    case .samples(let samples, let rowTokenCount, _):
      columns = MDSColumns(samples, rowTokenCount: rowTokenCount, width: width)
    case .listed: throw ShardError(.unsupported, "the format mds holds rows of one length", path: path)
    }
    let count = items.count
    let configuration = Array(columns.json(compression: compression, "}").utf8)
    let sampleByteCount = columns.sampleByteCount
    let start = 4 * (count + 2) + configuration.count
    guard UInt32(exactly: start + count * sampleByteCount) != nil else {
      throw ShardError(
        .limitExceeded,
        "a shard of the format mds holds fewer than 2^32 bytes, not \(start + count * sampleByteCount)", path: path)
    }
    var header: [UInt8] = []
    header.reserveCapacity(start)
    FileNumber.append(UInt32(count), to: &header)
    for sample in 0...count { FileNumber.append(UInt32(start + sample * sampleByteCount), to: &header) }
    return header + configuration
  }

  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    try open(path, .mapped(try MappedFile(path: path)))
  }

  static func open(_ path: String, _ bytes: ShardBytes) throws -> TokenShardReader {
    let (columns, items) = try bytes.withBytes { try MDSSamples.read($0, path: path) }
    return TokenShardReader(
      path: path, bytes: bytes, width: columns.width, items: items, columns: columns.objective)
  }

  /// `index.json`, as MosaicML's own writer lays it out.
  static func index(_ shards: [(shard: ShardManifest.Shard, columns: MDSColumns)]) -> [UInt8] {
    let entries = shards.map { shard, columns in
      let name = Path.lastComponent(shard.tokens.path)
      let stored = json(name, shard.tokens.byteCount, shard.tokens.xxh64)
      let parts: String
      if let raw = shard.uncompressed {
        let rawName = String(name.dropLast(".zstd".utf8.count))
        parts =
          ", \"raw_data\": \(json(rawName, raw.byteCount, raw.xxh64)), \"samples\": \(shard.rowCount), "
          + "\"size_limit\": null, \"version\": 2, \"zip_data\": \(stored)}"
      } else {
        parts =
          ", \"raw_data\": \(stored), \"samples\": \(shard.rowCount), \"size_limit\": null, \"version\": 2, "
          + "\"zip_data\": null}"
      }
      return columns.members(compression: shard.uncompressed == nil ? nil : "zstd") + parts
    }
    return Array("{\"shards\": [\(entries.joined(separator: ", "))], \"version\": 2}".utf8)
  }

  private static func json(_ name: String, _ byteCount: Int, _ xxh64: UInt64) -> String {
    "{\"basename\": \"\(name)\", \"bytes\": \(byteCount), \"hashes\": {\"xxh64\": \"\(Hex.encode(xxh64))\"}}"
  }
}

enum CompressedMDSFormat: ShardLayout {
  static let contents: [ShardContent] = [.rows]
  static let tokensEnding = ".mds.zstd"
  static let isCompressed = true
  static let holdsColumns = true

  static func stem(ofShard number: Int) -> String { MDSFormat.stem(ofShard: number) }

  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8] {
    try MDSFormat.header(items, width, compression: "zstd", path: path)
  }

  /// Holds the shard's uncompressed bytes in memory.
  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader {
    let file = try MappedFile(path: path)
    var bytes: [UInt8] = []
    try file.withBytes {
      _ = try ZstdDecompressor().decompress(frame: $0, into: &bytes, limit: Int(UInt32.max), name: path)
    }
    return try MDSFormat.open(path, .held(bytes))
  }
}

/// The columns that Sluice writes.
struct MDSColumns {
  private let names: [String]
  private let encodings: [String]
  private let sizes: [Int]

  /// - Parameter samples: nil for the one column of packed rows.
  init(_ samples: SampleColumns?, rowTokenCount: Int, width: TokenWidth) {
    if let samples {
      names = samples.columns.map(\.name.rawValue)
      encodings = samples.columns.map(\.encoding)
      sizes = samples.columns.map(\.byteCount)
    } else {
      names = ["tokens"]
      encodings = ["ndarray:uint\(width.rawValue * 8):\(rowTokenCount)"]
      sizes = [rowTokenCount * width.rawValue]
    }
  }

  var sampleByteCount: Int { sizes.reduce(0, +) }

  private static func list(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ", ") }

  /// The members that stand in every shard and, for each, in the index; without the object's end.
  func members(compression: String?) -> String {
    let compression = compression.map { "\"\($0)\"" } ?? "null"
    return "{\"column_encodings\": [\(Self.list(encodings))], \"column_names\": [\(Self.list(names))], "
      + "\"column_sizes\": [\(sizes.map(String.init).joined(separator: ", "))], \"compression\": \(compression), \"format\": \"mds\", \"hashes\": [\"xxh64\"]"
  }

  func json(compression: String?, _ end: String) -> String {
    members(compression: compression) + ", \"size_limit\": null, \"version\": 2" + end
  }
}

/// The samples of a shard, ours or another writer's.
private enum MDSSamples {
  /// The columns of a sample in front of which the tokens stand, and the tokens' own.
  struct Columns {
    var width: TokenWidth
    /// Sizes in bytes of all columns; nil for those that say it in every sample.
    var sizes: [Int?]
    /// Which of them holds the tokens.
    var tokens: Int
    /// All of them, where they are those of an objective.
    var objective: SampleColumns?
  }

  static func read(_ bytes: UnsafeRawBufferPointer, path: String) throws(ShardError) -> (Columns, any ShardItems) {
    guard bytes.count >= 8 else { throw ShardError(.corrupt, "the file ends inside its header", path: path, offset: 0) }
    let count = Int(FileNumber.load(bytes, at: 0, as: UInt32.self))
    let tableEnd = 4 * (count + 2)
    guard tableEnd <= bytes.count else {
      throw ShardError(
        .corrupt, "the header announces \(count) samples, whose offsets \(bytes.count) bytes do not hold", path: path,
        offset: 0)
    }
    var last = Int(FileNumber.load(bytes, at: 4, as: UInt32.self))
    guard last >= tableEnd, last <= bytes.count else {
      throw ShardError(.corrupt, "the first sample begins outside the file", path: path, offset: 4)
    }
    let columns = try columns(Array(bytes[tableEnd..<last]), path: path, offset: tableEnd)
    let first = last
    // Of fixed sizes all, one behind the other.
    let fixed = columns.sizes.compactMap(\.self)
    let sampleByteCount = fixed.reduce(0, +)
    var isUniform = fixed.count == columns.sizes.count
    for sample in 0..<count {
      let end = Int(FileNumber.load(bytes, at: 8 + 4 * sample, as: UInt32.self))
      guard end >= last, end <= bytes.count else {
        throw ShardError(
          .corrupt, "sample \(sample) ends before it begins or behind the file", path: path, offset: 8 + 4 * sample)
      }
      if end - last != sampleByteCount { isUniform = false }
      last = end
    }
    guard last == bytes.count else {
      throw ShardError(
        .corrupt, "the samples end at byte \(last) of \(bytes.count)", path: path, offset: 4 + 4 * count)
    }
    if isUniform, fixed[columns.tokens] % columns.width.rawValue == 0 {
      return (
        columns,
        UniformItems(
          byteOffset: first + fixed[..<columns.tokens].reduce(0, +),
          tokenCount: fixed[columns.tokens] / columns.width.rawValue, count: count, width: columns.width,
          stride: sampleByteCount)
      )
    }
    let items = try listed(bytes, count, columns, path: path)
    return (Columns(width: columns.width, sizes: columns.sizes, tokens: columns.tokens), items)
  }

  /// Places of the tokens in samples of several columns or of no fixed size; 24 bytes of memory a sample.
  private static func listed(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ columns: Columns, path: String
  ) throws(ShardError) -> ListedItems {
    var items: [ShardItem] = []
    items.reserveCapacity(count)
    var firstToken = 0
    for sample in 0..<count {
      let start = Int(FileNumber.load(bytes, at: 4 + 4 * sample, as: UInt32.self))
      let end = Int(FileNumber.load(bytes, at: 8 + 4 * sample, as: UInt32.self))
      var place = start
      var body = start + 4 * columns.sizes.count { $0 == nil }
      guard body <= end else { throw wrongSizes(sample, path, start) }
      var tokens = 0..<0
      for (column, fixed) in columns.sizes.enumerated() {
        var size = fixed ?? 0
        if fixed == nil {
          size = Int(FileNumber.load(bytes, at: place, as: UInt32.self))
          place += 4
        }
        guard size <= end - body else { throw wrongSizes(sample, path, start) }
        if column == columns.tokens { tokens = body..<body + size }
        body += size
      }
      guard body == end, tokens.count % columns.width.rawValue == 0 else { throw wrongSizes(sample, path, start) }
      let tokenCount = tokens.count / columns.width.rawValue
      items.append(ShardItem(byteOffset: tokens.lowerBound, firstToken: firstToken, tokenCount: tokenCount))
      firstToken += tokenCount
    }
    return ListedItems(items)
  }

  private static func wrongSizes(_ sample: Int, _ path: String, _ offset: Int) -> ShardError {
    ShardError(.corrupt, "the columns of sample \(sample) do not fill it", path: path, offset: offset)
  }

  /// Reads the configuration between the offsets and the samples.
  private static func columns(_ text: [UInt8], path: String, offset: Int) throws(ShardError) -> Columns {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(parsing: text) } catch {
      throw ShardError(
        .corrupt, "the configuration is no JSON: \(error.message)", path: path, offset: offset + error.offset)
    }
    guard let names = json["column_names"]?.array, let encodings = json["column_encodings"]?.array,
      let sizes = json["column_sizes"]?.array, names.count == encodings.count, names.count == sizes.count,
      !names.isEmpty
    else { throw ShardError(.corrupt, "the configuration does not name the columns", path: path, offset: offset) }
    let wanted = ["tokens", "input_ids"].lazy.compactMap { name in names.firstIndex { $0.string == name } }.first
    guard let tokens = wanted ?? (names.count == 1 ? 0 : nil) else {
      throw ShardError(
        .unsupported,
        "no column is called tokens or input_ids: "
          + names.compactMap(\.string).joined(separator: ", "), path: path, offset: offset)
    }
    let encoding = encodings[tokens].string ?? ""
    let width: TokenWidth
    switch encoding.split(separator: ":").prefix(2).joined(separator: ":") {
    case "ndarray:uint16": width = .two
    case "ndarray:uint32", "ndarray:int32": width = .four
    case "ndarray:int64", "ndarray:uint64": width = .eight
    default:
      throw ShardError(
        .unsupported,
        "the tokens are encoded as '\(encoding)'; ndarray:uint16, uint32, int32, uint64 and int64 are read",
        path: path, offset: offset)
    }
    // Arrays without a shape carry it in front of their values.
    guard encoding.split(separator: ":").count == 3 else {
      throw ShardError(
        .unsupported, "the tokens are arrays of no fixed shape ('\(encoding)')", path: path, offset: offset)
    }
    var widths: [Int?] = []
    for size in sizes {
      guard size == nil || size.int.map({ $0 >= 0 }) == true else {
        throw ShardError(.corrupt, "a column's size is no number", path: path, offset: offset)
      }
      widths.append(size.int)
    }
    return Columns(
      width: width, sizes: widths, tokens: tokens,
      objective: objective(names.map { $0.string ?? "" }, encodings.map { $0.string ?? "" }, widths))
  }

  /// The columns of an objective; nil for others'.
  private static func objective(_ names: [String], _ encodings: [String], _ sizes: [Int?]) -> SampleColumns? {
    var columns: [SampleColumns.Column] = []
    for ((name, encoding), size) in zip(zip(names, encodings), sizes) {
      let parts = encoding.split(separator: ":")
      guard let name = SampleColumns.Name(rawValue: name),
        let element = (parts.first == "ndarray" ? parts.dropFirst().first : parts.first)
          .flatMap({ SampleColumns.Element(rawValue: String($0)) })
      else { return nil }
      let column = SampleColumns.Column(name, element, count: parts.count == 3 ? Int(parts[2]) : nil)
      guard column.encoding == encoding, column.count ?? 1 > 0, column.count ?? 1 < 1 << 31, column.byteCount == size
      else { return nil }
      columns.append(column)
    }
    let samples = SampleColumns(columns)
    return Set(names).count == names.count && samples.columns == columns && samples[.inputs] != nil ? samples : nil
  }
}
