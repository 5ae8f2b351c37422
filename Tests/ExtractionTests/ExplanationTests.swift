// What is said of the segments of a page, and of the page as a whole.

import Testing

@testable import Extraction

@Suite("Explanations of main content")
struct ExplanationTests {
  private func explained(_ html: String, limit: Int = .max) throws -> ExplainedPage {
    var workspace = ExtractionWorkspace()
    return try Extractor(options: ExtractionOptions(mode: .main))
      .explainPage(body: Array(html.utf8), limit: limit, using: &workspace)
  }

  private static let page =
    MainContentTests.furnitureAbove + "<article class=post-body><h1>The long way of a letter</h1>"
    + MainContentTests.paragraphs.map { "<p>\($0)</p>" }.joined() + "</article>" + MainContentTests.furnitureBelow

  private func facts(of text: String, in page: ExplainedPage) throws -> [String] {
    let segment = try #require(page.segments.first { String(decoding: $0.text, as: UTF8.self).hasPrefix(text) })
    return segment.facts.map { fact in
      "\(fact.side == .keep ? "+" : fact.side == .drop ? "-" : "")\(fact.kind.rawValue): \(fact.text)"
    }
  }

  @Test func aMenuIsToldByItsLinksAndItsPlace() throws {
    let page = try explained(Self.page)
    let facts = try facts(of: "Politics", in: page)
    for fact in [
      "-position: 4 before the main heading", "-place: in nav, list", "-links: 100 % links",
      "-like-segments: one of 5 in like places, 100 % links", "-prose: 1 word, no sentence",
      "-surroundings: around it 100 % links", "-neighbours: between links", "-names: named menu",
      "kind: a list item",
    ] {
      #expect(facts.contains(fact), "\(fact) is not in \(facts)")
    }
    #expect(facts.allSatisfy { !$0.hasPrefix("+") })
  }

  @Test func aParagraphIsToldByItsSentences() throws {
    let page = try explained(Self.page)
    let facts = try facts(of: "It was first sent", in: page)
    for fact in [
      "+links: no links", "+place: in article, paragraph", "+names: named body, post",
      "+surroundings: in the block with half of the prose",
    ] {
      #expect(facts.contains(fact), "\(fact) is not in \(facts)")
    }
    #expect(facts.contains { $0.hasPrefix("+prose: ") && $0.hasSuffix(" words, 2 sentences") })
    #expect(facts.contains { $0.hasPrefix("+common-words: ") })
    #expect(facts.allSatisfy { !$0.hasPrefix("-") })
    let footer = try self.facts(of: "© 2024", in: page)
    #expect(footer.contains("-furniture: a copyright sign") && footer.contains("-place: in footer"))
  }

  /// A feature that facts ask for under a name that no feature has any more would silence them without an error.
  @Test func everyKindOfFactIsFound() throws {
    let odd = """
      <title>Numbers of the old harbour</title><h1>Numbers of the old harbour</h1><p>1904 1905 1906 | 1907 / 1908 > 1909</p>
      <p>Said once.</p><p>Said once.</p><div><h2>Numbers of the old harbour</h2></div>
      """
    let segments = try explained(Self.page).segments + explained(odd).segments
    let found = Set(segments.flatMap(\.facts).map(\.kind))
    #expect(found == Set(SegmentFact.Kind.allCases))
  }

  @Test func factsComeWithTheMostTellingFirst() throws {
    let order = SegmentFact.Kind.allCases
    for segment in try explained(Self.page).segments {
      let places = segment.facts.compactMap { order.firstIndex(of: $0.kind) }
      #expect(places == places.sorted())
    }
  }

  @Test func figuresComeBackOutOfTheFeatures() throws {
    for number in 0..<32 { #expect(Scale.number(ofLog: Scale.log(number)) == number) }
    for number in stride(from: 32, to: 3_000_000, by: 977) {
      let told = Scale.number(ofLog: Scale.log(number))
      #expect(told <= number && told * 17 >= number * 16 - 17, "\(number) is told as \(told)")
    }
    #expect(Scale.number(ofLog: Int(Int16.max)) > 0 && Scale.number(ofLog: -1) == 0)
    let page = try explained("<p><a href=/>four</a> one two three</p><p>上海 港口</p>")
    #expect(page.segments.map(\.wordCount) == [4, 2])
    #expect(page.segments.map(\.linkShare) == [Double(4 * 256 / 18) / 256, 0])
  }

  @Test func theElementsAroundSayWhatTheirNamesMean() throws {
    let page = try explained(
      "<body class=footer><div id=footer class='menu zz'><ul><li>One<li role=search>Two</ul></div>")
    #expect(page.segments.map(\.path) == ["body div ul li", "body div ul li"])
    #expect(page.segments[0].elements.map(\.names) == [[], ["menu", "footer"], [], []])
    #expect(page.segments[1].elements.last?.names == ["search"])
    let deep = try explained(String(repeating: "<div>", count: 400) + "text")
    #expect(deep.segments[0].elements.count == ExplainedSegment.maximumElementCount)
  }

  @Test func labelsNameEachFeatureOnce() throws {
    let labels = Extractor.featureLabels
    #expect(labels.count == Extractor.featureNames.count && Set(labels).count == labels.count)
    for label in ["words", "in.nav", "near.footer", "around.advertisement"] { #expect(labels.contains(label)) }
    // Bits that a set has no word for would be named by their numbers.
    for prefix in ["in.", "near.", "around."] {
      #expect(labels.allSatisfy { !$0.hasPrefix(prefix) || Int($0.dropFirst(prefix.count)) == nil })
    }
    let menu = try #require(
      try explained(Self.page).segments.first { String(decoding: $0.text, as: UTF8.self) == "Sport" })
    let place = try #require(labels.firstIndex(of: "in.nav"))
    #expect(menu.features[place] == 1)
  }

  @Test func sumsAreOfAllSegmentsWhateverTheLimit() throws {
    let all = try explained(Self.page)
    #expect(all.title == "The long way of a letter")
    #expect(all.segments.count == all.segmentCount)
    #expect(all.keptSegmentCount == all.segments.count { $0.isKept })
    #expect(all.byteCount == all.segments.reduce(0) { $0 + $1.text.count })
    #expect(all.keptByteCount == all.segments.reduce(0) { $0 + ($1.isKept ? $1.text.count : 0) })
    #expect(all.lowestKeptScore == all.segments.filter(\.isKept).map(\.score).min())
    #expect(all.highestDroppedScore == all.segments.filter { !$0.isKept }.map(\.score).max())
    #expect(all.isChosenByScore && all.structuredArticleByteCount == nil)
    let few = try explained(Self.page, limit: 3)
    #expect(few.segments.count == 3 && few.segmentCount == all.segmentCount)
    #expect(few.keptByteCount == all.keptByteCount && few.lowestKeptScore == all.lowestKeptScore)
    let none = try explained("")
    #expect(none.segmentCount == 0 && none.isChosenByScore && none.lowestKeptScore == nil)
  }

  @Test func anArticleOutOfStructuredDataIsSaidToBeTheText() throws {
    let article = MainContentTests.paragraphs.joined(separator: " ")
    let page = try explained(
      "<script type='application/ld+json'>{\"articleBody\":\"\(article)\"}</script><div id=app>Loading</div>")
    #expect(page.structuredArticleByteCount == article.utf8.count)
    #expect(page.segments.map { String(decoding: $0.text, as: UTF8.self) } == ["Loading"])
  }

  @Test func scoresAreProbabilities() {
    #expect(ExplainedSegment.probability(ofScore: 0) == 0.5)
    // By Python: 1 / (1 + math.exp(-512 / 256)).
    #expect(abs(ExplainedSegment.probability(ofScore: 512) - 0.880_797_077_977_882_4) < 1e-12)
    #expect(ExplainedSegment.probability(ofScore: .min) == 0 && ExplainedSegment.probability(ofScore: .max) == 1)
  }

  @Test func onlyMarkupHasSegments() {
    #expect(
      Extractor.isPage(mediaType: "text/html; charset=gbk") && Extractor.isPage(mediaType: "application/xhtml+xml"))
    for other in ["text/plain", "text/x-wiki", "image/png", ""] { #expect(!Extractor.isPage(mediaType: other)) }
  }
}
