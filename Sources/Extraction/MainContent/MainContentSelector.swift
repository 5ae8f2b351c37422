// Which segments of a page are its main content.

/// Judges the segments of a page. Reused from page to page.
struct MainContentSelector {
  private(set) var analysis = PageAnalysis()
  private var context = ContextFeatures()
  private var curve = ScoreCurve()
  private var segmentTile = FeatureTile(featureCount: SegmentFeatures.names.count)
  private var contextTile = FeatureTile(featureCount: ContextFeatures.names.count)
  /// What the first model says, from a segment and the page around it, in 256ths of log-odds.
  private var firstScores: [Int32] = []
  /// What both models say together.
  private(set) var scores: [Int32] = []
  private(set) var chosen: [Bool] = []

  private static let segmentModel = BoostedTrees(
    table: SegmentModel.table, featureCount: SegmentFeatures.names.count)
  private static let contextModel = BoostedTrees(
    table: ContextModel.table, featureCount: ContextFeatures.names.count)

  /// Text with fewer bytes than this, out of a page with several times as much prose, is a sign of a wrong judgement.
  private static let suspiciousByteCount = 200

  /// Bytes of the segments chosen.
  var chosenByteCount: Int {
    chosen.indices.reduce(0) { $0 + (chosen[$1] ? analysis.statistics[$1].byteCount : 0) }
  }

  /// Chooses segments of `page`; the choice is in `chosen` afterwards.
  mutating func choose(_ page: borrowing PageStructure) {
    analysis.analyse(page)
    score(page)
    chooseByScore(page)
  }

  /// Chooses by given scores instead of those of the models.
  mutating func choose(_ page: borrowing PageStructure, scores: [Int32]) {
    analysis.analyse(page)
    self.scores = scores
    chooseByScore(page)
  }

  private mutating func score(_ page: borrowing PageStructure) {
    // A copy for the whole page costs a few reference counts; without it there would be one for each segment.
    let analysis = analysis
    firstScores.removeAll(keepingCapacity: true)
    scores.removeAll(keepingCapacity: true)
    for start in stride(from: 0, to: page.segments.count, by: FeatureTile.laneCount) {
      let count = min(FeatureTile.laneCount, page.segments.count - start)
      segmentTile.fill(count) { SegmentFeatures.fill(&$1, start + $0, page, analysis) }
      Self.segmentModel.score(segmentTile, count: count, into: &firstScores)
    }
    context.prepare(firstScores, page, analysis)
    let context = context
    for start in stride(from: 0, to: page.segments.count, by: FeatureTile.laneCount) {
      let count = min(FeatureTile.laneCount, page.segments.count - start)
      contextTile.fill(count) { context.fill(&$1, start + $0, page, analysis) }
      Self.contextModel.score(contextTile, count: count, into: &scores)
    }
    for index in scores.indices { scores[index] = Self.together(firstScores[index], scores[index]) }
  }

  /// The two models' scores as one. Surer than their mean: surer still is better for articles, less sure for listings.
  static func together(_ first: Int32, _ second: Int32) -> Int32 { (first &+ second) &* 5 / 8 }

  /// What the expected overlap with the main content is highest for is taken where it is enough. Otherwise the rules
  /// get looser step by step: the block with most of the prose, all prose, what scores highest. A page with text never
  /// ends with nothing.
  private mutating func chooseByScore(_ page: borrowing PageStructure) {
    curve.draw(scores, analysis.statistics)
    let threshold = curve.threshold
    if isEnough(chooseWhere(page) { $0.scores[$1] >= threshold }) { return }
    let most = chooseWhere(page) { selector, index in
      selector.analysis.inMost[Int(page.segments[index].block)] && !selector.analysis.statistics[index].isFurniture
    }
    if isEnough(most) { return }
    if isEnough(chooseWhere(page) { $0.analysis.statistics[$1].isProse }) { return }
    let highest = scores.max() ?? 0
    _ = chooseWhere(page) { $0.scores[$1] > highest - 128 }
  }

  /// Chooses the segments for which `isWanted` holds.
  ///
  /// - Returns: the number of bytes chosen.
  private mutating func chooseWhere(
    _ page: borrowing PageStructure, _ isWanted: (borrowing MainContentSelector, Int) -> Bool
  ) -> Int {
    chosen.removeAll(keepingCapacity: true)
    var byteCount = 0
    for index in page.segments.indices {
      let isChosen = isWanted(self, index)
      chosen.append(isChosen)
      if isChosen { byteCount += analysis.statistics[index].byteCount }
    }
    return byteCount
  }

  private func isEnough(_ byteCount: Int) -> Bool {
    byteCount > Self.suspiciousByteCount || byteCount > 0 && byteCount * 4 > analysis.page.proseByteCount
  }

  /// The features of a segment of the page last chosen from.
  mutating func features(of index: Int, in page: borrowing PageStructure) -> [Int16] {
    let analysis = analysis
    segmentTile.fill(1) { SegmentFeatures.fill(&$1, index, page, analysis) }
    return segmentTile.row(lane: 0)
  }

  /// The features of a segment among segments with the scores `prepareContext` was given.
  mutating func contextFeatures(of index: Int, in page: borrowing PageStructure) -> [Int16] {
    let analysis = analysis
    let context = context
    contextTile.fill(1) { context.fill(&$1, index, page, analysis) }
    return contextTile.row(lane: 0)
  }

  mutating func prepareContext(_ scores: [Int32], _ page: borrowing PageStructure) {
    context.prepare(scores, page, analysis)
  }
}

extension SegmentStatistics {
  /// Links and the words that pages use for their own furniture.
  var isFurniture: Bool { linkByteCount * 2 > byteCount || furnitureWordCount * 4 > wordCount }
}
