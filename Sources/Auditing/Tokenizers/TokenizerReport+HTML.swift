// The report on tokenizers as a page.

extension TokenizerReport {
  /// A page in one file.
  public func html() -> [UInt8] {
    let names = sides.map(\.name)
    let title = self.extension == nil ? "Tokenizers compared" : "Vocabulary extension"
    var body: [HTML] = [
      .element("h1", [:], [.text(title)]),
      .element("p", ["class": "lead"], [.text(corpusSentence)]),
    ]
    if let made = self.extension { body.append(.element("p", [:], [.text(made.sentence + ".")])) }
    body += verdicts
    body.append(.element("div", ["class": "cards"], sides.map(card)))
    if corpora.count > 1 {
      body.append(
        .section(
          "By corpus",
          "Tokens per character, shorter is better; a text costs as many tokens as its characters times this.",
          [perCharacter(corpora, names), partsTable("Corpus", corpora)]))
    }
    body.append(
      .section(
        "By script", "A token belongs to the script of the first character in it that has one of its own.",
        [perCharacter(Array(scripts.filter(\.hasTokens).prefix(12)), names), partsTable("Script", scripts)]))
    body.append(distributions(names))
    for side in sides.dropFirst() { if let section = regressions(of: side) { body.append(section) } }
    body.append(definitions)
    return HTML.page(title: title, body)
  }

  private var corpusSentence: String {
    "\(Figures.count(documents)) documents, \(Figures.bytes(Double(textBytes))) of text, "
      + "\(Figures.count(characters)) characters, \(Figures.count(words)) words."
  }

  /// Whether any document got longer, for each tokenizer but the first.
  private var verdicts: [HTML] {
    sides.dropFirst().map { side in
      let isGood = side.longerDocuments == 0
      let verdict =
        isGood
        ? "no document has more tokens than by the first tokenizer."
        : "\(Figures.count(side.longerDocuments)) of \(Figures.count(documents)) documents have more tokens than by the first."
      return .element(
        "p", ["class": isGood ? "verdict" : "verdict bad"],
        [
          .corpusText(side.name.utf8),
          .text(": \(verdict) \(Figures.count(side.unchangedDocuments)) have the same ids."),
        ])
    }
  }

  private func card(_ side: Side) -> HTML {
    let counts = side.counts
    var big = [
      HTML.text(Self.decimal(counts.tokensPerCharacter)), .element("small", [:], [.text("tokens per character")]),
    ]
    if let before = sides.first?.counts.tokens, before > 0, before != counts.tokens {
      let change = Double(counts.tokens - before) / Double(before)
      let sign = change > 0 ? "+" : "−"
      big.append(.element("small", [:], [.text("\(sign)\(Figures.percent(abs(change))) tokens")]))
    }
    let rows: [(String, String)] = [
      ("vocabulary", Figures.count(side.vocabularySize)), ("tokens", Figures.count(counts.tokens)),
      ("bytes per token", Self.decimal(counts.bytesPerToken)),
      ("tokens per word", Self.decimal(counts.tokensPerWord)),
      ("words split", Self.percent(counts.splitWordShare)),
      ("characters cut", Figures.count(counts.cutCharacters)),
      ("single-byte tokens", Self.percent(counts.singleByteShare)),
      ("unused tokens", Figures.count(side.unusedTokens)),
      ("unreachable tokens", side.unreachableTokens.map(Figures.count) ?? "–"),
    ]
    return .element(
      "div", ["class": "card"],
      [
        .element("h3", [:], [.corpusText(side.name.utf8)]), .element("p", ["class": "big"], big),
        .element(
          "dl", [:], rows.flatMap { [.element("dt", [:], [.text($0.0)]), .element("dd", [:], [.text($0.1)])] }),
      ])
  }

  private func perCharacter(_ parts: [Part], _ names: [String]) -> HTML {
    BarChart(
      series: names,
      groups: parts.map { BarChart.Group(label: $0.name, values: $0.counts.map(\.tokensPerCharacter)) }
    ).html()
  }

  private func partsTable(_ kind: String, _ parts: [Part]) -> HTML {
    let rows = parts.flatMap { part in
      part.counts.enumerated().map { index, counts -> [HTML] in
        [
          index == 0 ? .corpusText(part.name.utf8) : .text(""), .corpusText(sides[index].name.utf8),
          .text(Figures.count(counts.characters)), .text(Figures.count(counts.tokens)),
          .text(Self.decimal(counts.bytesPerToken)), .text(Self.decimal(counts.tokensPerCharacter)),
          .text(Self.decimal(part.tokensPerWord(index))), .text(Self.percent(counts.splitWordShare)),
          .text(Figures.count(counts.cutCharacters)),
        ]
      }
    }
    return .table(
      [
        kind, "Tokenizer", "Characters", "Tokens", "Bytes / token", "Tokens / char.", "Tokens / word", "Words split",
        "Chars. cut",
      ], rows, figuresFrom: 2)
  }

  private func distributions(_ names: [String]) -> HTML {
    func shares(_ counts: [Int]) -> [Double] {
      let sum = Double(max(1, counts.reduce(0, +)))
      return counts.map { Double($0) / sum }
    }
    let used = sides.flatMap { side in
      side.documentsByBytesPerToken.indices.filter { side.documentsByBytesPerToken[$0] > 0 }
    }
    let last = min(bytesPerTokenBins.count, (used.max() ?? 0) + 2)
    let lengths = min(20, (sides.map(\.tokensByLength.count).max() ?? 1) - 1)
    return .section(
      "Compression", "How documents are spread by their bytes per token, and tokens of the corpus by their length.",
      [
        DistributionChart(
          series: names, bins: Array(bytesPerTokenBins.prefix(last)),
          shares: sides.map { shares(Array($0.documentsByBytesPerToken.prefix(last))) },
          axis: "bytes per token, by document"
        ).html(),
        DistributionChart(
          series: names, bins: (1...max(1, lengths)).map(Double.init),
          shares: sides.map { side in
            let longer = side.tokensByLength.dropFirst(lengths).reduce(0, +)
            return shares(Array(side.tokensByLength.dropFirst().prefix(max(0, lengths - 1))) + [longer])
          }, axis: "bytes of a token"
        ).html(),
      ])
  }

  private func regressions(of side: Side) -> HTML? {
    guard !side.regressions.isEmpty else { return nil }
    let rows = side.regressions.map { found -> [HTML] in
      [
        .group([
          .corpusText(found.document.utf8),
          .element("span", ["class": "quote"], [.corpusText("“\(found.excerpt)”".utf8)]),
        ]),
        .text(Figures.count(found.tokensBefore)), .text(Figures.count(found.tokens)),
        .text("+\(Figures.count(found.tokens - found.tokensBefore))"), .text(Figures.count(found.textOffset)),
      ]
    }
    return .section(
      "Longer by “\(TerminalText.escape(side.name))”",
      "The documents that gained most tokens against the first tokenizer, each with the line that gained most.",
      [.table(["Document", "Before", "Now", "More", "At byte"], rows)])
  }

  private var definitions: HTML {
    .section(
      "What the figures mean", "",
      [
        .element(
          "p", ["class": "lead"],
          [
            .text(
              "A character is a Unicode scalar. A word is a run of letters and digits with their marks; in scripts without "
                + "spaces between words (Han, kana, Hangul, Thai, Lao, Khmer, Burmese) each character or letter is one. "
                + "Tokens per word is also called fertility; a word is split when it does not lie within one token. A "
                + "character is cut when a token ends inside it. A token is unreachable when no text is encoded to it, and "
                + "unused when this corpus has none of it.")
          ])
      ])
  }
}
