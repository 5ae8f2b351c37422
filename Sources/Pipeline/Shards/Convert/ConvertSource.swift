// What is converted: a set of shards with its manifest, or other people's files without one.

import Corpus
import Storage
import TokenShards

/// How to read files that have no manifest.
public struct ForeignShardOptions: Sendable {
  /// Nil to tell it by the files' names and first bytes.
  public var format: ShardFormat?
  /// The id between documents; nil to tell it by the documents' ends, where the format has documents.
  public var endID: UInt32?
  /// Where that id stands; nil to tell it in the same way, or for `llmc` before the documents.
  public var endPosition: EndOfDocument.Position?
  /// The id before each document; nil for none.
  public var beginningID: UInt32?
  /// Nil for the largest id and one more.
  public var vocabularySize: Int?

  public init() {}
}

/// Opened shards of both splits, and a manifest of them.
struct ConvertSource {
  var manifest: ShardManifest
  /// True for files without spans, whose documents are made up from their items.
  let isForeign: Bool
  /// False where items are no documents: the end-of-document id alone tells these apart.
  let hasItems: Bool
  let readers: [DatasetSplit: [TokenShardReader]]
  let spans: [DatasetSplit: [SpansReader]]

  /// True where all rows are as long as the manifest says.
  var hasOneLength: Bool {
    DatasetSplit.allCases.allSatisfy {
      manifest.sequenceLengths($0).allSatisfy { $0 == manifest.sequenceLength }
    }
  }

  /// A set with its manifest.
  init(_ folder: ShardFolder) throws {
    manifest = folder.manifest
    isForeign = false
    hasItems = true
    var readers: [DatasetSplit: [TokenShardReader]] = [:]
    var spans: [DatasetSplit: [SpansReader]] = [:]
    for split in DatasetSplit.allCases {
      for shard in folder.manifest.shards(split) {
        let opened = try ShardSet.open(shard, folder.manifest, folder: folder.path)
        readers[split, default: []].append(opened.0)
        spans[split, default: []].append(opened.1)
      }
    }
    (self.readers, self.spans) = (readers, spans)
    for reader in readers.values.joined() {
      if let offset = reader.offsetOfForeignID(vocabularySize: manifest.idCount) {
        throw ShardError(
          .idOutOfRange, "an id lies outside the manifest's vocabulary of \(manifest.vocabularySize) ids",
          path: reader.path, offset: offset)
      }
    }
  }

  /// Files without a manifest: a file, a folder of files, or a folder with a folder for each split.
  ///
  /// - Throws: `RunError.noInput` where there are none, `RunError.usage` where options are missing; `ShardError`.
  init(foreign path: String, _ options: ForeignShardOptions) throws {
    let found = try ForeignShards.find(path, format: options.format)
    isForeign = true
    hasItems = found.format != .llmc
    spans = [:]
    readers = try found.files.mapValues { try $0.map { try TokenShardReader.open($0, format: found.format) } }
    let opened = readers
    let all = DatasetSplit.allCases.flatMap { opened[$0] ?? [] }
    let largest = all.compactMap { $0.largestID() }.max() ?? 0
    let vocabularySize = options.vocabularySize ?? Int(largest) + 1
    for reader in all {
      guard let offset = reader.offsetOfForeignID(vocabularySize: vocabularySize) else { continue }
      throw ShardError(
        .idOutOfRange, "an id lies outside the vocabulary of \(vocabularySize) ids", path: reader.path, offset: offset)
    }
    let end = try Self.endOfDocument(all, hasItems: hasItems, options, path: path)
    guard end.id < vocabularySize else {
      throw RunError(.usage, "the end-of-document id \(end.id) lies outside the vocabulary of \(vocabularySize) ids")
    }
    if let beginning = options.beginningID {
      guard beginning < vocabularySize, end.position == .after else {
        throw RunError(
          .usage,
          "the beginning-of-document id \(beginning) lies outside the vocabulary of \(vocabularySize) ids, or the "
            + "end-of-document id stands before documents, too")
      }
    }
    let name = Path.lastComponent(Path.standardized(Path.absolute(path)))
    manifest = ShardManifest(
      tokenizerHash: "", vocabularySize: vocabularySize, sequenceLength: 0, targetRule: .withinRow,
      endOfDocument: end, paddingID: end.id, seed: 0, sources: [ShardManifest.Source(name: name)])
    manifest.beginningOfDocument = options.beginningID
    manifest.format = found.format
    manifest.content = .documents
    manifest.sources[0].train.epochs = 1
    manifest.sources[0].validation.epochs = 1
  }

  /// Which id ends documents, and where it stands, from the options or from the documents themselves.
  private static func endOfDocument(
    _ readers: [TokenShardReader], hasItems: Bool, _ options: ForeignShardOptions, path: String
  ) throws -> EndOfDocument {
    if let id = options.endID {
      let isAfter = hasItems || options.beginningID != nil
      return EndOfDocument(id: id, position: options.endPosition ?? (isAfter ? .after : .before))
    }
    if hasItems {
      for position in [EndOfDocument.Position.after, .before]
      where options.endPosition == nil || options.endPosition == position {
        if let id = commonID(readers, position) { return EndOfDocument(id: id, position: position) }
      }
    }
    throw RunError(.usage, "\(path): say with --end-of-document-id which id stands between documents")
  }

  /// The id that all of the first documents have at one of their ends; nil when there is none.
  private static func commonID(_ readers: [TokenShardReader], _ position: EndOfDocument.Position) -> UInt32? {
    var common: UInt32?
    var count = 0
    for reader in readers {
      for number in 0..<reader.itemCount where reader.item(number).tokenCount > 0 {
        let place = position == .before ? 0 : reader.item(number).tokenCount - 1
        let id = reader.tokens(ofItem: number, place..<place + 1)[0]
        if common != nil, id != common { return nil }
        common = id
        count += 1
        if count == 10_000 { return common }
      }
    }
    // One document shows nothing.
    return count > 1 ? common : nil
  }
}

/// Finds shards by their names.
enum ForeignShards {
  struct Found {
    var format: ShardFormat
    var files: [DatasetSplit: [String]]
  }

  /// - Throws: `RunError.noInput` where there are no shards, `RunError.usage` where there are those of two formats.
  static func find(_ path: String, format: ShardFormat?) throws -> Found {
    let path = Path.absolute(path)
    guard FileSystem.exists(path) else { throw RunError(.noInput, "\(path) is not there") }
    var files: [DatasetSplit: [String]] = [:]
    if FileSystem.isDirectory(path) {
      files[.train] = try shards(in: path)
      for split in DatasetSplit.allCases where FileSystem.isDirectory(Path.join(path, split.rawValue)) {
        files[split, default: []] += try shards(in: Path.join(path, split.rawValue))
      }
    } else {
      files[.train] = [path]
    }
    var kept: [DatasetSplit: [String]] = [:]
    var formats: Set<ShardFormat> = []
    for (split, names) in files {
      for name in names {
        guard let found = self.format(of: name), format == nil || found == format else { continue }
        kept[split, default: []].append(name)
        formats.insert(found)
      }
    }
    guard let first = formats.first else {
      throw RunError(
        .noInput,
        "\(path) holds no shards of \(format?.rawValue ?? "a known format") (formats: \(ShardFormat.names))")
    }
    guard formats.count == 1 else {
      let names = formats.map(\.rawValue).sorted().joined(separator: " and ")
      throw RunError(.usage, "\(path) holds shards of \(names): name one with --from-format")
    }
    return Found(format: first, files: kept)
  }

  private static func shards(in folder: String) throws -> [String] {
    try FileSystem.listDirectory(folder).sorted().map { Path.join(folder, $0) }.filter { !FileSystem.isDirectory($0) }
  }

  private static func format(of path: String) -> ShardFormat? {
    if path.hasSuffix(".mds") { return .mds }
    if path.hasSuffix(".mds.zstd") { return .mdsZstd }
    if path.hasSuffix(".ds") { return .datatrove }
    if path.hasSuffix(".npy") { return .olmo }
    if path.hasSuffix(".bin") {
      return FileSystem.exists(path.dropLast(4) + ".idx") ? .megatron : .llmc
    }
    return nil
  }
}
