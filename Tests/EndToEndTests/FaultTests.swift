// Damaged input: every good document survives, every bad one is named with file and offset.

import Corpus
import Foundation
import Storage
import TestSupport
import Testing

/// A thousand documents of their own words, so that none is a duplicate.
private func goodLines(_ count: Int = 1000) -> [String] {
  var random = SeededGenerator(seed: 3)
  let letters = Array("abcdefghijklmnoprstuvz")
  let words = (0..<3000).map { _ in String((0..<6).map { _ in letters.randomElement(using: &random)! }) }
  return (0..<count).map { index in
    let text = (0..<120).map { _ in words.randomElement(using: &random)! }.joined(separator: " ")
    return "{\"id\":\"d\(index)\",\"text\":\"\(text)\"}\n"
  }
}

/// What Python's gzip makes of the data.
private func gzip(_ data: Data) throws -> Data {
  let program = "import gzip,sys;sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read(),mtime=0))"
  let result = try #require(TestSupport.run("python3", ["-c", program], input: Array(data)))
  return Data(result.standardOutput)
}

@Suite struct FaultTests {
  /// Runs the stages up to the mix over one input and returns the audit of `extract`.
  private func extractAccount(
    _ folder: RunFolder, format: String = "jsonl", file: String, more: String = ""
  ) throws -> (finished: Finished, counts: [String: Any]) {
    let yaml = """
      name: faults
      sources: [{name: in, format: \(format), paths: \(file)}]
      tokenizer: {vocabulary_size: 512}
      pack: {sequence_length: 64}
      \(more)
      """
    let pipeline = try folder.write(yaml, to: "faults.yaml")
    let finished = try folder.run(["run", pipeline, "--run", folder.path("run"), "--json", "--quiet"])
    let tree = try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any]
    let accounts = (tree?["audit"] as? [String: Any])?["accounts"] as? [[String: Any]] ?? []
    let account = accounts.first { $0["stage"] as? String == "extract" }
    return (finished, account?["counts"] as? [String: Any] ?? [:])
  }

  private func ledger(_ folder: RunFolder) throws -> [LedgerEntry] {
    var reader = try LedgerReader(path: folder.path("run/ledger/extract/00000.jsonl.zst"))
    var entries: [LedgerEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  @Test func oneBadByteCostsOneDocument() throws {
    let folder = try RunFolder()
    var lines = goodLines().map { Data($0.utf8) }
    lines[500][40] = 0xff
    let file = try folder.write(lines.reduce(Data(), +), to: "a.jsonl")
    let (finished, counts) = try extractAccount(folder, file: file)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(counts["documentsKept"] as? Int == 999)
    #expect((counts["quarantined"] as? [String: [String: Int]])?.values.first?["count"] == 1)
    #expect(finished.output.contains("\"quarantined\" : 1"))
  }

  @Test func oneHalfLineCostsOneDocument() throws {
    let folder = try RunFolder()
    var lines = goodLines()
    lines[500] = String(lines[500].prefix(100)) + "\n"
    let file = try folder.write(lines.joined(), to: "a.jsonl")
    let (finished, counts) = try extractAccount(folder, file: file)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(counts["documentsKept"] as? Int == 999)
  }

  @Test func truncatedGzipKeepsEveryWholeLine() throws {
    let folder = try RunFolder()
    let lines = goodLines()
    let whole = try gzip(Data(lines.joined().utf8))
    let cut = whole.prefix(whole.count * 6 / 10)
    let file = try folder.write(Data(cut), to: "a.jsonl.gz")
    let (finished, counts) = try extractAccount(folder, file: file)
    #expect(finished.status == 0, "\(finished.errors)")
    // What any decoder can get out of the cut stream, counted by zlib itself.
    let program = "import zlib,sys;print(zlib.decompressobj(31).decompress(sys.stdin.buffer.read()).count(b'\\n'))"
    let result = try #require(TestSupport.run("python3", ["-c", program], input: Array(cut)))
    let reachable = result.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(counts["documentsKept"] as? Int == Int(reachable))
    #expect((counts["quarantined"] as? [String: Any])?.isEmpty == false)
  }

  @Test func corruptZstdFrameCostsThatFrame() throws {
    let folder = try RunFolder()
    let lines = goodLines()
    let compressor = ZstdCompressor(level: 3)
    var stored: [UInt8] = []
    var starts: [Int] = []
    for first in stride(from: 0, to: lines.count, by: 100) {
      starts.append(stored.count)
      _ = compressor.compress(Array(lines[first..<first + 100].joined().utf8), into: &stored)
    }
    // In the middle of the fifth of ten frames.
    for offset in 0..<8 { stored[(starts[4] + starts[5]) / 2 + offset] ^= 0x5a }
    let file = try folder.write(Data(stored), to: "a.jsonl.zst")
    let (finished, counts) = try extractAccount(folder, file: file)
    #expect(finished.status == 0, "\(finished.errors)")
    let kept = counts["documentsKept"] as? Int ?? 0
    #expect(kept >= 900 && kept < 1000)
    #expect((counts["quarantined"] as? [String: Any])?.isEmpty == false)
    let entries = try ledger(folder)
    #expect(entries.contains { $0.reason == "stream-corrupt" && $0.origin.file == "a.jsonl.zst" })
  }

  @Test func limitOfTheUserEndsWith65() throws {
    let folder = try RunFolder()
    var lines = goodLines(200)
    for index in [3, 50, 120] { lines[index] = "{\"text\":\n" }
    let file = try folder.write(lines.joined(), to: "a.jsonl")
    let (within, _) = try extractAccount(folder, file: file, more: "limits: {quarantined_records: 3}")
    #expect(within.status == 0, "\(within.errors)")
    let (beyond, counts) = try extractAccount(folder, file: file, more: "limits: {quarantined_records: 2}")
    #expect(beyond.status == 65)
    #expect(beyond.errors.contains("3 records are in quarantine"))
    #expect(counts["documentsKept"] as? Int == 197)
  }

  @Test func wrongLengthInAWARCCostsThatRecord() throws {
    let folder = try RunFolder()
    var warc = ""
    for index in 0..<20 {
      let html =
        "<html><body><p>Page number \(index) speaks of many things, one after the other, and ends here.</p></body></html>"
      let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(html)"
      let length = http.utf8.count + (index == 7 ? 300 : 0)
      warc += "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\(index)\r\n"
      warc += "Content-Type: application/http; msgtype=response\r\nContent-Length: \(length)\r\n\r\n\(http)\r\n\r\n"
    }
    let file = try folder.write(warc, to: "a.warc")
    let (finished, counts) = try extractAccount(folder, format: "warc", file: file, more: "deduplicate: false")
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(counts["documentsKept"] as? Int == 19)
    #expect((counts["quarantined"] as? [String: Any])?.isEmpty == false)
  }

  @Test func emptyFileIsNoDocumentAndNoError() throws {
    let folder = try RunFolder()
    _ = try folder.write("", to: "in/empty.jsonl")
    _ = try folder.write(goodLines(100).joined(), to: "in/good.jsonl")
    let (finished, counts) = try extractAccount(folder, file: folder.path("in"))
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(counts["documentsKept"] as? Int == 100)
  }

  @Test func missingFileIsSaidBeforeAnyWork() throws {
    let folder = try RunFolder()
    let (finished, _) = try extractAccount(folder, file: "nowhere.jsonl")
    #expect(finished.status == 78)
    #expect(finished.errors.contains("faults.yaml:2:"))
    #expect(finished.errors.contains("matches no jsonl file"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }

  @Test func ledgerNamesFileAndOffset() throws {
    let folder = try RunFolder()
    var lines = goodLines(50)
    lines[20] = "{\"text\":\n"
    let offset = lines[..<20].joined().utf8.count
    let file = try folder.write(lines.joined(), to: "named.jsonl")
    let (finished, _) = try extractAccount(folder, file: file)
    #expect(finished.status == 0, "\(finished.errors)")
    let entries = try ledger(folder)
    #expect(entries.count == 1)
    #expect(entries.first?.origin.file == "named.jsonl")
    #expect(entries.first?.origin.offset == offset)
    #expect(entries.first?.reason == "json-syntax")
  }
}
