// MediaWiki's XML dumps: pages and revisions, what is passed over, and damage of every kind.

import Corpus
import TestSupport
import Testing

@testable import Readers

@Suite struct MediaWikiReaderTests {
  static let siteInfo = """
    <?xml version="1.0" encoding="utf-8"?>
    <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">
      <siteinfo>
        <sitename>Beispiel</sitename>
        <dbname>dewiki</dbname>
        <base>https://de.example.org/wiki/Haupt&amp;seite</base>
        <generator>MediaWiki 1.43.0</generator>
        <case>first-letter</case>
        <namespaces>
          <namespace key="-2" case="first-letter">Medium</namespace>
          <namespace key="0" case="first-letter" />
          <namespace key="1" case="first-letter">Diskussion</namespace>
          <namespace key="14" case="first-letter">Kategorie</namespace>
        </namespaces>
      </siteinfo>

    """

  static func revision(_ id: Int, _ text: String, model: String = "wikitext", extra: String = "") -> String {
    """
      <revision>
        <id>\(id)</id>
        <timestamp>2024-01-0\(id % 9 + 1)T00:00:00Z</timestamp>
        <contributor><username>A &amp; B</username><id>7</id></contributor>
        <comment>said &lt;text&gt; too</comment>
        <origin>\(id)</origin>
        <model>\(model)</model>
        <format>text/x-wiki</format>
        \(text)
        \(extra)<sha1>x</sha1>
      </revision>

    """
  }

  static func page(_ title: String, id: Int, namespace: Int = 0, head: String = "", _ revisions: String) -> String {
    "  <page>\n    <title>\(title)</title>\n    <ns>\(namespace)</ns>\n    <id>\(id)</id>\n    \(head)\(revisions)  </page>\n"
  }

  static func text(_ content: String) -> String {
    "<text bytes=\"9\" sha1=\"x\" xml:space=\"preserve\">\(content)</text>"
  }

  static let dump =
    siteInfo
    + page(
      "Über Äpfel", id: 1, revision(11, text("Ein ''Apfel'' &lt;ref name=&quot;a&quot;/&gt; &amp;amp; &#8211; mehr.\n"))
    )
    + page("Diskussion:Über Äpfel", id: 2, namespace: 1, revision(12, text("gerede")))
    + page(
      "Apfel", id: 3, head: "<redirect title=\"Über Äpfel\" />\n", revision(13, text("#WEITERLEITUNG [[Über Äpfel]]")))
    + page("Birne", id: 4, revision(14, text("alt")) + revision(15, text("neu")))
    + page("Daten", id: 5, revision(16, text("return {}"), model: "Scribunto"))
    + page("Weg", id: 6, revision(17, "<text bytes=\"5\" deleted=\"deleted\" />"))
    + page("Leer", id: 7, revision(18, "<text bytes=\"0\" sha1=\"x\" xml:space=\"preserve\" />"))
    + page(
      "Bild", id: 8,
      revision(19, text("zwei Teile"), extra: "<content><role>mediainfo</role><text>{}</text></content>\n")
        + "<upload><timestamp>2024-01-01T00:00:00Z</timestamp></upload>\n")
    + "</mediawiki>\n"

  private func configuration(_ change: (inout MediaWikiOptions) -> Void = { _ in }) -> ReaderConfiguration {
    var configuration = ReaderConfiguration(kind: .mediaWiki)
    change(&configuration.mediaWiki)
    return configuration
  }

  @Test func articlesBecomeRecords() throws {
    let reading = try read(Array(Self.dump.utf8), with: configuration())
    #expect(reading.texts == ["Ein ''Apfel'' <ref name=\"a\"/> &amp; – mehr.\n", "neu", "zwei Teile"])
    #expect(reading.quarantined.isEmpty)
    #expect(
      reading.kinds == [
        "wiki-siteinfo", "wiki-namespace", "wiki-redirect", "wiki-old-revision", "wiki-model", "wiki-deleted",
        "wiki-no-text", "wiki-upload", "wiki-outside",
      ])
    let first = try #require(reading.records.first)
    #expect(first.mediaType == "text/x-wiki")
    #expect(
      first.metadata == [
        "id": "1", "title": "Über Äpfel", "namespace": "0", "revision": "11", "date": "2024-01-03T00:00:00Z",
        "language": "de",
      ])
    #expect(first.origin.url == "https://de.example.org/wiki/%C3%9Cber_%C3%84pfel")
    #expect(reading.records[1].metadata["revision"] == "15")
  }

  @Test func aByteOrderMarkHidesNoHeader() throws {
    let reading = try read(Array("\u{feff}\(Self.dump)".utf8), with: configuration())
    #expect(reading.kinds.prefix(2) == ["byte-order-mark", "wiki-siteinfo"])
    #expect(reading.records.first?.origin.url?.hasPrefix("https://de.example.org/wiki/") == true)
  }

  @Test func namespacesRedirectsAndRevisionsAreChosen() throws {
    let all = try read(
      Array(Self.dump.utf8),
      with: configuration {
        $0.namespaces = []
        $0.keepsRedirects = true
        $0.revisions = .all
      })
    #expect(all.records.map { $0.metadata["revision"] } == ["11", "12", "13", "14", "15", "19"])
    #expect(all.records[2].metadata["redirect"] == "Über Äpfel")
    #expect(all.records[1].metadata["namespace"] == "1")
    let talk = try read(Array(Self.dump.utf8), with: configuration { $0.namespaces = [1] })
    #expect(talk.texts == ["gerede"])
  }

  @Test func oldVersionsNumberNoNamespaces() throws {
    let old = """
      <mediawiki version="0.3" xml:lang="de"><siteinfo><base>http://x.org/w/index.php?title=Haupt</base>
      <namespaces><namespace key="1">Diskussion</namespace></namespaces></siteinfo>
      <page><title>A b?</title><id>1</id><revision><id>1</id><text xml:space="preserve">eins</text></revision></page>
      <page><title>Diskussion:A</title><id>2</id><revision><id>2</id><text>zwei</text></revision></page>
      <page><title>C</title><id>3</id><revision><id>3</id><text>#Weiterleitung: [[A]]</text></revision></page>
      <page><title>D</title><id>4</id><revision><id>4</id><text># Liste [[A]]</text></revision></page>
      </mediawiki>
      """
    let reading = try read(Array(old.utf8), with: configuration())
    #expect(reading.texts == ["eins", "# Liste [[A]]"])
    #expect(reading.records.first?.origin.url == "http://x.org/w/index.php?title=A_b%3F")
    #expect(reading.kinds.filter { $0 != "wiki-siteinfo" } == ["wiki-namespace", "wiki-redirect", "wiki-outside"])
  }

  @Test func pagesWithoutAHeaderAreRead() throws {
    // A stream out of the middle of a multistream dump.
    let part =
      Self.page("A", id: 1, Self.revision(1, Self.text("a"))) + Self.page("B", id: 2, Self.revision(2, Self.text("b")))
    let reading = try read(Array(part.utf8), with: configuration())
    #expect(reading.texts == ["a", "b"])
    #expect(reading.records.allSatisfy { $0.origin.url == nil })
    #expect(reading.quarantined.isEmpty)
  }

  /// What is damaged is named; what follows is read.
  @Test(arguments: [
    ("<text>a & b</text>", "not well-formed"), ("<text>&nbsp;</text>", "reference"),
    ("<text>a<b>c</b></text>", "elements"),
    ("<text>a", "not well-formed"), ("<text a=1>a</text>", "not well-formed"),
    ("<text>&#0;</text>", "reference"), ("<text>&#x110000;</text>", "reference"),
    ("<text>&#xD800;</text>", "reference"),
    ("<page><title>", "no end"), ("<text><![CDATA[a</revision>]]></text>", "not well-formed"),
    ("<id>\u{1}</id>", "not well-formed"),
    ("<text>&lt</text>", "reference"), ("<text>&#;</text>", "reference"), ("<text>&#12x;</text>", "reference"),
  ])
  func damageIsQuarantined(_ content: String, _ message: String) throws {
    let bytes =
      Self.siteInfo + Self.page("A", id: 1, Self.revision(1, content))
      + Self.page("B", id: 2, Self.revision(2, Self.text("b")))
      + "</mediawiki>"
    let reading = try read(Array(bytes.utf8), with: configuration())
    #expect(reading.texts == ["b"])
    let entry = try #require(reading.quarantined.first)
    #expect(entry.reason == "wiki-xml")
    #expect(entry.message.contains(message), "\(entry.message)")
  }

  @Test func referencesAreResolvedAsLibxml2Does() throws {
    let pieces = [
      "&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#65;", "&#x4e2d;", "&#x1F600;", "a", "中", " ", "\n", "]]", "&#9;",
    ]
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let content = (0..<Int.random(in: 0...20, using: &generator)).map { _ in pieces.randomElement(using: &generator)!
      }
      .joined()
      // A comment in the text makes the parser read it.
      let own = try read(
        Array(Self.page("A", id: 1, Self.revision(1, "<text>\(content)</text>")).utf8), with: configuration())
      let parsed = try read(
        Array(Self.page("A", id: 1, Self.revision(1, "<text>\(content)<!-- c --></text>")).utf8), with: configuration())
      #expect(own.texts == parsed.texts)
    }
  }

  @Test func sectionsOfCharactersAreRead() throws {
    let bytes = Self.page("A", id: 1, Self.revision(1, "<text><![CDATA[a <b> & c]]> d</text>"))
    #expect(try read(Array(bytes.utf8), with: configuration()).texts == ["a <b> & c d"])
  }

  @Test func longRevisionsAreQuarantinedAndThePagesBehindThemRead() throws {
    let long = String(repeating: "x", count: 3000)
    let bytes =
      Self.siteInfo + Self.page("A", id: 1, Self.revision(1, Self.text(long)) + Self.revision(2, Self.text("later")))
      + Self.page("B", id: 2, Self.revision(3, Self.text("b"))) + "</mediawiki>"
    for step in [Int.max, 100, 1] {
      let reading = try read(Array(bytes.utf8), with: configuration { $0.maximumByteCount = 2000 }, step: step)
      #expect(reading.texts == ["b"])
      #expect(reading.reasons == ["record-too-large"])
    }
  }

  @Test func whatIsNoDumpIsSaid() throws {
    let reading = try read(Array("<feed><doc>no wiki</doc></feed>".utf8), with: configuration())
    #expect(reading.records.isEmpty)
    #expect(reading.reasons == ["wiki-xml"])
    #expect(try read([], with: configuration()).quarantined.isEmpty)
  }

  @Test(arguments: [MediaWikiOptions.Revisions.latest, .all])
  func everyCut(revisions: MediaWikiOptions.Revisions) throws {
    try checkEveryCut(
      of: Array(Self.dump.utf8), with: configuration { $0.revisions = revisions }, lookahead: MediaWikiTag.byteCount)
  }

  @Test func aRevisionStaysWhenOnlyWhatFollowsItIsDamaged() throws {
    let bytes =
      Self.page("A", id: 1, Self.revision(1, "<text>a</text></revision>"))
      + Self.page("B", id: 2, Self.revision(2, Self.text("b")))
    let reading = try read(Array(bytes.utf8), with: configuration())
    #expect(reading.texts == ["a", "b"])
    #expect(reading.reasons == ["wiki-xml"])
  }

  @Test func aMissingEndIsSaid() throws {
    let bytes = Array(Self.dump.utf8)
    for cut in stride(from: Self.siteInfo.utf8.count, to: bytes.count - 13, by: 17) {
      #expect(try read(Array(bytes[..<cut]), with: configuration()).reasons == ["truncated"], "cut at \(cut)")
    }
  }
}
