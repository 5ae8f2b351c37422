// The groups of a run's mix, and where their tokens are.

import Auditing
import Mixing
import Packing
import Storage
import TextAnalysis
import TokenShards

/// The groups that a mix weighs: the sources, or the documents with the same values of metadata. Every document belongs
/// to one of them.
struct MixGroups {
  /// The name that takes all groups which are not named.
  static let otherName = "other"
  private static let countLimit = 4096

  let names: [String]
  private let context: TaskContext
  /// The encoded tokens of each source.
  private let encoded: [EncodedSource]
  /// The documents' groups; nil where they are the sources.
  private let groups: DocumentGroups?

  /// Finds the groups: the sources, or those that weights name, or all that occur.
  ///
  /// - Throws: `MixError` (`unknownGroup`) for documents that no weight speaks of, and weights of no document.
  init(discovering context: TaskContext) throws {
    self.context = context
    let configuration = context.configuration
    encoded = try EncodedSource.all(context)
    guard configuration.mix.readsMetadata else {
      names = configuration.sources.map(\.name)
      groups = nil
      return
    }
    let labels = try Self.labels(context, encoded)
    let sizes = try Self.sizes(labels, encoded, configuration)
    let found = sizes.map(\.name)
    let named = configuration.mix.namedGroups
    let isOpen = named.isEmpty || named.contains(Self.otherName)
    let unnamed = sizes.filter { !named.contains($0.name) }
    if !isOpen, !unnamed.isEmpty { throw Self.unnamedError(unnamed) }
    let unknown = configuration.mix.namesOfGroups.filter { !found.contains($0) && $0 != Self.otherName }
    if let name = unknown.first {
      let hint = NearestName.find(name, among: found).map { "; did you mean '\($0)'?" } ?? ""
      throw MixError(
        .unknownGroup,
        "mix: no document belongs to the group '\(name)' (by \((configuration.mix.by ?? []).joined(separator: "/")))"
          + "\(hint); groups there are: \(Self.list(found))")
    }
    names = named.isEmpty ? found : named.filter { $0 != Self.otherName } + named.filter { $0 == Self.otherName }
    groups = DocumentGroups(labels: labels, names: names, other: names.firstIndex(of: Self.otherName))
  }

  /// The groups that the mix of a run has found.
  init(_ context: TaskContext, of mix: MixResult) throws {
    self.context = context
    names = mix.groups.map(\.name)
    encoded = try EncodedSource.all(context)
    guard context.configuration.mix.readsMetadata else {
      groups = nil
      return
    }
    groups = DocumentGroups(
      labels: try Self.labels(context, encoded), names: names, other: names.firstIndex(of: Self.otherName))
  }

  private static func labels(_ context: TaskContext, _ encoded: [EncodedSource]) throws -> [DocumentLabels] {
    let records = try context.records(.label)
    return try encoded.flatMap(\.tasks).map {
      try DocumentLabels(path: context.path(of: records[$0].output("labels"), in: .label))
    }
  }

  /// - Throws: `MixError` where metadata tell documents apart rather than group them.
  static func check(count: Int, example: String) throws(MixError) {
    guard count > countLimit else { return }
    throw MixError(
      .invalidRequest,
      "mix.by gives more than \(countLimit) groups, such as '\(TerminalText.escape(example))'; choose keys with few "
        + "values, or put numbers into mix.buckets")
  }

  /// The groups that documents belong to, in the order of their names, and their tokens on the training side.
  private static func sizes(
    _ labels: [DocumentLabels], _ encoded: [EncodedSource], _ configuration: PipelineConfiguration
  ) throws -> [(name: String, tokenCount: Int)] {
    let names = Set(labels.flatMap(\.names)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try check(count: names.count, example: names.last ?? "")
    let documents = try SourceDocuments(
      tokenFiles: encoded.flatMap(\.paths), split: configuration.validationSplit,
      groups: DocumentGroups(labels: labels, names: names), marksPerDocument: configuration.marksPerDocument)
    let (train, validation) = (documents.tallies(.train), documents.tallies(.validation))
    // Of some, every document has gone since it was labelled.
    return names.indices.filter { train[$0].documentCount + validation[$0].documentCount > 0 }.map {
      (names[$0], train[$0].packedTokenCount)
    }
  }

  private static func unnamedError(_ unnamed: [(name: String, tokenCount: Int)]) -> MixError {
    let largest = unnamed.sorted { ($1.tokenCount, $0.name) < ($0.tokenCount, $1.name) }
    let list = largest.prefix(5).map { "'\(TerminalText.escape($0.name))' (\($0.tokenCount) tokens)" }
    let more = unnamed.count > 5 ? " and \(unnamed.count - 5) more" : ""
    return MixError(
      .unknownGroup,
      "mix.weights says nothing of \(list.joined(separator: ", "))\(more); give them weights, or '\(otherName)' one for "
        + "all of them, 0 to leave them out")
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(12).map { TerminalText.escape($0) }.joined(separator: ", ")
      + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  /// The token files that hold a group's documents. Groups by metadata share all of them.
  func tokenFiles(of group: Int) -> [String] { groups == nil ? encoded[group].paths : encoded.flatMap(\.paths) }

  /// A request to pack a group, without what depends on side and quota.
  func select(_ group: Int, in request: inout PackRequest) {
    request.source = names[group]
    request.tokenFiles = tokenFiles(of: group)
    guard let groups else { return }
    request.group = group
    request.groups = groups
  }

  /// Opens the documents of groups by metadata, once for all of them; nil where each source is opened by itself.
  func openShared() throws -> SourceDocuments? {
    guard let groups else { return nil }
    return try SourceDocuments(
      tokenFiles: encoded.flatMap(\.paths), split: context.configuration.validationSplit, groups: groups,
      marksPerDocument: context.configuration.marksPerDocument)
  }

  /// Documents and tokens of each group on both sides.
  func tallies() throws -> [(train: DocumentTally, validation: DocumentTally)] {
    if let documents = try openShared() {
      return Array(zip(documents.tallies(.train), documents.tallies(.validation)).map { (train: $0, validation: $1) })
    }
    return try encoded.map { source in
      let documents = try SourceDocuments(
        tokenFiles: source.paths, split: context.configuration.validationSplit,
        marksPerDocument: context.configuration.marksPerDocument)
      return (train: documents.tally(.train), validation: documents.tally(.validation))
    }
  }

  /// Documents and text bytes of a group in each source, both sides together.
  func textSizes(of group: Int, _ documents: SourceDocuments?) -> [(documentCount: Int, byteCount: Int)] {
    guard let documents else {
      return encoded.indices.map {
        $0 == group ? (encoded[$0].documentCount, encoded[$0].textByteCount) : (documentCount: 0, byteCount: 0)
      }
    }
    let files = documents.textSizes(ofGroup: group)
    var first = 0
    return encoded.map { source in
      defer { first += source.paths.count }
      return files[first..<first + source.paths.count].reduce(into: (documentCount: 0, byteCount: 0)) {
        $0.documentCount += $1.documentCount
        $0.byteCount += $1.byteCount
      }
    }
  }

  /// The refine task of each token file of a group.
  func tasks(of group: Int) -> [Int] { groups == nil ? encoded[group].tasks : encoded.flatMap(\.tasks) }
}

extension PipelineConfiguration.Mix {
  /// Names that weights speak of, in the order of their bytes.
  var namedGroups: [String] {
    var names = Set((weights ?? [:]).keys)
    for phase in phases ?? [] { names.formUnion((phase.weights ?? [:]).keys) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Names of groups that must be there: those with a weight, and those with bounds of their own.
  fileprivate var namesOfGroups: [String] {
    var names = Set((caps ?? [:]).keys).union((floors ?? [:]).keys)
    for map in [weights ?? [:]] + (phases ?? []).map({ $0.weights ?? [:] }) {
      names.formUnion(map.filter { $0.value > 0 }.keys)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What is asked of groups.
  func request(of groups: [MixGroup], _ pack: PipelineConfiguration.Pack) -> MixRequest {
    let budget = tokens.map(TokenBudget.tokens) ?? epochs.map(TokenBudget.epochs)
    let own = rule(weights, temperature, unimax, groups)
    let planned = phases?.map { phase in
      MixPhase(
        name: phase.name,
        length: phase.tokens.map(MixPhase.Length.tokens) ?? phase.share.map(MixPhase.Length.share) ?? .rest,
        rule: rule(phase.weights, phase.temperature, phase.unimax, groups) ?? own ?? .proportional,
        rowTokenCount: pack.rowTokenCount(sequenceLength: phase.sequenceLength))
    }
    return MixRequest(
      groups: groups, phases: planned ?? [MixPhase(name: "", rule: own ?? .proportional)], budget: budget,
      redistributes: redistribute ?? false, rowTokenCount: pack.rowTokenCount)
  }

  /// A group with the bounds that are asked for it.
  func group(_ name: String, documentCount: Int, tokenCount: Int) -> MixGroup {
    MixGroup(
      name: name, documentCount: documentCount, tokenCount: tokenCount, maximumEpochs: caps?[name] ?? maxEpochs,
      minimumEpochs: floors?[name] ?? minEpochs ?? 0)
  }

  private func rule(
    _ weights: [String: Double]?, _ temperature: Double?, _ unimax: Bool?, _ groups: [MixGroup]
  ) -> ShareRule? {
    if let weights { return .weights(groups.map { weights[$0.name] ?? 0 }) }
    if let temperature { return .temperature(temperature) }
    return unimax == true ? .unimax : nil
  }
}
