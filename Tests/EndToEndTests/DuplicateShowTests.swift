// sluice deduplicate show: removed documents beside those that stayed.

import Foundation
import Storage
import Testing

@Suite struct DuplicateShowTests {
  private let text = (0..<60).map { "word\($0)" }.joined(separator: " ")

  private func line(_ id: String, _ text: String, source: String = "web") throws -> String {
    let bytes = try JSONSerialization.data(withJSONObject: ["id": id, "text": text, "source": source])
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// Lines deduplicated into `out`; the file is named relative to the folder.
  private func deduplicated(_ lines: [String], _ name: String = "in.jsonl") throws -> RunFolder {
    let folder = try RunFolder()
    _ = try folder.write(lines.joined(), to: name)
    let finished = try folder.run(["deduplicate", name, "--keep", "first", "--output", "out"])
    try #require(finished.status == 0, "\(finished.errors)")
    return folder
  }

  private func corpus() throws -> RunFolder {
    try deduplicated([
      line("doc-first", text), line("doc-copy", text), line("doc-near", text + " and three more", source: "wiki"),
      line("other", "nothing of the sort"),
    ])
  }

  private func pairs(_ finished: Finished) throws -> [[String: Any]] {
    try #require(finished.status == 0, "\(finished.errors)")
    return try #require(try object(finished.output)["pairs"] as? [[String: Any]])
  }

  @Test func theNamedPairComesFirstWithWhatDiffers() throws {
    let folder = try corpus()
    let shown = try folder.run(["deduplicate", "show", "out", "doc-near", "--width", "100"])
    try #require(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("3 documents, 2 removed (1 exact, 1 near)"))
    let first = try #require(shown.output.range(of: "1 of 2")).upperBound
    let second = try #require(shown.output.range(of: "2 of 2")).lowerBound
    let pair = shown.output[first..<second]
    #expect(pair.contains("source wiki  in.jsonl, row 2"))
    #expect(pair.contains("56 of 59 shingles"))
    #expect(pair.contains("{+ and three more+}"))
    #expect(shown.output[second...].contains("byte for byte"))
    #expect(!shown.output.contains("\u{1b}"))
    let coloured = try folder.run(["deduplicate", "show", "out", "doc-near", "--color", "always"])
    #expect(coloured.output.contains("\u{1b}[0;1;3") && !coloured.output.contains("{+"))
  }

  /// Programs get both texts and the changes; these make one of the other.
  @Test func changesOfTheJSONTurnOneTextIntoTheOther() throws {
    let folder = try deduplicated([
      line("a", "潮水每天来两次。" + text), line("b", "潮水每天只来一次！" + text + "\n\u{1b}[31mred\u{202e}"),
    ])
    let pair = try #require(try pairs(folder.run(["deduplicate", "show", "out", "b", "--json"])).first)
    let (kept, removed) = (
      try #require(pair["kept"] as? [String: Any]), try #require(pair["removed"] as? [String: Any])
    )
    #expect(Set([kept["id"] as? String, removed["id"] as? String]) == ["a", "b"])
    let left = Array(try #require(kept["text"] as? String).utf8)
    let right = Array(try #require(removed["text"] as? String).utf8)
    var made: [UInt8] = []
    var position = 0
    for change in try #require(pair["changes"] as? [[String: [Int]]]) {
      let (from, to) = (try #require(change["kept"]), try #require(change["removed"]))
      made += left[position..<from[0]] + right[to[0]..<to[1]]
      position = from[1]
    }
    #expect(made + left[position...] == right)
    let shown = try folder.run(["deduplicate", "show", "out", "b"])
    #expect(!shown.output.contains("\u{1b}") && !shown.output.contains("\u{202e}"))
    #expect(shown.output.contains("\\u{1b}[31mred"))
  }

  @Test func theBeginningOfAnIdIsEnoughAndAWrongOneIsExplained() throws {
    let other = (0..<60).map { "term\($0)" }.joined(separator: " ")
    let folder = try deduplicated([
      line("doc-first", text), line("doc-near", text + " and"), line("page-1", other), line("page-2", other + " and"),
      line("single", "nothing of the sort"),
    ])
    let shown = try folder.run(["deduplicate", "show", "out", "doc-n"])
    #expect(shown.status == 0 && shown.output.contains("doc-near"), "\(shown.errors)")
    // Two ids, but of one cluster.
    #expect(try folder.run(["deduplicate", "show", "out", "page"]).status == 0)
    let ambiguous = try folder.run(["deduplicate", "show", "out", ""])
    #expect(ambiguous.status == 64 && ambiguous.errors.contains("several clusters"))
    let single = try folder.run(["deduplicate", "show", "out", "single"])
    #expect(single.status == 64 && single.errors.contains("has duplicates"))
    let mistyped = try folder.run(["deduplicate", "show", "out", "dok-near"])
    #expect(mistyped.status == 64 && mistyped.errors.contains("did you mean 'doc-near'?"))
    let nowhere = try folder.run(["deduplicate", "show", folder.path, "a"])
    #expect(nowhere.status == 66)
  }

  @Test func anInputThatIsGoneIsNamed() throws {
    let folder = try corpus()
    try FileManager.default.moveItem(atPath: folder.path("in.jsonl"), toPath: folder.path("elsewhere"))
    let shown = try folder.run(["deduplicate", "show", "out", "doc-near"])
    #expect(shown.status == 66)
    #expect(shown.errors.contains("in.jsonl is not at \(folder.path("in.jsonl"))"))
  }

  @Test func anInputThatHasChangedIsTold() throws {
    let folder = try corpus()
    _ = try folder.write(line("doc-first", text) + line("doc-near", text + " and more"), to: "in.jsonl")
    let shown = try folder.run(["deduplicate", "show", "out", "doc-near"])
    #expect(shown.status == 0 && shown.errors.contains("in.jsonl has changed since"))
  }

  /// Ids that the lines do not write are made from the file's name as the user gave it.
  @Test func documentsWithoutIdsAreFound() throws {
    let folder = try deduplicated([
      "{\"text\":\"\(text)\"}\n", "{\"id\":17,\"text\":\"\(text) and\"}\n", "{\"id\":null,\"text\":\"\(text) or\"}\n",
    ])
    #expect(try pairs(folder.run(["deduplicate", "show", "out", "17", "--json"])).count == 2)
    let texts = try deduplicated([text, "\n%%\n", text, " and more\n%%\n", "another"], "in.txt")
    #expect(try texts.run(["deduplicate", "show", "out"]).output.contains("no document has a duplicate"))
    let cut = try texts.run(["deduplicate", "in.txt", "--separator", "%%", "--output", "cut"])
    #expect(cut.status == 0, "\(cut.errors)")
    let found = try pairs(texts.run(["deduplicate", "show", "cut", "in.txt:1", "--json"]))
    #expect(found.count == 1)
  }

  /// Two documents with one id: the one that was compared is shown.
  @Test func ofDocumentsWithOneIdTheRightOneIsShown() throws {
    let folder = try deduplicated([
      line("x", (0..<60).map { "term\($0)" }.joined(separator: " ")), line("x", text), line("y", text + " and more"),
      line("x", text + " or less"),
    ])
    let found = try pairs(folder.run(["deduplicate", "show", "out", "y", "--json"]))
    #expect(found.count == 2)
    for pair in found {
      #expect((pair["kept"] as? [String: Any])?["row"] as? Int == 1)
      let row = (pair["removed"] as? [String: Any])?["row"] as? Int
      #expect(row == ((pair["removed"] as? [String: Any])?["id"] as? String == "y" ? 2 : 3))
    }
  }

  @Test func largestClustersAreListedAndASampleIsTheSameEveryTime() throws {
    var lines: [String] = []
    for group in 0..<6 {
      let words = (0..<80).map { "g\(group)w\($0)" }
      for copy in 0...group {
        lines.append(try line("g\(group)-\(copy)", words.dropLast(copy).joined(separator: " ")))
      }
    }
    let folder = try deduplicated(lines)
    let largest = try object(try folder.run(["deduplicate", "show", "out", "--largest", "2", "--json"]).output)
    let sizes = try #require(largest["largest"] as? [[String: Any]])
    #expect(sizes.map { $0["documents"] as? Int } == [6, 5])
    #expect(largest["clusters"] as? Int == 5)
    let arguments = ["deduplicate", "show", "out", "--sample", "2", "--between", "0.9", "0.97", "--json"]
    let (first, again) = (try folder.run(arguments), try folder.run(arguments))
    #expect(first.status == 0 && first.output == again.output, "\(first.errors)")
    let range = try #require(try object(first.output)["ranges"] as? [[String: Any]]).first
    let shown = try #require(range?["pairs"] as? [[String: Any]])
    #expect(shown.count == 2)
    #expect((range?["near"] as? Int ?? 0) > 2)
    for pair in shown { #expect((0.9..<0.97).contains(pair["similarity"] as? Double ?? 0)) }
    let wrong = try folder.run(["deduplicate", "show", "out", "--sample", "2", "--between", "0.9"])
    #expect(wrong.status == 64)
  }

  // MARK: Runs

  @Test func aRunShowsItsDuplicatesAndExplainNamesTheCommand() throws {
    let run = try FinishedRun.shared.get().path
    let folder = try RunFolder()
    let largest = try object(try folder.run(["deduplicate", "show", run, "--largest", "1", "--json"]).output)
    let cluster = try #require((largest["largest"] as? [[String: Any]])?.first?["cluster"] as? String)
    let found = try pairs(folder.run(["deduplicate", "show", run, String(cluster.prefix(10)), "--json"]))
    let removed = try #require(found.first?["removed"] as? [String: Any])
    let kept = try #require(found.first?["kept"] as? [String: Any])
    #expect(kept["id"] as? String == cluster)
    #expect(removed["source"] as? String != nil)
    let id = try #require(removed["id"] as? String)
    let story = try folder.run(["explain", run, id])
    #expect(story.output.contains("sluice deduplicate show \(run) \(id)"))
    let shown = try folder.run(["deduplicate", "show", run, id])
    #expect(shown.output.contains("removed  \(id)"))
  }

  /// Document shards of a run are an input like any other; their texts are found through their indices.
  @Test func shardsAsInputAreFoundByTheirIndex() throws {
    let run = try FinishedRun.shared.get().path
    let stages = try FileManager.default.contentsOfDirectory(atPath: "\(run)/stages")
    let refine = try #require(stages.first { $0.hasPrefix("refine-") })
    let folder = try RunFolder()
    let finished = try folder.run(["deduplicate", "\(run)/stages/\(refine)", "--output", "out"])
    try #require(finished.status == 0, "\(finished.errors)")
    let found = try object(try folder.run(["deduplicate", "show", "out", "--sample", "1", "--json"]).output)
    let ranges = try #require(found["ranges"] as? [[String: Any]])
    #expect(!ranges.isEmpty)
    for range in ranges {
      for pair in try #require(range["pairs"] as? [[String: Any]]) {
        let removed = try #require(pair["removed"] as? [String: Any])
        #expect((removed["file"] as? String)?.hasSuffix(".jsonl.zst") == true)
      }
    }
  }
}
