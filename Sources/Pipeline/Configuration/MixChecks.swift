// Checks of the mix: names, sums, and keys that exclude each other.

import TextAnalysis

/// Checks what a configuration says of the mix.
enum MixChecks {
  static func run(on configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let mix = configuration.mix
    checkGroups(mix, &resolver)
    checkBudgets(configuration, &resolver)
    checkRule(mix.weights, mix.temperature, mix.unimax, at: "mix", &resolver)
    for (index, phase) in (mix.phases ?? []).enumerated() {
      checkRule(phase.weights, phase.temperature, phase.unimax, at: "mix.phases[\(index)]", &resolver)
    }
    let maps = weightMaps(mix)
    for (path, weights) in maps { checkSum(weights, at: path, &resolver) }
    if mix.readsMetadata {
      checkGroupNames(configuration, maps, &resolver)
    } else {
      checkSourceNames(configuration, maps, &resolver)
    }
  }

  /// All lists of weights with their places.
  private static func weightMaps(_ mix: PipelineConfiguration.Mix) -> [(path: String, weights: [String: Double])] {
    var maps: [(String, [String: Double])] = []
    if let weights = mix.weights { maps.append(("mix.weights", weights)) }
    for (index, phase) in (mix.phases ?? []).enumerated() {
      if let weights = phase.weights { maps.append(("mix.phases[\(index)].weights", weights)) }
    }
    return maps
  }

  private static func checkGroups(_ mix: PipelineConfiguration.Mix, _ resolver: inout ConfigurationResolver) {
    let keys = mix.by ?? []
    if let by = mix.by, by.isEmpty || by.contains("") || Set(by).count < by.count || by.count > 8 {
      resolver.report(
        "mix.by: name 'source' or keys of metadata, each once, eight at most", at: resolver.marks["mix.by"])
    }
    for key in (mix.buckets ?? [:]).keys.sorted() where !keys.contains(key) || key == "source" {
      resolver.report(
        "mix.buckets: '\(key)' is no key of metadata in mix.by", at: resolver.marks["mix.buckets.\(key)"])
    }
    for (key, bounds) in (mix.buckets ?? [:]).sorted(by: { $0.key < $1.key }) {
      if bounds.isEmpty || Set(bounds.values).count < bounds.count {
        resolver.report(
          "mix.buckets: the ranges of '\(key)' must begin at different numbers",
          at: resolver.marks["mix.buckets.\(key)"])
      }
    }
  }

  private static func checkRule(
    _ weights: [String: Double]?, _ temperature: Double?, _ unimax: Bool?, at path: String,
    _ resolver: inout ConfigurationResolver
  ) {
    let rules = [
      weights != nil ? "weights" : nil, temperature != nil ? "temperature" : nil, unimax == true ? "unimax" : nil,
    ]
    .compactMap { $0 }
    if rules.count > 1 {
      resolver.report(
        "\(path): \(rules.joined(separator: " and ")) each say how to share; keep one of them",
        at: resolver.marks["\(path).\(rules[1])"])
    }
  }

  private static func checkBudgets(_ configuration: PipelineConfiguration, _ resolver: inout ConfigurationResolver) {
    let mix = configuration.mix
    func check(_ tokens: Int?, rowTokens: Int, at path: String, _ resolver: inout ConfigurationResolver) {
      if let tokens, tokens < rowTokens || tokens >= 1 << 53 {
        resolver.report(
          "\(path): \(tokens) is outside \(rowTokens) (one row) to 9,000,000,000,000,000", at: resolver.marks[path])
      }
    }
    check(mix.tokens, rowTokens: configuration.longestRowTokenCount, at: "mix.tokens", &resolver)
    if mix.tokens != nil, mix.epochs != nil {
      resolver.report("mix: tokens and epochs both say how much; keep one of them", at: resolver.marks["mix.epochs"])
    }
    checkEpochs(mix, &resolver)
    guard let phases = mix.phases else { return }
    if phases.isEmpty { resolver.report("mix.phases: name at least one phase", at: resolver.marks["mix.phases"]) }
    var names: Set<String> = []
    for (index, phase) in phases.enumerated() {
      let path = "mix.phases[\(index)]"
      check(phase.tokens, rowTokens: configuration.rowTokenCount(of: phase), at: "\(path).tokens", &resolver)
      if phase.tokens != nil, phase.share != nil {
        resolver.report("\(path): tokens and share both say how much; keep one of them", at: resolver.marks[path])
      }
      if !ConfigurationChecks.isSafeName(phase.name) || !names.insert(phase.name).inserted {
        resolver.report(
          "\(path): '\(phase.name)': give each phase a name of its own, of letters, digits, '-', '_' and '.'",
          at: resolver.marks["\(path).name"])
      }
    }
    let hasBudget = mix.tokens != nil || mix.epochs != nil
    let open = phases.count { $0.tokens == nil && $0.share == nil }
    if open > 1 {
      resolver.report(
        "mix.phases: \(open) phases have neither tokens nor share; one may have what the others leave",
        at: resolver.marks["mix.phases"])
    } else if !hasBudget, open == 1 && phases.count > 1 || phases.contains(where: { $0.share != nil }) {
      resolver.report(
        "mix.phases: shares, and a phase for the rest, need mix.tokens or mix.epochs", at: resolver.marks["mix.phases"])
    }
  }

  private static func checkEpochs(_ mix: PipelineConfiguration.Mix, _ resolver: inout ConfigurationResolver) {
    for name in Set((mix.caps ?? [:]).keys).union((mix.floors ?? [:]).keys).sorted() {
      let (least, most) = (mix.floors?[name] ?? mix.minEpochs ?? 0, mix.caps?[name] ?? mix.maxEpochs)
      if least > most {
        resolver.report(
          "mix: '\(name)' is asked for at least \(least) and at most \(most) epochs",
          at: resolver.marks["mix.floors.\(name)"] ?? resolver.marks["mix.caps.\(name)"])
      }
    }
    if let least = mix.minEpochs, least > mix.maxEpochs {
      resolver.report(
        "mix.min_epochs: \(least) is more than max_epochs, \(mix.maxEpochs)", at: resolver.marks["mix.min_epochs"])
    }
  }

  private static func checkSum(
    _ weights: [String: Double], at path: String, _ resolver: inout ConfigurationResolver
  ) {
    let sum = weights.keys.sorted().reduce(0) { $0 + (weights[$1] ?? 0) }
    if abs(sum - 1) > 1e-6 {
      resolver.report("\(path): the weights sum to \(sum), not to 1", at: resolver.marks[path])
    }
  }

  private static func checkSourceNames(
    _ configuration: PipelineConfiguration, _ maps: [(path: String, weights: [String: Double])],
    _ resolver: inout ConfigurationResolver
  ) {
    let names = configuration.sources.map(\.name)
    func check(_ written: some Sequence<String>, at path: String) {
      for name in written.sorted() where !names.contains(name) {
        let hint = NearestName.find(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
        resolver.report("\(path): no source is named '\(name)'\(hint)", at: resolver.marks["\(path).\(name)"])
      }
    }
    for (path, weights) in maps {
      check(weights.keys, at: path)
      for name in names where weights[name] == nil {
        resolver.report(
          "\(path): source '\(name)' has no weight; give it one, 0 to leave it out", at: resolver.marks[path])
      }
    }
    check((configuration.mix.caps ?? [:]).keys, at: "mix.caps")
    check((configuration.mix.floors ?? [:]).keys, at: "mix.floors")
  }

  /// Groups by metadata are known only when their documents are; here their names' form is checked, and that the phases
  /// weigh the same groups.
  private static func checkGroupNames(
    _ configuration: PipelineConfiguration, _ maps: [(path: String, weights: [String: Double])],
    _ resolver: inout ConfigurationResolver
  ) {
    let by = configuration.mix.by ?? []
    let sources = configuration.sources.map(\.name)
    let named = Set(maps.flatMap { $0.weights.keys })
    for (path, weights) in maps {
      for name in weights.keys.sorted() where name != MixGroups.otherName {
        let values = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let mark = resolver.marks["\(path).\(name)"]
        if values.count != by.count {
          resolver.report(
            "\(path): '\(name)' has \(values.count) values; a group by \(by.joined(separator: ", ")) has \(by.count)",
            at: mark)
        } else if let place = by.firstIndex(of: "source"), !sources.contains(values[place]) {
          let hint = NearestName.find(values[place], among: sources).map { "; did you mean '\($0)'?" } ?? ""
          resolver.report("\(path): no source is named '\(values[place])'\(hint)", at: mark)
        }
      }
      for name in named.sorted() where weights[name] == nil {
        resolver.report(
          "\(path): '\(name)' has no weight, but another phase weighs it; give it one, 0 to leave it out",
          at: resolver.marks[path])
      }
    }
  }
}

extension PipelineConfiguration.Mix {
  /// True where groups are told apart by metadata, so that documents must be looked at.
  var readsMetadata: Bool { (by ?? ["source"]) != ["source"] }
}
