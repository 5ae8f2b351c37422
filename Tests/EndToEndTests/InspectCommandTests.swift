// sluice inspect: what it finds in files, and that its source blocks run.

import Foundation
import TestSupport
import Testing

@Suite struct InspectCommandTests {
  private func inspect(_ folder: RunFolder, _ path: String, _ more: [String] = []) throws -> [String: Any] {
    let finished = try folder.run(["inspect", path, "--json"] + more)
    #expect(finished.status == 0, "\(finished.errors)")
    return try object(finished.output)
  }

  /// Plans a pipeline of the proposed source alone.
  private func plan(_ folder: RunFolder, _ inspection: [String: Any]) throws -> Finished {
    let block = try #require(inspection["source"] as? String)
    let pipeline = try folder.write("name: proposed\n" + block, to: "pipeline.yaml")
    return try folder.run(["plan", pipeline])
  }

  @Test(arguments: ["web/almanac-0.warc.gz", "notes/notes.csv", "forum/forum.sql", "wiki/wiki.pg.sql"])
  func proposedSourcesOfTheFixturesPlan(name: String) throws {
    let folder = try RunFolder()
    let planned = try plan(folder, inspect(folder, "\(Checkout.root)/fixtures/\(name)"))
    #expect(planned.status == 0, "\(planned.errors)")
  }

  @Test func aTableShowsItsDialectColumnsAndRows() throws {
    let folder = try RunFolder()
    let file = try folder.write(
      "id;title;body;on\n1;Tides;\"The tide\nturns; twice a day, whatever the harbour says.\";yes\n2;Moon;It pulls.;no\n",
      to: "tide tables.csv")
    let inspection = try inspect(folder, file)
    #expect(inspection["format"] as? String == "csv")
    #expect((inspection["dialect"] as? String)?.contains("delimiter “;”") == true)
    let table = try #require((inspection["tables"] as? [[String: Any]])?.first)
    #expect(table["rows"] as? Int == 2)
    let columns = try #require(table["columns"] as? [[String: Any]])
    #expect(columns.compactMap { $0["name"] as? String } == ["id", "title", "body", "on"])
    let block = try #require(inspection["source"] as? String)
    #expect(block.contains(#"text: "{title}\n\n{body}""#))
    #expect(block.contains(#"metadata: ["on"]"#))
    let pipeline = try folder.write(
      "name: tides\n\(block)tokenizer: {vocabulary_size: 260}\npack: {sequence_length: 128}\nmix: {validation: 0}\n",
      to: "pipeline.yaml")
    let finished = try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let head = try folder.run(["shards", "head", folder.path("run"), "--rows", "100"])
    #expect(head.output.contains("turns"))
  }

  @Test func aDumpShowsAllTablesAndProposesTheOneWithText() throws {
    let folder = try RunFolder()
    let dump = try folder.write(
      """
      -- MySQL dump 10.13
      CREATE TABLE `tags` (
        `id` int NOT NULL,
        `name` varchar(20)
      ) ENGINE=InnoDB;
      INSERT INTO `tags` VALUES (1,'a'),(2,'b'),(3,NULL);
      CREATE TABLE `empty` (
        `when` datetime
      ) ENGINE=InnoDB;
      CREATE TABLE `pages` (
        `page_id` int NOT NULL,
        `html` longtext,
        `url` varchar(99)
      ) ENGINE=InnoDB;
      INSERT INTO `pages` VALUES (7,'<p>The tide; it''s <b>late</b>.</p>','https://tides.example/7');

      """, to: "dump.sql")
    let inspection = try inspect(folder, dump)
    #expect(inspection["format"] as? String == "mysql")
    let tables = try #require(inspection["tables"] as? [[String: Any]])
    #expect(tables.compactMap { $0["name"] as? String } == ["tags", "pages", "empty"])
    #expect(tables.compactMap { $0["rows"] as? Int } == [3, 1, 0])
    let empty = try #require(tables[2]["columns"] as? [[String: Any]])
    #expect(empty.compactMap { $0["type"] as? String } == ["datetime"])
    let rows = try folder.run(["inspect", dump, "--rows", "--table", "tags"])
    #expect(rows.output.hasPrefix("{\"table\":\"tags\",\"row\":{\"id\":\"1\",\"name\":\"a\"}}\n"))
    let block = try #require(inspection["source"] as? String)
    for line in ["table: pages", "html_columns: [html]", "id: page_id", "url: url"] {
      #expect(block.contains(line), "\(line) is not in \(block)")
    }
    #expect(try plan(folder, inspection).status == 0)
  }

  @Test func jsonLinesShowTheirFieldsAndWhatIsDamaged() throws {
    let folder = try RunFolder()
    let file = try folder.write(
      "{\"key\":1,\"page.html\":\"<div><p>One \\u001b[31m tide</p></div>\"}\n\nnot json\n{\"key\":2,\"page.html\":\"<p>Two</p>\"}\n",
      to: "pages.jsonl")
    let inspection = try inspect(folder, file)
    #expect(inspection["problemCount"] as? Int == 1)
    #expect((inspection["problems"] as? [String])?.first?.contains("byte 63:") == true, "\(inspection)")
    let block = try #require(inspection["source"] as? String)
    #expect(block.contains(#"text_field: "page\\.html""#))
    #expect(block.contains("html_field: true"))
    #expect(try plan(folder, inspection).status == 0)
    let shown = try folder.run(["inspect", file])
    #expect(!shown.output.contains("\u{1b}"))
  }

  @Test(arguments: [
    ("messages", #"{"id":"a-long-identifier","messages":[{"role":"user","content":"When is low tide?"}]}"#),
    ("conversations", #"{"id":"a-long-identifier","conversations":[{"from":"human","value":"When?"}]}"#),
  ])
  func aConversationIsProposedAsTheText(_ field: String, _ line: String) throws {
    let folder = try RunFolder()
    let inspection = try inspect(folder, folder.write(line + "\n", to: "chat.jsonl"))
    let block = try #require(inspection["source"] as? String)
    #expect(block.contains("text_field: \(field)\n"), "\(block)")
    #expect(try plan(folder, inspection).status == 0)
  }

  @Test func anArrayOfObjectsShowsItsFieldsAndIsRead() throws {
    let folder = try RunFolder()
    let page =
      "<article><p>The tide turns twice a day, whatever the harbour says about it in the evening.</p></article>"
    let file = try folder.write(
      "[\n  {\n    \"key\": 1,\n    \"html\": \"\(page)\"\n  },\n  {\"key\": 2, \"html\": \"\(page)\"}\n]\n",
      to: "a.json")
    let inspection = try inspect(folder, file)
    #expect(inspection["format"] as? String == "jsonl")
    #expect(inspection["problemCount"] as? Int == 0)
    #expect((inspection["tables"] as? [[String: Any]])?.first?["rows"] as? Int == 2)
    #expect(try plan(folder, inspection).status == 0)
    let extracted = try folder.run(["extract", file, "--output", "-"])
    #expect(extracted.output.contains("turns twice a day") && !extracted.output.contains("<p>"))
    #expect(extracted.output.split(separator: "\n").count == 2)
  }

  @Test func whatIsNoTextIsNamed() throws {
    let folder = try RunFolder()
    let file = try folder.write("%PDF-1.7\n%\u{1}\u{2}\n1 0 obj\n", to: "page.pdf")
    let inspection = try inspect(folder, file)
    #expect((inspection["problems"] as? [String])?.first?.contains("a PDF document") == true, "\(inspection)")
    let extracted = try folder.run(["extract", file, "--output", "-"])
    #expect(extracted.output.isEmpty)
    #expect(extracted.errors.contains("a PDF document"))
  }

  @Test(arguments: ["jsonl", "csv"]) func whatStandsBeforeDamageIsShown(ending: String) throws {
    let folder = try RunFolder()
    let lines = (0..<20_000).map {
      ending == "csv" ? "\($0),\($0 * 7919 % 10007) words\n" : "{\"text\":\"\($0 * 7919 % 10007) words\"}\n"
    }
    let file = try folder.write((ending == "csv" ? "number,text\n" : "") + lines.joined(), to: "in.\(ending)")
    let packed = TestSupport.run("gzip", ["-c", file])
    let whole = Data(try #require(packed).standardOutput)
    let cut = try folder.write(whole.prefix(whole.count / 2), to: "cut.\(ending).gz")
    let inspection = try inspect(folder, cut)
    let rows = try #require((inspection["tables"] as? [[String: Any]])?.first?["rows"] as? Int)
    #expect(rows > 1_000 && rows < 20_000)
    #expect(inspection["problemCount"] as? Int ?? 0 > 0)
  }

  @Test func aLimitLooksAtTheBeginningOnly() throws {
    let folder = try RunFolder()
    let rows = (0..<5_000).map { "\($0),some words of row \($0)\n" }.joined()
    let file = try folder.write("number,text\n" + rows, to: "long.csv")
    let inspection = try inspect(folder, file, ["--limit", "20kB"])
    let seen = try #require((inspection["tables"] as? [[String: Any]])?.first?["rows"] as? Int)
    #expect(seen > 100 && seen < 1_500)
    #expect(inspection["isWhole"] as? Bool == false)
    let all = try inspect(folder, file, ["--limit", "all"])
    #expect((all["tables"] as? [[String: Any]])?.first?["rows"] as? Int == 5_000)
    #expect(try folder.run(["inspect", folder.path("missing.csv")]).status == 66)
    #expect(try folder.run(["inspect", file, "--limit", "much"]).status == 64)
  }
}
