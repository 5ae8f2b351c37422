// The numbers by which segments are judged: one row of small integers for each segment.

/// Makes the features of all segments of a page.
struct SegmentFeatures {
  /// The features' names, in their order.
  static let names: [String] = {
    let (page, analysis) = PageAnalysis.smallestPage()
    return FeatureRow.names(upTo: 512) { fill(&$0, 0, page, analysis) }
  }()

  /// Fills the row of one segment.
  static func fill(
    _ row: inout FeatureRow, _ index: Int, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) {
    let segment = page.segments[index]
    let block = page.blocks[Int(segment.block)]
    text(&row, segment, analysis.statistics[index], analysis.isRepeated[index])
    place(&row, segment, block, page)
    position(&row, index, segment, page, analysis)
    surroundings(&row, index, block, page, analysis)
    for offset in [-3, -2, -1, 1, 2, 3] { neighbour(&row, index + offset, page, analysis) }
    heading(&row, index, page, analysis)
    anchors(&row, index, block, page, analysis)
    whole(&row, page, analysis)
  }

  @inline(__always)
  private static func text(
    _ row: inout FeatureRow, _ segment: Segment, _ entry: SegmentStatistics, _ isRepeated: Bool
  ) {
    row.put("bytes", Scale.log(entry.byteCount))
    row.put("characters", Scale.log(entry.characterCount))
    row.put("words", Scale.log(entry.wordCount))
    row.put("stop-words", Scale.log(entry.stopWordCount))
    row.put("stop-word-share", Scale.share(entry.stopWordCount, entry.wordCount))
    row.put("furniture", entry.furnitureWordCount)
    row.put("furniture-share", Scale.share(entry.furnitureWordCount, entry.wordCount))
    row.put("commas", entry.commaCount)
    row.put("sentence-ends", entry.sentenceEndCount)
    row.put("digits", Scale.share(entry.digitCount, entry.characterCount))
    row.put("capitals", Scale.share(entry.capitalCount, entry.characterCount))
    row.put("east-asian", Scale.share(entry.eastAsianCount, entry.characterCount))
    row.put("separators", entry.separatorCount)
    row.put("lines", entry.lineCount)
    row.put("word-length", Scale.share(entry.characterCount, entry.wordCount * 16))
    row.put("links", Scale.share(entry.linkByteCount, entry.byteCount))
    row.put("link-count", Int(segment.linkCount))
    row.put("emphasis", Scale.share(Int(segment.emphasisByteCount), entry.byteCount))
    row.put("title-share", Scale.share(entry.titleWordCount, entry.wordCount))
    row.put("title-words", entry.titleWordCount)
    row.put("ends-sentence", entry.endsSentence)
    row.put("ends-with-colon", entry.endsWithColon)
    row.put("starts-small", entry.startsWithSmallLetter)
    row.put("starts-with-digit", entry.startsWithDigit)
    row.put("copyright", entry.hasCopyrightSign)
    row.put("prose", entry.isProse)
    row.put("repeated", isRepeated)
  }

  @inline(__always)
  private static func place(
    _ row: inout FeatureRow, _ segment: Segment, _ block: Block, _ page: borrowing PageStructure
  ) {
    row.put("kind", Int(segment.kind.rawValue))
    row.put("level", Int(segment.level))
    row.put("item", segment.ordinal < 0 ? 1 : segment.ordinal > 0 ? 2 : 0)
    row.put("is-paragraph", block.tag == .p)
    row.put("is-division", block.tag == .div)
    row.put("is-item", block.tag == .li)
    row.put("is-term", block.tag == .dt || block.tag == .dd)
    row.put("depth", Int(block.depth))
    row.put("in", bits: UInt64(block.ancestors.rawValue), count: AncestorSet.bitCount)
    var near = block.ownHints
    if block.parent >= 0 { near = near.union(page.blocks[Int(block.parent)].ownHints) }
    row.put("near", bits: near.rawValue, count: ClassHints.bitCount)
    row.put("around", bits: block.hints.rawValue, count: ClassHints.bitCount)
  }

  @inline(__always)
  private static func position(
    _ row: inout FeatureRow, _ index: Int, _ segment: Segment, _ page: borrowing PageStructure,
    _ analysis: borrowing PageAnalysis
  ) {
    let count = page.segments.count
    row.put("ordinal", Scale.log(index))
    row.put("ordinal-from-end", Scale.log(count - index))
    row.put("relative", Scale.share(index, count))
    row.put("text-before", Scale.share(Int(segment.start), page.text.count))
    row.put("after-h1", analysis.firstH1 < 0 ? -1000 : min(200, max(-200, index - analysis.firstH1)))
    row.put("after-heading", analysis.firstHeading < 0 ? -1000 : min(200, max(-200, index - analysis.firstHeading)))
    row.put("after-largest", analysis.largestProse < 0 ? -1000 : min(200, max(-200, index - analysis.largestProse)))
  }

  /// Whether a block adds nothing to its only child, so that the next one above is the real surrounding.
  @inline(__always)
  static func container(
    above start: Int32, minimum: Int, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) -> Int32 {
    var at = start
    while at > 0, analysis.blockSums[Int(at)].segmentCount <= minimum { at = page.blocks[Int(at)].parent }
    return max(0, at)
  }

  @inline(__always)
  private static func surroundings(
    _ row: inout FeatureRow, _ index: Int, _ block: Block, _ page: borrowing PageStructure,
    _ analysis: borrowing PageAnalysis
  ) {
    let own = page.segments[index].block
    var at = own
    var minimum = 1
    for _ in 0..<4 {
      at = container(above: at, minimum: minimum, page, analysis)
      let sums = analysis.blockSums[Int(at)]
      minimum = sums.segmentCount + max(1, sums.segmentCount / 4)
      row.put("container-bytes", Scale.log(sums.byteCount))
      row.put("container-share", Scale.share(sums.byteCount, analysis.page.byteCount))
      row.put("container-links", Scale.share(sums.linkByteCount, sums.byteCount))
      row.put("container-prose", Scale.share(sums.proseByteCount, sums.byteCount))
      row.put("container-prose-share", Scale.share(sums.proseByteCount, analysis.page.proseByteCount))
      row.put("container-length", Scale.log(sums.byteCount / max(1, sums.segmentCount)))
      row.put("container-segments", Scale.log(sums.segmentCount))
    }
    row.put("in-half", analysis.inHalf[Int(own)])
    row.put("in-most", analysis.inMost[Int(own)])
    row.put("half-depth", Int(block.depth) - Int(page.blocks[Int(analysis.halfProseBlock)].depth))
    let group = analysis.groupSums[Int(analysis.groups[index])]
    row.put("group-segments", Scale.log(group.segmentCount))
    row.put("group-share", Scale.share(group.byteCount, analysis.page.byteCount))
    row.put("group-links", Scale.share(group.linkByteCount, group.byteCount))
    row.put("group-prose", Scale.share(group.proseByteCount, group.byteCount))
    row.put("group-length", Scale.log(group.byteCount / max(1, group.segmentCount)))
    row.put("group-prose-share", Scale.share(group.proseByteCount, analysis.page.proseByteCount))
  }

  @inline(__always)
  private static func neighbour(
    _ row: inout FeatureRow, _ index: Int, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) {
    guard page.segments.indices.contains(index) else {
      row.put("neighbour-words", -1)
      row.put("neighbour-links", -1)
      row.put("neighbour-stop-words", -1)
      row.put("neighbour-kind", -1)
      return
    }
    let entry = analysis.statistics[index]
    row.put("neighbour-words", Scale.log(entry.wordCount))
    row.put("neighbour-links", Scale.share(entry.linkByteCount, entry.byteCount))
    row.put("neighbour-stop-words", Scale.share(entry.stopWordCount, entry.wordCount))
    row.put("neighbour-kind", Int(page.segments[index].kind.rawValue))
  }

  @inline(__always)
  private static func heading(
    _ row: inout FeatureRow, _ index: Int, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) {
    let heading = Int(analysis.headingBefore[index])
    let isThere = heading >= 0
    let entry = isThere ? analysis.statistics[heading] : SegmentStatistics()
    row.put("heading-distance", isThere ? index - heading : -1)
    row.put("heading-level", isThere ? Int(page.segments[heading].level) : -1)
    row.put("heading-words", isThere ? entry.wordCount : -1)
    row.put("heading-furniture", isThere ? Scale.share(entry.furnitureWordCount, entry.wordCount) : -1)
    row.put("heading-title", isThere ? Scale.share(entry.titleWordCount, entry.wordCount) : -1)
    row.put("heading-links", isThere ? Scale.share(entry.linkByteCount, entry.byteCount) : -1)
  }

  @inline(__always)
  private static func anchors(
    _ row: inout FeatureRow, _ index: Int, _ block: Block, _ page: borrowing PageStructure,
    _ analysis: borrowing PageAnalysis
  ) {
    let entry = analysis.statistics[index]
    let own = Int(page.segments[index].block)
    row.put("currency", entry.currencyCount)
    row.put("description-share", Scale.share(entry.descriptionWordCount, entry.wordCount))
    row.put("description-words", entry.descriptionWordCount)
    row.put("occurrences", Int(analysis.occurrences[index]))
    anchor(&row, analysis.blockWithH1[own], block, page, analysis)
    anchor(&row, analysis.blockWithLargest[own], block, page, analysis)
  }

  @inline(__always)
  private static func anchor(
    _ row: inout FeatureRow, _ at: Int32, _ block: Block, _ page: borrowing PageStructure,
    _ analysis: borrowing PageAnalysis
  ) {
    let sums = analysis.blockSums[max(0, Int(at))]
    row.put("anchor-share", at < 0 ? -1 : Scale.share(sums.byteCount, analysis.page.byteCount))
    row.put("anchor-prose", at < 0 ? -1 : Scale.share(sums.proseByteCount, analysis.page.proseByteCount))
    row.put("anchor-segments", at < 0 ? -1 : Scale.log(sums.segmentCount))
    row.put("anchor-distance", at < 0 ? -1 : Int(block.depth) - Int(page.blocks[Int(at)].depth))
  }

  @inline(__always)
  private static func whole(
    _ row: inout FeatureRow, _ page: borrowing PageStructure, _ analysis: borrowing PageAnalysis
  ) {
    row.put("page-bytes", Scale.log(analysis.page.byteCount))
    row.put("page-segments", Scale.log(page.segments.count))
    row.put("page-prose", Scale.log(analysis.page.proseByteCount))
    row.put("page-prose-share", Scale.share(analysis.page.proseByteCount, analysis.page.byteCount))
    row.put("page-links", Scale.share(analysis.page.linkByteCount, analysis.page.byteCount))
    row.put("page-article", page.metadata.pageType == "article")
    row.put("page-structured", Scale.log(page.metadata.structuredData.count))
    let largest = analysis.largestProse < 0 ? 0 : analysis.statistics[analysis.largestProse].byteCount
    row.put("page-largest", Scale.log(largest))
    row.put("page-kind", bits: UInt64(analysis.kinds.rawValue), count: PageKinds.bitCount)
    row.put("page-headings", Scale.log(analysis.headingCount))
    row.put("page-currency", Scale.log(analysis.currencyCount))
    row.put("page-forum", Scale.share(analysis.forumByteCount, analysis.page.byteCount))
    row.put("page-product", Scale.share(analysis.productByteCount, analysis.page.byteCount))
    row.put("page-comments", Scale.share(analysis.commentByteCount, analysis.page.byteCount))
    row.put("page-cards", Scale.share(analysis.cardByteCount, analysis.page.byteCount))
    row.put("page-group", Scale.share(analysis.largestGroup.byteCount, analysis.page.byteCount))
    row.put("page-group-segments", Scale.log(analysis.largestGroup.segmentCount))
    row.put("page-group-prose", Scale.share(analysis.largestGroup.proseByteCount, analysis.largestGroup.byteCount))
    row.put("page-length", Scale.log(analysis.page.byteCount / max(1, page.segments.count)))
  }
}
