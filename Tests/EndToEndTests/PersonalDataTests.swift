// What was masked appears nowhere: planted data is searched in everything that the program writes and says.

import Foundation
import Testing

@Suite struct PersonalDataTests {
  /// Personal data of every kind, in forms that later stages could quote.
  private static let secrets = [
    "jane.roe@corp.example.org", "ｍａｘ＠ｃｏｒｐ．ｅｘａｍｐｌｅ．ｏｒｇ", "93.184.216.34", "2001:4860:4860::8844", "+44 20 7946 0958",
    "13800138000", "4111 1111 1111 1111", "11010519491231002X", "DE89 3704 0044 0532 0130 00",
  ]

  /// What of the secrets any output may not have: themselves, and without what parts their characters.
  private func leaks(in text: String) -> [String] {
    Self.secrets.filter { text.contains($0) || text.contains($0.filter { $0 != " " }) }
  }

  private static let sentence =
    "The committee that looks after the old harbour met on Tuesday and decided that the wall will be built of stone. "

  private func documents() throws -> String {
    var lines: [String] = []
    for (index, secret) in Self.secrets.enumerated() {
      let text = String(repeating: Self.sentence, count: 3) + "Reach us: \(secret), at any time.\r\n"
      for copy in 0..<2 {
        // A near duplicate, a copy with a line that assistants leave behind, one that a quality rule drops.
        let more = copy == 0 ? "" : "As an AI language model, I cannot help with \(secret). "
        lines.append(line(id: "d\(index)-\(copy)", text + more + String(repeating: Self.sentence, count: 2)))
      }
      lines.append(line(id: "s\(index)", "\(secret) \(secret)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(id: String, _ text: String) -> String {
    // CR LF is one character.
    let text = text.replacing("\r\n", with: "\\r\\n")
    return #"{"id":"\#(id)","text":"\#(text)"}"#
  }

  @Test(arguments: [
    "normalize,personal-data,ai-boilerplate,gopher-quality", "personal-data", "gopher-quality,personal-data,normalize",
  ]) func cleanShowsAndKeepsNothingOfIt(_ stages: String) throws {
    let folder = try RunFolder()
    let input = try folder.write(try documents(), to: "in.jsonl")
    let finished = try folder.run([
      "clean", input, "--stages", stages, "--output", folder.path("out.jsonl"), "--ledger", folder.path("ledger.jsonl"),
      "--diff",
    ])
    #expect(finished.status == 0)
    let output = try String(contentsOfFile: folder.path("out.jsonl"), encoding: .utf8)
    let ledger = try String(contentsOfFile: folder.path("ledger.jsonl"), encoding: .utf8)
    #expect(leaks(in: output) == [])
    #expect(leaks(in: ledger) == [])
    #expect(leaks(in: finished.errors) == [])
    #expect(finished.errors.contains("█████") && finished.errors.contains("<email>"))
    #expect(ledger.contains(#""rule":"chinese-id""#))
  }

  @Test func theDifferenceHidesWhatOnlyNormalisationBringsToLight() throws {
    let folder = try RunFolder()
    let input = try folder.write(
      line(id: "a", "Write to jane.\u{200b}roe@corp.exam\u{200b}ple.org today.") + "\n", to: "a.jsonl")
    let finished = try folder.run([
      "clean", input, "--stages", "normalize,personal-data", "--output", folder.path("out.jsonl"), "--diff",
    ])
    #expect(finished.status == 0)
    #expect(try String(contentsOfFile: folder.path("out.jsonl"), encoding: .utf8).contains("Write to <email> today."))
    #expect(!finished.errors.contains("roe") && !finished.errors.contains("ple.org"))
  }

  @Test(arguments: ["placeholder", "pseudonym", "example"]) func runsKeepNothingOfIt(_ mask: String) throws {
    let folder = try RunFolder()
    _ = try folder.write(try documents(), to: "in.jsonl")
    let yaml = """
      name: test
      seed: 7
      sources:
        - {name: a, format: jsonl, paths: in.jsonl}
      clean:
        personal_data: {mask: \(mask)}
        gopher_quality: true
      tokenizer: {vocabulary_size: 300}
      pack: {sequence_length: 64}
      """
    let pipeline = try folder.write(yaml, to: "pipeline.yaml")
    let run = folder.path("run")
    var said = try folder.run(["run", pipeline, "--run", run])
    #expect(said.status == 0, "\(said.errors)")
    var texts = [said.output, said.errors]
    said = try folder.run(["audit", run, "--json"])
    texts += [said.output, said.errors]
    // Ledgers, the audit's files, and the document shards behind extract; what is compressed is read by the program.
    let files = try #require(FileManager.default.enumerator(atPath: run)).compactMap { $0 as? String }
    var ids: Set<String> = []
    for file in files where !file.contains("stages/extract-") {
      let path = run + "/" + file
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      let data = try unpacked(path)
      let text = String(decoding: data, as: UTF8.self)
      texts.append(text)
      if file.contains("ledger") {
        for match in text.matches(of: /"id":"([0-9a-f]{32})"/) { ids.insert(String(match.1)) }
      }
    }
    #expect(!ids.isEmpty)
    for id in ids.sorted() {
      let explained = try folder.run(["explain", run, id])
      #expect(explained.status == 0)
      let shown = try folder.run(["deduplicate", "show", run, id])
      texts += [explained.output, explained.errors, shown.output, shown.errors]
    }
    let found = Set(texts.flatMap(leaks(in:)))
    // The examples of standards are the masks of this kind.
    let expected: Set<String> = mask == "example" ? ["4111 1111 1111 1111", "11010519491231002X"] : []
    #expect(found.subtracting(expected).isEmpty)
  }

  private func unpacked(_ path: String) throws -> Data {
    let stored = try Data(contentsOf: URL(filePath: path))
    // A ledger without entries is an empty file.
    guard path.hasSuffix(".zst"), !stored.isEmpty else { return stored }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["zstd", "-dcq", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }
}
