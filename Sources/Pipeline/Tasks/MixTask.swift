// mix: what each group gives to the training stream.

import Auditing
import Mixing
import Packing
import Storage
import TokenShards

/// The plan of the mix as `mix.json` holds it.
struct MixResult: Sendable, Codable {
  /// One group's part; where the configuration does not say otherwise a group is a source.
  struct Group: Sendable, Codable {
    var name: String
    /// Documents and packed tokens (end-of-document ids included) on the training side, once.
    var availableDocuments: Int
    var availableTokens: Int
    var validationDocuments: Int
    var validationTokens: Int
    /// Share of the training tokens that was asked for, 0 to 1.
    var askedShare: Double
    /// Rows of the training stream; nil: all rows that the group packs to.
    var rowQuota: Int?
    var tokenQuota: Int
    var wholeEpochs: Int
    var fractionTokens: Int
    var epochs: Double
    var effectiveTokens: Int
  }

  /// One phase of the training stream.
  struct Phase: Sendable, Codable {
    var name: String
    var tokens: Int
    /// Tokens of a row.
    var rowTokens: Int
    /// By group, in their order.
    var askedShares: [Double]
    /// Rows of each group; nil: all rows that they pack to.
    var rows: [Int]?
  }

  var groups: [Group]
  var phases: [Phase]
  var warnings: [String]

  static let fileName = "mix.json"

  /// The committed mix of a run.
  static func read(_ context: TaskContext) throws -> MixResult {
    guard let record = try context.records(.mix).first else { throw RunError(.ourDefect, "the plan has no mix") }
    return try RunJSON.decode(MixResult.self, from: context.path(of: record.output("mix"), in: .mix))
  }

  init(_ plan: MixPlan, _ tallies: [(train: DocumentTally, validation: DocumentTally)]) {
    groups = zip(plan.shares, tallies).map { share, tally in
      Group(
        name: share.name, availableDocuments: tally.train.documentCount,
        availableTokens: tally.train.packedTokenCount, validationDocuments: tally.validation.documentCount,
        validationTokens: tally.validation.packedTokenCount, askedShare: share.asked, rowQuota: share.rowQuota,
        tokenQuota: share.tokenQuota, wholeEpochs: share.wholeEpochs, fractionTokens: share.fractionTokens,
        epochs: share.epochs, effectiveTokens: share.effectiveTokens)
    }
    phases = plan.phases.map {
      Phase(
        name: $0.name, tokens: $0.tokenBudget, rowTokens: $0.rowTokenCount, askedShares: $0.asked, rows: $0.rowQuotas)
    }
    warnings = plan.warnings
  }
}

/// Counts the tokens of every group and plans quotas and epochs.
struct MixTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .mix, index: context.index)
    let mix = context.configuration.mix
    let groups = try MixGroups(discovering: context)
    let tallies = try groups.tallies()
    let request = mix.request(
      of: zip(groups.names, tallies).map {
        mix.group($0, documentCount: $1.train.documentCount, tokenCount: $1.train.packedTokenCount)
      }, context.configuration.pack)
    let plan = try MixPlan(request)
    for warning in plan.warnings { context.observer(.note("mix: \(TerminalText.escape(warning))")) }
    let summary = try AtomicFile.write(
      RunJSON.encode(MixResult(plan, tallies)), to: context.outputPath(MixResult.fileName))
    record.outputs = [OutputFile(name: MixResult.fileName, role: "mix", summary: summary)]
    return record
  }
}
