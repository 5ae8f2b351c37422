// Why a part of a page was kept or left out: what `--explain` shows, and what the model is trained on.

/// One segment of a page with the judgement on it.
public struct ExplainedSegment: Sendable {
  /// UTF-8.
  public var text: [UInt8]
  /// Names of the elements around it, outermost first, such as `body div ul li`.
  public var path: String
  /// The model's score: a log-odds in 256ths; positive means main content.
  public var score: Int
  public var isKept: Bool
  /// One number for each name in `Extractor.featureNames`.
  public var features: [Int16]
}

extension Extractor {
  /// What the features of explained segments are called, in order.
  public static var featureNames: [String] { SegmentFeatures.names }

  /// The segments of a page with features, scores and verdicts; parameters as for `extract`.
  public func explain(
    body: [UInt8], charset: String? = nil, url: String? = nil, using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> [ExplainedSegment] {
    _ = try extract(body: body, mediaType: "text/html", charset: charset, url: url, using: &workspace)
    let page = workspace.builder.page
    workspace.selector.choose(page)
    let chosen = workspace.selector.chosen
    return page.segments.indices.map { index in
      let segment = page.segments[index]
      var path: [String] = []
      var at = segment.block
      while at > 0 {
        path.append("\(page.blocks[Int(at)].tag)")
        at = page.blocks[Int(at)].parent
      }
      return ExplainedSegment(
        text: Array(page.text[Int(segment.start)..<Int(segment.end)]), path: path.reversed().joined(separator: " "),
        score: Int(workspace.selector.scores[index]), isKept: chosen[index],
        features: workspace.selector.features(of: index, in: page))
    }
  }
}
