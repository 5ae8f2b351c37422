// mix: what each source gives to the training stream.

import Mixing
import Packing
import Storage
import TokenShards

/// The plan of the mix as `mix.json` holds it.
struct MixResult: Sendable, Codable {
  /// One source's part.
  struct Source: Sendable, Codable {
    var name: String
    /// Documents and packed tokens (end-of-document ids included) on the training side, once.
    var availableDocuments: Int
    var availableTokens: Int
    var validationDocuments: Int
    var validationTokens: Int
    /// Share of the training tokens that was asked for, 0 to 1.
    var askedShare: Double
    /// Rows of the training stream; nil: all rows that the source packs to.
    var rowQuota: Int?
    var tokenQuota: Int
    var wholeEpochs: Int
    var fractionTokens: Int
    var epochs: Double
    var effectiveTokens: Double
  }

  var sources: [Source]
  var warnings: [String]

  static let fileName = "mix.json"

  /// The committed mix of a run.
  static func read(_ context: TaskContext) throws -> MixResult {
    guard let record = try context.records(.mix).first else { throw RunError(.ourDefect, "the plan has no mix") }
    return try RunJSON.decode(MixResult.self, from: context.path(of: record.output("mix"), in: .mix))
  }
}

/// Counts the tokens of every source and plans quotas and epochs.
struct MixTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .mix, index: context.index)
    let configuration = context.configuration
    var tallies: [(train: DocumentTally, validation: DocumentTally)] = []
    for index in configuration.sources.indices {
      let encoded = try EncodedSource(context, source: index)
      let documents = try SourceDocuments(tokenFiles: encoded.paths, split: configuration.validationSplit)
      tallies.append((documents.tally(.train), documents.tally(.validation)))
    }
    let request = MixRequest(
      sources: zip(configuration.sources, tallies).map { source, tally in
        MixSource(
          name: source.name, documentCount: tally.train.documentCount, tokenCount: tally.train.packedTokenCount,
          weight: configuration.mix.weights?[source.name])
      },
      tokenBudget: configuration.mix.tokens, maximumEpochs: configuration.mix.maxEpochs,
      rowTokenCount: configuration.pack.rowTokenCount)
    let plan = try MixPlan(request)
    let result = MixResult(
      sources: zip(plan.shares, tallies).map { share, tally in
        MixResult.Source(
          name: share.name, availableDocuments: tally.train.documentCount,
          availableTokens: tally.train.packedTokenCount, validationDocuments: tally.validation.documentCount,
          validationTokens: tally.validation.packedTokenCount, askedShare: share.asked, rowQuota: share.rowQuota,
          tokenQuota: share.tokenQuota, wholeEpochs: share.wholeEpochs, fractionTokens: share.fractionTokens,
          epochs: share.epochs, effectiveTokens: share.effectiveTokens)
      }, warnings: plan.warnings)
    for warning in plan.warnings { context.observer(.note("mix: \(warning)")) }
    let summary = try AtomicFile.write(RunJSON.encode(result), to: context.outputPath(MixResult.fileName))
    record.outputs = [OutputFile(name: MixResult.fileName, role: "mix", summary: summary)]
    return record
  }
}
