// Which segments of a page are its main content.

/// Judges the segments of a page. Reused from page to page.
struct MainContentSelector {
  private var analysis = PageAnalysis()
  private var row = [Int16](repeating: 0, count: SegmentFeatures.stride)
  /// For each segment of the page last chosen from: log-odds in 256ths.
  private(set) var scores: [Int32] = []
  private(set) var chosen: [Bool] = []

  /// Bytes of the segments chosen.
  var chosenByteCount: Int {
    chosen.indices.reduce(0) { $0 + (chosen[$1] ? analysis.statistics[$1].byteCount : 0) }
  }

  private static let model = BoostedTrees(table: SegmentModel.table, featureCount: SegmentFeatures.stride)

  /// Text with fewer bytes than this, out of a page with several times as much prose, is a sign of a wrong judgement.
  private static let suspiciousByteCount = 200

  /// Chooses segments of `page`; the choice is in `chosen` afterwards.
  ///
  /// What the model finds is taken where it is enough. Otherwise the rules get looser step by step: a lower threshold,
  /// the block with most of the prose, all prose, everything. A page with text never ends with nothing.
  mutating func choose(_ page: borrowing PageStructure) {
    analysis.analyse(page)
    scores.removeAll(keepingCapacity: true)
    for index in page.segments.indices {
      fillRow(index, page)
      row.withUnsafeBufferPointer { row in
        if let base = row.baseAddress { scores.append(Self.model.score(base)) }
      }
    }
    if isEnough(chooseAbove(Self.threshold, page), page) { return }
    if isEnough(chooseAbove(Self.looseThreshold, page), page) { return }
    if isEnough(chooseWhere(page) { $0.analysis.inMost[Int($1.block)] && !$2.isFurniture }, page) { return }
    if isEnough(chooseWhere(page) { _, _, statistics in statistics.isProse }, page) { return }
    chooseAbove(scores.max().map { $0 - 128 } ?? 0, page)
  }

  private static let threshold: Int32 = -50
  private static let looseThreshold: Int32 = -450

  /// Chooses by score; a heading goes with what it heads.
  ///
  /// - Returns: the number of bytes chosen.
  @discardableResult
  private mutating func chooseAbove(_ threshold: Int32, _ page: borrowing PageStructure) -> Int {
    chosen.removeAll(keepingCapacity: true)
    var byteCount = 0
    for index in page.segments.indices {
      let isChosen = scores[index] > threshold
      chosen.append(isChosen)
      if isChosen { byteCount += analysis.statistics[index].byteCount }
    }
    return byteCount
  }

  private mutating func chooseWhere(
    _ page: borrowing PageStructure, _ isWanted: (borrowing MainContentSelector, Segment, SegmentStatistics) -> Bool
  ) -> Int {
    chosen.removeAll(keepingCapacity: true)
    var byteCount = 0
    for index in page.segments.indices {
      let isChosen = isWanted(self, page.segments[index], analysis.statistics[index])
      chosen.append(isChosen)
      if isChosen { byteCount += analysis.statistics[index].byteCount }
    }
    return byteCount
  }

  private func isEnough(_ byteCount: Int, _ page: borrowing PageStructure) -> Bool {
    byteCount > Self.suspiciousByteCount || byteCount > 0 && byteCount * 4 > analysis.page.proseByteCount
  }

  private mutating func fillRow(_ index: Int, _ page: borrowing PageStructure) {
    row.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var row = FeatureRow(base, capacity: SegmentFeatures.stride)
      SegmentFeatures.fill(&row, index, page, analysis)
    }
  }

  /// The features of a segment of the page last chosen from.
  mutating func features(of index: Int, in page: borrowing PageStructure) -> [Int16] {
    fillRow(index, page)
    return Array(row.prefix(SegmentFeatures.names.count))
  }
}

extension SegmentStatistics {
  /// Links and the words that pages use for their own furniture.
  var isFurniture: Bool { linkByteCount * 2 > byteCount || furnitureWordCount * 4 > wordCount }
}
