// The stages as commands of their own, over JSONL that other tools wrote.

import Foundation
import Storage
import TestSupport
import Testing

@Suite struct StandaloneTests {
  /// JSON objects of a file, one a line; compressed or not.
  private func objects(_ path: String) throws -> [[String: Any]] {
    let input = try ByteInput.open(path: path)
    while try input.fillMore() {}
    return try input.withBuffer { Array($0) }.split(separator: 0x0a).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }
  }

  @Test func cleanLeavesEverythingButTheTextAlone() throws {
    let folder = try RunFolder()
    let lines = [
      #"{"score":1.50,"id":"a","text":"As an AI language model, I cannot taste bread. The crust of a good loaf sings when it cools, and the baker listens to it every morning before the shop opens.","tags":["x"]}"#,
      #"{"id":"b","text":"The tide tables of 1904 hang in the harbour office, and nobody has dared to take them down."}"#,
    ]
    let input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
    let finished = try folder.run([
      "clean", input, "--stages", "ai-boilerplate", "--output", folder.path("out.jsonl"), "--ledger",
      folder.path("ledger.jsonl"),
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    let output = try String(contentsOfFile: folder.path("out.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(output.count == 2)
    #expect(output[0].hasPrefix(#"{"score":1.50,"id":"a","text":"#))
    #expect(output[0].hasSuffix(#","tags":["x"]}"#))
    #expect(!output[0].contains("language model"))
    #expect(output[0].contains("The crust of a good loaf"))
    #expect(output[1] == Substring(lines[1]))
    let ledger = try objects(folder.path("ledger.jsonl"))
    #expect(ledger.count == 1)
  }

  @Test func unknownStageIsAWrongCallWithAHint() throws {
    let folder = try RunFolder()
    let input = try folder.write("{\"text\":\"a\"}\n", to: "in.jsonl")
    let finished = try folder.run(["clean", input, "--stages", "ai-boilerplte", "--output", "-"])
    #expect(finished.status == 64)
    #expect(finished.errors.contains("did you mean 'ai-boilerplate'"))
  }

  @Test func cleanTakesThresholdsFromAPipelineFile() throws {
    let folder = try RunFolder()
    let text = "The wheel turns with the water of that river, and people come to look at it."
    let input = try folder.write("{\"id\":\"a\",\"text\":\"\(text)\"}\n", to: "in.jsonl")
    _ = try folder.write("drat\n", to: "words.txt")
    let config = try folder.write(
      "clean:\n  ai_boilerplate: false\n  gopher_quality: {min_doc_words: 16}\n  c4_bad_words: {files: words.txt}\n",
      to: "pipeline.yaml")
    func clean(_ arguments: String...) throws -> [String] {
      let finished = try folder.run(
        ["clean", input, "--output", folder.path("out.jsonl"), "--ledger", folder.path("ledger.jsonl")] + arguments)
      #expect(finished.status == 0, "\(finished.errors)")
      return try objects(folder.path("ledger.jsonl")).compactMap { $0["reason"] as? String }
    }
    #expect(try clean("--stages", "gopher-quality") == ["gopher-short-document"])
    #expect(try clean("--stages", "gopher-quality", "--config", config) == [])
    #expect(try clean("--config", config) == [])
    _ = try folder.write("river\n", to: "words.txt")
    #expect(try clean("--config", config) == ["c4-bad-word"])
    #expect(try clean("--stages", "gopher-quality", "--config", config) == [])
    _ = try folder.write("clean: {gopher_qualty: true}\n", to: "pipeline.yaml")
    let finished = try folder.run(["clean", input, "--output", "-", "--config", config])
    #expect(finished.status == 78)
    #expect(
      finished.errors.contains("pipeline.yaml:1:9: clean: unknown key 'gopher_qualty'; did you mean 'gopher_quality'?"))
  }

  @Test func deduplicateKeepsTheFirstAndSaysWhyTheOthersWent() throws {
    let folder = try RunFolder()
    let text = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let lines = [
      "{\"id\":\"first\",\"text\":\"\(text)\"}", "{\"id\":\"copy\",\"text\":\"\(text)\"}",
      "{\"id\":\"near\",\"text\":\"\(text) and three more\"}", "{\"id\":\"other\",\"text\":\"nothing of the sort\"}",
    ]
    let input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--keep", "first", "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    let kept = try objects(folder.path("out/kept/00000.jsonl.zst")).compactMap { $0["id"] as? String }
    #expect(kept == ["first", "other"])
    let removed = try objects(folder.path("out/removed.jsonl"))
    let removals = Dictionary(uniqueKeysWithValues: removed.map { ($0["id"] as? String ?? "", $0) })
    #expect(Set(removals.keys) == ["copy", "near"])
    #expect(removed.map { $0["kept"] as? String } == ["first", "first"])
    #expect(removals["copy"]?["reason"] as? String == "exact")
    #expect(removals["near"]?["reason"] as? String == "near")
    #expect((removals["near"]?["jaccard"] as? Double ?? 0) > 0.9)
    let clusters = try objects(folder.path("out/clusters.jsonl"))
    #expect(Set(clusters.compactMap { $0["cluster"] as? String }) == ["first"])
    #expect(clusters.count == 3)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/.scratch")))
  }

  @Test func decontaminateReportsCodePoints() throws {
    let folder = try RunFolder()
    let question = "How many of the forty seven lanterns along the northern quay were lit before the ferry came in"
    let item = "{\"bench\":\"b\",\"item\":\"7\",\"question\":\"\(question)\",\"answer\":\"\",\"options\":[]}\n"
    let benchmark = try folder.write(item, to: "bench.jsonl")
    let before = "前言说的是别的事情。"
    let lines =
      "{\"id\":\"leak\",\"text\":\"\(before) \(question)? Nobody knows.\"}\n{\"id\":\"clean\",\"text\":\"The quay was dark.\"}\n"
    let input = try folder.write(lines, to: "in.jsonl")
    let finished = try folder.run([
      "decontaminate", input, "--benchmarks", benchmark, "--output", folder.path("out.jsonl"), "--report",
      folder.path("report.jsonl"),
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(try objects(folder.path("out.jsonl")).map { $0["id"] as? String } == ["clean"])
    let report = try objects(folder.path("report.jsonl"))
    #expect(report.count == 1)
    #expect(report[0]["id"] as? String == "leak")
    #expect(report[0]["benchmark"] as? String == "b")
    #expect(report[0]["item"] as? String == "7")
    #expect(report[0]["start"] as? Int == before.unicodeScalars.count + 1)
    #expect(report[0]["end"] as? Int == before.unicodeScalars.count + 1 + question.unicodeScalars.count)
  }

  @Test func tokenizerTrainsAndEncodes() throws {
    let folder = try RunFolder()
    let text = String(repeating: "the tide and the time and the tithe 潮汐和时间 ", count: 50)
    let input = try folder.write("{\"id\":\"a\",\"text\":\"\(text)\"}\n", to: "in.jsonl")
    let train = try folder.run([
      "tokenizer", "train", input, "--vocab-size", "300", "--pattern", "cl100k", "--output", folder.path("t"),
    ])
    #expect(train.status == 0, "\(train.errors)")
    let encode = try folder.run([
      "tokenizer", "encode", input, "--tokenizer", folder.path("t/tokenizer.json"), "--output", "-",
    ])
    #expect(encode.status == 0, "\(encode.errors)")
    let ids = try #require(try JSONSerialization.jsonObject(with: Data(encode.output.utf8)) as? [Int])
    #expect(ids.count > 0 && ids.count < text.utf8.count / 2)
    #expect(ids.allSatisfy { $0 < 300 })
  }

  @Test func extractCountsDocumentsWithoutTextAndRecordsThatAreNone() throws {
    let folder = try RunFolder()
    _ = try folder.write("<p>The ferry waits for nobody.</p>", to: "pages/a.html")
    _ = try folder.write("<!doctype html><script>draw()</script><div id=app></div>", to: "pages/b.html")
    let finished = try folder.run(["extract", folder.path("pages"), "--output", folder.path("out.jsonl")])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.contains("2 documents, 1 of them without text; 0 records dropped"), "\(finished.errors)")
    let texts = try objects(folder.path("out.jsonl")).map { $0["text"] as? String }
    #expect(texts == ["The ferry waits for nobody.", ""])
  }

  @Test func extractReadsPagesManifestsAndStandardInput() throws {
    let folder = try RunFolder()
    let page =
      "<html><head><title>Tides</title></head><body><nav><a href=/>Home</a></nav><article><h1>Tides</h1><p>"
      + String(repeating: "The tide comes in, and the harbour fills with small boats. ", count: 8)
      + "</p></article></body></html>"
    _ = try folder.write(page, to: "pages/tides.html")
    _ = try folder.write(
      "{\"id\":\"m1\",\"path\":\"pages/tides.html\",\"url\":\"http://a.example/\"}\n", to: "manifest.jsonl")
    let pages = try folder.run(["extract", folder.path("pages"), "--output", folder.path("a.jsonl")])
    #expect(pages.status == 0, "\(pages.errors)")
    let manifest = try folder.run(["extract", folder.path("manifest.jsonl"), "--output", folder.path("b.jsonl")])
    #expect(manifest.status == 0, "\(manifest.errors)")
    let (first, second) = (try objects(folder.path("a.jsonl")), try objects(folder.path("b.jsonl")))
    #expect(first.map { $0["id"] as? String } == ["tides"])
    #expect(second.map { $0["id"] as? String } == ["m1"])
    #expect(first[0]["text"] as? String == second[0]["text"] as? String)
    #expect((first[0]["text"] as? String)?.contains("the harbour fills") == true)
    #expect(second[0]["url"] as? String == "http://a.example/")
  }

  /// A damaged frame at the start, in the middle or at the end costs its own lines and no others.
  @Test(arguments: [0, 2, 4]) func damagedFrameCostsItsOwnLines(damaged: Int) throws {
    let folder = try RunFolder()
    let compressor = ZstdCompressor(level: 3)
    var random = SeededGenerator(seed: 1)
    var stored: [UInt8] = []
    for frame in 0..<5 {
      var lines = ""
      for line in 0..<40 { lines += "{\"id\":\"\(frame)-\(line)\",\"text\":\"number \(random.next())\"}\n" }
      let start = stored.count
      _ = compressor.compress(Array(lines.utf8), into: &stored)
      if frame == damaged { for offset in 0..<6 { stored[(start + stored.count) / 2 + offset] ^= 0x5a } }
    }
    let input = try folder.write(Data(stored), to: "in.jsonl.zst")
    let finished = try folder.run(["clean", input, "--stages", "normalize", "--output", folder.path("out.jsonl")])
    #expect(finished.errors.contains("damaged: "))
    let ids = try objects(folder.path("out.jsonl")).compactMap { $0["id"] as? String }
    for frame in 0..<5 where frame != damaged {
      #expect(ids.filter { $0.hasPrefix("\(frame)-") }.count == 40, "frame \(frame)")
    }
  }

  @Test func everyCommandHasHelpWithAnExample() throws {
    let folder = try RunFolder()
    for command in [
      ["run"], ["plan"], ["task"], ["status"], ["explain"], ["schema"], ["extract"], ["clean"],
      ["deduplicate"], ["deduplicate", "show"], ["decontaminate"], ["tokenizer", "train"], ["tokenizer", "encode"],
      ["tokenizer", "decode"], ["tokenizer", "inspect"], ["tokenizer", "extend"],
      ["tokenizer", "compare"], ["tokenizer", "convert"], ["shards"], ["shards", "verify"],
      ["shards", "inspect"], ["shards", "head"], ["shards", "trace"], ["inspect"], ["pack"], ["audit"],
    ] {
      let help = try folder.run(command + ["--help"])
      #expect(help.status == 0)
      #expect(help.output.contains("Example"), "\(command.joined(separator: " ")) has no example")
    }
  }
}
