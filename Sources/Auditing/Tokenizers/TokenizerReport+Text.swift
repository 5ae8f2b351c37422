// The report on tokenizers for terminals.

extension TokenizerReport {
  public func text() -> String {
    var text = "\(Figures.count(documents)) documents, \(Figures.count(textBytes)) bytes, "
    text += "\(Figures.count(characters)) characters, \(Figures.count(words)) words\n"
    if let made = self.extension { text += made.sentence + "\n" }
    text += "\n" + overview + "\n" + sidesTable
    if corpora.count > 1 { text += "\n" + partsTable("corpus", corpora) }
    text += "\n" + partsTable("script", scripts)
    for side in sides.dropFirst() where !side.regressions.isEmpty {
      text += "\nlonger by \(TerminalText.escape(side.name))\n" + Self.regressionsTable(side.regressions)
    }
    return text
  }

  private var overview: String {
    TextTable(
      header: ["tokenizer", "vocabulary", "tokens", "bytes each", "per character", "per word", "words split"],
      rows: sides.map { side in
        [
          TerminalText.escape(side.name), Figures.count(side.vocabularySize), Figures.count(side.counts.tokens),
          Self.decimal(side.counts.bytesPerToken), Self.decimal(side.counts.tokensPerCharacter),
          Self.decimal(side.counts.tokensPerWord), Self.percent(side.counts.splitWordShare),
        ]
      }, numericColumns: Set(1...6)
    ).text()
  }

  private var sidesTable: String {
    TextTable(
      header: [
        "tokenizer", "characters cut", "single bytes", "unused tokens", "unreachable", "documents longer", "the same",
      ],
      rows: sides.enumerated().map { index, side in
        [
          TerminalText.escape(side.name), Figures.count(side.counts.cutCharacters),
          Self.percent(side.counts.singleByteShare), Figures.count(side.unusedTokens),
          side.unreachableTokens.map(Figures.count) ?? "–", index == 0 ? "–" : Figures.count(side.longerDocuments),
          index == 0 ? "–" : Figures.count(side.unchangedDocuments),
        ]
      }, numericColumns: Set(1...6)
    ).text()
  }

  private func partsTable(_ kind: String, _ parts: [Part]) -> String {
    let rows = parts.flatMap { part in
      part.counts.enumerated().map { index, counts in
        [
          index == 0 ? TerminalText.escape(part.name) : "", index == 0 ? Figures.count(counts.characters) : "",
          TerminalText.escape(sides[index].name), Self.decimal(counts.bytesPerToken),
          Self.decimal(counts.tokensPerCharacter), Self.decimal(part.tokensPerWord(index)),
          Figures.count(counts.cutCharacters),
        ]
      }
    }
    return TextTable(
      header: [kind, "characters", "tokenizer", "bytes each", "per character", "per word", "characters cut"],
      rows: rows,
      numericColumns: [1, 3, 4, 5, 6]
    ).text()
  }

  private static func regressionsTable(_ regressions: [Regression]) -> String {
    TextTable(
      header: ["before", "now", "document", "at", "text"],
      rows: regressions.map { found in
        [
          Figures.count(found.tokensBefore), Figures.count(found.tokens), TerminalText.escape(found.document),
          "\(found.textOffset)", TerminalText.escape(String(found.excerpt.prefix(48))),
        ]
      }, numericColumns: [0, 1, 3]
    ).text()
  }

  static func decimal(_ value: Double?) -> String { value.map { Figures.decimal($0, places: 3) } ?? "–" }

  static func percent(_ value: Double?) -> String { value.map { Figures.percent($0) } ?? "–" }
}

extension TokenizerReport.Extension {
  /// What was done, in a sentence.
  var sentence: String {
    var text = "\(Figures.count(addedTokens)) tokens added, of which the corpus uses \(Figures.count(usedNewTokens))"
    if removedTokens > 0 { text += "; \(Figures.count(removedTokens)) of the base removed" }
    if paddingTokens > 0 { text += "; \(Figures.count(paddingTokens)) ids of padding" }
    return text
  }
}
