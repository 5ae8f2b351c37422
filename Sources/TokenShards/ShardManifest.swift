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
    /// Where damage is to be found; nil in manifests of earlier programs.
    public var blocks: BlockSums?

    public init(path: String, byteCount: Int, xxh64: UInt64, blocks: BlockSums? = nil) {
      self.path = path
      self.byteCount = byteCount
      self.xxh64 = xxh64
      self.blocks = blocks
    }

    public init(path: String, summary: FileSummary) {
      self.init(path: path, byteCount: summary.byteCount, xxh64: summary.xxh64, blocks: summary.blocks)
    }

    /// A file that is there already.
    ///
    /// - Throws: `StorageError`.
    public init(path: String, in folder: String) throws(StorageError) {
      let mapped = try MappedFile(path: Path.join(folder, path))
      var summer = BlockSummer()
      mapped.withBytes { summer.update($0) }
      self.init(
        path: path, byteCount: mapped.byteCount, xxh64: mapped.withBytes { XXH64.hash($0) }, blocks: summer.sums())
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
  /// What lies beside the shards for those who look into them: the tokenizer, the list of documents.
  public var companions: [File] = []

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

  /// Ids of each row of a shard as it is stored.
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

  /// Every file of the set, the manifest and its companions apart.
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
      files = [File(path: path, summary: try AtomicFile.write(index, to: Path.join(folder, path), sumsBlocks: true))]
    }
    switch split {
    case .train: (train, trainFiles) = (shards, files)
    case .validation: (validation, validationFiles) = (shards, files)
    }
  }
}
