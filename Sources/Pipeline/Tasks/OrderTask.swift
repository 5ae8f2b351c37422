// order: packed rows of all sources to shards, every prefix in the asked ratio.

import Corpus
import Packing
import Storage
import TokenShards

/// Writes the training and validation shards, their spans and the manifest.
struct OrderTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .order, index: context.index)
    let tokenizerPath = try RunTokenizer.path(context)
    let tokenizer = try RunTokenizer.load(context)
    let settings = context.configuration
    guard let end = tokenizer.id(ofAddedToken: settings.tokenizer.endOfDocument) else {
      throw RunError(.badData, "the tokenizer has no special token '\(settings.tokenizer.endOfDocument)'")
    }
    let mix = try MixResult.read(context)
    let pack = settings.pack
    let manifest = ShardManifest(
      tokenizerHash: try SHA256.hexHash(ofFile: tokenizerPath), vocabularySize: tokenizer.vocabularySize,
      sequenceLength: pack.sequenceLength, targetRule: pack.targetRule,
      endOfDocument: EndOfDocument(id: end, position: .before), paddingID: end, seed: settings.signedSeed,
      sources: settings.sources.map { ShardManifest.Source(name: $0.name) })
    let packed = try context.records(.pack)
    let writing = ShardWriting(folder: context.folder, threads: context.threads, cancellation: context.cancellation)
    for target in pack.shardTargets {
      let written = try writing.write(target, manifest) { split in
        try request(split, packed, mix, manifest)
      } finish: { split, manifest in
        manifest.finish(split, packed: packed, mix: mix)
      }
      enter(written, target, in: &record)
    }
    record.outputs.append(try listRowsLeftOut(packed, mix))
    record.facts["rowTokens"] = manifest.rowTokenCount
    return record
  }

  /// The figures of the first format are the stage's.
  private func enter(_ written: ShardWriting.Written, _ target: ShardTarget, in record: inout CommitRecord) {
    for file in written.files {
      let role = file.path.hasSuffix(ShardManifest.fileName) ? "manifest" : "shards"
      record.outputs.append(OutputFile(name: file.path, role: role, file: file))
    }
    guard target.subfolder.isEmpty else { return }
    for split in DatasetSplit.allCases {
      record.facts["\(split.rawValue)Rows"] = written.manifest.rowCount(split)
      record.facts["\(split.rawValue)Padding"] = written.manifest.paddingCount(split)
      record.facts["\(split.rawValue)Shards"] = written.manifest.shards(split).count
    }
  }

  /// Rows that a source packed beyond its exact share of the stream are in no shard; the ledger has their number.
  private func listRowsLeftOut(_ packed: [CommitRecord], _ mix: MixResult) throws -> OutputFile {
    let ledger = try TaskLedger(context)
    for (index, pack) in packed.enumerated() {
      guard let quota = mix.sources[index].rowQuota else { continue }
      let leftOut = (pack.facts["trainRows"] ?? 0) - quota
      if leftOut == 0 { continue }
      try ledger.writer.append(
        LedgerEntry(
          stage: "order", action: .skip, reason: "row-quota", source: context.configuration.sources[index].name,
          origin: Origin(file: "", offset: 0, byteCount: 0, row: 0), detail: ["rows": String(leftOut)]))
    }
    return try ledger.commit()
  }

  private func request(
    _ split: DatasetSplit, _ packed: [CommitRecord], _ mix: MixResult, _ manifest: ShardManifest
  ) throws -> OrderRequest {
    let sources = try packed.enumerated().map { index, pack in
      OrderRequest.Source(
        name: context.configuration.sources[index].name,
        packedRows: try context.path(of: pack.output(split.rawValue), in: .pack),
        tokenFiles: try EncodedSource(context, source: index).paths,
        rowQuota: split == .train ? mix.sources[index].rowQuota : nil)
    }
    return OrderRequest(
      split: split, sources: sources, vocabularySize: manifest.vocabularySize,
      rowTokenCount: manifest.rowTokenCount, endOfDocument: manifest.endOfDocument, paddingID: manifest.paddingID,
      tokensPerShard: context.configuration.pack.shardTokens, seed: context.configuration.signedSeed,
      folder: context.folder)
  }
}

extension PipelineConfiguration.Pack {
  /// The sets of shards that the configuration asks for.
  var shardTargets: [ShardTarget] {
    ShardTarget.all(
      formats.compactMap(ShardFormat.init(rawValue:)), packed: packed,
      endPosition: endOfDocument.flatMap(EndOfDocument.Position.init(rawValue:)))
  }
}

extension ShardManifest {
  /// Enters what is known of a split's sources.
  fileprivate mutating func finish(_ split: DatasetSplit, packed: [CommitRecord], mix: MixResult) {
    for source in sources.indices {
      switch split {
      case .train:
        sources[source].train.documentCount = packed[source].facts["trainDocuments"] ?? 0
        sources[source].train.epochs = mix.sources[source].epochs
        sources[source].train.askedShare = mix.sources[source].askedShare
      case .validation:
        sources[source].validation.documentCount = packed[source].facts["validationDocuments"] ?? 0
        sources[source].validation.epochs = 1
      }
    }
  }
}

extension OutputFile {
  fileprivate init(name: String, role: String, file: ShardManifest.File) {
    self.init(name: name, role: role, summary: FileSummary(byteCount: file.byteCount, xxh64: file.xxh64))
  }
}
