// The audit as a page of text for the end of a run.

import Corpus

/// Renders an audit for a terminal.
public enum TextSummary {
  public static func render(_ report: AuditReport) -> String {
    var parts = [waterfall(report)]
    let empty = sourcesWithoutRecords(report)
    if !empty.isEmpty { parts.append(empty) }
    let reasons = reasons(report)
    if !reasons.isEmpty { parts.append(reasons) }
    if let duplicates = report.duplicates?.text, !duplicates.isEmpty { parts.append(duplicates) }
    if let leakage = report.leakage?.text, !leakage.isEmpty { parts.append(leakage) }
    if let takedown = report.takedown { parts.append(takedown.text) }
    if !report.mix.isEmpty { parts.append(mix(report)) }
    parts.append(facts(report))
    return parts.joined(separator: "\n")
  }

  /// Documents of each source, from the dump to the end of each stage.
  private static func waterfall(_ report: AuditReport) -> String {
    let sources = sourceNames(report)
    let stages = visibleStages(report)
    var rows: [[String]] = []
    for source in sources {
      let first = account(report, stages.first ?? "", source)
      let input = report.accounts.filter { $0.source == source }.reduce(0) { $0 + $1.counts.inputBytes }
      var row = [source, Figures.bytes(Double(input)), Figures.count(first?.documentsIn ?? 0)]
      for stage in stages {
        row.append(account(report, stage, source).map { Figures.count($0.documentsKept) } ?? "")
      }
      rows.append(row)
    }
    rows.append(totals(report, stages))
    let header = ["source", "input", "records"] + stages.map { "→ \($0)" }
    return TextTable(header: header, rows: rows, numericColumns: Set(1..<header.count)).text()
  }

  /// Sources whose input holds nothing of what they are configured for, and what was passed over there.
  private static func sourcesWithoutRecords(_ report: AuditReport) -> String {
    var lines = ""
    for account in report.accounts where account.counts.inputBytes > 0 && account.counts.documentsIn == 0 {
      let skipped = sorted(account.counts.skipped).map { kind, tally in
        "\(Figures.count(tally.count)) × \(kind)"
      }
      lines += "source '\(account.source)' has no record"
      lines += skipped.isEmpty ? "" : "; passed over: \(skipped.joined(separator: ", "))"
      lines += "; 'sluice inspect FILE' shows what a file holds\n"
    }
    return lines
  }

  /// The first stage, the last one, and those between where a document went.
  private static func visibleStages(_ report: AuditReport) -> [String] {
    report.stageOrder.filter { stage in
      stage == report.stageOrder.first || stage == report.stageOrder.last
        || report.accounts.contains { $0.stage == stage && $0.counts.documentsKept < $0.counts.documentsIn }
    }
  }

  private static func totals(_ report: AuditReport, _ stages: [String]) -> [String] {
    func sum(_ stage: String, _ value: KeyPath<StageCounts, Int>) -> Int {
      report.accounts.filter { $0.stage == stage }.reduce(0) { $0 + $1.counts[keyPath: value] }
    }
    let first = stages.first ?? ""
    let input = report.accounts.reduce(0) { $0 + $1.counts.inputBytes }
    return ["all", Figures.bytes(Double(input)), Figures.count(sum(first, \.documentsIn))]
      + stages.map { Figures.count(sum($0, \.documentsKept)) }
  }

  /// Why documents went and what rules cut, over all sources.
  private static func reasons(_ report: AuditReport) -> String {
    var rows: [[String]] = []
    for stage in report.stageOrder {
      var total = StageCounts()
      for account in report.accounts where account.stage == stage { total += account.counts }
      for (reason, tally) in sorted(total.quarantined) {
        rows.append([stage, "quarantined", reason, Figures.count(tally.count), Figures.bytes(Double(tally.bytes))])
      }
      for (reason, tally) in sorted(total.dropped) {
        rows.append([stage, "dropped", reason, Figures.count(tally.count), Figures.bytes(Double(tally.bytes))])
      }
      for (reason, tally) in sorted(total.reported ?? [:]) {
        rows.append([stage, "reported", reason, Figures.count(tally.count), Figures.bytes(Double(tally.bytes))])
      }
      // What turns records into text is no rule that cut something.
      for (rule, tally) in sorted(total.edits) where total.inputBytes == 0 {
        rows.append([stage, "edited", rule, Figures.count(tally.count), Figures.bytes(Double(tally.bytesRemoved))])
      }
    }
    if rows.isEmpty { return "" }
    return TextTable(header: ["stage", "what", "why", "count", "bytes"], rows: rows, numericColumns: [3, 4]).text()
  }

  private static func mix(_ report: AuditReport) -> String {
    let rows = report.mix.map { share in
      [
        share.source, Figures.count(share.availableTokens), Figures.percent(share.askedShare),
        Figures.count(share.obtainedTokens), Figures.percent(share.obtainedShare),
        Figures.decimal(share.epochs, places: 2), Figures.count(share.validationTokens),
      ]
    }
    return TextTable(
      header: ["source", "tokens", "asked", "in training", "obtained", "epochs", "validation"], rows: rows,
      numericColumns: [1, 2, 3, 4, 5, 6]
    ).text()
  }

  private static func facts(_ report: AuditReport) -> String {
    var lines: [String] = []
    if let tokenizer = report.tokenizer {
      let ratio = tokenizer.tokens == 0 ? 0 : Double(tokenizer.textBytes) / Double(tokenizer.tokens)
      lines.append(
        "tokenizer   \(Figures.count(tokenizer.vocabularySize)) tokens; the corpus is \(Figures.count(tokenizer.tokens)) "
          + "tokens, \(Figures.decimal(ratio, places: 2)) bytes each")
    }
    if let shards = report.shards {
      lines.append(
        "shards      \(Figures.count(shards.trainRows)) training and \(Figures.count(shards.validationRows)) validation "
          + "rows of \(shards.rowTokens) tokens in \(Figures.count(shards.files)) files; "
          + "\(Figures.count(shards.paddingTokens)) tokens of padding")
    }
    if let training = report.training {
      var line = "training    \(Figures.count(training.steps)) steps, \(Figures.count(training.parameters)) parameters"
      if let first = training.firstValidationLoss, let last = training.lastValidationLoss {
        line +=
          "; validation loss \(Figures.decimal(first, places: 3)) → \(Figures.decimal(last, places: 3)) nats a token"
      }
      if let entropy = training.unigramEntropy {
        line += " (unigram entropy \(Figures.decimal(entropy, places: 3)))"
      }
      lines.append(line)
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private static func sourceNames(_ report: AuditReport) -> [String] {
    var names: [String] = []
    for account in report.accounts where !names.contains(account.source) { names.append(account.source) }
    return names
  }

  private static func account(_ report: AuditReport, _ stage: String, _ source: String) -> StageCounts? {
    report.accounts.first { $0.stage == stage && $0.source == source }?.counts
  }

  private static func sorted(_ tallies: [String: Tally]) -> [(String, Tally)] {
    tallies.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  private static func sorted(_ tallies: [String: EditTally]) -> [(String, EditTally)] {
    tallies.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
