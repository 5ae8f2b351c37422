// order: packed rows of all groups to shards, every prefix of a phase in the asked ratio.

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
    let groups = try MixGroups(context, of: mix)
    var manifest = ShardManifest(
      tokenizerHash: try SHA256.hexHash(ofFile: tokenizerPath), vocabularySize: tokenizer.vocabularySize,
      sequenceLength: settings.pack.sequenceLength, targetRule: settings.pack.targetRule,
      endOfDocument: EndOfDocument(id: end, position: .before), paddingID: end, seed: settings.signedSeed,
      sources: groups.names.map { ShardManifest.Source(name: $0) })
    for split in DatasetSplit.allCases { try write(split, mix, groups, &manifest, &record) }
    record.outputs.append(try listRowsLeftOut(manifest))
    record.outputs.append(
      OutputFile(name: ShardManifest.fileName, role: "manifest", summary: try manifest.write(to: context.folder)))
    record.facts["rowTokens"] = manifest.rowTokenCount
    return record
  }

  /// Rows that a group packed beyond its exact share of the stream are in no shard; the ledger has their number.
  private func listRowsLeftOut(_ manifest: ShardManifest) throws -> OutputFile {
    let ledger = try TaskLedger(context)
    let packed = try context.records(.pack)
    for index in manifest.sources.indices {
      let leftOut =
        try PackedGroup.fact(index, .train, "rows", in: packed) - manifest.sources[index].train.rowCount
      if leftOut == 0 { continue }
      try ledger.writer.append(
        LedgerEntry(
          stage: "order", action: .skip, reason: "row-quota", source: manifest.sources[index].name,
          origin: Origin(file: "", offset: 0, byteCount: 0, row: 0), detail: ["rows": String(leftOut)]))
    }
    return try ledger.commit()
  }

  private func write(
    _ split: DatasetSplit, _ mix: MixResult, _ groups: MixGroups, _ manifest: inout ShardManifest,
    _ record: inout CommitRecord
  ) throws {
    let packed = try context.records(.pack)
    let sources = try groups.names.indices.map { group in
      OrderRequest.Source(
        name: groups.names[group],
        packedRows: try context.path(
          of: PackedGroup.record(group, in: packed).output(PackedGroup.key(group, split, "rows")), in: .pack),
        tokenFiles: groups.tokenFiles(of: group), rowQuota: split == .train ? mix.groups[group].rowQuota : nil)
    }
    let phases = split == .train && mix.phases.count > 1 ? mix.phases.compactMap(\.rows) : nil
    let request = OrderRequest(
      split: split, sources: sources, phases: phases, vocabularySize: manifest.vocabularySize,
      rowTokenCount: manifest.rowTokenCount, endOfDocument: manifest.endOfDocument, paddingID: manifest.paddingID,
      tokensPerShard: context.configuration.pack.shardTokens, seed: context.configuration.signedSeed,
      folder: context.folder)
    let shards = try ShardWriting.write(
      request, threads: context.threads, cancellation: context.cancellation, manifest: &manifest)
    for file in shards.flatMap({ [$0.tokens, $0.spans] }) {
      record.outputs.append(OutputFile(name: file.path, role: split.rawValue, file: file))
    }
    try manifest.finish(split, shards, packed: packed, mix: mix)
    record.facts["\(split.rawValue)Rows"] = manifest.rowCount(split)
    record.facts["\(split.rawValue)Padding"] = manifest.paddingCount(split)
    record.facts["\(split.rawValue)Shards"] = shards.count
  }
}

extension ShardManifest {
  /// Enters the shards of a split and what is known of its sources.
  fileprivate mutating func finish(
    _ split: DatasetSplit, _ shards: [Shard], packed: [CommitRecord], mix: MixResult
  ) throws {
    for source in sources.indices {
      switch split {
      case .train:
        sources[source].train.documentCount = try PackedGroup.fact(source, .train, "documents", in: packed)
        sources[source].train.epochs = mix.groups[source].epochs
        sources[source].train.askedShare = mix.groups[source].askedShare
      case .validation:
        sources[source].validation.documentCount = try PackedGroup.fact(
          source, .validation, "documents", in: packed)
        sources[source].validation.epochs = 1
      }
    }
    switch split {
    case .train:
      train = shards
      if mix.phases.count > 1 { phases = mix.phases.map { Phase(name: $0.name, rowCounts: $0.rows ?? []) } }
    case .validation: validation = shards
    }
  }
}

extension OutputFile {
  fileprivate init(name: String, role: String, file: ShardManifest.File) {
    self.init(name: name, role: role, summary: FileSummary(byteCount: file.byteCount, xxh64: file.xxh64))
  }
}
