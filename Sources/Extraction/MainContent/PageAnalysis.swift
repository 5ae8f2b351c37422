// What the parts of a page look like together: sums over blocks, over places of one kind, over neighbours.

/// Sums over the segments of a block, a kind of place, or a page.
struct TextSums {
  var byteCount = 0
  var linkByteCount = 0
  var proseByteCount = 0
  var segmentCount = 0
  var wordCount = 0

  @inline(__always)
  mutating func add(_ other: TextSums) {
    byteCount &+= other.byteCount
    linkByteCount &+= other.linkByteCount
    proseByteCount &+= other.proseByteCount
    segmentCount &+= other.segmentCount
    wordCount &+= other.wordCount
  }
}

/// Sums and places that the features of segments are made of. Reused from page to page.
struct PageAnalysis {
  var statistics: [SegmentStatistics] = []
  var blockSums: [TextSums] = []
  var page = TextSums()
  /// For each segment the number of its kind of place, and the sums over each kind.
  var groups: [Int32] = []
  var groupSums: [TextSums] = []
  /// The blocks that hold at least half, four fifths and nearly all of the page's prose, innermost possible.
  var halfProseBlock: Int32 = 0
  var mostProseBlock: Int32 = 0
  /// For each block whether it lies in those.
  var inHalf: [Bool] = []
  var inMost: [Bool] = []
  /// For each segment whether its text stood on the page before.
  var isRepeated: [Bool] = []
  var firstHeading = -1
  var firstH1 = -1
  var largestProse = -1
  /// For each segment the heading before it, -1 where there is none.
  var headingBefore: [Int32] = []
  /// For each segment how often its text stands on the page.
  var occurrences: [Int32] = []
  /// For each block the innermost block around it that also holds the first main heading, and the largest prose.
  var blockWithH1: [Int32] = []
  var blockWithLargest: [Int32] = []
  var headingCount = 0
  var currencyCount = 0
  var forumByteCount = 0
  var productByteCount = 0
  var commentByteCount = 0
  var cardByteCount = 0
  var largestGroup = TextSums()
  var kinds = PageKinds()

  private static let forumHints: ClassHints = [ClassHints(.forum), ClassHints(.message)]
  private static let productHints: ClassHints = [ClassHints(.product), ClassHints(.cart)]

  private var table: [Int32] = []
  private var keys: [UInt64] = []

  mutating func analyse(_ page: borrowing PageStructure) {
    let count = page.segments.count
    let title = PageWords(page.metadata.socialTitle ?? page.metadata.title)
    let description = PageWords(page.metadata.description)
    let lists = WordLists.shared
    headingBefore.removeAll(keepingCapacity: true)
    headingCount = 0
    currencyCount = 0
    forumByteCount = 0
    productByteCount = 0
    commentByteCount = 0
    cardByteCount = 0
    var lastHeading: Int32 = -1
    statistics.removeAll(keepingCapacity: true)
    blockSums.removeAll(keepingCapacity: true)
    blockSums.append(contentsOf: repeatElement(TextSums(), count: page.blocks.count))
    self.page = TextSums()
    firstHeading = -1
    firstH1 = -1
    largestProse = -1
    page.text.withUnsafeBufferPointer { text in
      for index in 0..<count {
        let segment = page.segments[index]
        let range = Int(segment.start)..<Int(segment.end)
        let entry = SegmentStatistics(
          UnsafeBufferPointer(rebasing: text[range]), linkByteCount: Int(segment.linkByteCount), titleWords: title,
          descriptionWords: description, lists: lists)
        statistics.append(entry)
        blockSums[Int(segment.block)].add(Self.sums(entry))
        headingBefore.append(lastHeading)
        currencyCount += entry.currencyCount > 0 ? 1 : 0
        let hints = page.blocks[Int(segment.block)].hints
        if !hints.isDisjoint(with: Self.forumHints) { forumByteCount += entry.byteCount }
        if !hints.isDisjoint(with: Self.productHints) { productByteCount += entry.byteCount }
        if hints.contains(ClassHints(.comment)) { commentByteCount += entry.byteCount }
        if hints.contains(ClassHints(.card)) { cardByteCount += entry.byteCount }
        if segment.kind == .heading {
          lastHeading = Int32(index)
          headingCount += 1
          if firstHeading < 0 { firstHeading = index }
          if segment.level == 1, firstH1 < 0 { firstH1 = index }
        }
        if entry.isProse, largestProse < 0 || entry.byteCount > statistics[largestProse].byteCount {
          largestProse = index
        }
      }
    }
    var block = page.blocks.count - 1
    while block > 0 {
      blockSums[Int(page.blocks[block].parent)].add(blockSums[block])
      block -= 1
    }
    self.page = blockSums.first ?? TextSums()
    group(page)
    findProse(page)
    findRepetitions()
    mark(page, around: firstH1 >= 0 ? firstH1 : firstHeading, &blockWithH1)
    mark(page, around: largestProse, &blockWithLargest)
    kinds = PageKinds(page.metadata)
    largestGroup = TextSums()
    for sums in groupSums where sums.byteCount > largestGroup.byteCount { largestGroup = sums }
  }

  private func mark(_ page: borrowing PageStructure, around segment: Int, _ marks: inout [Int32]) {
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: repeatElement(-1, count: page.blocks.count))
    if segment >= 0 {
      var at = page.segments[segment].block
      while at >= 0 {
        marks[Int(at)] = at
        at = page.blocks[Int(at)].parent
      }
    }
    for index in page.blocks.indices where marks[index] < 0 && index > 0 {
      marks[index] = marks[Int(page.blocks[index].parent)]
    }
  }

  @inline(__always)
  static func sums(_ entry: SegmentStatistics) -> TextSums {
    TextSums(
      byteCount: entry.byteCount, linkByteCount: min(entry.linkByteCount, entry.byteCount),
      proseByteCount: entry.isProse ? entry.byteCount : 0, segmentCount: 1, wordCount: entry.wordCount)
  }

  /// Gives segments in places of one kind (equal tags and class names from the root down) one number.
  private mutating func group(_ page: borrowing PageStructure) {
    groups.removeAll(keepingCapacity: true)
    groupSums.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    prepareTable(for: page.segments.count)
    for index in page.segments.indices {
      let key = page.blocks[Int(page.segments[index].block)].pathHash
      let number = self.number(of: key)
      if number == groupSums.count { groupSums.append(TextSums()) }
      groups.append(Int32(number))
      groupSums[number].add(Self.sums(statistics[index]))
    }
  }

  private mutating func findRepetitions() {
    isRepeated.removeAll(keepingCapacity: true)
    occurrences.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    prepareTable(for: statistics.count)
    var counts: [Int32] = []
    for entry in statistics {
      let known = keys.count
      let number = self.number(of: entry.hash)
      isRepeated.append(number < known)
      if number == counts.count { counts.append(1) } else { counts[number] += 1 }
      occurrences.append(Int32(number))
    }
    for index in occurrences.indices { occurrences[index] = counts[Int(occurrences[index])] }
  }

  private mutating func prepareTable(for count: Int) {
    var size = 64
    while size < count * 2 { size *= 2 }
    table.removeAll(keepingCapacity: true)
    table.append(contentsOf: repeatElement(-1, count: size))
  }

  /// The number of a key, the next free one when it is new.
  private mutating func number(of key: UInt64) -> Int {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 33) & mask
    while table[slot] >= 0 {
      if keys[Int(table[slot])] == key { return Int(table[slot]) }
      slot = (slot + 1) & mask
    }
    table[slot] = Int32(keys.count)
    keys.append(key)
    return keys.count - 1
  }

  /// Descends from the root as long as one child holds the given share of the page's prose.
  private mutating func findProse(_ page: borrowing PageStructure) {
    halfProseBlock = 0
    mostProseBlock = 0
    let total = self.page.proseByteCount > 0 ? self.page.proseByteCount : self.page.byteCount
    let usesProse = self.page.proseByteCount > 0
    // Blocks stand in document order, so the last one that holds a share of more than half is the innermost.
    for index in page.blocks.indices {
      let bytes = usesProse ? blockSums[index].proseByteCount : blockSums[index].byteCount
      if bytes * 2 > total { halfProseBlock = Int32(index) }
      if bytes * 5 > total * 4 { mostProseBlock = Int32(index) }
    }
    mark(page, halfProseBlock, &inHalf)
    mark(page, mostProseBlock, &inMost)
  }

  private func mark(_ page: borrowing PageStructure, _ root: Int32, _ marks: inout [Bool]) {
    marks.removeAll(keepingCapacity: true)
    for index in page.blocks.indices {
      let parent = page.blocks[index].parent
      marks.append(Int32(index) == root || parent >= 0 && marks[Int(parent)])
    }
  }
}

extension PageAnalysis {
  /// A page of one word, which has as many features as any other: for their names.
  static func smallestPage() -> (PageStructure, PageAnalysis) {
    var builder = SegmentBuilder()
    builder.begin(options: ExtractionOptions())
    Array("text".utf8).withUnsafeBufferPointer { builder.text($0) }
    builder.finish()
    var analysis = PageAnalysis()
    analysis.analyse(builder.page)
    return (builder.page, analysis)
  }
}
