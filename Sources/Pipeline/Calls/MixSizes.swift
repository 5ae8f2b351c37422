// How large the groups of a mix are: counted where the run has encoded them, else estimated.

import Mixing
import Packing
import Storage

/// Sizes of the groups of a pipeline's mix.
struct MixSizes {
  /// Where the sizes come from.
  enum Basis: String, Sendable, Codable {
    /// The token files of the run.
    case counted
    /// The token files of a run on a sample, scaled up.
    case sample
    /// The texts that a run has left after cleaning; their tokens are estimated.
    case texts
    /// The sizes of the input files; texts and tokens are estimated.
    case files

    /// What the basis is, for people.
    var summary: String {
      switch self {
      case .counted: "tokens are counted: one end-of-document id a document, validation documents not with them"
      case .sample: "documents, text and tokens are estimated from the sample that the run has encoded"
      case .texts: "tokens are estimated from the run's texts at \(MixSizes.textBytesPerToken) bytes each"
      case .files:
        "text and tokens are rough estimates from the input files' sizes, before cleaning and deduplication; run a "
          + "sample (sluice run --sample 1%) and plan with the same --sample for better ones"
      }
    }
  }

  struct Group: Sendable {
    var name: String
    /// Nil where it is not known.
    var documentCount: Int?
    var textByteCount: Int
    /// Packed tokens on the training side.
    var tokenCount: Int
  }

  let basis: Basis
  let groups: [Group]

  /// Bytes of text in a token, about, of vocabularies of some 32,000 to 100,000 ids.
  static let textBytesPerToken = 4

  /// - Throws: `RunError.noInput` for groups by metadata before a run has looked at them.
  init(plan: Plan, directory: RunDirectory) throws {
    let isComplete = { (kind: StageKind) in plan.stage(kind).map { directory.missing($0).isEmpty } ?? true }
    if isComplete(.encode), isComplete(.label) {
      try self.init(counting: plan, directory)
      return
    }
    if plan.configuration.mix.readsMetadata {
      throw RunError(
        .noInput,
        "\(directory.path): groups by \((plan.configuration.mix.by ?? []).joined(separator: ", ")) are known when the "
          + "run has encoded and labelled its documents; start it with sluice run (it stops at a mix that cannot be met, "
          + "and keeps what it has done)")
    }
    if isComplete(.refine), isComplete(.deduplicate) {
      try self.init(texts: plan, directory)
    } else {
      self.init(files: plan)
    }
  }

  private init(counting plan: Plan, _ directory: RunDirectory) throws {
    guard let stage = plan.stage(.mix) else { throw RunError(.ourDefect, "the plan has no mix") }
    let context = TaskContext(
      plan: plan, directory: directory, stage: stage, index: 0, threads: 1, cancellation: CancellationFlag(),
      observer: { _ in })
    let found = try MixGroups(discovering: context)
    let documents = try found.openShared()
    let whole = Self.scale(by: plan.sample)
    basis = plan.sample < 1 ? .sample : .counted
    groups = try found.tallies().enumerated().map { index, tally in
      let text = found.textSizes(of: index, documents).reduce(0) { $0 + $1.byteCount }
      return Group(
        name: found.names[index], documentCount: whole(tally.train.documentCount), textByteCount: whole(text),
        tokenCount: whole(tally.train.packedTokenCount))
    }
  }

  /// What the whole corpus has where a sample has a count.
  private static func scale(by sample: Double) -> (Int) -> Int {
    { count in sample < 1 ? Int(min((Double(count) / sample).rounded(), 0x1p52)) : count }
  }

  private init(texts plan: Plan, _ directory: RunDirectory) throws {
    let sources = plan.configuration.sources
    var documents = [Int](repeating: 0, count: sources.count)
    var bytes = documents
    if let stage = plan.stage(.deduplicate) {
      for account in try directory.records(of: stage).flatMap(\.accounts) {
        guard let source = sources.firstIndex(where: { $0.name == account.source }) else { continue }
        documents[source] += account.counts.documentsKept
        bytes[source] += account.counts.bytesOut
      }
    } else if let stage = plan.stage(.refine) {
      for (task, record) in try directory.records(of: stage).enumerated() {
        documents[plan.extractAssignments[task].source] += record.documentCount
        bytes[plan.extractAssignments[task].source] += record.textByteCount
      }
    }
    let training = 1 - plan.configuration.mix.validation
    let whole = Self.scale(by: plan.sample)
    basis = .texts
    groups = sources.indices.map { source in
      let tokens = bytes[source] / Self.textBytesPerToken + documents[source]
      return Group(
        name: sources[source].name, documentCount: whole(documents[source]), textByteCount: whole(bytes[source]),
        tokenCount: Int(Double(whole(tokens)) * training))
    }
  }

  private init(files plan: Plan) {
    let training = 1 - plan.configuration.mix.validation
    basis = .files
    groups = zip(plan.configuration.sources, plan.listing).map { source, listing in
      let text = listing.files.reduce(0.0) { sum, file in
        sum + Double(file.byteCount) * Self.expansion(file.name) * Self.textShare(source.format)
      }
      return Group(
        name: source.name, documentCount: nil, textByteCount: Int(text),
        tokenCount: Int(text / Double(Self.textBytesPerToken) * training))
    }
  }

  /// Bytes that a stored byte becomes, about: general compression shrinks text and markup to a quarter.
  private static func expansion(_ name: String) -> Double {
    [".gz", ".tgz", ".zst", ".bz2", ".xz", ".zip"].contains { name.lowercased().hasSuffix($0) } ? 4 : 1
  }

  /// Text in a byte of a format, about: of pages a tenth is main content.
  private static func textShare(_ format: SourceFormat) -> Double {
    switch format {
    case .warc, .html: 0.1
    case .csv, .mysql, .postgres, .sqlite, .sql, .mysqlXML, .jsonl: 0.8
    case .mediawiki: 0.5
    case .text: 1
    // Compressed inside, as text is about.
    case .parquet: 2
    }
  }
}
