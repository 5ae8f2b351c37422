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
    var manifest = ShardManifest(
      tokenizerHash: try SHA256.hexHash(ofFile: tokenizerPath), vocabularySize: tokenizer.vocabularySize,
      sequenceLength: settings.pack.sequenceLength, targetRule: settings.pack.targetRule,
      endOfDocument: EndOfDocument(id: end, position: .before), paddingID: end, seed: settings.signedSeed,
      sources: settings.sources.map { ShardManifest.Source(name: $0.name) })
    for split in DatasetSplit.allCases { try write(split, mix, &manifest, &record) }
    record.outputs.append(try listRowsLeftOut(manifest))
    record.outputs.append(
      OutputFile(name: ShardManifest.fileName, role: "manifest", summary: try manifest.write(to: context.folder)))
    record.facts["rowTokens"] = manifest.rowTokenCount
    return record
  }

  /// Rows that a source packed beyond its exact share of the stream are in no shard; the ledger has their number.
  private func listRowsLeftOut(_ manifest: ShardManifest) throws -> OutputFile {
    let ledger = try TaskLedger(context)
    for (index, pack) in try context.records(.pack).enumerated() {
      let leftOut = (pack.facts["trainRows"] ?? 0) - manifest.sources[index].train.rowCount
      if leftOut == 0 { continue }
      try ledger.writer.append(
        LedgerEntry(
          stage: "order", action: .skip, reason: "row-quota", source: manifest.sources[index].name,
          origin: Origin(file: "", offset: 0, byteCount: 0, row: 0), detail: ["rows": String(leftOut)]))
    }
    return try ledger.commit()
  }

  private func write(
    _ split: DatasetSplit, _ mix: MixResult, _ manifest: inout ShardManifest, _ record: inout CommitRecord
  ) throws {
    let packed = try context.records(.pack)
    let sources = try packed.enumerated().map { index, pack in
      OrderRequest.Source(
        name: context.configuration.sources[index].name,
        packedRows: try context.path(of: pack.output(split.rawValue), in: .pack),
        tokenFiles: try EncodedSource(context, source: index).paths,
        rowQuota: split == .train ? mix.sources[index].rowQuota : nil)
    }
    let order = try ShardOrder(
      OrderRequest(
        split: split, sources: sources, vocabularySize: manifest.vocabularySize,
        rowTokenCount: manifest.rowTokenCount, endOfDocument: manifest.endOfDocument, paddingID: manifest.paddingID,
        tokensPerShard: context.configuration.pack.shardTokens, seed: context.configuration.signedSeed,
        folder: context.folder))
    var next = 0
    var shards: [ShardManifest.Shard] = []
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation, makeState: {},
      next: { () -> Int? in
        guard next < order.shardCount else { return nil }
        defer { next += 1 }
        return next
      },
      transform: { _, shard in try order.writeShard(shard) },
      emit: { written in
        shards.append(written.shard)
        for source in manifest.sources.indices {
          manifest.add(rows: written.rowCounts[source], tokens: written.tokenCounts[source], to: source, split)
        }
        for file in [written.shard.tokens, written.shard.spans] {
          record.outputs.append(OutputFile(name: file.path, role: split.rawValue, file: file))
        }
      })
    manifest.finish(split, shards, packed: packed, mix: mix)
    record.facts["\(split.rawValue)Rows"] = manifest.rowCount(split)
    record.facts["\(split.rawValue)Padding"] = manifest.paddingCount(split)
    record.facts["\(split.rawValue)Shards"] = shards.count
  }
}

extension ShardManifest {
  fileprivate mutating func add(rows: Int, tokens: Int, to source: Int, _ split: DatasetSplit) {
    switch split {
    case .train:
      sources[source].train.rowCount += rows
      sources[source].train.tokenCount += tokens
    case .validation:
      sources[source].validation.rowCount += rows
      sources[source].validation.tokenCount += tokens
    }
  }

  /// Enters the shards of a split and what is known of its sources.
  fileprivate mutating func finish(
    _ split: DatasetSplit, _ shards: [Shard], packed: [CommitRecord], mix: MixResult
  ) {
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
    switch split {
    case .train: train = shards
    case .validation: validation = shards
    }
  }
}

extension OutputFile {
  fileprivate init(name: String, role: String, file: ShardManifest.File) {
    self.init(name: name, role: role, summary: FileSummary(byteCount: file.byteCount, xxh64: file.xxh64))
  }
}
