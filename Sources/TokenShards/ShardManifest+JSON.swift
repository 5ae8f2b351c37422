// The manifest as JSON: its members, and reading them back with every one checked.

import Corpus
import Storage

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
      "companions": .array(companions.map(Self.json)),
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
    var members: JSONObject = [
      "path": .string(file.path), "bytes": .int(file.byteCount), "xxh64": .string(Hex.encode(file.xxh64)),
    ]
    if let blocks = file.blocks { members["blocks"] = json(of: blocks) }
    return .object(members)
  }

  /// The sums of all blocks stand in one text, so that people can read what is around them.
  private static func json(of blocks: BlockSums) -> JSONValue {
    let sums = blocks.pairs.map { Hex.encode($0.plain) + Hex.encode($0.weighted) }.joined()
    return ["bytes": .int(blocks.blockByteCount), "sums": .string(sums)]
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
    companions = try required(Self.files(json["companions"]), "companions")
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
    guard let blocks = json["blocks"] else { return File(path: path, byteCount: byteCount, xxh64: xxh64) }
    guard let blocks = Self.blocks(blocks, byteCount: byteCount) else { return nil }
    return File(path: path, byteCount: byteCount, xxh64: xxh64, blocks: blocks)
  }

  private static func blocks(_ json: JSONValue, byteCount: Int) -> BlockSums? {
    guard let size = json["bytes"]?.int, let bytes = json["sums"]?.string.flatMap(Hex.decode), bytes.count % 16 == 0
    else { return nil }
    let numbers = stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    let pairs = stride(from: 0, to: numbers.count, by: 2).map {
      BlockSums.Pair(plain: numbers[$0], weighted: numbers[$0 + 1])
    }
    return BlockSums(blockByteCount: size, pairs: pairs, byteCount: byteCount)
  }
}
