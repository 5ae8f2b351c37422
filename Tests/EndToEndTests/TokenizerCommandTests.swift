// sluice tokenizer decode, inspect and extend.

import Foundation
import TestSupport
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
    let report = try object(try String(contentsOfFile: "\(output)/report.json", encoding: .utf8))
    let sides = try #require(report["sides"] as? [[String: Any]])
    #expect(sides[1]["longerDocuments"] as? Int == 0)
    let tokens = sides.compactMap { ($0["counts"] as? [String: Any])?["tokens"] as? Int }
    #expect(tokens[1] < tokens[0])
    let made = try #require(report["extension"] as? [String: Any])
    #expect(made["addedTokens"] as? Int == 25)
    // Some tokens are only steps on the way to others.
    #expect((1...25).contains(made["usedNewTokens"] as? Int ?? 0))
    let page = try String(contentsOfFile: "\(output)/report.html", encoding: .utf8)
    #expect(page.contains("no document has more tokens"))
    // Every old id is its own new one.
    let map = try String(contentsOfFile: "\(output)/id-map.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(map.elementsEqual((0..<size).map { "\($0)\t\($0)" }, by: ==))
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
    for (side, tokenizer) in zip(sides.map { $0["counts"] as? [String: Any] }, [base, small]) {
      let lines = try folder.run(["tokenizer", "encode", input, "--tokenizer", tokenizer, "--output", "-"]).output
      let count = lines.split(separator: "\n").reduce(0) { $0 + $1.split(separator: ",").count - ($1 == "[]" ? 1 : 0) }
      #expect(side?["tokens"] as? Int == count)
    }
    let scripts = try #require(comparison["scripts"] as? [[String: Any]])
    let characters = scripts.map { script in
      (
        name: script["name"] as? String,
        count: (script["counts"] as? [[String: Any]])?.first?["characters"] as? Int ?? 0
      )
    }
    #expect(characters.contains { $0.name == "han" && $0.count == 19 }, "\(scripts)")
    #expect(characters.reduce(0) { $0 + $1.count } == comparison["characters"] as? Int)
  }

  @Test func comparisonTellsCorporaApartAndWritesAPage() throws {
    let folder = try RunFolder()
    let base = "\(try FinishedRun.shared.get().path)/tokenizer"
    let hostile = "<script>alert(1)</script> " + String(repeating: "港口", count: 30)
    let (chinese, english) = (
      try write(["港口管理员把桅杆数两遍。", hostile], to: folder, "zh.jsonl"),
      try write([texts[0]], to: folder, "en.jsonl")
    )
    let small = folder.path("small")
    #expect(try folder.run(["tokenizer", "train", english, "--vocab-size", "258", "--output", small]).status == 0)
    let compared = try folder.run([
      "tokenizer", "compare", base, small, "--corpus", "zh=\(chinese)", "en=\(english)", "--output", folder.path("out"),
    ])
    #expect(compared.status == 0, "\(compared.errors)")
    let report = try object(try String(contentsOfFile: folder.path("out/report.json"), encoding: .utf8))
    let corpora = try #require(report["corpora"] as? [[String: Any]])
    #expect(corpora.compactMap { $0["name"] as? String } == ["zh", "en"])
    #expect(corpora.compactMap { $0["documents"] as? Int } == [2, 1])
    let side = try #require((report["sides"] as? [[String: Any]])?.last)
    let regressions = try #require(side["regressions"] as? [[String: Any]])
    #expect(regressions.count == side["longerDocuments"] as? Int)
    let page = try String(contentsOfFile: folder.path("out/report.html"), encoding: .utf8)
    #expect(page.contains("have more tokens than by the first") && !page.contains("<script"))
    #expect(page.contains("&lt;script&gt;"))
    #expect(try folder.run(["tokenizer", "compare", base, "--corpus", english]).status == 64)
  }

  @Test func aKilledTrainingGoesOnAndEndsWithTheSameBytes() throws {
    let folder = try RunFolder()
    let lines = try (0..<3000).map { index in
      let text =
        "Boat \(index * 7919) carries \(index % 13) barrels of “\(String(index * 104_729, radix: 36))” 港口\(index)."
      return String(decoding: try JSONSerialization.data(withJSONObject: ["text": text]), as: UTF8.self)
    }
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let arguments = ["tokenizer", "train", input, "--vocab-size", "6000", "--output"]
    let whole = try folder.run(arguments + [folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    let again = arguments + [folder.path("again"), "--checkpoint", folder.path("kept")]
    for _ in 0..<3 {
      let process = try folder.start(again)
      while process.isRunning, !FileManager.default.fileExists(atPath: folder.path("kept/counting.json")) {
        usleep(1000)
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let resumed = try folder.run(again)
    #expect(resumed.status == 0, "\(resumed.errors)")
    for name in ["tokenizer.json", "tokenizer.tiktoken", "merges.txt"] {
      let files = try ["whole", "again"].map { try Data(contentsOf: URL(filePath: folder.path("\($0)/\(name)"))) }
      #expect(files[0] == files[1], "\(name)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("again"))
    #expect(left.allSatisfy { !$0.hasPrefix(".") }, "\(left)")
  }

  @Test func aFullDiskWhileSpillingIsToBeTriedAgain() throws {
    let folder = try RunFolder()
    var random = SeededGenerator(seed: 9)
    let text = (0..<400_000).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
    let input = try write([text, "end"], to: folder, "in.jsonl")
    let finished = TestSupport.run(
      "bash",
      [
        "-c", "ulimit -f 1000; exec \"$0\" \"$@\"", Checkout.program, "tokenizer", "train", input, "--vocab-size",
        "300",
        "--memory", "16MB", "--output", folder.path("out"),
      ])
    #expect(finished?.status == 75, "\(finished?.errorText ?? "")")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/tokenizer.json")))
  }

  @Test func aSizeIsKeptOrPaddedAndEveryIdSaysWhatBecameOfIt() throws {
    let folder = try RunFolder()
    let base = "\(try FinishedRun.shared.get().path)/tokenizer"
    let corpus = try write((0..<50).map { "蒸汽机车在第\($0)站加水，然后继续向北。" }, to: folder, "zh.jsonl")
    let kept = try folder.run([
      "tokenizer", "extend", corpus, "--base", base, "--add", "12", "--scripts", "han", "--whole-characters",
      "--keep-size", "--output", folder.path("kept"),
    ])
    #expect(kept.status == 0, "\(kept.errors)")
    let map = try String(contentsOfFile: folder.path("kept/id-map.tsv"), encoding: .utf8).split(separator: "\n")
    #expect(map.filter { $0.hasSuffix("\t-") }.count == 12)
    let sizes = try [base, folder.path("kept")].map {
      try object(folder.run(["tokenizer", "inspect", $0, "--json"]).output)["vocabularySize"] as? Int
    }
    #expect(sizes[0] == sizes[1])
    let padded = try folder.run([
      "tokenizer", "extend", corpus, "--base", base, "--add", "5", "--pad-to-multiple", "64", "--output",
      folder.path("padded"),
    ])
    #expect(padded.status == 0, "\(padded.errors)")
    let size = try object(folder.run(["tokenizer", "inspect", folder.path("padded"), "--json"]).output)[
      "vocabularySize"]
    #expect((size as? Int).map { $0 % 64 } == 0)
    let unknown = try folder.run([
      "tokenizer", "extend", corpus, "--base", base, "--add", "5", "--scripts", "klingon", "--output", folder.path("x"),
    ])
    #expect(unknown.status == 64 && unknown.errors.contains("han"))
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
