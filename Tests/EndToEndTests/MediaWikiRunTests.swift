// A dump of a wiki, from the file to token shards, and through the stand-alone commands.

import Foundation
import TestSupport
import Testing

@Suite struct MediaWikiRunTests {
  private static func page(_ id: Int, _ namespace: Int, _ title: String, _ head: String, _ texts: [String]) -> String {
    let revisions = texts.enumerated().map { index, text in
      """
          <revision>
            <id>\(id * 10 + index)</id>
            <timestamp>2024-05-0\(index + 1)T10:00:00Z</timestamp>
            <model>wikitext</model>
            <format>text/x-wiki</format>
            <text xml:space="preserve">\(text)</text>
          </revision>

      """
    }
    return "  <page>\n    <title>\(title)</title>\n    <ns>\(namespace)</ns>\n    <id>\(id)</id>\n\(head)"
      + revisions.joined() + "  </page>\n"
  }

  private static let dump =
    """
    <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
      <siteinfo><base>https://wiki.example.org/wiki/Main_Page</base></siteinfo>

    """
    + page(
      1, 0, "Harbour bell", "",
      [
        "The bell.",
        "{{Infobox|a=b}}The '''harbour bell''' rings at [[high tide|high water]].&lt;ref&gt;Log&lt;/ref&gt;\n\n== Notes ==\n&lt;references /&gt;",
      ])
    + page(2, 1, "Talk:Harbour bell", "", ["Is it loud?"])
    + page(3, 0, "Bell", "    <redirect title=\"Harbour bell\" />\n", ["#REDIRECT [[Harbour bell]]"])
    + page(4, 0, "Sluice", "", ["'''{{PAGENAME}}s''' are shut by hand."]) + "</mediawiki>\n"

  @Test func aDumpBecomesShards() throws {
    let folder = try RunFolder()
    let file = try folder.write(Self.dump, to: "pages-articles.xml")
    let inspected = try folder.run(["inspect", file, "--json"])
    let inspection = try object(inspected.output)
    #expect(inspection["format"] as? String == "mediawiki")
    let block = try #require(inspection["source"] as? String)
    let pipeline = try folder.write(
      "name: wiki\n\(block)tokenizer: {vocabulary_size: 260}\npack: {sequence_length: 64}\nmix: {validation: 0}\n"
        + "deduplicate: {near: false}\n", to: "pipeline.yaml")
    let finished = try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let head = try folder.run(["shards", "head", folder.path("run"), "--rows", "100"])
    #expect(head.output.contains("rings at high water."))
    #expect(head.output.contains("Sluices are shut by hand."))
    for gone in ["Infobox", "Notes", "loud", "REDIRECT", "The bell."] { #expect(!head.output.contains(gone)) }
  }

  @Test func keysOfTheSourceChoose() throws {
    let folder = try RunFolder()
    _ = try folder.write(Self.dump, to: "dumps/a.xml")
    let pipeline = try folder.write(
      """
      name: all
      sources:
        - {name: wiki, format: mediawiki, paths: dumps, namespaces: [], redirects: keep, revisions: all}
      tokenizer: {vocabulary_size: 260}
      pack: {sequence_length: 64}
      mix: {validation: 0}
      deduplicate: {near: false}
      """, to: "pipeline.yaml")
    let finished = try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let head = try folder.run(["shards", "head", folder.path("run"), "--rows", "100"])
    for kept in ["The bell.", "rings at high water.", "Is it loud?", "Sluices"] { #expect(head.output.contains(kept)) }
  }

  @Test func pagesAreExtractedWithoutAPipeline() throws {
    let folder = try RunFolder()
    let file = try folder.write(Self.dump, to: "wiki.xml")
    let finished = try folder.run(["extract", file, "--output", "-"])
    #expect(finished.status == 0, "\(finished.errors)")
    let lines = try finished.output.split(separator: "\n").map { try object(String($0)) }
    #expect(lines.compactMap { $0["id"] as? String } == ["1", "4"])
    #expect(lines.first?["text"] as? String == "The harbour bell rings at high water.")
    #expect(lines.last?["text"] as? String == "Sluices are shut by hand.")
    #expect(lines.first?["url"] as? String == "https://wiki.example.org/wiki/Harbour_bell")
    let metadata = try #require(lines.first?["metadata"] as? [String: Any])
    #expect(metadata["title"] as? String == "Harbour bell")
    #expect(metadata["revision"] as? String == "11")
  }
}
