// encode: kept documents to token files.

import Auditing
import Corpus
import Deduplication
import Storage
import TokenShards
import Tokenization

/// Encodes the kept documents of one refined shard.
struct EncodeTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  /// The tokens of a frame's kept documents, one after the other.
  private struct Encoded: Sendable {
    var tokens: [UInt32] = []
    var ids: [DocumentID] = []
    var rows: [Int] = []
    /// Where each document's tokens end.
    var ends: [Int] = []
    var byteCount = 0
  }

  private struct WorkerState {
    let workspace = Tokenizer.Workspace()
    var decoder = DocumentFrameDecoder()
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .encode, index: context.index)
    let source = context.sourceName(ofTask: context.index)
    let tokenizer = try RunTokenizer.load(context)
    let kept = try KeptDocuments(context)
    let shard = try kept.shard(task: context.index)
    let removed = try kept.removedRows(task: context.index)
    let groups = try kept.splitGroups(task: context.index)
    let name = "\(source)/\(TaskNumber.text(context.index)).tokens"
    let writer = try TokenFileWriter(path: context.outputPath(name), vocabularySize: tokenizer.vocabularySize)
    var counts = StageCounts()
    var frame = 0
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { WorkerState() },
      next: { () -> Int? in
        guard frame < shard.frameCount else { return nil }
        defer { frame += 1 }
        return frame
      },
      transform: { state, frame in
        var result = Encoded()
        let workspace = state.workspace
        try state.decoder.forEachText(inFrame: frame, of: shard) { row, id, text in
          if removed.contains(row) { return }
          tokenizer.encode(text, into: &result.tokens, using: workspace)
          result.ids.append(id)
          result.rows.append(row)
          result.ends.append(result.tokens.count)
          result.byteCount += text.count
        }
        return result
      },
      emit: { result in
        try append(result, groups, to: writer)
        counts.keep(documents: result.ids.count, byteCount: result.byteCount)
        context.advance(bytes: result.byteCount, documents: result.ids.count)
      })
    record.facts["tokens"] = writer.tokenCount
    record.outputs = [OutputFile(name: name, role: "tokens", summary: try writer.commit())]
    record.accounts = [StageAccount(stage: StageKind.encode.rawValue, source: source, counts: counts)]
    return record
  }

  private func append(_ result: Encoded, _ groups: SplitGroups, to writer: TokenFileWriter) throws {
    try result.tokens.withUnsafeBufferPointer { tokens in
      var start = 0
      for (index, end) in result.ends.enumerated() {
        try writer.append(
          UnsafeBufferPointer(rebasing: tokens[start..<end]), id: result.ids[index], row: result.rows[index],
          group: groups[result.rows[index]])
        start = end
      }
    }
  }
}

/// The tokenizer of a run.
enum RunTokenizer {
  static func path(_ context: TaskContext) throws -> String {
    guard let record = try context.records(.tokenizer).first else {
      throw RunError(.ourDefect, "the plan has no tokenizer")
    }
    return try context.path(of: record.output("tokenizer"), in: .tokenizer)
  }

  static func load(_ context: TaskContext) throws -> Tokenizer { try Tokenizer.load(path(context)) }

  /// The special tokens that the configuration names, each once.
  static func specialTokens(_ settings: PipelineConfiguration.Tokenizer) -> [String] {
    settings.documentTokens + settings.specialTokens.filter { !settings.documentTokens.contains($0) }
  }

  /// Reads the configured file. A rank file names neither its pattern nor its special tokens: the configuration does,
  /// and these get the first ids behind the ranks.
  static func read(_ settings: PipelineConfiguration.Tokenizer) throws -> Tokenizer {
    guard let file = settings.file else { throw RunError(.ourDefect, "the configuration names no tokenizer") }
    guard file.hasSuffix(".tiktoken") else { return try Tokenizer.load(file) }
    var model = try BPETokenizer.load(file, pattern: SplitPattern(named: settings.pattern)).model
    for name in specialTokens(settings) where !model.addedTokens.contains(where: { $0.content == name }) {
      model.addedTokens.append(BPEModel.AddedToken(content: name, id: UInt32(model.vocabularySize)))
    }
    return .bytePairs(try BPETokenizer(model))
  }
}
