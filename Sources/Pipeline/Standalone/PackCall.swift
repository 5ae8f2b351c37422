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
  /// The first is written to the output folder, every further one to a folder of its name below.
  public var formats: [ShardFormat] = [.llmc]
  /// False for whole documents in formats that can hold rows or documents.
  public var packed = true
  public var targetRule = TargetRule.withinRow
  /// Where the end-of-document id stands; nil for each format's own place.
  public var endPosition: EndOfDocument.Position?
  public var strategy = PackingStrategy.bestFit
  public var objective = ObjectiveSettings()
  /// Name of the one source in the manifest.
  public var source = "documents"
  /// Fraction of the documents kept for validation.
  public var validation = 0.0
  /// Most tokens of a shard.
  public var shardTokens = 100_000_000
  /// The special token between documents.
  public var endOfDocument = "<|endoftext|>"
  /// The special token before each document; the one between documents then stands behind. Nil for none.
  public var beginningOfDocument: String?
  /// True where the parts of a document that is longer than a row come in their order.
  public var partsInOrder = false
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
    /// What was written, a set for each format.
    public var sets: [Set] = []
    /// What is damaged and where.
    public var problems: [String] = []

    /// One set of shards.
    public struct Set: Sendable {
      public let format: ShardFormat
      public let content: ShardContent
      public let trainRows: Int
      public let validationRows: Int
      public let shards: Int
      public let padding: Int

      init(_ manifest: ShardManifest) {
        format = manifest.format
        content = manifest.content
        trainRows = manifest.rowCount(.train)
        validationRows = manifest.rowCount(.validation)
        shards = manifest.train.count + manifest.validation.count
        padding = manifest.paddingCount(.train) + manifest.paddingCount(.validation)
      }
    }
  }

  /// The tokens of a batch's documents, one after the other.
  private struct Encoded: Sendable {
    var tokens: [UInt32] = []
    var ids: [DocumentID] = []
    var groups: [UInt64?] = []
    /// Where each document's tokens end.
    var ends: [Int] = []
    /// Lines for the list of documents.
    var lines: [UInt8] = []
    var problems: [String] = []
  }

  private struct WorkerState {
    let workspace = Tokenizer.Workspace()
    var parser: LineParser
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  /// Encodes, packs and orders.
  ///
  /// - Throws: `RunError.usage` for options that cannot be, `RunError.noInput` without documents; errors of the rooms.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try check()
    let tokenizer = try Tokenizer.load(self.tokenizer, pattern: pattern)
    let end = try id(of: endOfDocument, "end-of-document", tokenizer)
    let beginning = try beginningOfDocument.map { try id(of: $0, "beginning-of-document", tokenizer) }
    let resolved = try resolve(tokenizer, end)
    let ends = objective.holdsPairs ? SentenceEnds.find(in: tokenizer) : TokenSet()
    let scratch = Path.join(output, ".scratch")
    try FileSystem.createDirectory(output)
    try FileSystem.remove(scratch, recursively: true)
    try FileSystem.createDirectory(scratch)
    defer { try? FileSystem.remove(scratch, recursively: true) }
    let tokens = Path.join(scratch, "documents.tokens")
    var outcome = try encode(with: tokenizer, to: tokens, cancellation)
    guard outcome.documents > 0 else { throw RunError(.noInput, "there is no document to pack") }
    try removeShards()
    let tokenizerFile = Path.lastComponent(try tokenizer.write(to: output))
    var manifest = ShardManifest(
      tokenizerHash: tokenizer.sha256(), vocabularySize: tokenizer.vocabularySize, sequenceLength: sequenceLength,
      targetRule: targetRule, endOfDocument: EndOfDocument(id: end, position: .before), paddingID: resolved.paddingID,
      seed: seed, sources: [ShardManifest.Source(name: source)])
    manifest.beginningOfDocument = beginning
    manifest.objective = resolved.objective
    manifest.sources[0].train.epochs = 1
    manifest.sources[0].train.askedShare = 1
    manifest.sources[0].validation.epochs = 1
    var requests: [DatasetSplit: OrderRequest] = [:]
    for split in DatasetSplit.allCases {
      requests[split] = try pack(
        split, tokens, Path.join(scratch, "\(split.rawValue).rows"), ends, &manifest, cancellation)
    }
    let writing = ShardWriting(folder: output, threads: threadCount, cancellation: cancellation)
    for target in ShardTarget.all(
      formats, packed: packed, endPosition: beginning == nil ? endPosition : .after)
    {
      manifest.companions = []
      if target.subfolder.isEmpty {
        manifest.companions = try [tokenizerFile, PackedDocuments.fileName].map {
          try ShardManifest.File(path: $0, in: output)
        }
      }
      let written = try writing.write(target, manifest) { split in
        guard let request = requests[split] else { throw RunError(.ourDefect, "no rows of \(split.rawValue)") }
        return [request]
      } finish: { _, _ in
      }
      outcome.sets.append(Outcome.Set(written.manifest))
    }
    return outcome
  }

  private func check() throws {
    guard !formats.isEmpty, Set(formats).count == formats.count else {
      throw RunError(.usage, "--format: name at least one format, and none twice")
    }
    guard (8...1_048_576).contains(sequenceLength) else {
      throw RunError(.usage, "--sequence-length \(sequenceLength): give a number from 8 to 1048576")
    }
    guard beginningOfDocument == nil || endPosition != .before else {
      throw RunError(
        .usage, "--end-of-document-position before: with --beginning-of-document the end-of-document id stands after")
    }
    guard beginningOfDocument != endOfDocument else {
      throw RunError(
        .usage,
        "--beginning-of-document \(endOfDocument): the same token ends documents; give --end-of-document-position "
          + "before to have it in front")
    }
    guard (0...0.5).contains(validation) else {
      throw RunError(.usage, "--validation \(validation): give a fraction from 0 to 0.5")
    }
  }

  private func id(of token: String, _ option: String, _ tokenizer: Tokenizer) throws(RunError) -> UInt32 {
    if let id = tokenizer.id(ofAddedToken: token) { return id }
    let names = tokenizer.addedTokens.map { "'\(TerminalText.escape($0.content))'" }.joined(separator: ", ")
    throw RunError(
      .usage,
      "the tokenizer has no special token '\(token)'; name one with --\(option)"
        + (names.isEmpty ? " (it has none)" : ": \(names)"))
  }

  /// The objective with the tokenizer's ids.
  private func resolve(_ tokenizer: Tokenizer, _ end: UInt32) throws -> ResolvedObjective {
    let name = objective.kind.rawValue
    if objective.needsColumns, let format = formats.first(where: { !$0.holdsColumns }) {
      let able = ShardFormat.allCases.filter(\.holdsColumns).map(\.rawValue).joined(separator: " or ")
      throw RunError(
        .usage, "--format \(format.rawValue) holds tokens alone and cannot carry \(name): use \(able)")
    }
    if beginningOfDocument != nil, !objective.isPlain {
      throw RunError(.usage, "--beginning-of-document: rows for other objectives than the next token hold no such id")
    }
    if objective.holdsPairs, endPosition == .before {
      throw RunError(.usage, "--end-of-document-position before: pairs of segments hold no end-of-document id")
    }
    if objective.fillInTheMiddle != nil, strategy != .bestFit {
      throw RunError(.usage, "--fim-rate needs --strategy best-fit, which tears no part of a document")
    }
    do throws(ObjectiveError) {
      return try objective.resolve(ObjectiveVocabulary(tokenizer), end: end, sequenceLength: sequenceLength)
    } catch {
      let option = error.key.split(separator: "_").joined(separator: "-")
      throw RunError(.usage, "--\(objective.kind == .causal ? "fim-" : "")\(option): \(error.message)")
    }
  }

  /// Removes the shards that an earlier call left in the output folder, as its manifests name them.
  private func removeShards() throws {
    for folder in [output] + ShardFormat.allCases.map({ Path.join(output, $0.rawValue) }) {
      guard FileSystem.exists(Path.join(folder, ShardManifest.fileName)) else { continue }
      let old = try ShardManifest(folder: folder)
      try FileSystem.remove(Path.join(folder, ShardManifest.fileName))
      for file in old.files where FileSystem.exists(Path.join(folder, file.path)) {
        try FileSystem.remove(Path.join(folder, file.path))
      }
    }
  }

  private func encode(
    with tokenizer: Tokenizer, to path: String, _ cancellation: CancellationFlag
  ) throws -> Outcome {
    var source = try LineInput(inputs, options: input, idsAreRelative: true)
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
        let file = PackedDocuments.name(of: batch.file)
        result.problems = try state.parser.forEach(in: batch) { line, _ in
          line.document.text.withUnsafeBufferPointer {
            tokenizer.encode($0, into: &result.tokens, using: workspace)
          }
          PackedDocuments.appendLine(line, of: file, to: &result.lines)
          result.ids.append(line.document.id)
          result.groups.append(line.group)
          result.ends.append(result.tokens.count)
        }.map(\.description)
        return result
      },
      emit: { result in
        var start = 0
        for (index, end) in result.ends.enumerated() {
          try result.tokens.withUnsafeBufferPointer {
            try writer.append(
              UnsafeBufferPointer(rebasing: $0[start..<end]), id: result.ids[index], row: writer.documentCount,
              group: result.groups[index])
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

  /// Packs the rows of a split; gives what their shards are written from.
  private func pack(
    _ split: DatasetSplit, _ tokens: String, _ rows: String, _ ends: TokenSet, _ manifest: inout ShardManifest,
    _ cancellation: CancellationFlag
  ) throws -> OrderRequest {
    var request = PackRequest(
      source: source, tokenFiles: [tokens], validation: ValidationSplit(fraction: validation, seed: seed), side: split,
      rowTokenCount: manifest.rowTokenCount, strategy: strategy, seed: seed, output: rows)
    request.marksPerDocument = manifest.marks.count
    request.objective = manifest.objective
    request.sentenceEnds = ends
    let report = try SourcePacker.pack(request) { try cancellation.check() }
    switch split {
    case .train: manifest.sources[0].train.documentCount = report.documentCount
    case .validation: manifest.sources[0].validation.documentCount = report.documentCount
    }
    var order = OrderRequest(
      split: split, sources: [OrderRequest.Source(name: source, packedRows: rows, tokenFiles: [tokens])],
      vocabularySize: manifest.vocabularySize, rowTokenCount: manifest.rowTokenCount,
      marks: manifest.marks, paddingID: manifest.paddingID, tokensPerShard: shardTokens, seed: seed, folder: output)
    order.keepsPartsInOrder = partsInOrder
    return order
  }
}
