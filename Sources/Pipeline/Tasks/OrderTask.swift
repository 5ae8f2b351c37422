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
    let special = try settings.tokenizer.documentTokens.map { token in
      guard let id = tokenizer.id(ofAddedToken: token) else {
        throw RunError(.badData, "the tokenizer has no special token '\(token)'")
      }
      return id
    }
    let resolved = try RunTokenizer.objective(context, tokenizer)
    let mix = try MixResult.read(context)
    let groups = try MixGroups(context, of: mix)
    let pack = settings.pack
    var manifest = ShardManifest(
      tokenizerHash: try SHA256.hexHash(ofFile: tokenizerPath), vocabularySize: tokenizer.vocabularySize,
      sequenceLength: pack.sequenceLength, targetRule: pack.targetRule,
      endOfDocument: EndOfDocument(id: special[0], position: .before), paddingID: resolved.paddingID,
      seed: settings.signedSeed, sources: groups.names.map { ShardManifest.Source(name: $0) })
    manifest.beginningOfDocument = special.count > 1 ? special[1] : nil
    manifest.objective = resolved.objective
    let packed = try context.records(.pack)
    let writing = ShardWriting(folder: context.folder, threads: context.threads, cancellation: context.cancellation)
    for target in settings.shardTargets {
      let written = try writing.write(target, manifest) { [manifest] split in
        try requests(split, packed, mix, groups, manifest)
      } finish: { split, manifest in
        try manifest.finish(split, packed: packed, mix: mix)
      }
      enter(written, target, in: &record)
    }
    record.outputs.append(try listRowsLeftOut(packed, mix, groups))
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

  /// Rows that a group packed beyond its exact share of the stream are in no shard; the ledger has their number.
  private func listRowsLeftOut(_ packed: [CommitRecord], _ mix: MixResult, _ groups: MixGroups) throws -> OutputFile {
    let ledger = try TaskLedger(context)
    for index in mix.groups.indices {
      let leftOut = try mix.stretches.reduce(0) { sum, stretch in
        guard let quota = stretch.rowQuota(of: index) else { return sum }
        let rows = try PackedGroup.fact(index, PackedGroup.rows(index, .train, stretch.number), in: packed)
        return sum + rows - quota
      }
      if leftOut == 0 { continue }
      try ledger.writer.append(
        LedgerEntry(
          stage: "order", action: .skip, reason: "row-quota", source: groups.names[index],
          origin: Origin(file: "", offset: 0, byteCount: 0, row: 0), detail: ["rows": String(leftOut)]))
    }
    return try ledger.commit()
  }

  /// What the shards of a split are written from, stretch after stretch.
  private func requests(
    _ split: DatasetSplit, _ packed: [CommitRecord], _ mix: MixResult, _ groups: MixGroups,
    _ manifest: ShardManifest
  ) throws -> [OrderRequest] {
    guard split == .train else { return [try request(split, nil, packed, groups, manifest)] }
    return try mix.stretches.map { try request(split, $0, packed, groups, manifest) }
  }

  private func request(
    _ split: DatasetSplit, _ stretch: MixStretch?, _ packed: [CommitRecord], _ groups: MixGroups,
    _ manifest: ShardManifest
  ) throws -> OrderRequest {
    let number = stretch?.number ?? 0
    let sources = try groups.names.indices.map { group in
      OrderRequest.Source(
        name: groups.names[group],
        packedRows: try context.path(
          of: PackedGroup.record(group, in: packed).output(PackedGroup.rows(group, split, number)), in: .pack),
        tokenFiles: groups.tokenFiles(of: group), rowQuota: stretch?.rowQuota(of: group))
    }
    var request = OrderRequest(
      split: split, sources: sources, phases: stretch?.phaseRows, vocabularySize: manifest.vocabularySize,
      rowTokenCount: stretch?.rowTokenCount ?? manifest.rowTokenCount, marks: manifest.marks,
      paddingID: manifest.paddingID, tokensPerShard: context.configuration.pack.shardTokens,
      seed: context.configuration.signedSeed, folder: context.folder)
    request.stretch = number
    request.keepsPartsInOrder = context.configuration.pack.partsInOrder
    return request
  }
}

extension PipelineConfiguration {
  /// The sets of shards that the configuration asks for. With a beginning-of-document id the other one stands after.
  fileprivate var shardTargets: [ShardTarget] {
    ShardTarget.all(
      pack.formats.compactMap(ShardFormat.init(rawValue:)), packed: pack.packed,
      endPosition: tokenizer.beginningOfDocument == nil
        ? pack.endOfDocument.flatMap(EndOfDocument.Position.init(rawValue:)) : .after)
  }
}

extension ShardManifest {
  /// Enters what is known of a split's sources.
  fileprivate mutating func finish(_ split: DatasetSplit, packed: [CommitRecord], mix: MixResult) throws {
    for source in sources.indices {
      switch split {
      case .train:
        sources[source].train.documentCount = try PackedGroup.fact(
          source, PackedGroup.key(source, .train, "documents"), in: packed)
        sources[source].train.epochs = mix.groups[source].epochs
        sources[source].train.askedShare = mix.groups[source].askedShare
      case .validation:
        sources[source].validation.documentCount = try PackedGroup.fact(
          source, PackedGroup.key(source, .validation, "documents"), in: packed)
        sources[source].validation.epochs = 1
      }
    }
    // Phases are counted in rows.
    if split == .train, mix.phases.count > 1, content == .rows {
      let lengths = mix.phases.map {
        $0.rowTokens == rowTokenCount ? sequenceLength : targetRule.sequenceLength(rowTokenCount: $0.rowTokens)
      }
      let differ = lengths.contains { $0 != sequenceLength }
      phases = zip(mix.phases, lengths).map { phase, length in
        Phase(name: phase.name, rowCounts: phase.rows ?? [], sequenceLength: differ ? length : nil)
      }
    }
  }
}

extension OutputFile {
  fileprivate init(name: String, role: String, file: ShardManifest.File) {
    self.init(name: name, role: role, summary: FileSummary(byteCount: file.byteCount, xxh64: file.xxh64))
  }
}
