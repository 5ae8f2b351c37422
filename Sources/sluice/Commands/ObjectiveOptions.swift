// What rows are for, as options of sluice pack.

import ArgumentParser
import Pipeline
import TokenShards

/// The objective; every option but the first belongs to one of them.
struct ObjectiveOptions: ParsableArguments {
  @Option(help: "What rows are for: \(Objective.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
  var objective: Objective.Kind = .causal

  @Option(help: "causal: share of the documents that are rearranged for filling in the middle (0.5 is usual)")
  var fimRate: Double?

  @Option(help: "Share of the rearranged parts in the order suffix, prefix, middle (default: 0.5)")
  var fimSuffixFirst: Double?

  @Option(help: "The special token before the prefix (default: <|fim_prefix|>, <PRE> and the like)")
  var fimPrefixToken: String?

  @Option(help: "The special token before the middle (default: <|fim_middle|>, <MID> and the like)")
  var fimMiddleToken: String?

  @Option(help: "The special token before the suffix (default: <|fim_suffix|>, <SUF> and the like)")
  var fimSuffixToken: String?

  @Option(help: "span-corruption: share of the tokens that is taken out (default: 0.15)")
  var density: Double?

  @Option(help: "span-corruption: mean length of a span in tokens (default: 3)")
  var meanSpan: Double?

  @Option(
    help: ArgumentHelp(
      "span-corruption: the id of the first span, the others below it.",
      discussion: "Default: <extra_id_0> and so on where the tokenizer has them, else ids above its vocabulary."))
  var firstSentinel: Int?

  @Option(help: "masked: share of the inputs that is predicted (default: 0.15)")
  var maskProbability: Double?

  @Option(help: "masked: most predictions in a row (default: no bound)")
  var maxPredictions: Int?

  @Flag(inversion: .prefixedNo, help: "masked: rows are two segments; with --no-sentence-pairs packed rows")
  var sentencePairs = true

  @Option(help: "masked: share of the documents whose pairs aim at a random length (default: 0.1)")
  var shortRows: Double?

  @Option(help: "masked: the special token in front of a row (default: [CLS], <s> and the like)")
  var clsToken: String?

  @Option(help: "masked: the special token behind a segment (default: [SEP], </s> and the like)")
  var sepToken: String?

  @Option(help: "masked: the special token that hides others (default: [MASK], <mask> and the like)")
  var maskToken: String?

  @Option(help: "The special token behind a row of these two (default: [PAD], <pad> and the like)")
  var padToken: String?

  /// - Throws: `RunError.usage` for options of another objective, and numbers out of range.
  func settings() throws -> ObjectiveSettings {
    try checkNames()
    var settings = ObjectiveSettings()
    settings.type = objective.rawValue
    if let rate = try share(fimRate, "fim-rate") {
      var fill = ObjectiveSettings.FillInTheMiddle()
      fill.rate = rate
      fill.suffixFirst = try share(fimSuffixFirst, "fim-suffix-first") ?? fill.suffixFirst
      (fill.prefixToken, fill.middleToken, fill.suffixToken) = (fimPrefixToken, fimMiddleToken, fimSuffixToken)
      settings.fillInTheMiddle = fill
    }
    settings.density = try number(density, 0.001...0.9, "density") ?? settings.density
    settings.meanSpan = try number(meanSpan, 1...1000, "mean-span") ?? settings.meanSpan
    settings.firstSentinel = firstSentinel
    settings.probability = try number(maskProbability, 0.001...0.9, "mask-probability") ?? settings.probability
    settings.maxPredictions = try number(maxPredictions, 1...1_048_576, "max-predictions")
    settings.sentencePairs = sentencePairs
    settings.shortRows = try share(shortRows, "short-rows") ?? settings.shortRows
    (settings.clsToken, settings.sepToken, settings.maskToken) = (clsToken, sepToken, maskToken)
    settings.padToken = padToken
    return settings
  }

  private func checkNames() throws {
    let fill: [(String, Bool)] = [
      ("fim-suffix-first", fimSuffixFirst != nil), ("fim-prefix-token", fimPrefixToken != nil),
      ("fim-middle-token", fimMiddleToken != nil), ("fim-suffix-token", fimSuffixToken != nil),
    ]
    if let (name, _) = fill.first(where: \.1), fimRate == nil {
      throw RunError(.usage, "--\(name) has no meaning without --fim-rate")
    }
    let written: [(String, Bool, [Objective.Kind])] = [
      ("fim-rate", fimRate != nil, [.causal]), ("density", density != nil, [.spanCorruption]),
      ("mean-span", meanSpan != nil, [.spanCorruption]), ("first-sentinel", firstSentinel != nil, [.spanCorruption]),
      ("mask-probability", maskProbability != nil, [.masked]), ("max-predictions", maxPredictions != nil, [.masked]),
      ("no-sentence-pairs", !sentencePairs, [.masked]), ("short-rows", shortRows != nil, [.masked]),
      ("cls-token", clsToken != nil, [.masked]), ("sep-token", sepToken != nil, [.masked]),
      ("mask-token", maskToken != nil, [.masked]), ("pad-token", padToken != nil, [.masked, .spanCorruption]),
    ]
    for (name, isWritten, kinds) in written where isWritten && !kinds.contains(objective) {
      throw RunError(.usage, "--\(name) has no meaning for the objective \(objective.rawValue)")
    }
  }

  private func share(_ value: Double?, _ name: String) throws -> Double? { try number(value, 0...1, name) }

  private func number<Value: Comparable>(_ value: Value?, _ range: ClosedRange<Value>, _ name: String) throws -> Value?
  {
    guard let value, !range.contains(value) else { return value }
    throw RunError(.usage, "--\(name) \(value): give a number from \(range.lowerBound) to \(range.upperBound)")
  }
}

extension Objective.Kind: ExpressibleByArgument {}
