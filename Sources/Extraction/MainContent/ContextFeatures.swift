// A second look at each segment, once all have been judged: what became of those around it.

/// Features made of the first scores of a page's segments.
///
/// Main content comes in runs and in blocks, so that a segment's neighbours, its container and its kind of place tell
/// more about it when it is known how they were judged (stacked generalisation: Wolpert, Neural Networks 5, 1992).
struct ContextFeatures {
  /// Expected words and words over a block, a kind of place or a section.
  private struct Sums {
    var mass = 0
    var weight = 0
    var highest: Int32 = -8 * 256

    @inline(__always)
    mutating func add(mass: Int, weight: Int, score: Int32) {
      self.mass &+= mass
      self.weight &+= weight
      if score > highest { highest = score }
    }
  }

  private var curve = ScoreCurve()
  private var scores: [Int32] = []
  /// Sums over the segments before each segment; one more than there are segments.
  private var massBefore: [Int] = []
  private var weightBefore: [Int] = []
  private var blocks: [Sums] = []
  private var groups: [Sums] = []
  private var sections: [Sums] = []
  private var sectionOf: [Int32] = []
  private var sectionHeading: [Int32] = []
  /// Distance to the last and the next segment that is probably main content.
  private var sinceLikely: [Int16] = []
  private var untilLikely: [Int16] = []
  private var highest: Int32 = 0
  private var undecidedWeight = 0

  /// Log-odds of a chance of about seven in ten.
  private static let likely: Int32 = 217
  private static let farAway: Int16 = 200

  /// The features' names, in their order.
  static let names: [String] = {
    let (page, analysis) = PageAnalysis.smallestPage()
    var context = ContextFeatures()
    context.prepare([0], page, analysis)
    return FeatureRow.names(upTo: 512) { context.fill(&$0, 0, page, analysis) }
  }()

  /// Sums up the first scores of all segments of a page.
  mutating func prepare(_ scores: [Int32], _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis) {
    self.scores = scores
    curve.draw(scores, analysis.statistics)
    massBefore.removeAll(keepingCapacity: true)
    weightBefore.removeAll(keepingCapacity: true)
    Self.reset(&blocks, page.blocks.count)
    Self.reset(&groups, analysis.groupSums.count)
    Self.reset(&sections, 1)
    sectionOf.removeAll(keepingCapacity: true)
    sectionHeading.removeAll(keepingCapacity: true)
    sectionHeading.append(0)
    highest = scores.max() ?? 0
    undecidedWeight = 0
    var mass = 0
    var weight = 0
    for index in scores.indices {
      massBefore.append(mass)
      weightBefore.append(weight)
      let score = scores[index]
      let own = ScoreCurve.weight(analysis.statistics[index])
      let expected = own &* ScoreCurve.chance(score)
      if page.segments[index].kind == .heading {
        sections.append(Sums())
        sectionHeading.append(score)
      }
      sectionOf.append(Int32(sections.count - 1))
      sections[sections.count - 1].add(mass: expected, weight: own, score: score)
      blocks[Int(page.segments[index].block)].add(mass: expected, weight: own, score: score)
      groups[Int(analysis.groups[index])].add(mass: expected, weight: own, score: score)
      if abs(score) < 384 { undecidedWeight += own }
      mass += expected
      weight += own
    }
    massBefore.append(mass)
    weightBefore.append(weight)
    for block in (1..<max(1, page.blocks.count)).reversed() {
      let sums = blocks[block]
      blocks[Int(page.blocks[block].parent)].add(mass: sums.mass, weight: sums.weight, score: sums.highest)
    }
    findLikely()
  }

  private static func reset(_ sums: inout [Sums], _ count: Int) {
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(Sums(), count: count))
  }

  private mutating func findLikely() {
    sinceLikely.removeAll(keepingCapacity: true)
    untilLikely.removeAll(keepingCapacity: true)
    var distance = Self.farAway
    for score in scores {
      distance = score > Self.likely ? 0 : min(Self.farAway, distance + 1)
      sinceLikely.append(distance)
    }
    untilLikely.append(contentsOf: repeatElement(Self.farAway, count: scores.count))
    distance = Self.farAway
    for index in scores.indices.reversed() {
      distance = scores[index] > Self.likely ? 0 : min(Self.farAway, distance + 1)
      untilLikely[index] = distance
    }
  }

  /// Fills the row of one segment of the page last prepared.
  func fill(
    _ row: inout FeatureRow, _ index: Int, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) {
    let score = scores[index]
    row.put("score", Int(score) >> 2)
    for offset in 1...4 {
      row.put("score-before", index >= offset ? Int(scores[index - offset]) >> 2 : -512)
      row.put("score-after", index + offset < scores.count ? Int(scores[index + offset]) >> 2 : -512)
    }
    window(&row, index, 3)
    window(&row, index, 8)
    window(&row, index, 25)
    let total = max(1, curve.mass)
    put(&row, "group", groups[Int(analysis.groups[index])], total)
    var block = page.segments[index].block
    put(&row, "block", blocks[Int(block)], total)
    var minimum = 1
    for _ in 0..<4 {
      block = SegmentFeatures.container(above: block, minimum: minimum, page, analysis)
      let count = analysis.blockSums[Int(block)].segmentCount
      minimum = count + max(1, count / 4)
      put(&row, "container", blocks[Int(block)], total)
    }
    let section = Int(sectionOf[index])
    put(&row, "section", sections[section], total)
    row.put("section-heading", Int(sectionHeading[section]) >> 2)
    row.put("mass-before", Scale.share(massBefore[index], total))
    row.put("mass-after", Scale.share(total - massBefore[index + 1], total))
    row.put("since-likely", Int(sinceLikely[index]))
    row.put("until-likely", Int(untilLikely[index]))
    row.put("mass-above", Scale.share(curve.mass(above: score), total))
    row.put("overlap", curve.overlap(at: score))
    row.put("overlap-share", Scale.share(curve.overlap(at: score), curve.bestOverlap))
    row.put("above-threshold", Int(score - curve.threshold) >> 2)
    row.put("page-overlap", curve.bestOverlap)
    row.put("page-threshold", Int(curve.threshold) >> 2)
    row.put("page-mass", Scale.log(curve.mass >> 17))
    row.put("page-share", curve.mass / max(1, curve.weight << 8))
    row.put("page-highest", Int(highest) >> 2)
    row.put("page-undecided", Scale.share(undecidedWeight, curve.weight))
  }

  /// The share of main content to be expected among the segments just before and just behind.
  @inline(__always)
  private func window(_ row: inout FeatureRow, _ index: Int, _ width: Int) {
    let first = max(0, index - width)
    let last = min(scores.count, index + width + 1)
    row.put(
      "window-before",
      (massBefore[index] - massBefore[first]) / max(1, (weightBefore[index] - weightBefore[first]) << 8))
    row.put(
      "window-after",
      (massBefore[last] - massBefore[index + 1]) / max(1, (weightBefore[last] - weightBefore[index + 1]) << 8))
  }

  @inline(__always)
  private func put(_ row: inout FeatureRow, _ name: StaticString, _ sums: Sums, _ total: Int) {
    row.put(name, sums.mass / max(1, sums.weight << 8))
    row.put(name, Scale.share(sums.mass, total))
    row.put(name, Int(sums.highest) >> 2)
  }
}
