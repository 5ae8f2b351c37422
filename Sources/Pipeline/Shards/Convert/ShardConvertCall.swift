// sluice shards convert: from one format to another, also from shards that others wrote.

import Corpus
import Storage
import TokenShards
import Tokenization

/// What `sluice shards convert` was asked for.
public struct ShardConvertCall: Sendable {
  /// A folder of shards with their manifest, a run directory, or files of others.
  public var source: String
  /// The folder to write; it does not exist yet, or is empty.
  public var target: String
  public var format: ShardFormat
  /// False for whole documents in formats that can hold rows or documents.
  public var packed = true
  /// Inputs of a row; nil for the source's.
  public var sequenceLength: Int?
  /// Nil for the source's.
  public var targetRule: TargetRule?
  /// Where the end-of-document id stands; nil for where it stands in the source's rows, or for the format's own place.
  public var endPosition: EndOfDocument.Position?
  /// Most tokens of a shard.
  public var shardTokens = 100_000_000
  public var foreign = ForeignShardOptions()

  public init(source: String, target: String, format: ShardFormat) {
    self.source = source
    self.target = target
    self.format = format
  }

  /// What was written.
  public struct Outcome: Sendable {
    public let format: ShardFormat
    public let content: ShardContent
    /// Rows or documents.
    public let items: Int
    public let tokens: Int
    public let shards: Int
    /// Stretches that stand for themselves: the beginnings of their documents are in no row of the source.
    public let headless: Int
  }

  /// Converts. Every id is checked before anything is written; the manifest is written last.
  ///
  /// - Throws: `RunError.usage` for what the source does not allow, `RunError.noInput` without shards; `ShardError` for
  ///   damaged shards, `StorageError`.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    guard shardTokens > 0 else { throw RunError(.usage, "--shard-tokens \(shardTokens): give a positive number") }
    try checkTarget()
    let folder = holdsManifest ? try ShardFolder(source) : nil
    let opened = try folder.map { try ConvertSource($0) } ?? ConvertSource(foreign: source, foreign)
    var manifest = try self.manifest(for: opened)
    var headless = 0
    try FileSystem.createDirectory(target)
    for split in DatasetSplit.allCases {
      let writer = ConvertWriter(
        source: opened, split: split, shardTokens: shardTokens, folder: target, cancellation: cancellation)
      if keepsRows(opened, manifest) {
        try writer.copyRows(&manifest)
        continue
      }
      let table = try DocumentTable(opened, split)
      headless += table.headlessCount
      if opened.isForeign { manifest.setDocuments(table.count, split) }
      if manifest.content == .documents {
        try writer.writeDocuments(table, &manifest)
      } else {
        try writer.concatenate(table, &manifest)
      }
    }
    manifest.companions = try folder.map(copyCompanions) ?? []
    _ = try manifest.write(to: target)
    let splits = DatasetSplit.allCases
    return Outcome(
      format: format, content: manifest.content, items: splits.reduce(0) { $0 + manifest.rowCount($1) },
      tokens: splits.reduce(0) { $0 + manifest.tokenCount($1) },
      shards: splits.reduce(0) { $0 + manifest.shards($1).count }, headless: headless)
  }

  private var holdsManifest: Bool {
    ["", "shards"].contains { FileSystem.exists(Path.join(Path.join(source, $0), ShardManifest.fileName)) }
  }

  private func checkTarget() throws {
    guard FileSystem.exists(target) else { return }
    guard FileSystem.isDirectory(target), try FileSystem.listDirectory(target).isEmpty else {
      throw RunError(.usage, "\(target) is there already and not an empty folder; name another")
    }
  }

  /// The target's manifest without its shards.
  private func manifest(for opened: ConvertSource) throws -> ShardManifest {
    let old = opened.manifest
    var manifest = old
    manifest.format = format
    manifest.content = !packed && format.contents.contains(.documents) ? .documents : format.usualContent
    (manifest.train, manifest.validation, manifest.trainFiles, manifest.validationFiles) = ([], [], [], [])
    for source in manifest.sources.indices {
      (manifest.sources[source].train.rowCount, manifest.sources[source].train.tokenCount) = (0, 0)
      (manifest.sources[source].validation.rowCount, manifest.sources[source].validation.tokenCount) = (0, 0)
    }
    manifest.targetRule = targetRule ?? old.targetRule
    if manifest.content == .rows {
      guard let length = sequenceLength ?? (old.content == .rows ? old.sequenceLength : nil) else {
        throw RunError(.usage, "\(source) holds whole documents: say with --sequence-length how long rows are to be")
      }
      guard (1...1_048_576).contains(length), shardTokens >= manifest.targetRule.rowTokenCount(sequenceLength: length)
      else {
        throw RunError(.usage, "--sequence-length \(length): give a number from 1 to 1048576 that a shard can hold")
      }
      manifest.sequenceLength = length
    } else {
      manifest.sequenceLength = 0
    }
    guard old.objective.isPlain || keepsRows(opened, manifest) else {
      throw RunError(
        .usage, "rows for the objective \(old.objective.kind.rawValue) can only go over as they are, to formats of rows"
      )
    }
    guard old.columns == nil || format.holdsColumns else {
      let able = ShardFormat.allCases.filter(\.holdsColumns).map(\.rawValue).joined(separator: " and ")
      throw RunError(
        .usage, "\(format.rawValue) holds tokens alone; rows for \(old.objective.kind.rawValue) go into \(able)")
    }
    // Phases are counted in the rows that were packed.
    if !keepsRows(opened, manifest) { manifest.phases = [] }
    if !keepsRows(opened, manifest) { manifest.endOfDocument.position = newPosition(manifest.beginningOfDocument) }
    guard manifest.beginningOfDocument == nil || manifest.endOfDocument.position == .after else {
      throw RunError(
        .usage, "\(source) has a beginning-of-document id before each document: the end-of-document id stays after it")
    }
    return manifest
  }

  private func newPosition(_ beginning: UInt32?) -> EndOfDocument.Position {
    endPosition ?? (beginning == nil ? format.usualEndPosition : .after)
  }

  /// True where rows go over as they are: unless something is asked for that changes what stands in them.
  private func keepsRows(_ opened: ConvertSource, _ manifest: ShardManifest) -> Bool {
    opened.manifest.content == .rows && manifest.content == .rows
      && (sequenceLength == nil || opened.hasOneLength) && opened.manifest.rowTokenCount == manifest.rowTokenCount
      && (endPosition ?? opened.manifest.endOfDocument.position) == opened.manifest.endOfDocument.position
  }

  /// The tokenizer and the list of documents go along, so that the target can be looked into.
  private func copyCompanions(of folder: ShardFolder) throws -> [ShardManifest.File] {
    let lists = folder.companionFolders.map { Path.join($0, PackedDocuments.fileName) }.filter(FileSystem.exists)
    return try [try? folder.tokenizerFile(), lists.first].compactMap(\.self).map { file in
      let bytes = try MappedFile(path: file)
      let copy = try AtomicFile(path: Path.join(target, Path.lastComponent(file)), sumsBlocks: true)
      try bytes.withBytes { all throws(StorageError) in try copy.write(all) }
      return ShardManifest.File(path: Path.lastComponent(file), summary: try copy.commit())
    }
  }
}

extension ShardManifest {
  fileprivate mutating func setDocuments(_ count: Int, _ split: DatasetSplit) {
    switch split {
    case .train: sources[0].train.documentCount = count
    case .validation: sources[0].validation.documentCount = count
    }
  }
}
