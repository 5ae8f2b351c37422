// The report on a page for terminals: two lines for each segment.

import Extraction

extension PageReport {
  /// Facts for the verdict, and against it, that a line shows.
  private static let shownFactCounts = (agreeing: 4, opposing: 2)

  /// Where columns begin and end.
  private struct Columns {
    static let score = 5
    static let links = 5
    static let words = 6
    /// In front of the path: the mark, three figures, and the spaces behind them.
    static let path = 2 + score + 2 + links + 2 + words + 2
    let pathWidth: Int
    let textWidth: Int

    init(_ width: Int) {
      pathWidth = min(36, max(8, width / 4))
      textWidth = max(8, width - Self.path - pathWidth - 2)
    }
  }

  /// The page with its segments in order. Nothing of the page acts on the terminal.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal.
  ///   - isColoured: whether what was kept is told by colours, too, by the escape sequences of ECMA-48.
  public func text(width: Int, isColoured: Bool) -> String {
    let columns = Columns(width)
    var lines = [TerminalText.escape(id)]
    if let title = page.title, !title.isEmpty { lines.append("“\(TerminalText.escape(title))”") }
    if let url, url != id { lines.append(TerminalText.escape(url)) }
    lines = lines.map { TerminalColumns.beginning(of: $0, columns: max(8, width)) }
    lines.append(sums + (choice.isEmpty ? "" : "; \(choice)"))
    lines += remarks
    if !page.segments.isEmpty { lines += ["", Self.header(columns), Self.rule(columns)] }
    for segment in page.segments { lines += Self.lines(of: segment, columns, width: width, isColoured: isColoured) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func header(_ columns: Columns) -> String {
    line("", "score", "links", "words", "in", "text", columns)
  }

  private static func rule(_ columns: Columns) -> String {
    [2 + Columns.score, Columns.links, Columns.words, columns.pathWidth, columns.textWidth]
      .map { String(repeating: "─", count: $0) }.joined(separator: "  ")
  }

  private static func lines(
    of segment: ExplainedSegment, _ columns: Columns, width: Int, isColoured: Bool
  ) -> [String] {
    let path = segment.elements.map(\.label).joined(separator: " ")
    let first = line(
      segment.isKept ? "✓" : "✗", percent(segment.probability),
      "\(Figures.decimal(segment.linkShare * 100, places: 0)) %",
      Figures.count(segment.wordCount), TerminalColumns.end(of: path, columns: columns.pathWidth),
      TerminalColumns.beginning(ofCorpusText: segment.text, columns: columns.textWidth), columns)
    let second = "  " + TerminalColumns.beginning(of: facts(of: segment), columns: max(8, width - 2))
    if !isColoured { return [first, second] }
    return ["\u{1b}[\(segment.isKept ? "32" : "2")m\(first)\u{1b}[0m", "\u{1b}[2m\(second)\u{1b}[0m"]
  }

  private static func line(
    _ mark: String, _ score: String, _ links: String, _ words: String, _ path: String, _ text: String,
    _ columns: Columns
  ) -> String {
    let cells = [
      TerminalColumns.padded(mark, to: 1) + " " + TerminalColumns.padded(score, to: Columns.score, isFigure: true),
      TerminalColumns.padded(links, to: Columns.links, isFigure: true),
      TerminalColumns.padded(words, to: Columns.words, isFigure: true),
      TerminalColumns.padded(path, to: columns.pathWidth), text,
    ]
    return cells.joined(separator: "  ")
  }

  /// What speaks for the verdict, then what speaks against it.
  private static func facts(of segment: ExplainedSegment) -> String {
    let facts = segment.facts
    let agreeing: SegmentFact.Side = segment.isKept ? .keep : .drop
    let shown =
      facts.filter { $0.side == agreeing }.prefix(shownFactCounts.agreeing)
      + facts.filter { $0.side != nil && $0.side != agreeing }.prefix(shownFactCounts.opposing)
    return shown.map { "\($0.mark) \($0.text)" }.joined(separator: "  ")
  }
}
