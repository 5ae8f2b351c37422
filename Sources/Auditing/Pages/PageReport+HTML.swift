// The report on pages as a page: the text in order, what was left out dimmed, and behind each segment why.

import Extraction

extension PageReport {
  /// What a report in one file needs of a page.
  public struct Section: Sendable {
    fileprivate let row: [HTML]
    fileprivate let parts: [HTML]
  }

  /// The page's part of a report.
  public var section: Section {
    let name = HTML.corpusText(id.utf8)
    var parts = [HTML.element("h2", [:], [name])]
    let lead = [page.title, url == id ? nil : url].compactMap { $0 }.filter { !$0.isEmpty }
    for line in lead { parts.append(.element("p", ["class": "lead"], [.corpusText(line.utf8)])) }
    parts.append(.element("p", ["class": "verdict"], [.text(sums + (choice.isEmpty ? "" : "; \(choice)") + ".")]))
    for remark in remarks { parts.append(.element("p", ["class": "verdict bad"], [.text(remark)])) }
    let labels = Extractor.featureLabels
    parts.append(.element("div", ["class": "segments"], page.segments.map { Self.html(of: $0, labels) }))
    let figures = [
      Figures.count(page.segmentCount), Figures.count(page.keptSegmentCount), Figures.bytes(Double(page.byteCount)),
      Figures.bytes(Double(page.keptByteCount)),
    ]
    return Section(row: [name] + figures.map(HTML.text), parts: parts)
  }

  /// A report in one file.
  public static func html(_ sections: [Section]) -> [UInt8] {
    var body = [HTML.element("h1", [:], [.text("What was kept of \(sections.count == 1 ? "a page" : "pages")")]), lead]
    if sections.count > 1 {
      let rows = sections.enumerated().map { index, section in
        [HTML.element("a", ["href": "#page-\(index + 1)"], [section.row[0]])] + section.row.dropFirst()
      }
      body.append(.table(["Page", "Segments", "Kept", "Text", "Text kept"], rows))
    }
    for (index, section) in sections.enumerated() {
      body.append(.element("section", ["id": "page-\(index + 1)"], section.parts))
    }
    return HTML.page(title: "What was kept of \(sections.count == 1 ? "a page" : "pages")", body)
  }

  private static var lead: HTML {
    .element(
      "p", ["class": "lead"],
      [
        .text(
          "All text in the order of the page. A green edge: kept; dimmed: left out. The figure is the model's score, "
            + "the probability that a segment is main content. A segment opens to what can be said of it: + for what "
            + "segments that are kept mostly have, − for what those left out mostly have. The model weighs all features "
            + "together, so that no single one decides.")
      ])
  }

  private static func html(of segment: ExplainedSegment, _ labels: [String]) -> HTML {
    let facts = segment.facts
    return .element(
      "details", ["class": segment.isKept ? "segment kept" : "segment"],
      [
        .element(
          "summary", ["title": facts.prefix(3).map { "\($0.mark) \($0.text)" }.joined(separator: "\n")],
          [
            bar(segment.probability), .element("span", ["class": "score"], [.text(percent(segment.probability))]),
            text(of: segment),
          ]), .element("div", ["class": "why"], why(segment, facts, labels)),
      ])
  }

  private static func bar(_ probability: Double) -> HTML {
    .element(
      "svg", ["viewBox": "0 0 100 10", "preserveAspectRatio": "none", "aria-hidden": "true"],
      [
        .element("rect", ["width": "100", "height": "10", "class": "room"]),
        .element(
          "rect", ["width": Figures.decimal(max(1, probability * 100), places: 1), "height": "10", "class": "bar"]),
      ])
  }

  private static func text(of segment: ExplainedSegment) -> HTML {
    let lines = segment.text.split(separator: 0x0a, omittingEmptySubsequences: false)
    return .element(
      "span", ["class": segment.isHeading ? "said heading" : "said"],
      lines.map { .element("span", ["class": "row"], [.corpusText($0)]) })
  }

  private static func why(_ segment: ExplainedSegment, _ facts: [SegmentFact], _ labels: [String]) -> [HTML] {
    let items = facts.map { fact in
      HTML.element(
        "li", ["class": fact.side?.rawValue ?? "neutral"],
        [.element("b", [:], [.text(fact.mark)]), .text(" \(fact.text)")])
    }
    let path = segment.elements.map(\.label).joined(separator: " › ")
    let features = zip(labels, segment.features).filter { $0.1 != 0 }.map { "\($0.0) \($0.1)" }
    return [
      .element("p", ["class": "path"], [.text(path)]), .element("ul", [:], items),
      .element(
        "details", [:],
        [
          .element(
            "summary", [:], [.text("log-odds \(Figures.decimal(Double(segment.score) / 256, places: 3)), features")]),
          .element("p", ["class": "features"], [.text(features.joined(separator: " · "))]),
        ]),
    ]
  }
}
