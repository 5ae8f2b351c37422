// What was found of benchmarks, for people: text for a terminal, and a page of HTML.

import Corpus

extension LeakageFacts {
  /// Items that tables for people show; the others stand in the JSON.
  private static let shownItemLimit = 20

  /// Tables and examples; empty when nothing was found. Nothing of a corpus acts on the terminal.
  public var text: String {
    if isEmpty { return leftOut }
    var parts = [
      TextTable(
        header: ["benchmark", "documents", "spans", "items", "longest match"],
        rows: benchmarks.map { benchmark in
          [TerminalText.escape(benchmark.name)] + Self.figures(benchmark)
        }, numericColumns: [1, 2, 3, 4]
      ).text()
    ]
    let rows = mostFound.map { item in
      [TerminalText.escape(item.benchmark), TerminalText.escape(item.item)] + Self.figures(item)
    }
    let more = items.count - rows.count
    parts.append(
      TextTable(
        header: ["benchmark", "item", "documents", "spans", "share of item", "longest match"], rows: rows,
        numericColumns: [2, 3, 4, 5]
      ).text() + (more > 0 ? "… and \(Figures.count(more)) more items\n" : ""))
    for example in examples {
      let excerpt = example.excerpt
      parts.append(
        "\(TerminalText.escape(example.benchmark)) \(TerminalText.escape(example.item)) in "
          + "\(TerminalText.escape(example.document)):\n  …\(TerminalText.escape(excerpt.before))»"
          + "\(TerminalText.escape(excerpt.marked))«\(TerminalText.escape(excerpt.after))…\n")
    }
    if leftOutRows > 0 { parts.append(leftOut) }
    return parts.joined(separator: "\n")
  }

  private var leftOut: String {
    if leftOutRows == 0 { return "" }
    return "rows of benchmarks that are no item, or only in part: \(Figures.count(leftOutRows))\n"
      + problems.map { "  \(TerminalText.escape($0))\n" }.joined()
      + (leftOutRows > problems.count ? "  … and \(Figures.count(leftOutRows - problems.count)) more\n" : "")
  }

  /// A page in one file.
  public func page(title: String) -> [UInt8] { HTML.page(title: title, [.element("h1", [:], [.text(title)]), html]) }

  /// The section of a page.
  public var html: HTML {
    let leftOut = leftOutRows == 0 ? [] : [HTML.section("Rows left out", self.leftOut, [])]
    if isEmpty { return .group([.section("Benchmarks", "Nothing of the benchmarks was found.", [])] + leftOut) }
    let sums = HTML.table(
      ["benchmark", "documents", "spans", "items", "longest match"],
      benchmarks.map { benchmark in [.corpusText(benchmark.name.utf8)] + Self.figures(benchmark).map(HTML.text) })
    let found = HTML.table(
      ["benchmark", "item", "documents", "spans", "share of item", "longest match"],
      mostFound.map { item in
        [.corpusText(item.benchmark.utf8), .corpusText(item.item.utf8)] + Self.figures(item).map(HTML.text)
      }, figuresFrom: 2)
    let shown = examples.map { example in
      HTML.element(
        "figure", [:],
        [
          .element(
            "figcaption", [:],
            [
              .corpusText(example.benchmark.utf8), .text(" "), .corpusText(example.item.utf8), .text(" in "),
              .corpusText(example.document.utf8),
            ]),
          .element(
            "blockquote", [:],
            [
              .text("…"), .corpusText(example.excerpt.before.utf8),
              .element("mark", [:], [.corpusText(example.excerpt.marked.utf8)]),
              .corpusText(example.excerpt.after.utf8), .text("…"),
            ]),
        ])
    }
    let lead = "Items found in \(Figures.count(documents)) documents. Lengths are in text units."
    return .group(
      [
        .section("Benchmarks", lead, [sums]), .section("Items found most", "", [found]),
        .section("Examples", "The first matches of each benchmark.", shown),
      ] + leftOut)
  }

  private var mostFound: ArraySlice<Item> {
    // Stable, so that equal counts stand by benchmark and item.
    items.enumerated().sorted { ($1.element.documents, $0.offset) < ($0.element.documents, $1.offset) }.map(\.element)
      .prefix(Self.shownItemLimit)
  }

  private static func figures(_ item: Item) -> [String] {
    [
      Figures.count(item.documents), Figures.count(item.spans), Figures.percent(item.share),
      Figures.count(item.longestMatch),
    ]
  }

  private static func figures(_ benchmark: Benchmark) -> [String] {
    [
      Figures.count(benchmark.documents), Figures.count(benchmark.spans), Figures.count(benchmark.items),
      Figures.count(benchmark.longestMatch),
    ]
  }
}
