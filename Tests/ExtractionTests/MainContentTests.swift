// What is taken for main content on pages of several kinds.

import Extraction
import Testing

@Suite struct MainContentTests {
  private let options = ExtractionOptions(mode: .main)

  static let furnitureAbove = """
    <html><head><title>The long way of a letter</title></head><body>
    <header><a href=/>Daily Harbour</a><form><input name=q><button>Search</button></form></header>
    <nav class="main-menu"><ul><li><a href=/1>Home</a><li><a href=/2>Politics</a><li><a href=/3>Sport</a><li>
    <a href=/4>Weather</a><li><a href=/5>Culture</a></ul></nav>
    """
  static let furnitureBelow = """
    <aside class=sidebar><h3>Most read</h3><ul><li><a href=/a>Ten bridges you must see</a><li>
    <a href=/b>Why gulls shout</a><li><a href=/c>A ferry is late</a></ul></aside>
    <footer><p>© 2024 Daily Harbour. All rights reserved.</p><a href=/p>Privacy policy</a> <a href=/t>Terms</a></footer>
    </body></html>
    """
  static let paragraphs = [
    "The letter left the small harbour town on a grey Monday morning, and nobody who saw the postman carry it "
      + "away would have guessed that it would need eleven years to arrive at the house across the street.",
    "It was first sent to the wrong country, because the clerk had read the last word of the address as a name "
      + "that he knew. There it lay in a drawer, under a pile of forms, until the office was painted.",
    "When it came back, the street had been given another name. The new postman asked in every shop, but the "
      + "people who remembered the old name had moved, and so the letter went on another journey, to the capital.",
  ]

  @Test func articleStandsWithoutNavigationSidebarAndFooter() throws {
    let article = Self.paragraphs.map { "<p>\($0)</p>" }.joined()
    let page = """
      \(Self.furnitureAbove)<main><article class=post><h1>The long way of a letter</h1>\(article)</article></main>
      \(Self.furnitureBelow)
      """
    let result = try text(of: page, options)
    for paragraph in Self.paragraphs { #expect(result.contains(paragraph)) }
    for furniture in ["Politics", "Most read", "gulls", "rights reserved", "Privacy", "Search"] {
      #expect(!result.contains(furniture))
    }
    // Paragraphs are separated by blank lines.
    #expect(result.contains(Self.paragraphs[0] + "\n\n" + Self.paragraphs[1]))
    let everything = try text(of: page)
    #expect(everything.contains("Politics") && everything.contains("rights reserved"))
  }

  @Test func chineseArticle() throws {
    let paragraphs = [
      "清晨的港口还笼罩在一层薄雾里，渔民们已经开始整理他们的渔网，准备迎接新的一天。老人坐在码头上，看着远处的灯塔慢慢熄灭。",
      "他说，二十年前这里只有几条小船，人们靠着经验判断天气，有时候一连几天都不能出海。现在情况完全不同了，但是他仍然怀念那个时候的生活。",
      "孩子们在沙滩上奔跑，寻找昨夜潮水留下来的贝壳。他们并不知道这座小镇曾经经历过的风暴，只觉得大海永远是温柔的。",
    ]
    let page = """
      <html lang=zh><head><title>港口的早晨</title></head><body><div class=nav><a href=/>首页</a><a href=/n>新闻</a>
      <a href=/s>体育</a><a href=/y>娱乐</a></div><div class=content><h1>港口的早晨</h1>
      \(paragraphs.map { "<p>\($0)</p>" }.joined())</div><div class=footer><a href=/c>联系我们</a> 版权所有</div></body></html>
      """
    let result = try text(of: page, options)
    for paragraph in paragraphs { #expect(result.contains(paragraph)) }
    #expect(!result.contains("体育"))
    #expect(!result.contains("版权所有"))
  }

  @Test func documentationKeepsCodeAndLists() throws {
    let page = """
      <html><head><title>Writing files</title></head><body><div class=sphinxsidebar><ul><li><a href=a>Overview</a><li>
      <a href=b>Reading files</a><li><a href=c>Index</a></ul></div><div class=document><div class=body role=main>
      <h1>Writing files</h1><p>A file is written in one step. The function returns when all bytes are on disk, and it
      fails when the folder does not exist or the disk is full.</p><pre>write("a.txt", text)
        sync()</pre><h2>Errors</h2><p>Every error says which file was meant. These are the ones that a program should
      be prepared to meet:</p><ul><li>the folder does not exist,</li><li>the disk is full.</li></ul>
      <p>Errors that are not listed here are defects, and they should be reported to the authors of the library.</p>
      </div></div><div class=footer>Copyright 2024, the authors.</div></body></html>
      """
    let result = try text(of: page, options)
    #expect(result.contains("write(\"a.txt\", text)\n  sync()"))
    #expect(result.contains("- the folder does not exist,\n- the disk is full."))
    #expect(result.contains("Errors\n\n"))
    #expect(!result.contains("Reading files"))
  }

  @Test func forumKeepsEveryPost() throws {
    let posts =
      Self.paragraphs + [
        "I had the same trouble with my own letters, and what helped was to write the name of the town in capitals, since the machine reads those best."
      ]
    let page =
      Self.furnitureAbove
      + posts.enumerated().map {
        "<div class=post><div class=author><a href=/u>user\($0.offset)</a></div><div class=post-content>\($0.element)</div></div>"
      }.joined() + Self.furnitureBelow
    let result = try text(of: page, options)
    for post in posts { #expect(result.contains(post)) }
    #expect(!result.contains("Politics"))
  }

  @Test(arguments: [
    "<p>Closed.</p>", "<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>", "<div>No sentence at all</div>",
    "<noscript><p>Please enable scripts.</p></noscript>",
  ])
  func pagesWithLittleTextAreNotEmpty(html: String) throws {
    #expect(try !text(of: html, options).isEmpty)
  }

  @Test func anArticleInStructuredDataIsTheLastResort() throws {
    let body = Self.paragraphs.joined(separator: " ") + " Zo\u{eb} \u{1f600}"
    let escaped = body.replacing("ë", with: "\\u00eb").replacing("😀", with: "\\ud83d\\ude00")
    let page = """
      <script type="application/ld+json">{"@type":"Article","articleBody" : "\(escaped)"}</script>
      <div id=app>Loading</div>
      """
    #expect(try text(of: page, options) == body)
  }

  @Test func explanationsAgreeWithExtraction() throws {
    var workspace = ExtractionWorkspace()
    let page = Array((Self.furnitureAbove + Self.paragraphs.map { "<p>\($0)" }.joined() + Self.furnitureBelow).utf8)
    let extractor = try Extractor(options: options)
    let segments = try extractor.explain(body: page, using: &workspace)
    let kept = segments.filter(\.isKept).map { String(decoding: $0.text, as: UTF8.self) }
    #expect(kept.joined(separator: "\n\n") == (try text(of: String(decoding: page, as: UTF8.self), options)))
    #expect(segments.allSatisfy { $0.features.count == Extractor.featureNames.count })
  }

  @Test func aWorkspaceKeepsNothingOfThePageBefore() throws {
    let pages = [
      Self.furnitureAbove + Self.paragraphs.joined(separator: "<p>") + Self.furnitureBelow,
      "<table><tr><td>a<b><i><pre><ul><li><svg>", "<p>plain", "",
      "<title>t</title><meta charset=windows-1251><p>\u{44f}",
    ]
    let extractor = try Extractor(options: options)
    var shared = ExtractionWorkspace()
    for page in pages + pages.reversed() {
      var fresh = ExtractionWorkspace()
      let alone = try extractor.extract(body: Array(page.utf8), mediaType: "text/html", using: &fresh)
      #expect(try extractor.extract(body: Array(page.utf8), mediaType: "text/html", using: &shared) == alone)
    }
  }
}
