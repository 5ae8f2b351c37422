// Deduplication inside runs: earlier runs that are frozen, other cuts of the work, and modes that remove nothing.

import Foundation
import Testing

@Suite(.serialized) struct DeduplicationRunTests {
  /// Spreads a corpus with duplicates over sources of three files each.
  private func write(_ sources: [String], seed: UInt64, to folder: RunFolder) throws {
    let lines = DuplicateCorpus(families: 60, singles: 10, seed: seed).lines
    for (index, source) in sources.enumerated() {
      for part in 0..<3 {
        let file = lines.indices.filter { $0 % (sources.count * 3) == part * sources.count + index }.map { lines[$0] }
        _ = try folder.write(file.joined(separator: "\n") + "\n", to: "\(source)/\(part).jsonl")
      }
    }
  }

  /// Runs a pipeline over some sources, the first with the highest priority.
  private func run(
    _ name: String, sources: [String], deduplicate: String, taskBytes: Int = 1 << 20, in folder: RunFolder
  ) throws -> Finished {
    var text = "name: \(name)\nsources:\n"
    for (index, source) in sources.enumerated() {
      text += "  - {name: \(source), format: jsonl, paths: \"\(folder.path(source))\", priority: \(index)}\n"
    }
    text += "extract: {task_bytes: \(taskBytes)}\n"
    text += "deduplicate: {\(deduplicate)}\ntokenizer: {vocabulary_size: 300}\npack: {sequence_length: 32}\n"
    let pipeline = try folder.write(text, to: "\(name).yaml")
    return try folder.run(["run", pipeline, "--run", folder.path(name), "--quiet"])
  }

  private struct Decision: Decodable, Equatable {
    let id: String
    let kept: String
    let jaccard: Double
    let reason: String
  }

  /// What a run decided, by id, from its list or from the files beside its shards.
  private func decisions(_ run: String, _ folder: RunFolder) throws -> [String: Decision] {
    var found: [String: Decision] = [:]
    let stages = try #require(FileManager.default.subpaths(atPath: folder.path("\(run)/stages")))
    for name in stages where name.hasPrefix("deduplicate-") {
      let isList = name.hasSuffix("/duplicates.jsonl") || name.contains("/attributes/")
      guard isList, name.hasSuffix(".jsonl") else { continue }
      let text = try String(contentsOfFile: folder.path("\(run)/stages/\(name)"), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let decision = try JSONDecoder().decode(Decision.self, from: Data(line.utf8))
        found[decision.id] = decision
      }
    }
    return found
  }

  private func keptDocuments(_ run: String, _ folder: RunFolder) throws -> Int {
    let audit = try Data(contentsOf: URL(filePath: folder.path("\(run)/audit.json")))
    let tree = try #require(try JSONSerialization.jsonObject(with: audit) as? [String: Any])
    let accounts = try #require(tree["accounts"] as? [[String: Any]])
    return accounts.filter { $0["stage"] as? String == "deduplicate" }.reduce(0) { sum, account in
      sum + ((account["counts"] as? [String: Any])?["documentsKept"] as? Int ?? 0)
    }
  }

  @Test func earlierRunsAreFrozenAsIfAllWereOne() throws {
    let folder = try RunFolder()
    try write(["old", "middle", "new"], seed: 3, to: folder)
    let first = try run("first", sources: ["old"], deduplicate: "mode: report, index: true", in: folder)
    #expect(first.status == 0, "\(first.errors)")
    let second = try run(
      "second", sources: ["middle"], deduplicate: "mode: report, index: true, against: [\(folder.path("first"))]",
      in: folder)
    #expect(second.status == 0, "\(second.errors)")
    let third = try run(
      "third", sources: ["new"],
      deduplicate: "mode: report, against: [\(folder.path("first")), \(folder.path("second"))]", in: folder)
    #expect(third.status == 0, "\(third.errors)")
    let all = try run("all", sources: ["old", "middle", "new"], deduplicate: "mode: report", in: folder)
    #expect(all.status == 0, "\(all.errors)")
    var parts: [String: Decision] = [:]
    for name in ["first", "second", "third"] {
      let found = try decisions(name, folder)
      #expect(!found.isEmpty)
      parts.merge(found) { left, _ in left }
    }
    #expect(parts == (try decisions("all", folder)))
  }

  @Test func theCutIntoTasksDecidesNothing() throws {
    let folder = try RunFolder()
    try write(["one", "two"], seed: 4, to: folder)
    let whole = try run("whole", sources: ["one", "two"], deduplicate: "mode: report", in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    let cut = try run("cut", sources: ["one", "two"], deduplicate: "mode: report", taskBytes: 1, in: folder)
    #expect(cut.status == 0, "\(cut.errors)")
    let expected = try decisions("whole", folder)
    #expect(expected.count > 20)
    #expect(try decisions("cut", folder) == expected)
  }

  @Test func modesThatRemoveNothingSayTheSame() throws {
    let folder = try RunFolder()
    try write(["one", "two"], seed: 5, to: folder)
    let sources = ["one", "two"]
    for mode in ["remove", "annotate", "report"] {
      let finished = try run(mode, sources: sources, deduplicate: "mode: \(mode)", in: folder)
      #expect(finished.status == 0, "\(finished.errors)")
    }
    let reported = try decisions("report", folder)
    #expect(!reported.isEmpty)
    #expect(try decisions("annotate", folder) == reported)
    let documents = try keptDocuments("report", folder)
    #expect(try keptDocuments("annotate", folder) == documents)
    #expect(try keptDocuments("remove", folder) == documents - reported.count)
  }

  @Test func earlierRunsThatCannotServeAreNamedBeforeAnyWork() throws {
    let folder = try RunFolder()
    try write(["one", "two"], seed: 6, to: folder)
    #expect(try run("plain", sources: ["one"], deduplicate: "near: true", in: folder).status == 0)
    let unindexed = try run("next", sources: ["two"], deduplicate: "against: [\(folder.path("plain"))]", in: folder)
    #expect(unindexed.status != 0)
    #expect(unindexed.errors.contains("next.yaml:5"), "\(unindexed.errors)")
    #expect(unindexed.errors.contains("deduplicate.index: true"), "\(unindexed.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("next")))
    #expect(try run("other", sources: ["one"], deduplicate: "index: true, bands: 9", in: folder).status == 0)
    let foreign = try run("next", sources: ["two"], deduplicate: "against: [\(folder.path("other"))]", in: folder)
    #expect(foreign.status != 0)
    #expect(foreign.errors.contains("deduplicate.against"), "\(foreign.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("next")))
  }
}
