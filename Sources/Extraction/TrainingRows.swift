// What the models of main content are trained on and measured with.

/// The features of a page's segments, row by row.
public struct TrainingRows: Sendable {
  /// UTF-8, one for each segment.
  public var texts: [[UInt8]] = []
  /// A row of `Extractor.featureNames` for each segment.
  public var features: [[Int16]] = []
  /// A row of `Extractor.contextFeatureNames` for each segment; empty when no first scores were given.
  public var contextFeatures: [[Int16]] = []

  public init() {}
}

extension Extractor {
  /// What the features of the second model are called, in order.
  public static var contextFeatureNames: [String] { ContextFeatures.names }

  /// The features of all segments of a page.
  ///
  /// - Parameter firstScores: what the first model says of each segment, in 256ths of log-odds. In training these come
  ///   from a model that has not seen the page.
  public func trainingRows(
    body: [UInt8], firstScores: [Int32]? = nil, using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> TrainingRows {
    _ = try extract(body: body, mediaType: "text/html", using: &workspace)
    let page = workspace.builder.page
    var rows = TrainingRows()
    let scores = firstScores.flatMap { $0.count == page.segments.count ? $0 : nil }
    if options.mode != .main { workspace.selector.choose(page) }
    if let scores { workspace.selector.prepareContext(scores, page) }
    for index in page.segments.indices {
      rows.texts.append(Array(page.text[Int(page.segments[index].start)..<Int(page.segments[index].end)]))
      rows.features.append(workspace.selector.features(of: index, in: page))
      if scores != nil { rows.contextFeatures.append(workspace.selector.contextFeatures(of: index, in: page)) }
    }
    return rows
  }

  /// How many segments a page has.
  public func segmentCount(
    of body: [UInt8], using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> Int {
    _ = try extract(body: body, mediaType: "text/html", using: &workspace)
    return workspace.builder.page.segments.count
  }

  /// The text of a page whose segments are chosen by given scores, one for each segment in 256ths of log-odds.
  ///
  /// Scores that are not as many as the page has segments choose nothing.
  public func text(
    of body: [UInt8], choosingBy scores: [Int32], using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> [UInt8] {
    _ = try extract(body: body, mediaType: "text/html", using: &workspace)
    let page = workspace.builder.page
    guard scores.count == page.segments.count else { return [] }
    workspace.selector.choose(page, scores: scores)
    var output: [UInt8] = []
    renderChoice(of: page, using: workspace.selector, into: &output)
    return output
  }
}
