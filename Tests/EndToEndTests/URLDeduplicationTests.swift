// One document for each address, chosen before extraction: in whole runs, killed ones, and task by task.

import Corpus
import Foundation
import Storage
import TestSupport
import Testing

/// Pages of a small crawl, some of them twice and thrice, under other spellings of their addresses.
private struct SmallCrawl {
  let folder: RunFolder
  /// Address in normal form → file and row of the record that should stay, with `keep: newest`.
  private(set) var newest: [String: String] = [:]
  private(set) var recordCount = 0

  init(pages: Int = 40, crawls: Int = 2) throws {
    folder = try RunFolder()
    var random = SeededGenerator(seed: 21)
    var best: [String: (date: String, place: String)] = [:]
    for crawl in 0..<crawls {
      var warc = Data()
      for page in 0..<pages {
        let date = "202\(3 + (crawl + page) % crawls)-0\(1 + page % 9)-11T10:00:0\(crawl)Z"
        warc.append(Self.record(url: Self.spelling(page, crawl), date: date, text: Self.text(&random), page: page))
        let name = "http://example.org/页/\(page)"
        if date > best[name]?.date ?? "" { best[name] = (date, "crawl-\(crawl).warc:\(page)") }
        recordCount += 1
      }
      _ = try folder.write(warc, to: "crawl-\(crawl).warc")
    }
    var notes = "id,link,seen,body\n"
    for page in pages / 2..<pages + 10 {
      let row = page - pages / 2
      // Every third note has no address, every second no date.
      let link = page % 3 == 0 ? "" : "//example.org/页/\(page)"
      let seen = page % 2 == 0 ? "" : "2030-01-01"
      notes += "\(page),\(link),\(seen),\(Self.text(&random))\n"
      recordCount += 1
      if !link.isEmpty, page >= pages || !seen.isEmpty {
        best["http://example.org/页/\(page)"] = (seen, "notes.csv:\(row)")
      }
    }
    _ = try folder.write(notes, to: "notes.csv")
    newest = best.mapValues(\.place)
  }

  func pipeline(_ deduplicate: String) throws -> String {
    try folder.write(
      """
      name: test
      sources:
        - {name: web, format: warc, paths: "*.warc"}
        - {name: notes, format: csv, paths: notes.csv, text: "{body}", url: link, date: seen, priority: 7}
      extract: {task_bytes: 9 kB}
      deduplicate: \(deduplicate)
      tokenizer: {vocabulary_size: 300}
      mix: {validation: 0.1}
      pack: {sequence_length: 32, shard_tokens: 20k}

      """, to: "pipeline.yaml")
  }

  private static func spelling(_ page: Int, _ crawl: Int) -> String {
    let spellings = [
      "http://example.org/页/\(page)", "https://www.EXAMPLE.org/%E9%A1%B5/\(page)/?utm_source=feed",
      "http://example.org:80/a/../页/./\(page)/index.html#top",
    ]
    return spellings[(page + crawl) % spellings.count]
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    (0..<60).map { _ in "word\(random.next() % 500)" }.joined(separator: " ")
  }

  private static func record(url: String, date: String, text: String, page: Int) -> Data {
    let body = "<html><body><article><h1>Page \(page)</h1><p>\(text)</p></article></body></html>"
    let content = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    let header =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: \(url)\r\nWARC-Date: \(date)\r\n"
      + "Content-Type: application/http\r\nContent-Length: \(content.utf8.count)\r\n\r\n"
    return Data((header + content + "\r\n\r\n").utf8)
  }
}

/// Lines of all ledgers of a run's extraction.
private func ledger(_ run: String) throws -> [LedgerEntry] {
  var entries: [LedgerEntry] = []
  let folder = run + "/ledger/extract"
  for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
    var reader = try LedgerReader(path: "\(folder)/\(name)")
    while let entry = try reader.next() { entries.append(entry) }
  }
  return entries
}

/// Documents of a stage of a run: id → file and row.
private func documents(_ run: String, _ stage: String) throws -> [DocumentID: String] {
  var documents: [DocumentID: String] = [:]
  let stages = try FileManager.default.contentsOfDirectory(atPath: run + "/stages")
  let folder = run + "/stages/" + (try #require(stages.first { $0.hasPrefix(stage + "-") }))
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".jsonl.zst") {
    if name.hasPrefix("ledger") { continue }
    let shard = try DocumentShardReader(path: "\(folder)/\(name)")
    var decoder = DocumentFrameDecoder()
    for document in try decoder.documents(atRows: Array(0..<shard.documentCount), of: shard) {
      documents[document.id] = "\(document.origin.file):\(document.origin.row)"
    }
  }
  return documents
}

@Suite(.serialized) struct URLDeduplicationTests {
  @Test func theNewestOfEachAddressIsExtracted() throws {
    let crawl = try SmallCrawl()
    let folder = crawl.folder
    let pipeline = try crawl.pipeline("{urls: true}")
    let run = try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    let kept = try documents(folder.path("run"), "extract")
    let dropped = try ledger(folder.path("run")).filter { $0.stage.rawValue == "urls" }
    #expect(kept.count + dropped.count == crawl.recordCount)
    #expect(Set(crawl.newest.values).isSubset(of: Set(kept.values)))
    for entry in dropped {
      #expect(entry.reason == "url")
      let id = try #require(entry.id)
      #expect(kept[id] == nil)
      #expect(!Set(crawl.newest.values).contains("\(entry.origin.file):\(entry.origin.row)"))
      // In favour of a document that is there.
      let partner = try #require(entry.detail["kept"])
      #expect(kept[try #require(DocumentID(partner))] != nil)
    }
    // The waterfall, and the story of one of them.
    #expect(run.output.contains("→ urls"))
    let loser = try #require(dropped.first?.id)
    let story = try folder.run(["explain", folder.path("run"), loser.description])
    #expect(story.status == 0, "\(story.errors)")
    let partner = try #require(dropped.first?.detail["kept"])
    #expect(story.output.contains("url: kept \(partner)"))
    let audit = try folder.run(["audit", folder.path("run"), "--json"])
    #expect(audit.output.contains("\"urls\""))
  }

  /// Longest and first choose otherwise; a changed choice reads no address again where it need not.
  @Test func policiesChoose() throws {
    let crawl = try SmallCrawl(pages: 20)
    let folder = crawl.folder
    let first = try crawl.pipeline("{urls: {keep: first}}")
    #expect(try folder.run(["run", first, "--run", folder.path("run"), "--quiet"]).status == 0)
    // The notes have the smallest priority: none with an address goes.
    let dropped = try ledger(folder.path("run")).filter { $0.stage.rawValue == "urls" }
    #expect(!dropped.isEmpty)
    #expect(dropped.allSatisfy { $0.source == "web" })
    let strict = try crawl.pipeline("{urls: {keep: longest, www: different}}")
    let again = try folder.run(["run", strict, "--run", folder.path("run"), "--quiet"])
    #expect(again.status == 0, "\(again.errors)")
    let kept = try documents(folder.path("run"), "extract").count
    #expect(kept > crawl.newest.count)
  }

  @Test func withoutItNothingChanges() throws {
    let crawl = try SmallCrawl(pages: 10)
    let folder = crawl.folder
    let plain = try folder.run(["plan", try crawl.pipeline("{near: false}"), "--run", folder.path("a"), "--json"])
    let stages = try #require(try object(plain.output)["stages"] as? [[String: Any]])
    #expect(stages.compactMap { $0["stage"] as? String }.first == "extract")
    let off = try folder.run(
      ["plan", try crawl.pipeline("{near: false, urls: false}"), "--run", folder.path("b"), "--json"])
    let others = try #require(try object(off.output)["stages"] as? [[String: Any]])
    #expect(stages.compactMap { $0["fingerprint"] as? String } == others.compactMap { $0["fingerprint"] as? String })
  }

  @Test func killedAndContinuedTheBytesAreTheSame() throws {
    let crawl = try SmallCrawl()
    let folder = crawl.folder
    let pipeline = try crawl.pipeline("{urls: {keep: newest}}")
    let begin = Date()
    let whole = try folder.run(["run", pipeline, "--run", folder.path("whole"), "--threads", "2", "--quiet"])
    #expect(whole.status == 0, "\(whole.errors)")
    let seconds = Date().timeIntervalSince(begin)
    var random = SeededGenerator(seed: 98)
    for round in 0..<6 {
      let directory = folder.path("killed-\(round)")
      let arguments = ["run", pipeline, "--run", directory, "--threads", "\(1 + round % 3)", "--quiet"]
      let process = try folder.start(arguments)
      // Most of the kills meet the stages in front.
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.6, using: &random) * seconds)
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let continued = try folder.run(arguments)
      #expect(continued.status == 0, "\(continued.errors)")
      try expectEqualRuns(folder.path("whole"), directory)
      try FileManager.default.removeItem(atPath: directory)
    }
  }

  @Test func tasksOneByOneGiveTheSameBytes() throws {
    let crawl = try SmallCrawl(pages: 20)
    let folder = crawl.folder
    let pipeline = try crawl.pipeline("{urls: {keep: longest}}")
    #expect(try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"]).status == 0)
    let plan = try folder.run(["plan", pipeline, "--run", folder.path("engine"), "--json"])
    for stage in try #require(try object(plan.output)["stages"] as? [[String: Any]]) {
      let name = try #require(stage["stage"] as? String)
      for index in (0..<(try #require(stage["taskCount"] as? Int))).reversed() {
        let task = try folder.run(["task", folder.path("engine"), name, "\(index)"])
        #expect(task.status == 0, "\(name)/\(index): \(task.errors)")
      }
    }
    #expect(try folder.run(["status", folder.path("engine")]).status == 0)
    try expectEqualRuns(folder.path("run"), folder.path("engine"))
  }

  /// A file that cannot be read in one of the two passes must not shift who goes.
  @Test func otherRecordsThanBeforeAreRefused() throws {
    let crawl = try SmallCrawl(pages: 10)
    let folder = crawl.folder
    let pipeline = try crawl.pipeline("{urls: true}")
    #expect(try folder.run(["plan", pipeline, "--run", folder.path("run")]).status == 0)
    let plan = try object(String(contentsOfFile: folder.path("run/plan.json"), encoding: .utf8))
    let assignments = try #require(plan["extractAssignments"] as? [[String: Any]]).count
    // The stage's manifest is written with its last task: the first one's record is changed before.
    #expect(try folder.run(["task", folder.path("run"), "urls", "0"]).status == 0)
    let stages = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/stages"))
    let name = try #require(stages.first { $0.hasPrefix("urls-") })
    let record = folder.path("run/stages/\(name)/records/00000.json")
    var tree = try object(String(contentsOfFile: record, encoding: .utf8))
    var facts = try #require(tree["facts"] as? [String: Any])
    facts["records"] = 3
    tree["facts"] = facts
    try JSONSerialization.data(withJSONObject: tree).write(to: URL(filePath: record))
    for index in 1..<assignments {
      #expect(try folder.run(["task", folder.path("run"), "urls", "\(index)"]).status == 0)
    }
    #expect(try folder.run(["task", folder.path("run"), "url-winners", "0"]).status == 0)
    let extract = try folder.run(["task", folder.path("run"), "extract", "0"])
    #expect(extract.status == 75)
    #expect(extract.errors.contains("other records were read"))
  }

  @Test(arguments: [
    ("{urls: {kep: newest}}", "unknown key 'kep'; did you mean 'keep'?"),
    ("{urls: {keep: newst}}", "did you mean 'newest'?"), ("{url: true}", "unknown key 'url'; did you mean 'urls'?"),
  ]) func findingsNameTheKey(deduplicate: String, expected: String) throws {
    let crawl = try SmallCrawl(pages: 2)
    let run = try crawl.folder.run(["run", try crawl.pipeline(deduplicate), "--run", crawl.folder.path("run")])
    #expect(run.status == 78)
    #expect(run.errors.contains(expected), "\(run.errors)")
  }
}
