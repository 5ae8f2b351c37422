// sluice shards and sluice audit on a finished run, and on damaged copies of its shards.

import Foundation
import TestSupport
import Testing

@Suite struct ShardsCommandTests {
  /// Bytes in front of a shard's tokens.
  private static let headerByteCount = 1024

  @Test func soundShardsVerifyWithTheirTexts() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    for place in [run.shards, run.path] {
      let finished = try folder.run(["shards", "verify", place, "--text"])
      #expect(finished.status == 0, "\(finished.errors)")
      #expect(finished.output.contains("every checksum, id and sum is right"))
      #expect(finished.output.contains("every one decodes to its document's text"))
    }
    let manifest = try object(folder.run(["shards", "inspect", run.shards, "--json"]).output)
    let splits = try #require(manifest["splits"] as? [String: [String: Any]])
    let tokens = splits.values.compactMap { $0["tokens"] as? Int }.reduce(0, +)
    let copy = try run.copyShards(to: folder)
    let elsewhere = try folder.run(["shards", "verify", copy, "--text", "--run", run.path])
    #expect(elsewhere.status == 0, "\(elsewhere.errors)")
    let compared = elsewhere.output.filter { $0 != "," }
    #expect(compared.contains(" \(tokens) tokens: every one decodes"))
  }

  @Test func textsNeedTheRun() throws {
    let folder = try RunFolder()
    let copy = try FinishedRun.shared.get().copyShards(to: folder)
    let finished = try folder.run(["shards", "verify", copy, "--text"])
    #expect(finished.status == 64)
    #expect(finished.errors.contains("--run"))
  }

  @Test(arguments: [
    "train/000000.bin", "train/000000.spans", "validation/000000.bin", "validation/000000.spans", "manifest.json",
    "ledger/00000.jsonl.zst",
  ])
  func aFlippedBitIsFoundInEveryKindOfFile(name: String) throws {
    let folder = try RunFolder()
    let copy = try FinishedRun.shared.get().copyShards(to: folder)
    let file = URL(filePath: "\(copy)/\(name)")
    let whole = try Data(contentsOf: file)
    var random = SeededGenerator(seed: 41)
    let places = [0, whole.count - 1] + (0..<6).map { _ in Int.random(in: 0..<whole.count, using: &random) }
    for place in places {
      var damaged = whole
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try damaged.write(to: file)
      let finished = try folder.run(["shards", "verify", copy])
      #expect(finished.status == 65, "byte \(place) of \(name): \(finished.output)\(finished.errors)")
      #expect(finished.errors.contains("\(copy)/\(name)"), "byte \(place): \(finished.errors)")
    }
    try whole.write(to: file)
    #expect(try folder.run(["shards", "verify", copy]).status == 0)
  }

  @Test func aMissingShardIsDamage() throws {
    let folder = try RunFolder()
    let copy = try FinishedRun.shared.get().copyShards(to: folder)
    try FileManager.default.removeItem(atPath: "\(copy)/train/000000.bin")
    let finished = try folder.run(["shards", "verify", copy])
    #expect(finished.status == 65)
    #expect(finished.errors.contains("train/000000.bin"))
  }

  /// A flipped id is still an id: only the document's text tells where the damage is.
  @Test func theRunTellsTheOffsetOfAWrongToken() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    let copy = try run.copyShards(to: folder)
    let file = URL(filePath: "\(copy)/train/000000.bin")
    let whole = try Data(contentsOf: file)
    for token in [5, 700, 2_001] {
      var damaged = whole
      let place = Self.headerByteCount + token * 2
      damaged[place] ^= 1
      try damaged.write(to: file)
      let finished = try folder.run(["shards", "verify", copy, "--run", run.path])
      #expect(finished.status == 65)
      #expect(finished.errors.contains("train/000000.bin, byte \(place): token \(token) is"), "\(finished.errors)")
    }
  }

  @Test func aTraceLeadsToTheBytesOfTheDump() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    let shard = "\(run.shards)/train/000000.bin"
    let tokenCount = (try Data(contentsOf: URL(filePath: shard)).count - Self.headerByteCount) / 2
    var sources: Set<String> = []
    for token in stride(from: 3, to: tokenCount, by: tokenCount / 12) {
      let finished = try folder.run(["shards", "trace", "\(shard):\(token)", "--json"])
      #expect(finished.status == 0, "\(finished.errors)")
      let trace = try object(finished.output)
      guard let document = trace["document"] as? [String: Any] else {
        #expect((trace["note"] as? String)?.contains("padding") == true)
        continue
      }
      let origin = try #require(trace["origin"] as? [String: Any])
      let row = try #require(trace["row"] as? [String: Any])
      let source = try #require(row["source"] as? String)
      let offset = try #require(origin["offset"] as? Int)
      let byteCount = try #require(origin["byteCount"] as? Int)
      let dump = try dumpBytes(try #require(origin["path"] as? String))
      let record = dump[offset..<offset + byteCount]
      sources.insert(source)
      // The shown record is the dump's own bytes; ASCII letters are the same however the rest is escaped.
      let shown = try #require(origin["record"] as? String)
      #expect(letters(withoutEscapes(shown).utf8).hasPrefix(letters(record.prefix(40)).prefix(12)))
      if source == "web" { #expect(record.starts(with: Data("WARC/1.0".utf8))) }
      if document["isEndOfDocument"] as? Bool == true { continue }
      // The text around the token stands in the record, escapes of the dump's format apart.
      let context = try #require(document["context"] as? [String])
      let words = withoutEscapes(context.joined(separator: "")).split(separator: /[^\p{L}]+/).dropFirst().dropLast()
      let word = try #require(words.max { $0.count < $1.count }).description
      #expect(record.range(of: Data(word.utf8)) != nil, "\(word) is not in the record of token \(token)")
    }
    #expect(sources.count > 2)
  }

  @Test func aTraceOfNothingIsAWrongCall() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    for place in ["000000.bin", ":3", "\(run.shards)/train/000000.bin:x", "\(run.shards)/train/000000.bin:99999999"] {
      #expect(try folder.run(["shards", "trace", place]).status == 64, "\(place)")
    }
  }

  /// What head shows is what the ids of the row decode to.
  @Test func headShowsTheTextOfTheFirstRow() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    let manifest = try object(folder.run(["shards", "inspect", run.shards, "--json"]).output)
    let rowTokens = try #require(manifest["rowTokens"] as? Int)
    let end = try #require((manifest["endOfDocument"] as? [String: Any])?["id"] as? Int)
    let shard = try Data(contentsOf: URL(filePath: "\(run.shards)/train/000000.bin"))
    let ids = (0..<rowTokens).map { shard.number(at: Self.headerByteCount + $0 * 2) }.filter { $0 != end }
    let lines = try folder.write("\(ids)\n", to: "ids.jsonl")
    let decoded = try folder.run([
      "tokenizer", "decode", lines, "--tokenizer", "\(run.path)/tokenizer", "--output", "-",
    ])
    let text = try #require(try object(decoded.output)["text"] as? String)
    let head = try folder.run(["shards", "head", run.shards, "--rows", "1"])
    #expect(head.status == 0, "\(head.errors)")
    let body = head.output.split(separator: "\n").filter { !$0.hasPrefix("━━") && !$0.hasPrefix("── ") }
    #expect(letters(body.joined().utf8) == letters(text.utf8))
    #expect(try folder.run(["shards", "head", run.shards, "--rows", "0"]).output.isEmpty)
  }

  @Test func anotherTokenizerIsRefused() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    let input = try folder.write("{\"text\":\"Another text for another vocabulary.\"}\n", to: "in.jsonl")
    let trained = try folder.run([
      "tokenizer", "train", input, "--vocab-size", "260", "--output", folder.path("other"),
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let head = try folder.run(["shards", "head", run.shards, "--tokenizer", folder.path("other")])
    #expect(head.status == 64)
    #expect(head.errors.contains("is not the tokenizer of these shards"))
  }

  @Test func auditShowsWhatTheRunHasLeft() throws {
    let run = try FinishedRun.shared.get()
    let folder = try RunFolder()
    let text = try folder.run(["audit", run.path])
    #expect(text.status == 0, "\(text.errors)")
    for source in ["web", "notes", "forum", "wiki"] { #expect(text.output.contains("\n\(source) ")) }
    let json = try folder.run(["audit", run.path, "--json"])
    #expect(Data(json.output.utf8) == (try Data(contentsOf: URL(filePath: "\(run.path)/audit.json"))))
    #expect(try folder.run(["audit", folder.path]).status == 66)
  }

  /// The bytes of a fixture, decompressed.
  private func dumpBytes(_ path: String) throws -> Data {
    guard path.hasSuffix(".gz") else { return try Data(contentsOf: URL(filePath: path)) }
    let unpacked = TestSupport.run("gzip", ["-dc", path])
    return Data(try #require(unpacked).standardOutput)
  }

  /// A shown text with spaces in place of line ends and tabs.
  private func withoutEscapes(_ shown: String) -> String { shown.replacing(/\\[nrt]/, with: " ") }

  /// The ASCII letters of a text.
  private func letters(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.filter { (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) }, as: UTF8.self)
  }
}
