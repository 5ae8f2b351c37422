// The formats that shards are written in and read from. Each has a file of its own beside this one.

import Storage

/// What a shard's items are.
public enum ShardContent: String, Sendable, CaseIterable {
  /// Packed rows, all of one length.
  case rows
  /// Whole documents, each with its end-of-document id.
  case documents
}

/// A format of shards, by the name that users give it.
public enum ShardFormat: String, Sendable, CaseIterable {
  /// llm.c, modded-nanogpt: `.bin`.
  case llmc
  /// Megatron-LM, megatron-core, NeMo, GPT-NeoX: `.bin` and `.idx`.
  case megatron
  /// MosaicML streaming: `index.json`, `shard.*.mds`.
  case mds
  /// The same, compressed: `shard.*.mds.zstd`.
  case mdsZstd = "mds-zstd"
  /// datatrove, nanotron: `.ds`, `.ds.index`, `.ds.metadata`.
  case datatrove
  /// OLMo, OLMo-core, dolma: `.npy` without a header, `.csv.gz`.
  case olmo

  /// What knows the bytes of the format.
  var layout: any ShardLayout.Type {
    switch self {
    case .llmc: LLMCFormat.self
    case .megatron: MegatronFormat.self
    case .mds: MDSFormat.self
    case .mdsZstd: CompressedMDSFormat.self
    case .datatrove: DatatroveFormat.self
    case .olmo: OLMoFormat.self
    }
  }

  /// What the format can hold, its usual content first.
  public var contents: [ShardContent] { layout.contents }

  /// What the format holds when nobody says otherwise.
  public var usualContent: ShardContent { contents[0] }

  /// Where its readers look for the end-of-document id.
  public var usualEndPosition: EndOfDocument.Position { self == .llmc ? .before : .after }

  /// True where rows can have the columns of objectives that are not causal.
  public var holdsColumns: Bool { layout.holdsColumns }

  /// Bytes of an id for a vocabulary.
  public func width(vocabularySize: Int) -> TokenWidth { layout.width(vocabularySize: vocabularySize) }

  /// The names of a shard's file of tokens and of its spans, in the folder of their split.
  public func fileNames(ofShard number: Int) -> (tokens: String, spans: String) {
    let stem = layout.stem(ofShard: number)
    return (stem + layout.tokensEnding, stem + ".spans")
  }

  /// All names of formats, for messages.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The lengths of a shard's items in tokens, known before anything is written.
public enum ItemLengths: Sendable, Equatable {
  case uniform(tokenCount: Int, count: Int)
  /// 4 bytes of memory an item.
  case listed([UInt32])
  /// Rows of so many tokens as samples of several columns; what counts as tokens are their inputs.
  case samples(SampleColumns, rowTokenCount: Int, count: Int)

  public var count: Int {
    switch self {
    case .uniform(_, let count), .samples(_, _, let count): count
    case .listed(let lengths): lengths.count
    }
  }

  /// Tokens of all items.
  public var tokenCount: Int {
    switch self {
    case .uniform(let tokenCount, let count): tokenCount * count
    case .listed(let lengths): lengths.reduce(0) { $0 + Int($1) }
    case .samples(let columns, _, let count): columns.inputCount * count
    }
  }

  public subscript(item: Int) -> Int {
    switch self {
    case .uniform(let tokenCount, _): tokenCount
    case .listed(let lengths): Int(lengths[item])
    case .samples(let columns, _, _): columns.inputCount
    }
  }

  var longest: Int {
    switch self {
    case .uniform(let tokenCount, let count): count == 0 ? 0 : tokenCount
    case .listed(let lengths): Int(lengths.max() ?? 0)
    case .samples(let columns, _, let count): count == 0 ? 0 : columns.inputCount
    }
  }
}

/// The bytes of one format.
protocol ShardLayout {
  static var contents: [ShardContent] { get }
  /// Ends the name of the file that holds the tokens.
  static var tokensEnding: String { get }
  /// True when that file is one zstd frame.
  static var isCompressed: Bool { get }
  /// True when an item can have several columns.
  static var holdsColumns: Bool { get }

  /// The beginning of the names of a shard's files.
  static func stem(ofShard number: Int) -> String

  static func width(vocabularySize: Int) -> TokenWidth

  /// What stands in front of the tokens.
  ///
  /// - Throws: `ShardError` when the format cannot hold such items.
  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8]

  /// Writes the files that belong to a shard besides its tokens and spans.
  ///
  /// - Returns: their names' endings behind the shard's stem.
  static func writeCompanions(_ shard: FinishedShard) throws -> [(ending: String, summary: FileSummary)]

  /// Opens a shard by the file of its tokens and checks everything that can be checked without reading them.
  ///
  /// - Parameter rowTokenCount: the length of rows, for formats that do not say it themselves.
  static func open(_ path: String, rowTokenCount: Int?) throws -> TokenShardReader
}

extension ShardLayout {
  static var isCompressed: Bool { false }

  static var holdsColumns: Bool { false }

  static func stem(ofShard number: Int) -> String { Self.digits(number, 6) }

  static func width(vocabularySize: Int) -> TokenWidth { TokenWidth(vocabularySize: vocabularySize) }

  static func header(_ items: ItemLengths, _ width: TokenWidth, path: String) throws(ShardError) -> [UInt8] { [] }

  static func writeCompanions(_ shard: FinishedShard) throws -> [(ending: String, summary: FileSummary)] { [] }

  /// A number with leading zeros.
  static func digits(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }
}

/// What a format's further files are made from.
struct FinishedShard {
  /// Path of the shard's files without their endings.
  let stem: String
  let items: ItemLengths
  let width: TokenWidth
  let spans: SpansWriter
  let labels: ShardLabels
}

/// Names that some formats carry with the tokens.
public struct ShardLabels: Sendable, Equatable {
  /// Names the tokenizer: its SHA-256.
  public var tokenizer: String
  /// The sources' names, in the manifest's order.
  public var sources: [String]

  public init(tokenizer: String, sources: [String]) {
    self.tokenizer = tokenizer
    self.sources = sources
  }
}
