// One document for each address: in a run before extraction, and over anybody's JSON lines.

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
    for index in 0..<assignments {
      #expect(try folder.run(["task", folder.path("run"), "urls", "\(index)"]).status == 0)
    }
    let stages = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/stages"))
    let name = try #require(stages.first { $0.hasPrefix("urls-") })
    let record = folder.path("run/stages/\(name)/records/00000.json")
    var tree = try object(String(contentsOfFile: record, encoding: .utf8))
    var facts = try #require(tree["facts"] as? [String: Any])
    facts["records"] = 3
    tree["facts"] = facts
    try JSONSerialization.data(withJSONObject: tree).write(to: URL(filePath: record))
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

// MARK: sluice deduplicate urls

@Suite struct DeduplicateURLsCommandTests {
  /// Lines of a corpus with nested addresses; some without, some damaged.
  private func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let page = Int.random(in: 0..<max(1, count / 4), using: &random)
      let url = ["http://h.org/\(page)", "https://www.H.org/\(page)/", "http://h.org/%\(page % 10 + 30)\(page)#x"][
        number % 2]
      let date = Bool.random(using: &random) ? ",\"when\":\"2024-01-\(Int.random(in: 10...28, using: &random))\"" : ""
      let text = String(repeating: "文", count: Int.random(in: 0..<9, using: &random))
      switch number % 11 {
      case 3: return "{\"id\":\"\(number)\",\"text\":\"\(text)\"}"
      case 4: return "{\"id\":\"\(number)\",\"meta\":{\"url\":\"none\"}}"
      default: return "{\"id\":\"\(number)\",\"text\":\"\(text)\",\"meta\":{\"url\":\"\(url)\"\(date)}}"
      }
    }
  }

  private func kept(_ folder: String) throws -> [String] {
    var lines: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/kept").sorted()
    where name.hasSuffix(".zst") {
      var reader = LineReader(input: try ByteInput.open(path: "\(folder)/kept/\(name)"))
      while let line = try reader.next({ line, _ in String(decoding: line, as: UTF8.self) }) { lines.append(line) }
    }
    return lines
  }

  private let fields = ["--url-field", "meta.url", "--date-field", "meta.when"]

  @Test(arguments: ["newest", "longest"]) func splitOrderAndThreadsDoNotMatter(keep: String) throws {
    let folder = try RunFolder()
    let lines = lines(3_000, seed: 41)
    var random = SeededGenerator(seed: 42)
    let whole = try folder.write(lines.joined(separator: "\n"), to: "whole.jsonl")
    let shuffled = lines.shuffled(using: &random)
    var parts: [String] = []
    for part in 0..<3 {
      let text = shuffled[part * 1000..<part * 1000 + 1000].joined(separator: "\n")
      parts.append(try folder.write(text + "\n", to: "part-\(part).jsonl"))
    }
    let one = try folder.run(
      ["deduplicate", "urls", whole, "--output", folder.path("one"), "--keep", keep, "--threads", "1"] + fields)
    #expect(one.status == 0, "\(one.errors)")
    let three = try folder.run(
      ["deduplicate", "urls"] + parts.reversed() + ["--output", folder.path("three"), "--keep", keep, "--threads", "3"]
        + fields)
    #expect(three.status == 0, "\(three.errors)")
    #expect(
      try contents(of: folder.path("one"))["removed.jsonl"] == contents(of: folder.path("three"))["removed.jsonl"])
    #expect(
      try contents(of: folder.path("one"))["statistics.json"] == contents(of: folder.path("three"))["statistics.json"])
    let left = try kept(folder.path("one"))
    #expect(Set(left) == Set(try kept(folder.path("three"))))
    // Lines that stay are the input's, in its order; every removal names a document that stayed.
    #expect(left == lines.filter(Set(left).contains))
    let ids = Set(try left.map { try #require(try object($0)["id"] as? String) })
    let removed = try String(contentsOfFile: folder.path("one/removed.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(removed.count + left.count == lines.count)
    for line in removed {
      let removal = try object(String(line))
      #expect(ids.contains(try #require(removal["kept"] as? String)))
      #expect(!ids.contains(try #require(removal["id"] as? String)))
      #expect((removal["url"] as? String)?.hasPrefix("http://h.org/") == true)
    }
    // A second time there is nothing to do.
    let again = try folder.run(
      ["deduplicate", "urls", folder.path("one/kept"), "--output", folder.path("again"), "--keep", keep] + fields)
    #expect(again.status == 0)
    #expect(try Data(contentsOf: URL(filePath: folder.path("again/removed.jsonl"))).isEmpty)
  }

  @Test func theFirstInTheOrderOfTheInputsStays() throws {
    let folder = try RunFolder()
    let old = try folder.write(
      "{\"id\":1,\"url\":\"http://h.org/a\"}\n{\"id\":2,\"url\":\"http://h.org/a/\"}\n", to: "z.jsonl")
    let new = try folder.write(
      "{\"url\":\"https://h.org/a\"}\n{\"id\":\"\\u4e2d\",\"url\":\"http://h.org/b\"}\n", to: "a.jsonl")
    let run = try folder.run(["deduplicate", "urls", old, new, "--keep", "first", "--output", folder.path("out")])
    #expect(run.status == 0, "\(run.errors)")
    let left = try kept(folder.path("out"))
    #expect(left == ["{\"id\":1,\"url\":\"http://h.org/a\"}", "{\"id\":\"\\u4e2d\",\"url\":\"http://h.org/b\"}"])
    let removed = try String(contentsOfFile: folder.path("out/removed.jsonl"), encoding: .utf8)
    #expect(removed.contains("{\"id\":\"2\",\"kept\":\"1\",\"url\":\"http://h.org/a\"}"))
    #expect(removed.split(separator: "\n").count == 2)
  }

  @Test func killedCallsGoOn() throws {
    let folder = try RunFolder()
    for part in 0..<4 {
      _ = try folder.write(lines(20_000, seed: UInt64(50 + part)).joined(separator: "\n"), to: "in/\(part).jsonl")
    }
    func call(_ output: String) -> [String] {
      ["deduplicate", "urls", folder.path("in"), "--output", folder.path(output), "--threads", "2"] + fields
    }
    let begin = Date()
    #expect(try folder.run(call("whole")).status == 0)
    let seconds = Date().timeIntervalSince(begin)
    let whole = try contents(of: folder.path("whole"))
    var random = SeededGenerator(seed: 60)
    for round in 0..<6 {
      let process = try folder.start(call("killed-\(round)"))
      Thread.sleep(forTimeInterval: Double.random(in: 0...1, using: &random) * seconds)
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let again = try folder.run(call("killed-\(round)"))
      #expect(again.status == 0, "\(again.errors)")
      #expect(try contents(of: folder.path("killed-\(round)")) == whole)
    }
  }

  @Test func whatIsWrongIsSaid() throws {
    let folder = try RunFolder()
    let some = try folder.write("{\"id\":\"a\",\"link\":\"http://h.org\"}\n{broken\n", to: "some.jsonl")
    let noField = try folder.run(["deduplicate", "urls", some, "--output", folder.path("a")])
    #expect(noField.status == 65)
    #expect(noField.errors.contains("--url-field"))
    let damaged = try folder.run(["deduplicate", "urls", some, "--url-field", "link", "--output", folder.path("b")])
    #expect(damaged.status == 0)
    #expect(damaged.errors.contains("some.jsonl, byte 34"), "\(damaged.errors)")
    #expect(try kept(folder.path("b")).count == 1)
    let none = try folder.run(["deduplicate", "urls", folder.path("none.jsonl"), "--output", folder.path("c")])
    #expect(none.status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("c")))
    let inside = try folder.run([
      "deduplicate", "urls", folder.path, "--output", folder.path("out"), "--url-field", "l",
    ])
    #expect(inside.status == 64)
    let empty = try folder.write("", to: "empty.jsonl")
    let nothing = try folder.run(["deduplicate", "urls", empty, "--output", folder.path("d"), "--json"])
    #expect(nothing.status == 0, "\(nothing.errors)")
    #expect(try object(nothing.output)["keep"] as? String == "newest")
  }
}
