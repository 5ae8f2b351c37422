// The report on a page for programs: a line of JSON for each segment.

import Corpus
import Extraction

extension PageReport {
  /// Appends a line for each segment that is told.
  public func appendLines(to output: inout [UInt8]) {
    let labels = Extractor.featureLabels
    for (index, segment) in page.segments.enumerated() {
      JSONText.appendRaw("{\"page\":", to: &output)
      JSONText.appendString(id, to: &output)
      if let url {
        JSONText.appendRaw(",\"url\":", to: &output)
        JSONText.appendString(url, to: &output)
      }
      JSONText.appendRaw(",\"segment\":", to: &output)
      JSONText.append(index, to: &output)
      JSONText.appendRaw(",\"kept\":", to: &output)
      JSONText.append(segment.isKept, to: &output)
      JSONText.appendRaw(",\"score\":", to: &output)
      output += Figures.decimal(segment.probability, places: 4).utf8
      JSONText.appendRaw(",\"log_odds\":", to: &output)
      output += Figures.decimal(Double(segment.score) / 256, places: 3).utf8
      JSONText.appendRaw(",\"links\":", to: &output)
      output += Figures.decimal(segment.linkShare, places: 3).utf8
      JSONText.appendRaw(",\"words\":", to: &output)
      JSONText.append(segment.wordCount, to: &output)
      JSONText.appendRaw(",\"path\":[", to: &output)
      Self.append(segment.elements, to: &output) { element, output in JSONText.appendString(element.label, to: &output)
      }
      JSONText.appendRaw("],\"text\":", to: &output)
      JSONText.appendString(segment.text, to: &output)
      JSONText.appendRaw(",\"facts\":[", to: &output)
      Self.append(segment.facts, to: &output, Self.append)
      JSONText.appendRaw("],\"features\":{", to: &output)
      let features = zip(labels, segment.features).filter { $0.1 != 0 }
      Self.append(features, to: &output) { feature, output in
        JSONText.appendKey(feature.0, to: &output)
        JSONText.append(Int(feature.1), to: &output)
      }
      JSONText.appendRaw("}}\n", to: &output)
    }
  }

  private static func append(_ fact: SegmentFact, to output: inout [UInt8]) {
    JSONText.appendRaw("{\"fact\":", to: &output)
    JSONText.appendString(fact.kind.rawValue, to: &output)
    if let side = fact.side {
      JSONText.appendRaw(",\"for\":", to: &output)
      JSONText.appendString(side.rawValue, to: &output)
    }
    JSONText.appendRaw(",\"text\":", to: &output)
    JSONText.appendString(fact.text, to: &output)
    JSONText.appendRaw("}", to: &output)
  }

  private static func append<Item>(
    _ items: [Item], to output: inout [UInt8], _ append: (Item, inout [UInt8]) -> Void
  ) {
    for (index, item) in items.enumerated() {
      if index > 0 { JSONText.appendRaw(",", to: &output) }
      append(item, &output)
    }
  }
}
