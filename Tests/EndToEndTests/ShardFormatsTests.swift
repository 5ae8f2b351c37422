// Shards of all formats through the program: packed, by a pipeline, converted, verified, traced, damaged.

import Foundation
import TestSupport
import Testing

@Suite struct ShardFormatsTests {
  private static let formats = ["llmc", "megatron", "mds", "mds-zstd", "datatrove", "olmo"]

  /// Shards of a few documents in all formats, in two splits.
  private func pack(_ folder: RunFolder, _ more: [String] = []) throws -> String {
    let run = try FinishedRun.shared.get()
    let lines = (0..<60).map { number in
      let text =
        number % 2 == 0
        ? String(repeating: "The \(number)th ferry left the quay. ", count: number % 7)
        : String(repeating: "第\(number)班渡船离开了码头。", count: number == 31 ? 90 : 3)
      return "{\"id\":\"d\(number)\",\"text\":\"\(text)\"}"
    }
    let input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
    let finished = try folder.run(
      [
        "pack", input, "--tokenizer", "\(run.path)/tokenizer", "--sequence-length", "32", "--shard-tokens", "400",
        "--validation", "0.2", "--format", Self.formats.joined(separator: ","), "--output", folder.path("shards"),
      ] + more)
    try #require(finished.status == 0, "\(finished.errors)")
    return folder.path("shards")
  }

  private func place(_ shards: String, _ format: String) -> String {
    format == Self.formats[0] ? shards : "\(shards)/\(format)"
  }

  private func manifest(_ folder: RunFolder, _ shards: String) throws -> [String: Any] {
    try object(folder.run(["shards", "inspect", shards, "--json"]).output)
  }

  /// Tokens of both splits.
  private func tokens(_ manifest: [String: Any]) throws -> Int {
    let splits = try #require(manifest["splits"] as? [String: [String: Any]])
    return splits.values.compactMap { $0["tokens"] as? Int }.reduce(0, +)
  }

  /// The files of a set, its manifest among them.
  private func files(_ shards: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: shards).sorted().filter { name in
      let parts = name.split(separator: "/").map(String.init)
      guard !Self.formats.contains(parts[0]) else { return false }
      return name == "manifest.json" || parts[0] == "train" && parts.count == 2
    }
  }

  @Test func everyFormatVerifiesAndEveryFileIsGuarded() throws {
    let folder = try RunFolder()
    let shards = try pack(folder)
    let sound = try folder.run(["shards", "verify", shards])
    #expect(sound.status == 0, "\(sound.errors)")
    #expect(sound.output.split(separator: "\n").count == Self.formats.count)
    var counts: Set<Int> = []
    var random = SeededGenerator(seed: 5)
    for format in Self.formats {
      let set = place(shards, format)
      counts.insert(try tokens(manifest(folder, set)))
      let head = try folder.run(["shards", "head", set, "--rows", "1000"])
      #expect(head.status == 0, "\(format): \(head.errors)")
      #expect(head.output.contains("ferry left the quay") && head.output.contains("班渡船离开了码头"))
      for name in try files(set) where name.hasPrefix("train/") && name.contains("0001") || name.contains("index") {
        let file = URL(filePath: "\(set)/\(name)")
        let whole = try Data(contentsOf: file)
        var damaged = whole
        let place = Int.random(in: 0..<whole.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try damaged.write(to: file)
        let finished = try folder.run(["shards", "verify", shards])
        #expect(finished.status == 65, "\(format) \(name)")
        #expect(finished.errors.contains("\(set)/\(name), byte \(place): "), "\(finished.errors)")
        try whole.write(to: file)
      }
    }
    for name in ["documents.jsonl.zst", "tokenizer.json"] {
      let file = URL(filePath: "\(shards)/\(name)")
      let whole = try Data(contentsOf: file)
      try (whole.dropLast() + [whole[whole.count - 1] ^ 4]).write(to: file)
      let finished = try folder.run(["shards", "verify", shards])
      #expect(finished.status == 65)
      #expect(finished.errors.contains("\(shards)/\(name), byte \(whole.count - 1): "), "\(finished.errors)")
      try whole.write(to: file)
    }
    #expect(counts.count == 1, "every format holds the same tokens")
    #expect(try folder.run(["shards", "verify", shards]).status == 0)
  }

  @Test func aTraceLeadsFromEveryFormatToTheInput() throws {
    let folder = try RunFolder()
    let shards = try pack(folder)
    let input = try Data(contentsOf: URL(filePath: folder.path("in.jsonl")))
    for format in Self.formats {
      let set = place(shards, format)
      let splits = try #require(try manifest(folder, set)["splits"] as? [String: [String: Any]])
      let first = try #require((splits["train"]?["shards"] as? [[String: Any]])?.first)
      let file = try #require((first["tokens"] as? [String: Any])?["path"] as? String)
      let finished = try folder.run(["shards", "trace", "\(set)/\(file):40", "--json"])
      #expect(finished.status == 0, "\(format): \(finished.errors)")
      let trace = try object(finished.output)
      let text = try #require(trace["text"] as? String)
      let origin = try #require(trace["origin"] as? [String: Any])
      let offset = try #require(origin["offset"] as? Int)
      let line = input[offset..<offset + (try #require(origin["byteCount"] as? Int))]
      let isMark = (trace["document"] as? [String: Any])?["isEndOfDocument"] as? Bool == true
      #expect(isMark || text.hasPrefix("\\x") || String(decoding: line, as: UTF8.self).contains(text))
      #expect(try folder.run(["shards", "trace", "\(set)/\(file):999999"]).status == 64)
    }
  }

  /// Documents come through every format unchanged: what is converted back is what was converted.
  @Test(arguments: ["before", "after"])
  func documentsSurviveAnyWayOfConversion(position: String) throws {
    let folder = try RunFolder()
    let shards = try pack(folder, ["--end-of-document-position", position])
    let way = [
      ("datatrove", []), ("megatron", ["--no-packed"]), ("olmo", ["--end-of-document-position", "before"]),
      ("megatron", ["--no-packed"]), ("datatrove", ["--shard-tokens", "100"]), ("olmo", []),
      ("datatrove", ["--shard-tokens", "100000000"]),
    ]
    var last = shards
    for (number, (format, options)) in way.enumerated() {
      let next = folder.path("step\(number)")
      let finished = try folder.run(["shards", "convert", last, next, "--format", format] + options)
      #expect(finished.status == 0, "\(finished.errors)")
      let verified = try folder.run(["shards", "verify", next])
      #expect(verified.status == 0, "\(verified.errors)")
      #expect(try tokens(manifest(folder, next)) == tokens(manifest(folder, shards)))
      last = next
    }
    for name in ["train/000000.ds", "train/000000.ds.index", "train/000000.ds.metadata", "train/000000.spans"] {
      #expect(
        try Data(contentsOf: URL(filePath: "\(last)/\(name)"))
          == Data(contentsOf: URL(filePath: folder.path("step0") + "/" + name)), "\(name)")
    }
    // The documents of the pack are those joined from its rows.
    let joined = try folder.run(["shards", "head", last, "--rows", "1000"]).output
    let packed = try folder.run(["shards", "head", "\(shards)/datatrove", "--rows", "1000"]).output
    func bodies(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.hasPrefix("━━") }
    }
    #expect(bodies(joined) == bodies(packed))
    // Rows go over as they are.
    let rows = folder.path("rows")
    #expect(try folder.run(["shards", "convert", shards, rows, "--format", "mds"]).status == 0)
    let back = folder.path("back")
    let options = ["--format", "llmc", "--shard-tokens", "400"]
    #expect(try folder.run(["shards", "convert", rows, back] + options).status == 0)
    for name in try files(shards) where name != "manifest.json" {
      #expect(
        try Data(contentsOf: URL(filePath: "\(back)/\(name)")) == Data(contentsOf: URL(filePath: "\(shards)/\(name)")))
    }
  }

  /// Shards of others have no manifest: documents come from the format, or from the ids between them.
  @Test func shardsOfOthersAreRead() throws {
    let folder = try RunFolder()
    let shards = try pack(folder)
    let end = try #require(
      (try manifest(folder, shards)["endOfDocument"] as? [String: Any])?["id"] as? Int)
    func strip(_ set: String, _ name: String) throws -> String {
      let copy = folder.path(name)
      try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      for file in try files(set) where file.hasPrefix("train/") && !file.hasSuffix(".spans") {
        let target = "\(copy)/\(file.split(separator: "/")[1])"
        try FileManager.default.copyItem(atPath: "\(set)/\(file)", toPath: target)
      }
      return copy
    }
    for format in ["datatrove", "olmo"] {
      let foreign = try strip(place(shards, format), "foreign-\(format)")
      let target = folder.path("from-\(format)")
      let finished = try folder.run(["shards", "convert", foreign, target, "--format", format, "--shard-tokens", "400"])
      #expect(finished.status == 0, "\(finished.errors)")
      #expect(try folder.run(["shards", "verify", target]).status == 0)
      let ending = format == "olmo" ? "part-0-00000.npy" : "000000.ds"
      #expect(
        try Data(contentsOf: URL(filePath: "\(target)/train/\(ending)"))
          == Data(contentsOf: URL(filePath: "\(foreign)/\(ending)")))
    }
    let flat = try strip(shards, "flat")
    let unknown = try folder.run(["shards", "convert", flat, folder.path("x"), "--format", "datatrove"])
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("--end-of-document-id"))
    let cut = try folder.run([
      "shards", "convert", flat, folder.path("cut"), "--format", "datatrove", "--end-of-document-id", "\(end)",
    ])
    #expect(cut.status == 0, "\(cut.errors)")
    #expect(try folder.run(["shards", "verify", folder.path("cut")]).status == 0)
    let small = try folder.run([
      "shards", "convert", flat, folder.path("y"), "--format", "datatrove", "--end-of-document-id", "5", "--vocab-size",
      "100",
    ])
    #expect(small.status == 65)
    #expect(small.errors.contains("vocabulary of 100 ids") && small.errors.contains("byte "))
    #expect(!FileManager.default.fileExists(atPath: folder.path("y")), "nothing is written before ids are checked")
  }

  @Test func whatCannotBeConvertedIsSaid() throws {
    let folder = try RunFolder()
    let shards = try pack(folder)
    let rows = try folder.run(["shards", "convert", "\(shards)/olmo", folder.path("a"), "--format", "mds"])
    #expect(rows.status == 64 && rows.errors.contains("--sequence-length"))
    let there = try folder.run(["shards", "convert", shards, shards, "--format", "mds"])
    #expect(there.status == 64 && there.errors.contains("there already"))
    #expect(
      try folder.run(["shards", "convert", folder.path("none"), folder.path("b"), "--format", "mds"]).status == 66)
    let empty = folder.path("empty")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    #expect(try folder.run(["shards", "convert", empty, folder.path("c"), "--format", "mds"]).status == 66)
    #expect(try folder.run(["shards", "convert", shards, folder.path("d"), "--format", "unheard-of"]).status == 64)
    // A foreign index that names more than there is.
    let broken = folder.path("broken")
    try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
    var index = Data("MMIDIDX".utf8) + Data([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8])
    index += Data([0, 0, 0, 0, 0, 0, 0, 128]) + Data([1, 0, 0, 0, 0, 0, 0, 0])
    try index.write(to: URL(filePath: "\(broken)/a.idx"))
    try Data([1, 2]).write(to: URL(filePath: "\(broken)/a.bin"))
    let damaged = try folder.run(["shards", "convert", broken, folder.path("e"), "--format", "olmo"])
    #expect(damaged.status == 65)
    #expect(damaged.errors.contains("a.idx, byte 18"), "\(damaged.errors)")
  }

  /// The formats of a pipeline: the first in the folder of the shards, the others below.
  @Test func aPipelineWritesSeveralFormats() throws {
    let folder = try RunFolder()
    let text = fixturePipeline(trainSteps: nil).replacing(
      "pack: {", with: "pack: {formats: [llmc, megatron, datatrove], packed: false, ")
    let pipeline = try folder.write(text, to: "pipeline.yaml")
    let run = folder.path("run")
    let finished = try folder.run(["run", pipeline, "--run", run, "--quiet"])
    #expect(finished.status == 0, "\(finished.errors)")
    let verified = try folder.run(["shards", "verify", "\(run)/shards", "--text"])
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.components(separatedBy: "every one decodes to its document's text").count == 4)
    // What the first format holds does not depend on the others.
    let one = try FinishedRun.shared.get().shards
    for name in ["train/000000.bin", "train/000000.spans", "validation/000000.bin"] {
      #expect(
        try Data(contentsOf: URL(filePath: "\(run)/shards/\(name)"))
          == Data(contentsOf: URL(filePath: "\(one)/\(name)")), "\(name)")
    }
    #expect(try manifest(folder, "\(run)/shards/megatron")["content"] as? String == "documents")
    let trace = try object(
      folder.run(["shards", "trace", "\(run)/shards/datatrove/train/000000.ds:77", "--json"]).output)
    #expect((trace["origin"] as? [String: Any])?["path"] is String)
    let twice = try folder.write(
      text.replacing("[llmc, megatron, datatrove]", with: "[mds, mds]"), to: "twice.yaml")
    let refused = try folder.run(["plan", twice, "--run", folder.path("other")])
    #expect(refused.status == 78 && refused.errors.contains("pack.formats"), "\(refused.errors)")
  }
}
