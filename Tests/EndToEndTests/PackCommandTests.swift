// sluice pack, from JSONL to shards that verify and show their text.

import Foundation
import Testing

@Suite struct PackCommandTests {
  /// Documents of two scripts, one of them with what a terminal must not see.
  private func write(to folder: RunFolder) throws -> String {
    var lines = (0..<40).map { number in
      number % 2 == 0
        ? "{\"id\":\"d\(number)\",\"text\":\"The \(number)th ferry left the quay before the lanterns were lit.\"}"
        : "{\"id\":\"d\(number)\",\"text\":\"第\(number)班渡船在点灯之前离开了码头。\"}"
    }
    lines.append("{\"id\":\"trap\",\"text\":\"before \\u001b[2J behind\"}")
    return try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
  }

  private func pack(_ folder: RunFolder, _ input: String, _ output: String, _ more: [String] = []) throws -> Finished {
    let run = try FinishedRun.shared.get()
    return try folder.run(
      [
        "pack", input, "--tokenizer", "\(run.path)/tokenizer", "--sequence-length", "64", "--output",
        folder.path(output),
      ] + more)
  }

  @Test func packedDocumentsAreAllThereAndVerify() throws {
    let folder = try RunFolder()
    let run = try FinishedRun.shared.get()
    let input = try write(to: folder)
    let finished = try pack(folder, input, "shards", ["--validation", "0.2"])
    #expect(finished.status == 0, "\(finished.errors)")
    let verified = try folder.run(["shards", "verify", folder.path("shards")])
    #expect(verified.status == 0, "\(verified.errors)")
    // Every token and one end-of-document id a document, nothing else.
    let ids = try folder.run([
      "tokenizer", "encode", input, "--tokenizer", "\(run.path)/tokenizer", "--output", folder.path("ids.jsonl"),
    ])
    #expect(ids.status == 0, "\(ids.errors)")
    let lines = try String(contentsOfFile: folder.path("ids.jsonl"), encoding: .utf8).split(separator: "\n")
    let tokens = lines.reduce(lines.count) { $0 + $1.split(separator: ",").count }
    let manifest = try object(folder.run(["shards", "inspect", folder.path("shards"), "--json"]).output)
    let splits = try #require(manifest["splits"] as? [String: [String: Any]])
    #expect(splits.values.compactMap { $0["tokens"] as? Int }.reduce(0, +) == tokens)
    #expect(splits["validation"]?["rows"] as? Int ?? 0 > 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("shards/.scratch")))
  }

  /// Llama's habit: an id before every document and another one behind it, in rows and in whole documents.
  @Test func documentsBeginAndEndWithIdsOfTheirOwn() throws {
    let folder = try RunFolder()
    let input = try write(to: folder)
    let trained = try folder.run([
      "tokenizer", "train", input, "--vocab-size", "300", "--special-tokens", "<|endoftext|>", "--special-tokens",
      "<s>",
      "--output", folder.path("tokenizer"),
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let formats = ["llmc", "megatron", "mds", "datatrove", "olmo"]
    func call(_ more: [String], _ output: String) throws -> Finished {
      try folder.run(
        [
          "pack", input, "--tokenizer", folder.path("tokenizer"), "--sequence-length", "32", "--output",
          folder.path(output), "--format", formats.joined(separator: ","), "--validation", "0.2",
        ] + more)
    }
    let packed = try call(["--beginning-of-document", "<s>", "--parts-in-order"], "both")
    #expect(packed.status == 0, "\(packed.errors)")
    #expect(try call([], "end").status == 0)
    func tokens(_ shards: String) throws -> Int {
      let verified = try folder.run(["shards", "verify", folder.path(shards)])
      #expect(verified.status == 0, "\(verified.errors)")
      let manifest = try object(folder.run(["shards", "inspect", folder.path(shards), "--json"]).output)
      let splits = try #require(manifest["splits"] as? [String: [String: Any]])
      return splits.values.compactMap { $0["tokens"] as? Int }.reduce(0, +)
    }
    let plain = try tokens("end")
    for format in formats {
      let place = format == formats[0] ? "both" : "both/\(format)"
      // 41 documents, an id more for each.
      #expect(try tokens(place) == plain + 41, "\(format)")
      #expect(
        try folder.run(["shards", "convert", folder.path(place), folder.path("to-\(format)"), "--format", "olmo"])
          .status == 0)
    }
    // Whole documents, as the files have them: the first id and the last.
    let olmo = try Data(contentsOf: URL(filePath: folder.path("both/olmo/train/part-0-00000.npy")))
    let ids = stride(from: 0, to: olmo.count, by: 2).map { olmo.number(at: $0) }
    let (end, begin) = (298, 299)
    #expect(ids.first == begin && ids.last == end)
    #expect(zip(ids, ids.dropFirst()).allSatisfy { ($0 == end) == ($1 == begin) })
    // Every way of conversion leads to the same documents.
    let converted = try formats.map {
      try folder.run(["shards", "head", folder.path("to-\($0)"), "--rows", "100"]).output
    }
    #expect(converted.allSatisfy { $0.contains("渡船") })
    #expect(try tokens("to-llmc") == plain + 41)
    let trace = try object(folder.run(["shards", "trace", folder.path("both/train/000000.bin:0"), "--json"]).output)
    #expect((trace["document"] as? [String: Any])?["isBeginningOfDocument"] as? Bool == true)
    let before = try call(["--beginning-of-document", "<s>", "--end-of-document-position", "before"], "x")
    #expect(before.status == 64)
    #expect(before.errors.contains("--beginning-of-document"))
  }

  @Test func aTraceLeadsToTheLineOfTheInput() throws {
    let folder = try RunFolder()
    let input = try write(to: folder)
    #expect(try pack(folder, input, "shards").status == 0)
    let bytes = try Data(contentsOf: URL(filePath: input))
    for token in [1, 70, 400] {
      let trace = try object(
        folder.run(["shards", "trace", folder.path("shards/train/000000.bin:\(token)"), "--json"]).output)
      let origin = try #require(trace["origin"] as? [String: Any])
      #expect(origin["path"] as? String == input)
      let offset = try #require(origin["offset"] as? Int)
      let line = bytes[offset..<offset + (try #require(origin["byteCount"] as? Int))]
      #expect(try object(String(decoding: line, as: UTF8.self))["id"] is String)
      let text = try #require(trace["text"] as? String)
      #expect(text.hasPrefix("\\x") || String(decoding: line, as: UTF8.self).contains(text))
    }
  }

  /// Which documents are kept for validation, and all that is drawn for documents, depends on files' names, not on where
  /// they lie or how they are named in the call; a trace finds them all the same.
  @Test func whereInputsLieDoesNotChangeTheShards() throws {
    let folder = try RunFolder()
    let input = try write(to: folder)
    func shards(_ inputs: [String], _ output: String) throws -> [String: Data] {
      let run = try FinishedRun.shared.get()
      let finished = try folder.run(
        ["pack"] + inputs + [
          "--tokenizer", "\(run.path)/tokenizer", "--sequence-length", "64", "--output", folder.path(output),
          "--validation", "0.3", "--format", "llmc,olmo",
        ])
      #expect(finished.status == 0, "\(finished.errors)")
      // The list of documents has the full paths, and the manifest its checksum.
      return try contents(of: folder.path(output)).filter {
        $0.key != "documents.jsonl.zst" && $0.key != "manifest.json"
      }
    }
    let whole = try shards([input], "whole")
    #expect(try shards(["in.jsonl"], "relative") == whole)
    #expect(try shards(["./in.jsonl"], "detour") == whole)
    let moved = try folder.write(try Data(contentsOf: URL(filePath: input)), to: "else/where/in.jsonl")
    #expect(try shards([moved], "moved") == whole)
    let trace = try object(folder.run(["shards", "trace", folder.path("moved/train/000000.bin:1"), "--json"]).output)
    #expect((trace["origin"] as? [String: Any])?["path"] as? String == moved)
    // Several files: their paths below the folder that holds them all.
    for name in ["a", "deep/er/a"] {
      for part in ["1/in.jsonl", "2/in.jsonl"] {
        _ = try folder.write(try Data(contentsOf: URL(filePath: input)), to: "\(name)/\(part)")
      }
    }
    let both = try shards(["a/1/in.jsonl", "a/2/in.jsonl"], "both")
    #expect(try shards(["deep/er/a"], "folder") == both)
    #expect(both["train/000000.bin"] != whole["train/000000.bin"])
  }

  @Test func headEscapesWhatATerminalWouldObey() throws {
    let folder = try RunFolder()
    #expect(try pack(folder, write(to: folder), "shards").status == 0)
    let head = try folder.run(["shards", "head", folder.path("shards"), "--rows", "1000"])
    #expect(head.status == 0, "\(head.errors)")
    #expect(head.output.contains("before \\u{1b}[2J behind"))
    #expect(!head.output.contains("\u{1b}"))
    #expect(head.output.contains("The 10th ferry left the quay"))
    #expect(head.output.contains("班渡船在点灯之前离开了码头"))
  }

  @Test func threadsDoNotChangeTheShards() throws {
    let folder = try RunFolder()
    let input = try write(to: folder)
    #expect(try pack(folder, input, "one", ["--threads", "1", "--shard-tokens", "200"]).status == 0)
    #expect(try pack(folder, input, "three", ["--threads", "3", "--shard-tokens", "200"]).status == 0)
    try expectEqualRuns(folder.path("one"), folder.path("three"))
    // A second call in the same place leaves nothing of the first.
    #expect(try pack(folder, input, "one", ["--threads", "1"]).status == 0)
    let shards = try FileManager.default.contentsOfDirectory(atPath: folder.path("one/train")).sorted()
    #expect(shards == ["000000.bin", "000000.spans"])
    #expect(try folder.run(["shards", "verify", folder.path("one")]).status == 0)
  }

  @Test func wrongCallsSayWhatIsWrong() throws {
    let folder = try RunFolder()
    let input = try write(to: folder)
    let format = try pack(folder, input, "a", ["--format", "llmc,unheard-of"])
    #expect(format.status == 64)
    #expect(format.errors.contains("unheard-of") && format.errors.contains("datatrove"))
    let end = try pack(folder, input, "b", ["--end-of-document", "<end>"])
    #expect(end.status == 64)
    #expect(end.errors.contains("<|endoftext|>"))
    let empty = try folder.write("", to: "empty.jsonl")
    #expect(try pack(folder, empty, "c").status == 66)
  }
}
