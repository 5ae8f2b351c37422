// `manifest.json`: what a set of token shards is, and the size and checksum of each of its files.

import Corpus
import Storage

/// Where the id that ends a document stands.
public struct EndOfDocument: Sendable, Equatable {
  public enum Position: String, Sendable, CaseIterable {
    /// In front of the document's first token.
    case before
    /// Behind its last token.
    case after
  }

  public var id: UInt32
  public var position: Position

  public init(id: UInt32, position: Position) {
    self.id = id
    self.position = position
  }
}

/// The ids that stand around a document's tokens. Its *sequence* is the one before it, its tokens, and the one behind.
public struct DocumentMarks: Sendable, Equatable {
  /// Behind the document wherever there is an id of its own for the beginning.
  public let end: EndOfDocument
  /// The id in front of a document's first token; nil for none.
  public let beginning: UInt32?

  public init(end: EndOfDocument, beginning: UInt32? = nil) {
    self.end = beginning == nil ? end : EndOfDocument(id: end.id, position: .after)
    self.beginning = beginning
  }

  /// The id before a document's tokens.
  public var front: UInt32? { beginning ?? (end.position == .before ? end.id : nil) }

  /// The id behind a document's tokens.
  public var back: UInt32? { end.position == .after ? end.id : nil }

  /// Ids in a sequence that are no tokens of the document.
  public var count: Int { (front == nil ? 0 : 1) + (back == nil ? 0 : 1) }

  /// The sequence of a document.
  public func sequence(of tokens: [UInt32]) -> [UInt32] {
    (front.map { [$0] } ?? []) + tokens + (back.map { [$0] } ?? [])
  }
}

/// How a row gives inputs and targets.
public enum TargetRule: String, Sendable, CaseIterable {
  /// Rows of L + 1 tokens: inputs are the first L, targets the last L; a row needs nothing of the next.
  case withinRow = "within-row"
  /// Rows of L tokens: the target of a row's last token is the first of the next row.
  case acrossRows = "across-rows"

  /// Tokens of a row for sequences of `sequenceLength` inputs.
  public func rowTokenCount(sequenceLength: Int) -> Int { sequenceLength + (self == .withinRow ? 1 : 0) }

  /// Inputs of a row of so many tokens.
  public func sequenceLength(rowTokenCount: Int) -> Int { rowTokenCount - (self == .withinRow ? 1 : 0) }
}

/// The description of a set of token shards.
public struct ShardManifest: Sendable, Equatable {
  public static let fileName = "manifest.json"
  static let version = 1

  /// A file with what proves that it is whole.
  public struct File: Sendable, Equatable {
    /// Relative to the manifest's folder.
    public var path: String
    public var byteCount: Int
    public var xxh64: UInt64

    public init(path: String, byteCount: Int, xxh64: UInt64) {
      self.path = path
      self.byteCount = byteCount
      self.xxh64 = xxh64
    }

    public init(path: String, summary: FileSummary) {
      self.init(path: path, byteCount: summary.byteCount, xxh64: summary.xxh64)
    }
  }

  /// A shard and the spans beside it.
  public struct Shard: Sendable, Equatable {
    public var tokens: File
    public var spans: File
    /// What the format has besides these two, such as an index.
    public var companions: [File] = []
    /// Size and checksum of the file of tokens before it was compressed; nil where it is not.
    public var uncompressed: FileSummary?
    /// Rows, or documents.
    public var rowCount: Int
    /// Inputs of a row, where they are others than the manifest's: a phase of the training split has a length of its own.
    public var sequenceLength: Int?

    public init(tokens: File, spans: File, rowCount: Int) {
      self.tokens = tokens
      self.spans = spans
      self.rowCount = rowCount
    }

    public var files: [File] { [tokens] + companions + [spans] }
  }

  /// What one source gives to one split.
  public struct SourceShare: Sendable, Equatable {
    public var rowCount = 0
    /// Tokens of documents, end-of-document ids included, padding not.
    public var tokenCount = 0
    /// Distinct documents that were packed for it.
    public var documentCount = 0
    /// Times that the source's documents were gone through; 1 is once.
    public var epochs = 0.0
    /// Share of the rows that was asked for; nil when nothing was.
    public var askedShare: Double?

    public init() {}
  }

  public struct Source: Sendable, Equatable {
    public var name: String
    public var train: SourceShare
    public var validation: SourceShare

    public init(name: String, train: SourceShare = SourceShare(), validation: SourceShare = SourceShare()) {
      self.name = name
      self.train = train
      self.validation = validation
    }

    public func share(_ split: DatasetSplit) -> SourceShare { split == .train ? train : validation }
  }

  public var format = ShardFormat.llmc
  public var content = ShardContent.rows
  public var objective = Objective.causal()
  /// SHA-256 of the tokenizer's file, hexadecimal; empty when it is not known.
  public var tokenizerHash: String
  public var vocabularySize: Int
  /// Inputs of a row where a shard does not say otherwise; 0 where shards hold whole documents.
  public var sequenceLength: Int
  public var targetRule: TargetRule
  public var endOfDocument: EndOfDocument
  /// The id before each document; nil for none.
  public var beginningOfDocument: UInt32?
  /// The id behind a row's last piece.
  public var paddingID: UInt32
  public var seed: Int
  public var sources: [Source]
  /// The phases of the training split; none where it is one.
  public var phases: [Phase] = []
  public var train: [Shard] = []
  public var validation: [Shard] = []
  /// Files of the format that belong to a whole split, such as `index.json`.
  public var trainFiles: [File] = []
  public var validationFiles: [File] = []

  public init(
    tokenizerHash: String, vocabularySize: Int, sequenceLength: Int, targetRule: TargetRule,
    endOfDocument: EndOfDocument, paddingID: UInt32, seed: Int, sources: [Source]
  ) {
    self.tokenizerHash = tokenizerHash
    self.vocabularySize = vocabularySize
    self.sequenceLength = sequenceLength
    self.targetRule = targetRule
    self.endOfDocument = endOfDocument
    self.paddingID = paddingID
    self.seed = seed
    self.sources = sources
  }

  /// The ids around each document.
  public var marks: DocumentMarks { DocumentMarks(end: endOfDocument, beginning: beginningOfDocument) }

  /// Tokens of documents that a row has room for, where its shard does not say otherwise; 0 where shards hold whole
  /// documents.
  public var rowTokenCount: Int {
    content == .rows ? objective.rowTokenCount(sequenceLength: sequenceLength, targetRule) : 0
  }

  /// Inputs of a shard's rows.
  public func sequenceLength(of shard: Shard) -> Int { shard.sequenceLength ?? sequenceLength }

  /// Tokens of documents that a shard's rows have room for; 0 where shards hold whole documents.
  public func rowTokenCount(of shard: Shard) -> Int {
    content == .rows ? objective.rowTokenCount(sequenceLength: sequenceLength(of: shard), targetRule) : 0
  }

  /// Ids of a shard's rows as they are stored.
  public func storedTokenCount(of shard: Shard) -> Int {
    columns == nil ? rowTokenCount(of: shard) : sequenceLength(of: shard)
  }

  /// The lengths of a split's sequences, each once, in the order in which they come.
  public func sequenceLengths(_ split: DatasetSplit) -> [Int] {
    shards(split).map(sequenceLength(of:)).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The columns that rows are stored in; nil where they are stored as they were packed.
  public var columns: SampleColumns? { objective.columns(sequenceLength: sequenceLength, width: width) }

  /// Ids that a model must know: those of the tokenizer, and of the objective above them.
  public var idCount: Int { max(vocabularySize, objective.largestID.map { Int($0) + 1 } ?? 0) }

  /// Bytes of an id in the shards.
  public var width: TokenWidth { format.width(vocabularySize: idCount) }

  public func shards(_ split: DatasetSplit) -> [Shard] { split == .train ? train : validation }

  public func splitFiles(_ split: DatasetSplit) -> [File] { split == .train ? trainFiles : validationFiles }

  /// Every file of the set, the manifest apart.
  public var files: [File] {
    DatasetSplit.allCases.flatMap { shards($0).flatMap(\.files) + splitFiles($0) }
  }

  public func rowCount(_ split: DatasetSplit) -> Int { shards(split).reduce(0) { $0 + $1.rowCount } }

  /// Tokens of documents in a split, padding not counted.
  public func tokenCount(_ split: DatasetSplit) -> Int { sources.reduce(0) { $0 + $1.share(split).tokenCount } }

  /// Counts rows or documents of a source, by its number, towards a split.
  public mutating func add(rows: Int, tokens: Int, to source: Int, _ split: DatasetSplit) {
    switch split {
    case .train:
      sources[source].train.rowCount += rows
      sources[source].train.tokenCount += tokens
    case .validation:
      sources[source].validation.rowCount += rows
      sources[source].validation.tokenCount += tokens
    }
  }

  /// Tokens in a split's rows, padding counted.
  public func packedTokenCount(_ split: DatasetSplit) -> Int {
    shards(split).reduce(0) { $0 + $1.rowCount * rowTokenCount(of: $1) }
  }

  /// Padding in a split.
  public func paddingCount(_ split: DatasetSplit) -> Int {
    content == .rows ? packedTokenCount(split) - tokenCount(split) : 0
  }

  /// Enters the shards of a split, and writes the files that the format has for a whole split.
  ///
  /// - Throws: `StorageError`.
  public mutating func setShards(_ shards: [Shard], _ split: DatasetSplit, folder: String) throws(StorageError) {
    var files: [File] = []
    if format == .mds || format == .mdsZstd, !shards.isEmpty {
      let index = MDSFormat.index(
        shards.map { ($0, MDSColumns(columns, rowTokenCount: rowTokenCount(of: $0), width: width)) })
      let path = Path.join(split.rawValue, MDSFormat.indexName)
      files = [File(path: path, summary: try AtomicFile.write(index, to: Path.join(folder, path)))]
    }
    switch split {
    case .train: (train, trainFiles) = (shards, files)
    case .validation: (validation, validationFiles) = (shards, files)
    }
  }
}

// MARK: JSON

extension ShardManifest {
  var jsonWithoutPhases: JSONValue {
    let holdsRows = content == .rows
    return [
      "format": .string(format.rawValue), "version": .int(Self.version), "content": .string(content.rawValue),
      "objective": objective.json,
      "tokenizer": [
        "sha256": tokenizerHash.isEmpty ? nil : .string(tokenizerHash), "vocabularySize": .int(vocabularySize),
      ],
      "tokenBytes": .int(width.rawValue), "sequenceLength": holdsRows ? .int(sequenceLength) : nil,
      "rowTokens": holdsRows ? .int(rowTokenCount) : nil,
      "targets": holdsRows && columns == nil ? .string(targetRule.rawValue) : nil,
      "endOfDocument": [
        "id": .int(Int(endOfDocument.id)), "position": .string(endOfDocument.position.rawValue),
      ],
      "beginningOfDocument": beginningOfDocument.map { ["id": .int(Int($0)), "position": "before"] } ?? nil,
      "padding": holdsRows ? .int(Int(paddingID)) : nil, "seed": .int(seed),
      "sources": .array(
        sources.map { source in
          [
            "name": .string(source.name), "train": json(of: source.train, in: .train),
            "validation": json(of: source.validation, in: .validation),
          ]
        }),
      "splits": .object(JSONObject(DatasetSplit.allCases.map { ($0.rawValue, json(of: $0)) })),
    ]
  }

  private func json(of share: SourceShare, in split: DatasetSplit) -> JSONValue {
    [
      "rows": .int(share.rowCount), "tokens": .int(share.tokenCount), "documents": .int(share.documentCount),
      "epochs": .double(share.epochs), "askedShare": share.askedShare.map { .double($0) } ?? nil,
      "obtainedShare": .double(obtainedShare(share, split)),
    ]
  }

  /// A source's share of a split: of its rows, or of the tokens where these are not all of one length.
  public func obtainedShare(_ share: SourceShare, _ split: DatasetSplit) -> Double {
    let (part, whole) =
      content == .rows && sequenceLengths(split).count < 2
      ? (share.rowCount, rowCount(split)) : (share.tokenCount, tokenCount(split))
    return whole == 0 ? 0 : Double(part) / Double(whole)
  }

  private func json(of split: DatasetSplit) -> JSONValue {
    [
      "rows": .int(rowCount(split)), "tokens": .int(tokenCount(split)), "padding": .int(paddingCount(split)),
      "files": .array(splitFiles(split).map(Self.json)),
      "shards": .array(
        shards(split).map { shard in
          var members: JSONObject = [
            "rows": .int(shard.rowCount), "tokens": Self.json(of: shard.tokens),
            "uncompressed": shard.uncompressed.map {
              ["bytes": .int($0.byteCount), "xxh64": .string(Hex.encode($0.xxh64))]
            } ?? nil,
            "companions": .array(shard.companions.map(Self.json)), "spans": Self.json(of: shard.spans),
          ]
          if let length = shard.sequenceLength { members["sequenceLength"] = .int(length) }
          return .object(members)
        }),
    ]
  }

  private static func json(of file: File) -> JSONValue {
    ["path": .string(file.path), "bytes": .int(file.byteCount), "xxh64": .string(Hex.encode(file.xxh64))]
  }

  /// Reads a manifest.
  ///
  /// - Parameter path: for errors.
  /// - Throws: `ShardError` (`malformedManifest`, `unsupported`).
  public init(json: JSONValue, path: String) throws(ShardError) {
    func required<Value>(_ value: Value?, _ name: String) throws(ShardError) -> Value {
      guard let value else {
        throw ShardError(.malformedManifest, "\(name) is missing or holds another kind of value", path: path)
      }
      return value
    }
    let version = try required(json["version"]?.int, "version")
    guard version == Self.version else {
      throw ShardError(
        .unsupported, "the manifest has version \(version); this program reads \(Self.version)", path: path)
    }
    let formatName = try required(json["format"]?.string, "format")
    guard let format = ShardFormat(rawValue: formatName) else {
      throw ShardError(
        .unsupported, "shards of the format '\(formatName)' are not read; formats: \(ShardFormat.names)", path: path)
    }
    // Manifests of the first programs do not say it: they name rows.
    let contentName = try required(json["content"].map(\.string) ?? ShardContent.rows.rawValue, "content")
    guard let content = ShardContent(rawValue: contentName), format.contents.contains(content) else {
      throw ShardError(.malformedManifest, "the format \(formatName) does not hold '\(contentName)'", path: path)
    }
    let holdsRows = content == .rows
    let sequenceLength = holdsRows ? try required(json["sequenceLength"]?.int, "sequenceLength") : 0
    let vocabularySize = try required(json["tokenizer"]?["vocabularySize"]?.int, "tokenizer.vocabularySize")
    guard holdsRows ? sequenceLength > 0 && sequenceLength < 1 << 31 : true, vocabularySize > 0,
      vocabularySize < 1 << 32
    else {
      throw ShardError(.malformedManifest, "sequenceLength or vocabularySize is out of range", path: path)
    }
    let endID = try required(json["endOfDocument"]?["id"]?.int.flatMap(UInt32.init(exactly:)), "endOfDocument.id")
    let objective = try required(json["objective"].flatMap(Objective.init(json:)), "objective")
    let tokenizer = json["tokenizer"]?["sha256"]
    self.init(
      tokenizerHash: tokenizer == .null ? "" : try required(tokenizer?.string, "tokenizer.sha256"),
      vocabularySize: vocabularySize, sequenceLength: sequenceLength,
      targetRule: holdsRows && objective.kind == .causal
        ? try required(json["targets"]?.string.flatMap(TargetRule.init(rawValue:)), "targets") : .withinRow,
      endOfDocument: EndOfDocument(
        id: endID,
        position: try required(
          json["endOfDocument"]?["position"]?.string.flatMap(EndOfDocument.Position.init(rawValue:)),
          "endOfDocument.position")),
      paddingID: holdsRows ? try required(json["padding"]?.int.flatMap(UInt32.init(exactly:)), "padding") : endID,
      seed: try required(json["seed"]?.int, "seed"), sources: [])
    self.format = format
    self.content = content
    if let beginning = json["beginningOfDocument"], beginning != .null {
      beginningOfDocument = try required(
        beginning["id"]?.int.flatMap(UInt32.init(exactly:)), "beginningOfDocument.id")
      guard endOfDocument.position == .after else {
        throw ShardError(
          .malformedManifest, "both the end-of-document and the beginning-of-document id stand before documents",
          path: path)
      }
    }
    self.objective = objective
    try checkObjective(path: path)
    for source in try required(json["sources"]?.array, "sources") {
      sources.append(
        Source(
          name: try required(source["name"]?.string, "sources.name"),
          train: try required(source["train"].flatMap(Self.share), "sources.train"),
          validation: try required(source["validation"].flatMap(Self.share), "sources.validation")))
    }
    for phase in json["phases"]?.array ?? [] { phases.append(try required(Phase(json: phase), "phases")) }
    train = try required(json["splits"]?["train"].flatMap(Self.shards), "splits.train")
    validation = try required(json["splits"]?["validation"].flatMap(Self.shards), "splits.validation")
    trainFiles = try required(Self.files(json["splits"]?["train"]?["files"]), "splits.train.files")
    validationFiles = try required(Self.files(json["splits"]?["validation"]?["files"]), "splits.validation.files")
  }

  private static func share(_ json: JSONValue) -> SourceShare? {
    guard let rows = json["rows"]?.int, let tokens = json["tokens"]?.int, let documents = json["documents"]?.int,
      let epochs = json["epochs"]?.double
    else { return nil }
    var share = SourceShare()
    share.rowCount = rows
    share.tokenCount = tokens
    share.documentCount = documents
    share.epochs = epochs
    share.askedShare = json["askedShare"]?.double
    return share
  }

  private static func shards(_ json: JSONValue) -> [Shard]? {
    guard let list = json["shards"]?.array else { return nil }
    var shards: [Shard] = []
    for shard in list {
      guard let tokens = shard["tokens"].flatMap(file), let spans = shard["spans"].flatMap(file),
        let rows = shard["rows"]?.int, rows >= 0, let companions = files(shard["companions"])
      else { return nil }
      var read = Shard(tokens: tokens, spans: spans, rowCount: rows)
      read.companions = companions
      if let length = shard["sequenceLength"] {
        guard let length = length.int, length > 0, length < 1 << 31 else { return nil }
        read.sequenceLength = length
      }
      if let raw = shard["uncompressed"], raw != .null {
        guard let byteCount = raw["bytes"]?.int, let xxh64 = checksum(raw) else { return nil }
        read.uncompressed = FileSummary(byteCount: byteCount, xxh64: xxh64)
      }
      shards.append(read)
    }
    return shards
  }

  /// Descriptions of files; none where the member is missing, nil where one of them is none.
  private static func files(_ json: JSONValue?) -> [File]? {
    guard let json else { return [] }
    var files: [File] = []
    for item in json.array ?? [nil] {
      guard let file = file(item) else { return nil }
      files.append(file)
    }
    return files
  }

  private static func checksum(_ json: JSONValue) -> UInt64? {
    guard let digits = json["xxh64"]?.string, digits.utf8.count == 16 else { return nil }
    return UInt64(digits, radix: 16)
  }

  /// A file's description; nil also for a path that leads out of the manifest's folder.
  private static func file(_ json: JSONValue) -> File? {
    guard let path = json["path"]?.string, let byteCount = json["bytes"]?.int, let xxh64 = checksum(json),
      path.utf8.first != UInt8(ascii: "/"), !path.split(separator: "/").contains("..")
    else { return nil }
    return File(path: path, byteCount: byteCount, xxh64: xxh64)
  }

  /// Reads the manifest of a folder.
  public init(folder: String) throws {
    let path = Path.join(folder, Self.fileName)
    let bytes = try FileSystem.readAll(path, limit: 1 << 28)
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(parsing: bytes) } catch {
      throw ShardError(.malformedManifest, error.message, path: path, offset: error.offset)
    }
    try self.init(json: json, path: path)
  }

  /// Writes the manifest into a folder.
  public func write(to folder: String) throws(StorageError) -> FileSummary {
    try AtomicFile.write(json.bytes(.pretty) + [0x0a], to: Path.join(folder, Self.fileName))
  }
}
