// Why a part of a page was kept or left out: what `--explain` shows, and what the model is trained on.

import Glibc

/// One segment of a page with the judgement on it.
public struct ExplainedSegment: Sendable {
  /// An element around a segment.
  public struct Element: Sendable, Equatable {
    /// Its name, such as `div`.
    public var tag: String
    /// What its `class`, `id`, `role` and `itemprop` say, in the words of the families that the model tells apart, such
    /// as `footer`; names of no family say nothing.
    public var names: [String]
  }

  /// UTF-8.
  public var text: [UInt8]
  /// The elements around it, outermost first; of more than `maximumElementCount` the innermost.
  public var elements: [Element]
  /// The model's score: a log-odds in 256ths; positive means main content.
  public var score: Int
  public var isKept: Bool
  public var isHeading: Bool
  /// One number for each name in `Extractor.featureNames`.
  public var features: [Int16]

  static let maximumElementCount = 64

  /// Names of the elements around it, outermost first, such as `body div ul li`.
  public var path: String { elements.map(\.tag).joined(separator: " ") }

  /// The score as a probability, 0 to 1.
  public var probability: Double { Self.probability(ofScore: score) }

  /// A log-odds in 256ths as a probability, 0 to 1.
  public static func probability(ofScore score: Int) -> Double { 1 / (1 + exp(-Double(score) / 256)) }
}

/// A page with the judgement on its segments.
public struct ExplainedPage: Sendable {
  public var title: String?
  /// In the order of the page; no more of them than were asked for.
  public var segments: [ExplainedSegment] = []
  /// Of all segments of the page.
  public var segmentCount = 0
  public var byteCount = 0
  /// Of those that were kept.
  public var keptSegmentCount = 0
  public var keptByteCount = 0
  /// The lowest score among what was kept and the highest among what was left out; in 256ths.
  public var lowestKeptScore: Int?
  public var highestDroppedScore: Int?
  /// Bytes of the article in the page's structured data, where that became the text in place of the kept segments.
  public var structuredArticleByteCount: Int?

  public init() {}

  /// Whether one score tells all that was kept from all that was not. It does not where the model found too little and
  /// looser rules chose.
  public var isChosenByScore: Bool {
    guard let lowestKeptScore, let highestDroppedScore else { return true }
    return lowestKeptScore > highestDroppedScore
  }
}

extension Extractor {
  /// What the features of explained segments are called, in order.
  public static var featureNames: [String] { SegmentFeatures.names }

  /// The segments of a page with features, scores and verdicts; parameters as for `extract`.
  public func explain(
    body: [UInt8], charset: String? = nil, url: String? = nil, using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> [ExplainedSegment] {
    try explainPage(body: body, charset: charset, url: url, using: &workspace).segments
  }

  /// A page with features, scores and verdicts of its segments; parameters as for `extract`.
  ///
  /// - Parameter limit: how many segments are told one by one, each of which takes about a kilobyte; all are counted.
  public func explainPage(
    body: [UInt8], mediaType: String = "text/html", charset: String? = nil, url: String? = nil, limit: Int = .max,
    using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> ExplainedPage {
    _ = try extract(body: body, mediaType: mediaType, charset: charset, url: url, using: &workspace)
    let page = workspace.builder.page
    if options.mode != .main { workspace.selector.choose(page) }
    let chosen = workspace.selector.chosen
    var explained = ExplainedPage()
    explained.title = page.metadata.socialTitle ?? page.metadata.title
    explained.segmentCount = page.segments.count
    explained.structuredArticleByteCount = Self.articleOutsideSegments(of: page, using: workspace.selector)?.utf8.count
    for (index, segment) in page.segments.enumerated() {
      let score = Int(workspace.selector.scores[index])
      explained.count(Int(segment.end - segment.start), score: score, isKept: chosen[index])
      if index >= limit { continue }
      explained.segments.append(
        ExplainedSegment(
          text: Array(page.text[Int(segment.start)..<Int(segment.end)]), elements: page.elements(of: segment),
          score: score, isKept: chosen[index], isHeading: segment.kind == .heading,
          features: workspace.selector.features(of: index, in: page)))
    }
    return explained
  }
}

extension ExplainedPage {
  fileprivate mutating func count(_ byteCount: Int, score: Int, isKept: Bool) {
    self.byteCount += byteCount
    if isKept {
      keptSegmentCount += 1
      keptByteCount += byteCount
      lowestKeptScore = min(lowestKeptScore ?? score, score)
    } else {
      highestDroppedScore = max(highestDroppedScore ?? score, score)
    }
  }
}

extension PageStructure {
  fileprivate func elements(of segment: Segment) -> [ExplainedSegment.Element] {
    var elements: [ExplainedSegment.Element] = []
    var at = segment.block
    while at > 0, elements.count < ExplainedSegment.maximumElementCount {
      let block = blocks[Int(at)]
      // What `body` is named says nothing about a part of the page.
      let hints = block.tag == .body ? [] : block.ownHints
      elements.append(.init(tag: "\(block.tag)", names: hints.families.map { "\($0)" }))
      at = block.parent
    }
    return elements.reversed()
  }
}

extension ClassHints {
  fileprivate var families: [Family] { Family.allCases.filter { contains(ClassHints($0)) } }
}
