// sluice pack: anybody's JSONL to token shards, without a pipeline.

import Auditing
import Corpus
import Packing
import Storage
import TokenShards
import Tokenization

/// What `sluice pack` was asked for.
public struct PackCall: Sendable {
  public var inputs: [String]
  /// The tokenizer's file or folder.
  public var tokenizer: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// Folder for the shards, their manifest, the tokenizer, and the list of documents.
  public var output: String
  /// Tokens in a row, without the shifted target.
  public var sequenceLength: Int
  public var formats = ["llmc"]
  public var strategy = PackingStrategy.bestFit
  /// Name of the one source in the manifest.
  public var source = "documents"
  /// Fraction of the documents kept for validation.
  public var validation = 0.0
  /// Most tokens of a shard.
  public var shardTokens = 100_000_000
  /// The special token between documents.
  public var endOfDocument = "<|endoftext|>"
  public var seed = 0
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], tokenizer: String, output: String, sequenceLength: Int) {
    self.inputs = inputs
    self.tokenizer = tokenizer
    self.output = output
    self.sequenceLength = sequenceLength
  }

  /// What was packed.
  public struct Outcome: Sendable {
    public var documents = 0
    public var tokens = 0
    public var trainRows = 0
    public var validationRows = 0
    public var shards = 0
    public var padding = 0
    /// What is damaged and where.
    public var problems: [String] = []
  }

  /// The tokens of a batch's documents, one after the other.
  private struct Encoded: Sendable {
    var tokens: [UInt32] = []
    var ids: [DocumentID] = []
    /// Where each document's tokens end.
    var ends: [Int] = []
    /// Lines for the list of documents.
    var lines: [UInt8] = []
    var problems: [String] = []
  }

  private struct WorkerState {
    let workspace = EncodeWorkspace()
    var parser: LineParser
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  /// Encodes, packs and orders.
  ///
  /// - Throws: `RunError.usage` for options that cannot be, `RunError.noInput` without documents; errors of the rooms.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try check()
    let tokenizer = try BPETokenizer.load(self.tokenizer, pattern: pattern)
    guard let end = tokenizer.id(ofAddedToken: endOfDocument) else {
      let names = tokenizer.model.addedTokens.map { "'\(TerminalText.escape($0.content))'" }.joined(separator: ", ")
      throw RunError(
        .usage,
        "the tokenizer has no special token '\(endOfDocument)'; name one with --end-of-document"
          + (names.isEmpty ? " (it has none)" : ": \(names)"))
    }
    let scratch = Path.join(output, ".scratch")
    try FileSystem.createDirectory(output)
    try FileSystem.remove(scratch, recursively: true)
    try FileSystem.createDirectory(scratch)
    defer { try? FileSystem.remove(scratch, recursively: true) }
    let tokens = Path.join(scratch, "documents.tokens")
    var outcome = try encode(with: tokenizer, to: tokens, cancellation)
    guard outcome.documents > 0 else { throw RunError(.noInput, "there is no document to pack") }
    try removeShards()
    try tokenizer.write(to: output)
    var manifest = ShardManifest(
      tokenizerHash: tokenizer.sha256(), vocabularySize: tokenizer.vocabularySize, sequenceLength: sequenceLength,
      targetRule: .withinRow, endOfDocument: EndOfDocument(id: end, position: .before), paddingID: end, seed: seed,
      sources: [ShardManifest.Source(name: source)])
    for split in DatasetSplit.allCases {
      try pack(split, tokens, Path.join(scratch, "\(split.rawValue).rows"), &manifest, cancellation)
    }
    _ = try manifest.write(to: output)
    outcome.trainRows = manifest.rowCount(.train)
    outcome.validationRows = manifest.rowCount(.validation)
    outcome.shards = manifest.train.count + manifest.validation.count
    outcome.padding = manifest.paddingCount(.train) + manifest.paddingCount(.validation)
    return outcome
  }

  private func check() throws {
    for format in formats where format != "llmc" {
      throw RunError(.usage, "shards cannot be written as '\(format)'; formats: llmc")
    }
    guard (8...1_048_576).contains(sequenceLength) else {
      throw RunError(.usage, "--sequence-length \(sequenceLength): give a number from 8 to 1048576")
    }
    guard (0...0.5).contains(validation) else {
      throw RunError(.usage, "--validation \(validation): give a fraction from 0 to 0.5")
    }
  }

  /// Removes the shards that an earlier call left in the output folder, as its manifest names them.
  private func removeShards() throws {
    guard FileSystem.exists(Path.join(output, ShardManifest.fileName)) else { return }
    let old = try ShardManifest(folder: output)
    try FileSystem.remove(Path.join(output, ShardManifest.fileName))
    for shard in old.train + old.validation {
      for file in [shard.tokens, shard.spans] where FileSystem.exists(Path.join(output, file.path)) {
        try FileSystem.remove(Path.join(output, file.path))
      }
    }
  }

  private func encode(
    with tokenizer: BPETokenizer, to path: String, _ cancellation: CancellationFlag
  ) throws -> Outcome {
    var source = try LineInput(inputs, options: input)
    let writer = try TokenFileWriter(path: path, vocabularySize: tokenizer.vocabularySize)
    let list = try LineOutput(path: Path.join(output, PackedDocuments.fileName))
    let options = input
    var outcome = Outcome()
    try orderedParallelMap(
      threads: threadCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch in
        var result = Encoded()
        let workspace = state.workspace
        result.problems = try state.parser.forEach(in: batch) { line, _ in
          line.document.text.withUnsafeBufferPointer {
            tokenizer.encode($0, into: &result.tokens, using: workspace)
          }
          PackedDocuments.appendLine(line, to: &result.lines)
          result.ids.append(line.document.id)
          result.ends.append(result.tokens.count)
        }.map(\.description)
        return result
      },
      emit: { result in
        var start = 0
        for (id, end) in zip(result.ids, result.ends) {
          try result.tokens.withUnsafeBufferPointer {
            try writer.append(UnsafeBufferPointer(rebasing: $0[start..<end]), id: id, row: writer.documentCount)
          }
          start = end
        }
        try list.append(result.lines)
        outcome.problems += result.problems
      })
    try list.commit()
    outcome.documents = writer.documentCount
    outcome.tokens = writer.tokenCount
    outcome.problems += source.problems
    _ = try writer.commit()
    return outcome
  }

  private func pack(
    _ split: DatasetSplit, _ tokens: String, _ rows: String, _ manifest: inout ShardManifest,
    _ cancellation: CancellationFlag
  ) throws {
    let request = PackRequest(
      source: source, tokenFiles: [tokens], validation: ValidationSplit(fraction: validation, seed: seed), side: split,
      rowTokenCount: manifest.rowTokenCount, strategy: strategy, seed: seed, output: rows)
    let report = try SourcePacker.pack(request) { try cancellation.check() }
    let shards = try ShardWriting.write(
      OrderRequest(
        split: split, sources: [OrderRequest.Source(name: source, packedRows: rows, tokenFiles: [tokens])],
        vocabularySize: manifest.vocabularySize, rowTokenCount: manifest.rowTokenCount,
        endOfDocument: manifest.endOfDocument, paddingID: manifest.paddingID, tokensPerShard: shardTokens, seed: seed,
        folder: output), threads: threadCount, cancellation: cancellation, manifest: &manifest)
    switch split {
    case .train:
      manifest.train = shards
      manifest.sources[0].train.documentCount = report.documentCount
      manifest.sources[0].train.epochs = 1
      manifest.sources[0].train.askedShare = 1
    case .validation:
      manifest.validation = shards
      manifest.sources[0].validation.documentCount = report.documentCount
      manifest.sources[0].validation.epochs = 1
    }
  }
}
