// Repeated lines in whole runs and as a command: the same bytes however the work is cut, every byte accounted for.

import Corpus
import Foundation
import Storage
import TestSupport
import Testing

/// A small crawl in two languages whose pages share menus and notices, some of them in other forms of the same text.
private struct Crawl {
  static let notice = "Nous préparons un café pour chaque lecteur du journal"
  static let chinese = "未经许可不得转载本网站的任何内容"

  /// JSON lines of one source.
  static func lines(source: String, count: Int, seed: UInt64) throws -> [String] {
    var generator = SeededGenerator(seed: seed)
    return try (0..<count).map { number in
      var body: [String] = []
      for _ in 0..<Int.random(in: 2...5, using: &generator) {
        let words = (0..<14).map { _ in "word\(Int.random(in: 0..<4000, using: &generator))" }
        body.append(words.joined(separator: " "))
      }
      switch number % 4 {
      case 0: body.insert(notice, at: 0)
      case 1: body.append(notice.decomposedStringWithCanonicalMapping)
      case 2: body.append("  " + notice.replacingOccurrences(of: " ", with: "  ") + " ")
      default: body = number % 8 == 3 ? [notice] : body + [chinese]
      }
      let text = body.joined(separator: number % 3 == 0 ? "\r\n" : "\n")
      let object = ["id": "\(source)-\(number)", "source": source, "text": text]
      return String(decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), as: UTF8.self)
    }
  }

  /// Writes two sources, cut into several files, and a pipeline over them.
  static func write(to folder: RunFolder, passages: String, taskBytes: Int = 4000) throws -> String {
    for (source, seed) in [("news", UInt64(1)), ("forum", 2)] {
      let lines = try lines(source: source, count: 90, seed: seed)
      for part in 0..<3 {
        let text = lines[part * 30..<(part + 1) * 30].joined(separator: "\n") + "\n"
        _ = try folder.write(text, to: "\(source)/\(part).jsonl")
      }
    }
    return try writePipeline(to: folder, passages: passages, taskBytes: taskBytes)
  }

  static func writePipeline(to folder: RunFolder, passages: String, taskBytes: Int = 4000) throws -> String {
    try folder.write(
      """
      name: lines
      sources:
        - {name: news, format: jsonl, paths: "\(folder.path("news"))"}
        - {name: forum, format: jsonl, paths: "\(folder.path("forum"))", priority: 50}
      extract: {task_bytes: \(taskBytes)}
      deduplicate: {\(passages)}
      tokenizer: {vocabulary_size: 400}
      pack: {sequence_length: 32}

      """, to: "pipeline.yaml")
  }
}

@Suite(.serialized) struct RepeatedPassagesRunTests {
  private static let passages = "repeated_passages: {maximum_documents: 3}"

  /// The refined texts of a run by document.
  private func refined(_ run: String) throws -> [DocumentID: String] {
    var texts: [DocumentID: String] = [:]
    let stages = try FileManager.default.contentsOfDirectory(atPath: "\(run)/stages")
    let refine = try #require(stages.first { $0.hasPrefix("refine-") })
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(run)/stages/\(refine)")
    where name.hasSuffix(".jsonl.zst") && !name.hasPrefix("ledger") {
      try DocumentShardReader(path: "\(run)/stages/\(refine)/\(name)").forEachDocument { _, document in
        texts[document.id] = String(decoding: document.text, as: UTF8.self)
      }
    }
    return texts
  }

  @Test func passageStaysOncePerSourceAndTheLedgerTellsTheRest() throws {
    let folder = try RunFolder()
    let pipeline = try Crawl.write(to: folder, passages: Self.passages)
    let run = folder.path("run")
    let finished = try folder.run(["run", pipeline, "--run", run, "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let texts = try refined(run).values
    // The notice stands in all four forms in 90 documents of each source, and stays once in each.
    #expect(texts.filter { $0.contains(Crawl.notice) }.count == 2)
    #expect(texts.filter { $0.contains(Crawl.chinese) }.count == 2)
    var edited: DocumentID?
    var dropped: DocumentID?
    var edits = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: "\(run)/ledger/refine").sorted() {
      var ledger = try LedgerReader(path: "\(run)/ledger/refine/\(file)")
      while let entry = try ledger.next() {
        guard entry.stage == "repeated-passages" else { continue }
        if entry.action == .edit {
          #expect(entry.spans.allSatisfy { $0.rule == "repeated-line" && $0.replacementByteCount == 0 })
          edits += entry.spans.count
          edited = entry.id
        } else {
          #expect(entry.reason == "only-repeated")
          dropped = entry.id
        }
      }
    }
    #expect(edits > 100)
    let editStory = try folder.run(["explain", run, try #require(edited).description])
    #expect(editStory.output.contains("repeated-line at bytes"), "\(editStory.errors)")
    let dropStory = try folder.run(["explain", run, try #require(dropped).description])
    #expect(dropStory.output.contains("only-repeated"), "\(dropStory.errors)")
    let audit = try String(contentsOfFile: "\(run)/audit.json", encoding: .utf8)
    #expect(audit.contains("repeated-passages"))
  }

  @Test func threadsAndTasksDoNotChangeTheText() throws {
    let folder = try RunFolder()
    let pipeline = try Crawl.write(to: folder, passages: Self.passages)
    for (name, threads) in [("two", "2"), ("one", "1"), ("seven", "7")] {
      let finished = try folder.run(["run", pipeline, "--run", folder.path(name), "--threads", threads, "--quiet"])
      #expect(finished.status == 0, "\(finished.errors)")
      try expectEqualRuns(folder.path("two"), folder.path(name))
    }
    let whole = try Crawl.write(to: folder, passages: Self.passages, taskBytes: 1 << 20)
    #expect(try folder.run(["run", whole, "--run", folder.path("whole"), "--quiet"]).status == 0)
    #expect(try refined(folder.path("whole")) == refined(folder.path("two")))
  }

  @Test func killedRunsEndWithTheSameBytes() throws {
    let folder = try RunFolder()
    let pipeline = try Crawl.write(to: folder, passages: Self.passages)
    let begin = Date()
    #expect(try folder.run(["run", pipeline, "--run", folder.path("whole"), "--threads", "2", "--quiet"]).status == 0)
    let seconds = Date().timeIntervalSince(begin)
    var random = SeededGenerator(seed: 4)
    for round in 0..<6 {
      let arguments = ["run", pipeline, "--run", folder.path("killed-\(round)"), "--threads", "2", "--quiet"]
      let process = try folder.start(arguments)
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.6, using: &random) * seconds)
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let continued = try folder.run(arguments)
      #expect(continued.status == 0, "\(continued.errors)")
      try expectEqualRuns(folder.path("whole"), folder.path("killed-\(round)"))
    }
  }

  /// What is not asked for is not in the plan; what is changed is done again, and nothing above it.
  @Test func stagesArePlannedWhenConfigured() throws {
    let folder = try RunFolder()
    let arguments = ["plan", folder.path("pipeline.yaml"), "--run", folder.path("run"), "--json"]
    _ = try Crawl.write(to: folder, passages: "near: true")
    func fingerprints(_ passages: String) throws -> [String: String] {
      _ = try Crawl.writePipeline(to: folder, passages: passages)
      let plan = try object(try folder.run(arguments).output)
      let stages = try #require(plan["stages"] as? [[String: Any]])
      return Dictionary(
        uniqueKeysWithValues: stages.map { ("\($0["stage"] ?? "")", "\($0["fingerprint"] ?? "")") })
    }
    let without = try fingerprints("near: true")
    #expect(without["passages"] == nil && without["passage-table"] == nil)
    let with = try fingerprints("repeated_passages: true")
    #expect(with["passages"] != nil && with["passage-table"] != nil)
    #expect(with["extract"] == without["extract"] && with["refine"] != without["refine"])
    let more = try fingerprints("repeated_passages: {maximum_documents: 9}")
    #expect(more["passages"] == with["passages"] && more["passage-table"] != with["passage-table"])
    #expect(try fingerprints("repeated_passages: false") == without)
    let wrong = try Crawl.writePipeline(to: folder, passages: "repeated_passages: {maximum_document: 3}")
    let finished = try folder.run(["plan", wrong, "--run", folder.path("wrong")])
    #expect(finished.status == 78)
    #expect(finished.errors.contains("did you mean 'maximum_documents'"))
  }
}

@Suite struct RepeatedPassagesCommandTests {
  private func kept(_ folder: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/kept") {
      for object in try objects(ofFile: "\(folder)/kept/\(name)") {
        texts["\(object["id"] ?? "")"] = object["text"] as? String
      }
    }
    return texts
  }

  @Test func filesOrderAndThreadsDoNotMatter() throws {
    let folder = try RunFolder()
    let lines = try Crawl.lines(source: "news", count: 80, seed: 6) + Crawl.lines(source: "forum", count: 80, seed: 7)
    let one = try folder.write(lines.joined(separator: "\n"), to: "one.jsonl")
    var generator = SeededGenerator(seed: 1)
    let shuffled = lines.shuffled(using: &generator)
    for part in 0..<4 {
      _ = try folder.write(shuffled[part * 40..<(part + 1) * 40].joined(separator: "\n"), to: "parts/\(part).jsonl")
    }
    func run(_ arguments: [String], to name: String) throws -> [String: String] {
      let finished = try folder.run(
        ["deduplicate", "lines"] + arguments + ["--output", folder.path(name), "--maximum-documents", "2"])
      #expect(finished.status == 0, "\(finished.errors)")
      return try kept(folder.path(name))
    }
    let whole = try run([one, "--threads", "1"], to: "a")
    #expect(whole.values.filter { $0.contains(Crawl.notice) }.count == 2)
    #expect(try run([folder.path("parts"), "--threads", "3"], to: "b") == whole)
    #expect(try run([folder.path("parts/*.jsonl"), folder.path("parts/0.jsonl")], to: "c") == whole)
    let statistics = try String(contentsOfFile: folder.path("a/statistics.json"), encoding: .utf8)
    for name in ["b", "c"] {
      #expect(try String(contentsOfFile: folder.path("\(name)/statistics.json"), encoding: .utf8) == statistics)
      #expect(
        try Data(contentsOf: URL(filePath: folder.path("\(name)/repeated.jsonl")))
          == Data(contentsOf: URL(filePath: folder.path("a/repeated.jsonl"))))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("a/.scratch")))
    let everywhere = try run([one, "--across", "all"], to: "d")
    #expect(everywhere.values.filter { $0.contains(Crawl.notice) }.count == 1)
    let nowhere = try run([one, "--keep", "none"], to: "e")
    #expect(nowhere.values.filter { $0.contains(Crawl.notice) }.isEmpty)
  }

  /// Offsets count code points of the text as it was, and what they name is what went.
  @Test func editsReportAndStatisticsAgreeWithTheText() throws {
    let folder = try RunFolder()
    let lines = try Crawl.lines(source: "news", count: 60, seed: 8)
    let input = try folder.write(lines.joined(separator: "\n") + "\nnot JSON\n", to: "in.jsonl")
    let finished = try folder.run(["deduplicate", "lines", input, "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.contains("damaged"))
    let after = try kept(folder.path("out"))
    let edits = try objects(ofFile: folder.path("out/edits.jsonl"))
    let before = Dictionary(
      uniqueKeysWithValues: try lines.map { line in
        let object = try object(line)
        return (object["id"] as? String ?? "", object["text"] as? String ?? "")
      })
    var removedBytes = 0
    for edit in edits {
      let id = try #require(edit["id"] as? String)
      guard edit["action"] as? String == "edit" else {
        #expect(edit["reason"] as? String == "only-repeated")
        #expect(after[id] == nil)
        continue
      }
      var scalars = Array((before[id] ?? "").unicodeScalars)
      for span in try #require(edit["spans"] as? [[String: Any]]).reversed() {
        let range = try #require(span["start"] as? Int)..<(try #require(span["end"] as? Int))
        removedBytes += String(String.UnicodeScalarView(scalars[range])).utf8.count
        scalars.removeSubrange(range)
      }
      #expect(after[id].map { Array($0.unicodeScalars) } == scalars)
    }
    let edited = Set(edits.compactMap { $0["id"] as? String })
    for (id, text) in before where !edited.contains(id) { #expect(after[id] == text) }
    let statistics = try object(try String(contentsOfFile: folder.path("out/statistics.json"), encoding: .utf8))
    #expect(statistics["bytesRemoved"] as? Int == removedBytes)
    #expect(statistics["bytesOut"] as? Int == after.values.reduce(0) { $0 + $1.utf8.count })
    let repeated = try objects(ofFile: folder.path("out/repeated.jsonl"))
    #expect(repeated.map { $0["documents"] as? Int } == [53, 7])
  }

  /// Killed at any moment, or out of room: the next call ends with the same files.
  @Test func interruptedCallsAreRepeated() throws {
    let folder = try RunFolder()
    let lines = try (0..<40).flatMap { try Crawl.lines(source: "s\($0)", count: 200, seed: UInt64($0)) }
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let arguments = ["deduplicate", "lines", input, "--across", "all", "--output"]
    let begin = Date()
    #expect(try folder.run(arguments + [folder.path("whole")]).status == 0)
    let seconds = Date().timeIntervalSince(begin)
    var random = SeededGenerator(seed: 9)
    for _ in 0..<8 {
      let process = try folder.start(arguments + [folder.path("killed")])
      Thread.sleep(forTimeInterval: Double.random(in: 0...1, using: &random) * seconds)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try folder.run(arguments + [folder.path("killed")]).status == 0)
    try expectEqualRuns(folder.path("whole"), folder.path("killed"))
    let command = ([Checkout.program] + arguments + [folder.path("full")]).joined(separator: " ")
    let full = try #require(TestSupport.run("sh", ["-c", "ulimit -f 100; exec \(command)"]))
    #expect(full.status == 75)
    #expect(full.errorText.contains(folder.path("full")))
    #expect(try folder.run(arguments + [folder.path("full")]).status == 0)
    try expectEqualRuns(folder.path("whole"), folder.path("full"))
  }

  @Test func wrongCallsAreRefused() throws {
    let folder = try RunFolder()
    let input = try folder.write("{\"text\":\"one\"}\n", to: "data/in.jsonl")
    func status(_ arguments: [String]) throws -> Int32 {
      try folder.run(["deduplicate", "lines"] + arguments).status
    }
    #expect(try status([folder.path("missing.jsonl"), "--output", folder.path("o")]) == 66)
    #expect(try status([input, "--output", folder.path("data")]) == 64)
    _ = try folder.write("something", to: "full/notes.txt")
    #expect(try status([input, "--output", folder.path("full")]) == 64)
    #expect(try status([input, "--output", folder.path("o"), "--maximum-documents", "0"]) == 64)
    #expect(try status([input, "--output", folder.path("o"), "--minimum-units", "-1"]) == 64)
    #expect(try status([input, "--output", folder.path("o"), "--unit", "word"]) == 64)
    #expect(try status([input, "--output", folder.path("o")]) == 0)
    // A second time into the same folder; what it wrote is no input of the next call into it, and is not lost by asking.
    #expect(try status([input, "--output", folder.path("o")]) == 0)
    #expect(try status([folder.path("o/kept/00000.jsonl.zst"), "--output", folder.path("o")]) == 64)
    #expect(try kept(folder.path("o")).count == 1)
  }
}
