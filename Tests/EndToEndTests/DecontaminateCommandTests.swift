import Foundation
import Testing

/// `sluice decontaminate`, and what of it a run has: common n-grams, leakage, takedown.
@Suite struct DecontaminateCommandTests {
  private let question =
    "How many of the forty seven lanterns along the northern quay were lit before the ferry came in that night"
  private let common = "all rights reserved no part of this page may be copied without the written leave of its owner"

  private func corpus(_ folder: RunFolder) throws -> String {
    var lines = (0..<6).map { "{\"id\":\"page\($0)\",\"text\":\"Page \($0). \(common).\"}" }
    lines.append("{\"id\":\"leak\",\"text\":\"Somebody asked: \(question)? Nobody knows.\"}")
    lines.append("{\"id\":\"clean\",\"text\":\"The quay was dark.\"}")
    return try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
  }

  private func benchmark(_ folder: RunFolder) throws -> String {
    try folder.write(
      "stem,key\n\"\(question)\",seven\n\"\(common)\",none\n", to: "quiz.csv")
  }

  private func mapping(_ folder: RunFolder) throws -> String {
    try folder.write("name: quiz\nquestion: stem\nanswer: key\n", to: "quiz.yaml")
  }

  private func kept(_ folder: RunFolder, _ arguments: [String], threads: String = "2") throws -> [String] {
    let finished = try folder.run(
      [
        "decontaminate", corpus(folder), "--benchmarks", "\(mapping(folder))=\(benchmark(folder))", "--threads",
        threads,
      ]
        + ["--output", folder.path("out.jsonl")] + arguments)
    #expect(finished.status == 0, "\(finished.errors)")
    return try String(contentsOfFile: folder.path("out.jsonl"), encoding: .utf8).split(separator: "\n").compactMap {
      try (JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["id"] as? String
    }
  }

  @Test func nGramsInManyDocumentsMatchNothing() throws {
    let folder = try RunFolder()
    #expect(try kept(folder, []) == ["clean"])
    for threads in ["1", "3"] {
      let left = try kept(folder, ["--maximum-documents", "5"], threads: threads)
      #expect(left == (0..<6).map { "page\($0)" } + ["clean"])
    }
    #expect(try kept(folder, ["--maximum-documents", "6"]) == ["clean"])
  }

  @Test func reportOnlyKeepsAndTells() throws {
    let folder = try RunFolder()
    let json = folder.path("leakage.json")
    #expect(try kept(folder, ["--action", "report", "--leakage-report", json]).count == 8)
    let report = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any]
    #expect(report?["documents"] as? Int == 7)
    let items = report?["items"] as? [[String: Any]]
    #expect(items?.map { $0["documents"] as? Int } == [1, 6])
    #expect((report?["examples"] as? [Any])?.count == 3)
    #expect(try kept(folder, ["--action", "report", "--leakage-report", folder.path("l.html")]).count == 8)
    #expect(try String(contentsOfFile: folder.path("l.html"), encoding: .utf8).contains("<mark>"))
  }

  @Test func itemsAreMarkedAgainstTheCorpus() throws {
    let folder = try RunFolder()
    let finished = try folder.run([
      "decontaminate", corpus(folder), "--benchmarks", "\(mapping(folder))=\(benchmark(folder))",
      "--against-benchmark", "--output", folder.path("items.jsonl"),
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.contains("PaLM"))
    let lines = try String(contentsOfFile: folder.path("items.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let item = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect((item?["palm"] as? [String: Any])?["contaminated"] as? Bool == true)
      #expect((item?["llama2"] as? [String: Any])?["class"] as? String == "dirty")
      #expect((item?["gpt3"] as? [String: Any])?["dirty"] as? Bool == true)
    }
  }

  @Test(arguments: [
    (["--ngram", "3"], "ngram"), (["--cluster", "10"], "cluster"),
    (["--maximum-documents", "0"], "--maximum-documents"),
  ])
  func wrongSettingsAreNamed(_ arguments: [String], _ expected: String) throws {
    let folder = try RunFolder()
    let finished = try folder.run(
      ["decontaminate", corpus(folder), "--benchmarks", benchmark(folder), "--output", folder.path("o.jsonl")]
        + arguments)
    #expect(finished.status != 0 && finished.errors.contains(expected), "\(finished.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("o.jsonl")))
  }

  /// A run drops what lists ask for without extracting again, and names the entries that matched nothing.
  @Test func takedownComesBehindExtraction() throws {
    let folder = try RunFolder()
    let pages = (0..<40).map {
      "{\"id\":\"row\($0)\",\"url\":\"https://s\($0 % 4).example.org/p\($0)\",\"text\":\"Page \($0) speaks of lantern \($0 &* 7919) on the quay.\"}"
    }
    _ = try folder.write(pages.joined(separator: "\n") + "\n\n", to: "pages.jsonl")
    func pipeline(_ more: String) throws -> String {
      try folder.write(
        """
        name: t
        sources: [{name: web, format: jsonl, paths: pages.jsonl}]
        deduplicate: false
        tokenizer: {vocabulary_size: 300}
        mix: {validation: 0}
        pack: {sequence_length: 16}
        \(more)
        """, to: "p.yaml")
    }
    let run = folder.path("run")
    let first = try folder.run(["run", pipeline(""), "--run", run])
    #expect(first.status == 0, "\(first.errors)")
    _ = try folder.write("s1.example.org\t# request 7\nhttps://s2.example.org/p2\nrow3\nexample.net\n", to: "gone.txt")
    let second = try folder.run(["run", pipeline("takedown: gone.txt"), "--run", run])
    #expect(second.status == 0, "\(second.errors)")
    let stages = try FileManager.default.contentsOfDirectory(atPath: run + "/stages")
    #expect(stages.count { $0.hasPrefix("extract-") } == 1)
    #expect(stages.count { $0.hasPrefix("refine-") } == 2)
    let audit = try folder.run(["audit", run, "--json"])
    let report = try JSONSerialization.jsonObject(with: Data(audit.output.utf8)) as? [String: Any]
    let takedown = report?["takedown"] as? [String: Any]
    #expect(takedown?["documents"] as? Int == 12 && takedown?["entries"] as? Int == 4)
    let unmatched = takedown?["unmatched"] as? [[String: Any]]
    #expect(unmatched?.count == 1 && unmatched?.first?["line"] as? Int == 4)
  }
}
