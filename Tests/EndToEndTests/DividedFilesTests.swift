// Large files that several tasks read: the same documents and the same shards as from one task.

import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DividedFilesTests {
  /// Files of every kind that is divided, each some tens of thousands of bytes.
  private func writeSources(in folder: RunFolder) throws {
    var random = SeededGenerator(seed: 3)
    let words = [
      "river", "house", "it's", "语言", "a \"quoted\" word", "semi;colon", "back\\slash", "two\nlines", "tab\there",
    ]
    func text() -> String {
      (0..<Int.random(in: 5...40, using: &random)).map { _ in words.randomElement(using: &random)! }.joined(
        separator: " ")
    }
    func json(_ text: String) -> String {
      String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
    }
    var lines = ""
    var table = "id;body\r\n"
    var mySQL = "/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE `t` (\n `id` int,\n `body` text\n);\n"
    var copy = "CREATE TABLE public.t (\n    id integer,\n    body text\n);\n\nCOPY public.t (id, body) FROM stdin;\n"
    var notes = ""
    for number in 0..<400 {
      let url = number % 7 == 0 ? "http://example.org/same" : "http://example.org/\(number)"
      lines += "{\"text\":\(json(text())),\"url\":\"\(url)\"}\n" + (number % 50 == 0 ? "\nbroken\n" : "")
      table += "\(number);\"\(text().replacing("\"", with: "\"\""))\"\r\n" + (number % 90 == 0 ? "ragged\r\n" : "")
      let quoted = text().replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\n", with: "\\n")
      mySQL += (number % 40 == 0 ? "INSERT INTO `t` VALUES\n" : "") + "(\(number),'\(quoted)')"
      mySQL += number % 40 == 39 ? ";\n" : ",\n"
      let escaped = text().replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
      copy += "\(number)\t\(escaped)\n"
      notes += text() + "\n----\n"
    }
    copy += "\\.\n\nSET x = 1;\n"
    _ = try folder.write(lines, to: "lines.jsonl")
    _ = try folder.write(table, to: "table.csv")
    _ = try folder.write(mySQL, to: "my.sql")
    _ = try folder.write(copy, to: "copy.sql")
    _ = try folder.write(notes, to: "notes.txt")
    let compressor = ZstdCompressor(level: 1)
    let bytes = Array(lines.utf8)
    var frames: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3000) {
      compressor.compress(Array(bytes[start..<min(bytes.count, start + 3000)]), into: &frames)
    }
    _ = try folder.write(Data(frames), to: "frames.jsonl.zst")
    var whole: [UInt8] = []
    compressor.compress(bytes, into: &whole)
    _ = try folder.write(Data(whole), to: "whole.jsonl.zst")
  }

  private func pipeline(divideBytes: String) -> String {
    """
    name: divided
    extract: {task_bytes: 1MB, divide_bytes: \(divideBytes)}
    sources:
      - {name: lines, format: jsonl, paths: lines.jsonl}
      - {name: frames, format: jsonl, paths: frames.jsonl.zst, priority: 200}
      - {name: whole, format: jsonl, paths: whole.jsonl.zst, priority: 300}
      - {name: table, format: csv, paths: table.csv, text: "{body}", metadata: [id]}
      - {name: mysql, format: mysql, paths: my.sql, table: t, text: "{body}", id: id}
      - {name: copy, format: sql, paths: copy.sql, table: t, text: "{id}: {body}"}
      - {name: notes, format: text, paths: notes.txt, separator: "----"}
    deduplicate: {urls: true}
    tokenizer: {vocabulary_size: 300}
    pack: {sequence_length: 32}

    """
  }

  /// The documents of a source as they stand in the shards of extract, one behind the other.
  private func documents(_ run: String, _ source: String) throws -> [UInt8] {
    let stages = try FileManager.default.contentsOfDirectory(atPath: "\(run)/stages").filter {
      $0.hasPrefix("extract-")
    }
    let folder = "\(run)/stages/\(stages[0])/\(source)"
    var bytes: [UInt8] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".zst") {
      let input = try ByteInput.open(path: "\(folder)/\(name)")
      while try input.fillMore() {}
      bytes += input.withBuffer { Array($0) }
    }
    return bytes
  }

  private func tasks(_ run: String, _ stage: String) throws -> Int {
    let stages = try FileManager.default.contentsOfDirectory(atPath: "\(run)/stages").filter {
      $0.hasPrefix(stage + "-")
    }
    if stages.isEmpty { return 0 }
    return try FileManager.default.contentsOfDirectory(atPath: "\(run)/stages/\(stages[0])/records").count {
      $0 != "seal.json"
    }
  }

  @Test func partsGiveWhatTheWholeGives() throws {
    let folder = try RunFolder()
    try writeSources(in: folder)
    for (name, size) in [("whole", "0"), ("parts", "7kB")] {
      let file = try folder.write(pipeline(divideBytes: size), to: "\(name).yaml")
      let finished = try folder.run(["run", file, "--run", folder.path(name), "--quiet"])
      #expect(finished.status == 0, "\(finished.errors)")
    }
    #expect(try tasks(folder.path("whole"), "divide") == 0)
    #expect(try tasks(folder.path("parts"), "divide") >= 6)
    #expect(try tasks(folder.path("parts"), "extract") > 25)
    for source in ["lines", "frames", "whole", "table", "mysql", "copy", "notes"] {
      let whole = try documents(folder.path("whole"), source)
      #expect(!whole.isEmpty)
      #expect(try documents(folder.path("parts"), source) == whole, "\(source)")
    }
    for shards in ["shards/train", "shards/validation"] {
      let whole = try contents(of: folder.path("whole/\(shards)"))
      let parts = try contents(of: folder.path("parts/\(shards)"))
      #expect(whole.keys.sorted() == parts.keys.sorted())
      for (name, data) in whole where name.hasSuffix(".bin") { #expect(parts[name] == data, "\(shards)/\(name)") }
    }
    // A token of a part in the midst of a file leads to its bytes.
    let trace = try folder.run(["shards", "trace", folder.path("parts/shards/train/000000.bin:4000")])
    #expect(trace.status == 0, "\(trace.errors)")
  }
}
