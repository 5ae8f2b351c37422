// sluice mix plan: what a mix asks for, what its groups can give, and what comes of it.

import Auditing
import Mixing
import Storage

/// The plan of a pipeline's mix, before or after its run.
public struct MixPlanCall: Sendable {
  /// One group: what there is of it, what is asked, what is obtained.
  public struct Group: Sendable, Codable {
    public let name: String
    /// Nil where nothing has been read yet.
    public let documents: Int?
    /// Bytes of text, that of validation documents with it.
    public let textBytes: Int
    /// Packed tokens of the training side, once.
    public let tokens: Int
    /// Share of the training tokens asked for, 0 to 1.
    public let askedShare: Double
    public let obtainedShare: Double
    public let epochs: Double
    /// Tokens in the training stream.
    public let trainingTokens: Int
    /// What they are worth, repetition considered (Muennighoff et al. 2023).
    public let effectiveTokens: Int
  }

  /// One phase of a curriculum.
  public struct Phase: Sendable, Codable {
    public let name: String
    public let tokens: Int
    /// Tokens of a row.
    public let rowTokens: Int
    /// By group.
    public let askedShares: [Double]
    /// Rows by group; nil: all that they pack to.
    public let rows: [Int]?
  }

  /// What a model of a size asks for.
  public struct Model: Sendable, Codable {
    public let parameters: Int
    /// Tokens for the least compute (Hoffmann et al. 2022, approach 1: about 20 a parameter).
    public let tokensAsked: Int
    /// C = 6 N D of a training on as many.
    public let operationsAsked: Double
    public let trainingTokens: Int
    public let effectiveTokens: Int
    /// C = 6 N D of a training on this mix.
    public let operations: Double
    /// Training tokens as a multiple of those asked.
    public let ratio: Double
    public let tokensPerParameter: Double
    /// Parameters for which the mix has as many tokens as asked.
    public let parametersForMix: Int
  }

  /// Where the sizes come from: `counted`, `sample`, `texts` or `files`.
  public let basis: String
  public let rowTokens: Int
  public let groups: [Group]
  public let phases: [Phase]
  public let budget: Int
  public let warnings: [String]
  public let model: Model?
  /// Why the mix cannot be made as it is asked for; the figures are then those of a mix in which other groups take the
  /// place of what is short.
  public let problem: MixError?
  private let basisSummary: String

  /// Plans the mix of a pipeline by what is known of its sources.
  ///
  /// - Parameters:
  ///   - request: the pipeline and its run directory; the run need not exist.
  ///   - modelParameters: such as `1B`; nil for no comparison.
  /// - Throws: `MixError` for a mix of which nothing can be made; `RunError` for a wrong call, or for groups that are not known
  ///   yet.
  public init(_ request: PipelineRequest, modelParameters: String? = nil) throws {
    let plan = try request.makePlan()
    let sizes = try MixSizes(plan: plan, directory: request.directory)
    let settings = plan.configuration
    rowTokens = settings.pack.rowTokenCount
    var asked = settings.mix.request(
      of: sizes.groups.map {
        settings.mix.group($0.name, documentCount: $0.documentCount ?? 0, tokenCount: $0.tokenCount)
      }, settings.pack)
    let mix: MixPlan
    var problem: MixError?
    do {
      mix = try MixPlan(asked)
    } catch {
      asked.redistributes = true
      guard let possible = try? MixPlan(asked) else { throw error }
      mix = possible
      problem = error
    }
    self.problem = problem
    basis = sizes.basis.rawValue
    basisSummary = sizes.basis.summary
    groups = zip(sizes.groups, mix.shares).map { size, share in
      Group(
        name: size.name, documents: size.documentCount, textBytes: size.textByteCount, tokens: size.tokenCount,
        askedShare: share.asked, obtainedShare: share.obtained, epochs: share.epochs, trainingTokens: share.tokenQuota,
        effectiveTokens: share.effectiveTokens)
    }
    phases = mix.phases.map {
      Phase(
        name: $0.name, tokens: $0.tokenBudget, rowTokens: $0.rowTokenCount, askedShares: $0.asked, rows: $0.rowQuotas)
    }
    budget = mix.phases.reduce(0) { $0 + $1.tokenBudget }
    warnings = mix.warnings
    model = try modelParameters.map { try Self.model($0, mix) }
  }

  private static func model(_ text: String, _ mix: MixPlan) throws -> Model {
    guard let parameters = Quantities.count(text), (1...1_000_000_000_000_000).contains(parameters) else {
      throw RunError(.usage, "--model-parameters \(text): give a number from 1 to 1000T, such as 350M or 1B")
    }
    let optimal = ComputeOptimal(parameterCount: parameters)
    let tokens = mix.tokenQuota
    return Model(
      parameters: parameters, tokensAsked: optimal.tokenCount,
      operationsAsked: optimal.floatingPointOperations(tokenCount: optimal.tokenCount), trainingTokens: tokens,
      effectiveTokens: mix.shares.reduce(0) { $0 + $1.effectiveTokens },
      operations: optimal.floatingPointOperations(tokenCount: tokens),
      ratio: Double(tokens) / Double(optimal.tokenCount), tokensPerParameter: Double(tokens) / Double(parameters),
      parametersForMix: ComputeOptimal.parameterCount(forTokenCount: tokens))
  }
}

// MARK: Shown

extension MixPlanCall {
  private struct JSONForm: Encodable {
    let basis: String
    let rowTokens: Int
    let budget: Int
    let groups: [Group]
    let phases: [Phase]
    let warnings: [String]
    let model: Model?
    /// Why the mix cannot be made; nil when it can.
    let problem: String?
  }

  public func json() throws -> String {
    let form = JSONForm(
      basis: basis, rowTokens: rowTokens, budget: budget, groups: groups, phases: phases, warnings: warnings,
      model: model, problem: problem?.message)
    return String(decoding: try RunJSON.encode(form), as: UTF8.self)
  }

  /// Tables for a terminal.
  public func text() -> String {
    var parts = [groupTable()]
    if phases.count > 1 { parts.append(phaseTable()) }
    parts.append(
      "\(Figures.count(budget)) tokens asked, \(Figures.count(sum(\.trainingTokens))) planned in rows of "
        + "\(rowLengths) tokens; \(basisSummary).\n")
    if !warnings.isEmpty { parts.append(warnings.map { "warning: \(TerminalText.escape($0))\n" }.joined()) }
    if let model { parts.append(modelText(model)) }
    return parts.joined(separator: "\n")
  }

  private var hasSeveralLengths: Bool { phases.contains { $0.rowTokens != phases[0].rowTokens } }

  /// The lengths of rows in the order of the phases.
  private var rowLengths: String {
    let lengths = phases.map(\.rowTokens).reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
    return lengths.map(Figures.count).joined(separator: ", then ")
  }

  private func sum(_ value: KeyPath<Group, Int>) -> Int { groups.reduce(0) { $0 + $1[keyPath: value] } }

  private func groupTable() -> String {
    var rows = groups.map { group in
      [
        TerminalText.escape(group.name), group.documents.map(Figures.count) ?? "?",
        Figures.bytes(Double(group.textBytes)), Figures.count(group.tokens), Figures.percent(group.askedShare),
        Figures.percent(group.obtainedShare), Figures.decimal(group.epochs, places: 2),
        Figures.count(group.trainingTokens), Figures.count(group.effectiveTokens),
      ]
    }
    let documents = groups.contains { $0.documents == nil } ? nil : groups.reduce(0) { $0 + ($1.documents ?? 0) }
    rows.append([
      "all", documents.map(Figures.count) ?? "?", Figures.bytes(Double(sum(\.textBytes))),
      Figures.count(sum(\.tokens)), Figures.percent(groups.reduce(0) { $0 + $1.askedShare }),
      Figures.percent(groups.reduce(0) { $0 + $1.obtainedShare }),
      Figures.decimal(sum(\.tokens) == 0 ? 0 : Double(sum(\.trainingTokens)) / Double(sum(\.tokens)), places: 2),
      Figures.count(sum(\.trainingTokens)), Figures.count(sum(\.effectiveTokens)),
    ])
    return TextTable(
      header: [
        "group", "documents", "text", "tokens", "asked", "obtained", "epochs", "in training", "effective tokens",
      ], rows: rows, numericColumns: Set(1...8)
    ).text()
  }

  /// Shares by group and phase, as they are planned.
  private func phaseTable() -> String {
    var rows = groups.indices.map { group in
      [TerminalText.escape(groups[group].name)]
        + phases.map { phase in
          let rows = phase.rows ?? []
          let all = rows.reduce(0, +)
          return Figures.percent(
            all == 0 ? phase.askedShares[group] : Double(rows[group]) / Double(all))
        }
    }
    rows.append(["tokens"] + phases.map { Figures.count($0.tokens) })
    if hasSeveralLengths { rows.append(["tokens of a row"] + phases.map { Figures.count($0.rowTokens) }) }
    return TextTable(
      header: ["group"] + phases.map(\.name), rows: rows, numericColumns: Set(phases.indices.map { $0 + 1 })
    ).text()
  }

  private func modelText(_ model: Model) -> String {
    var text = "\(Figures.count(model.parameters)) parameters: Hoffmann et al. 2022 (approach 1: about "
    text += "\(ComputeOptimal.tokensPerParameter) tokens a parameter) ask for \(Figures.count(model.tokensAsked)) "
    text += "tokens, 6ND = \(Self.power(model.operationsAsked)) FLOPs.\n"
    text += "This mix has \(Figures.count(model.trainingTokens)), "
    text +=
      model.ratio < 1
      ? "\(Figures.decimal(model.ratio * 100, places: 2)) % of that"
      : "\(Figures.decimal(model.ratio, places: 2)) times as many"
    text += " (\(Figures.decimal(model.tokensPerParameter, places: 2)) a parameter, worth "
    text += "\(Figures.count(model.effectiveTokens)) unrepeated ones), 6ND = \(Self.power(model.operations)) FLOPs; "
    text += "it is what \(Figures.count(model.parametersForMix)) parameters ask for.\n"
    return text
  }

  /// `1.21e20`.
  private static func power(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    return "\(Figures.decimal(mantissa, places: 2))e\(exponent)"
  }
}
