// What was kept of a page and what was left out, segment by segment, so that a user can argue with it.

import Extraction

/// A page with the judgement on its segments, for people and for programs.
public struct PageReport: Sendable {
  /// The id of the page's line in the output of `sluice extract`.
  public var id: String
  public var url: String?
  public var page: ExplainedPage

  public init(id: String, url: String? = nil, page: ExplainedPage) {
    self.id = id
    self.url = url
    self.page = page
  }

  /// How much was kept.
  var sums: String {
    let kept = Figures.bytes(Double(page.keptByteCount))
    return "\(Figures.count(page.segmentCount)) segments, \(Figures.count(page.keptSegmentCount)) kept: "
      + "\(kept) of \(Figures.bytes(Double(page.byteCount)))"
  }

  /// By which scores.
  var choice: String {
    var parts: [String] = []
    if let lowest = page.lowestKeptScore { parts.append("kept down to \(Self.percent(lowest))") }
    if let highest = page.highestDroppedScore { parts.append("left out up to \(Self.percent(highest))") }
    return parts.joined(separator: ", ")
  }

  /// What else there is to know of the choice.
  var remarks: [String] {
    var remarks: [String] = []
    if !page.isChosenByScore {
      remarks.append("Not by score alone: too little scored high enough, so that looser rules chose.")
    }
    if let count = page.structuredArticleByteCount {
      remarks.append(
        "The text of this page is the article in its structured data (\(Figures.bytes(Double(count)))), "
          + "in place of the segments that were kept.")
    }
    let missing = page.segmentCount - page.segments.count
    if missing > 0 { remarks.append("\(Figures.count(missing)) more segments are not shown.") }
    return remarks
  }

  private static func percent(_ score: Int) -> String { percent(ExplainedSegment.probability(ofScore: score)) }

  /// A probability in whole per cent; nothing is certain.
  static func percent(_ probability: Double) -> String {
    switch probability {
    case ..<0.005: "<1 %"
    case 0.995...: ">99 %"
    default: "\(Figures.decimal(probability * 100, places: 0)) %"
    }
  }
}

extension ExplainedSegment.Element {
  /// The element with what its names say: `div[footer menu]`.
  var label: String { names.isEmpty ? tag : "\(tag)[\(names.joined(separator: " "))]" }
}

extension SegmentFact {
  /// Where facts like it mostly point, as a sign.
  var mark: String {
    switch side {
    case .keep: "+"
    case .drop: "−"
    case nil: "·"
    }
  }
}
