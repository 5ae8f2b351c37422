// sluice tokenizer decode, inspect and extend.

import Foundation
import Testing

@Suite struct TokenizerCommandTests {
  private let texts = [
    "The harbour master counts the masts twice.", "", "港口管理员总是把桅杆数两遍，😀 然后再写下来。",
    "  tabs\tand\nlines\r\n  ", "naïve café, Ελλάδα, עברית, ไทย",
  ]

  private func write(_ texts: [String], to folder: RunFolder, _ name: String) throws -> String {
    let lines = try texts.map { text in
      String(decoding: try JSONSerialization.data(withJSONObject: ["text": text]), as: UTF8.self) + "\n"
    }
    return try folder.write(lines.joined(), to: name)
  }

  private func texts(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { try #require(try object(String($0))["text"] as? String) }
  }

  @Test func decodeGivesBackWhatWasEncoded() throws {
    let folder = try RunFolder()
    let tokenizer = "\(try FinishedRun.shared.get().path)/tokenizer"
    let input = try write(texts, to: folder, "in.jsonl")
    let ids = folder.path("ids.jsonl.zst")
    #expect(try folder.run(["tokenizer", "encode", input, "--tokenizer", tokenizer, "--output", ids]).status == 0)
    let decoded = try folder.run(["tokenizer", "decode", ids, "--tokenizer", tokenizer, "--output", "-"])
    #expect(decoded.status == 0, "\(decoded.errors)")
    #expect(try texts(decoded.output) == texts)
  }

  @Test func damagedLinesOfIdsAreNamedAndTheOthersDecoded() throws {
    let folder = try RunFolder()
    let tokenizer = "\(try FinishedRun.shared.get().path)/tokenizer"
    let input = try folder.write(
      "[5,6\n[]\n[99999999999999999999]\n[5, 6 ]x\n\n[ 7 ,8]\nwords\n[-1]\n", to: "ids.jsonl")
    let decoded = try folder.run(["tokenizer", "decode", input, "--tokenizer", tokenizer, "--output", "-"])
    #expect(decoded.status == 0)
    #expect(try texts(decoded.output) == ["", "()"])
    for place in ["byte 4:", "byte 9:", "byte 38:", "byte 49:", "byte 56:"] {
      #expect(decoded.errors.contains(place), "\(place) is not in \(decoded.errors)")
    }
  }

  @Test func extensionAddsAboveTheBaseAndLengthensNothing() throws {
    let folder = try RunFolder()
    let base = "\(try FinishedRun.shared.get().path)/tokenizer"
    let corpus = try write(
      (0..<200).map { "蒸汽机车在第\($0)站加水，然后继续向北。Steam locomotives take on water." }, to: folder, "corpus.jsonl")
    let output = folder.path("extended")
    let extended = try folder.run(["tokenizer", "extend", corpus, "--base", base, "--add", "25", "--output", output])
    #expect(extended.status == 0, "\(extended.errors)")
    let before = try object(folder.run(["tokenizer", "inspect", base, "--json"]).output)
    let after = try object(folder.run(["tokenizer", "inspect", output, "--json"]).output)
    let size = try #require(before["vocabularySize"] as? Int)
    #expect(after["vocabularySize"] as? Int == size + 25)
    #expect(after["merges"] as? Int == (before["merges"] as? Int ?? 0) + 25)
    let report = try object(try String(contentsOfFile: "\(output)/extension-report.json", encoding: .utf8))
    let comparison = try #require(report["comparison"] as? [String: Any])
    #expect(comparison["longerDocuments"] as? Int == 0)
    let sides = try #require(comparison["sides"] as? [[String: Any]]).compactMap { $0["tokens"] as? Int }
    let (old, new) = (sides[0], sides[1])
    #expect(new < old)
    // The table names for each new id the base's tokens of the same bytes.
    let table = try String(contentsOfFile: "\(output)/embedding-initialization.tsv", encoding: .utf8)
      .split(separator: "\n").dropFirst()
    #expect(table.map { Int($0.prefix { $0 != "\t" }) } == (size..<size + 25).map { $0 })
    // A text without anything new is encoded as before.
    let plain = try write(["Nobody remembers who brought the first clock here."], to: folder, "plain.jsonl")
    let pair = try [base, output].map {
      try folder.run(["tokenizer", "encode", plain, "--tokenizer", $0, "--output", "-"]).output
    }
    #expect(pair[0] == pair[1] && pair[0].hasPrefix("["))
  }

  @Test func aSeparatorDividesWhereverItStands() throws {
    let folder = try RunFolder()
    let tokenizer = "\(try FinishedRun.shared.get().path)/tokenizer"
    let separated = try folder.write("first\n<|endoftext|>  second<|endoftext|>\nthird", to: "in.txt")
    let plain = try write(["first\n", "  second", "\nthird"], to: folder, "in.jsonl")
    let ids = try [[separated, "--separator", "<|endoftext|>"], [plain]].map {
      try folder.run(["tokenizer", "encode"] + $0 + ["--tokenizer", tokenizer, "--output", "-"]).output
    }
    #expect(ids[0] == ids[1] && ids[0].split(separator: "\n").count == 3)
  }

  @Test func compareCountsWhatEncodeGives() throws {
    let folder = try RunFolder()
    let base = "\(try FinishedRun.shared.get().path)/tokenizer"
    let input = try write(texts, to: folder, "in.jsonl")
    let small = folder.path("small")
    #expect(try folder.run(["tokenizer", "train", input, "--vocab-size", "270", "--output", small]).status == 0)
    let compared = try folder.run(["tokenizer", "compare", base, small, "--corpus", input, "--json"])
    #expect(compared.status == 0, "\(compared.errors)")
    let comparison = try object(compared.output)
    #expect(comparison["documents"] as? Int == texts.count)
    let sides = try #require(comparison["sides"] as? [[String: Any]])
    for (side, tokenizer) in zip(sides, [base, small]) {
      let lines = try folder.run(["tokenizer", "encode", input, "--tokenizer", tokenizer, "--output", "-"]).output
      let count = lines.split(separator: "\n").reduce(0) { $0 + $1.split(separator: ",").count - ($1 == "[]" ? 1 : 0) }
      #expect(side["tokens"] as? Int == count)
    }
    let scripts = try #require(comparison["scripts"] as? [[String: Any]])
    #expect(scripts.contains { $0["script"] as? String == "han" && $0["characters"] as? Int == 19 }, "\(scripts)")
    #expect(scripts.compactMap { $0["characters"] as? Int }.reduce(0, +) == comparison["characters"] as? Int)
  }

  @Test func convertedVocabulariesEncodeAlike() throws {
    let folder = try RunFolder()
    let base = "\(try FinishedRun.shared.get().path)/tokenizer"
    #expect(try folder.run(["tokenizer", "convert", base, "--output", folder.path("all")]).status == 0)
    let input = try write(texts, to: folder, "in.jsonl")
    let expected = try folder.run(["tokenizer", "encode", input, "--tokenizer", base, "--output", "-"]).output
    let back = try folder.run([
      "tokenizer", "convert", folder.path("all/tokenizer.tiktoken"), "--pattern", "cl100k", "--output",
      folder.path("back"),
    ])
    #expect(back.status == 0, "\(back.errors)")
    for name in ["all/tokenizer.json", "back/tokenizer.json"] {
      let ids = try folder.run(["tokenizer", "encode", input, "--tokenizer", folder.path(name), "--output", "-"])
      #expect(ids.output == expected, "\(name)")
    }
  }

  @Test func inspectSaysWhatAVocabularyIs() throws {
    let folder = try RunFolder()
    let tokenizer = "\(try FinishedRun.shared.get().path)/tokenizer"
    let shown = try folder.run(["tokenizer", "inspect", tokenizer])
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("1,024 ids"))
    #expect(shown.output.contains("cl100k"))
    #expect(shown.output.contains("“<|endoftext|>”"))
    let broken = try folder.write("{\"model\":", to: "tokenizer.json")
    #expect(try folder.run(["tokenizer", "inspect", broken]).status == 65)
  }
}
