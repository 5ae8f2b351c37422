// Whether an objective goes together with the rest of the configuration, before any work.

import TokenShards
import Tokenization
import Yams

enum ObjectiveChecks {
  static func run(on configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let pack = configuration.pack
    let settings = pack.objective
    let name = settings.kind.rawValue
    let mark = resolver.marks["pack.objective"] ?? resolver.marks["pack"]
    let own = PipelineShape.objectiveKeys[settings.kind] ?? []
    for key in PipelineShape.objective.keys.map(\.name) where key != "type" && !own.contains(key) {
      guard let written = resolver.marks["pack.objective.\(key)"] else { continue }
      resolver.report("pack.objective: '\(key)' has no meaning for \(name)", at: written)
    }
    if settings.isPlain { return }
    if let written = resolver.marks["tokenizer.beginning_of_document"] {
      resolver.report(
        "tokenizer.beginning_of_document: rows for pack.objective hold no such id; leave it out", at: written)
    }
    for (index, phase) in (configuration.mix.phases ?? []).enumerated() {
      guard let length = phase.sequenceLength, length != pack.sequenceLength else { continue }
      resolver.report(
        "mix.phases[\(index)].sequence_length: rows for pack.objective have one length, pack.sequence_length: "
          + "\(pack.sequenceLength)", at: resolver.marks["mix.phases[\(index)].sequence_length"])
    }
    if settings.maskShare + settings.randomShare > 1 + 1e-9 {
      resolver.report(
        "pack.objective: mask_share (\(settings.maskShare)) and random_share (\(settings.randomShare)) are more than 1",
        at: resolver.marks["pack.objective.mask_share"] ?? resolver.marks["pack.objective.random_share"])
    }
    if settings.needsColumns { checkColumns(configuration, name, mark, &resolver) }
    if settings.fillInTheMiddle != nil, pack.strategy != "best-fit" {
      resolver.report(
        "pack.strategy: filling in the middle needs best-fit, which tears no part of a document",
        at: resolver.marks["pack.strategy"] ?? mark)
    }
    if settings.holdsPairs, pack.endOfDocument == EndOfDocument.Position.before.rawValue {
      resolver.report(
        "pack.end_of_document: pairs of segments hold no end-of-document id, which could stand before a document",
        at: resolver.marks["pack.end_of_document"])
    }
    checkTokens(configuration, &resolver)
  }

  /// Samples of several columns need formats that hold them, and nothing that reads rows of tokens.
  private static func checkColumns(
    _ configuration: PipelineConfiguration, _ name: String, _ mark: Mark?, _ resolver: inout ConfigurationResolver
  ) {
    let able = ShardFormat.allCases.filter(\.holdsColumns).map(\.rawValue)
    for (index, format) in configuration.pack.formats.enumerated() where !able.contains(format) {
      resolver.report(
        "pack.formats: \(format) holds tokens alone and cannot carry \(name); use \(able.joined(separator: " or "))",
        at: resolver.marks["pack.formats[\(index)]"] ?? resolver.marks["pack.formats"] ?? mark)
    }
    if let written = resolver.marks["pack.targets"] {
      resolver.report("pack: 'targets' has no meaning for \(name), whose labels are a column", at: written)
    }
    if configuration.train != nil {
      resolver.report(
        "train: the bundled trainer predicts the next token; it cannot train on rows for \(name)",
        at: resolver.marks["train"])
    }
  }

  /// The special tokens are there, or will be once the tokenizer is trained.
  private static func checkTokens(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let tokenizer = configuration.tokenizer
    let settings = configuration.pack.objective
    // A file that is missing or damaged is reported elsewhere.
    guard let vocabulary = try? vocabulary(tokenizer), let end = vocabulary.specials[tokenizer.endOfDocument] else {
      return
    }
    do {
      _ = try settings.resolve(vocabulary, end: end, sequenceLength: configuration.pack.sequenceLength)
    } catch {
      let path = "pack.objective" + (settings.kind == .causal ? ".fill_in_the_middle" : "")
      let hint = tokenizer.file == nil ? ", or let the trained one have it (tokenizer.special_tokens)" : ""
      resolver.report(
        "\(path).\(error.key): \(error.message)\(error.key.hasSuffix("_token") ? hint : "")",
        at: resolver.marks["\(path).\(error.key)"] ?? resolver.marks[path] ?? resolver.marks["pack.objective"])
    }
  }

  private static func vocabulary(_ tokenizer: PipelineConfiguration.Tokenizer) throws -> ObjectiveVocabulary {
    if tokenizer.file != nil { return ObjectiveVocabulary(try RunTokenizer.read(tokenizer)) }
    // A trained vocabulary ends with its special tokens; what stands for text is below them.
    let names = RunTokenizer.specialTokens(tokenizer)
    return ObjectiveVocabulary(
      trained: names, vocabularySize: tokenizer.vocabularySize)
  }
}

extension ObjectiveVocabulary {
  /// What a tokenizer will have that is still to be trained.
  init(trained names: [String], vocabularySize: Int) {
    count = vocabularySize
    let first = vocabularySize - names.count
    for (index, name) in names.enumerated() { specials[name] = UInt32(clamping: first + index) }
    text = { $0 < first ? [0x20] : [] }
  }
}
