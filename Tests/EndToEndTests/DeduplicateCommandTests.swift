// sluice deduplicate, as people call it.

import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DeduplicateCommandTests {
  private func statistics(_ output: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: output + "/statistics.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func int(_ value: Any?, _ path: String...) -> Int? {
    path.reduce(value) { ($0 as? [String: Any])?[$1] } as? Int
  }

  // MARK: What does not matter

  /// Order of the files, their number, compression, and threads show nowhere.
  @Test func resultsDependOnTheDocumentsOnly() throws {
    let folder = try RunFolder()
    let corpus = DuplicateCorpus(families: 60, singles: 40, seed: 1, source: true)
    let whole = try folder.write(corpus.text, to: "whole/a.jsonl")
    let first = try folder.run(["deduplicate", whole, "--output", folder.path("one"), "--threads", "1"])
    #expect(first.status == 0, "\(first.errors)")
    let expected = try DeduplicationResult(folder.path("one"))
    #expect(!expected.removed.isEmpty)

    var random = SeededGenerator(seed: 2)
    var lines = corpus.lines
    lines.shuffle(using: &random)
    var names: [String] = []
    for part in 0..<7 {
      let share = lines.indices.filter { $0 % 7 == part }.map { lines[$0] }
      var data = Data((share.joined(separator: "\n") + "\n").utf8)
      if part % 2 == 1 {
        var frame: [UInt8] = []
        ZstdCompressor().compress(Array(data), into: &frame)
        data = Data(frame)
      }
      names.append(try folder.write(data, to: "parts/\(part).jsonl\(part % 2 == 1 ? ".zst" : "")"))
    }
    let split = try folder.run(
      ["deduplicate"] + names.reversed() + ["--output", folder.path("many"), "--threads", "4"])
    #expect(split.status == 0, "\(split.errors)")
    #expect(try DeduplicationResult(folder.path("many")) == expected)
    let again = try folder.run(["deduplicate"] + names + ["--output", folder.path("again"), "--threads", "2"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try contents(of: folder.path("again")) == contents(of: folder.path("many")))
  }

  /// What is kept has no duplicates.
  @Test func deduplicatingTheResultRemovesNothing() throws {
    let folder = try RunFolder()
    let input = try folder.write(DuplicateCorpus(families: 80, singles: 20, seed: 3).text, to: "in.jsonl")
    let first = try folder.run(["deduplicate", input, "--output", folder.path("one")])
    #expect(first.status == 0, "\(first.errors)")
    let second = try folder.run(["deduplicate", folder.path("one/kept"), "--output", folder.path("two")])
    #expect(second.status == 0, "\(second.errors)")
    #expect(try lines(ofFile: folder.path("two/removed.jsonl")).isEmpty)
    #expect(try DeduplicationResult(folder.path("two")).kept == DeduplicationResult(folder.path("one")).kept)
  }

  // MARK: Which one stays

  @Test func theEarlierInputStays() throws {
    let folder = try RunFolder()
    let text = (0..<40).map { "word\($0)" }.joined(separator: " ")
    let line = { (id: String) in "{\"id\":\"\(id)\",\"text\":\"\(text)\"}\n" }
    // Whatever the hashes of the ids are, one of these two orders contradicts them.
    let web = try folder.write(line("w1") + line("w2"), to: "web.jsonl")
    let wiki = try folder.write(line("k1"), to: "wiki.jsonl")
    for (inputs, kept) in [([web, wiki], "w"), ([wiki, web], "k")] {
      let finished = try folder.run(
        ["deduplicate"] + inputs + ["--keep", "input", "--output", folder.path("out-\(kept)")])
      #expect(finished.status == 0, "\(finished.errors)")
      let result = try DeduplicationResult(folder.path("out-\(kept)"))
      #expect(result.kept.count == 1)
      #expect(result.kept.first?.contains("\"id\":\"\(kept)") == true)
    }
    let first = try folder.run(["deduplicate", web, wiki, "--keep", "first", "--output", folder.path("first")])
    #expect(first.status == 0, "\(first.errors)")
    #expect(try DeduplicationResult(folder.path("first")).kept == [line("w1").dropLast().description])
  }

  // MARK: Modes

  @Test func annotatedLinesAreTheOldOnesWithMembersMore() throws {
    let folder = try RunFolder()
    let text = (0..<40).map { "word\($0)" }.joined(separator: " ")
    let lines = [
      #" { "id" : 7 , "text" : "\#(text)" , "tags" : [ 1.50 , {"a":"}"} ] }  "#,
      #"{"id":"b","duplicate_of":"stale","text":"\#(text)","duplicate_cluster":"stale"}"#,
      #"{"text":"on its own","id":null,"duplicate_of":"theirs"}"#,
    ]
    let input = try folder.write(lines.joined(separator: "\r\n") + "\r\n", to: "in.jsonl")
    let finished = try folder.run(
      ["deduplicate", input, "--mode", "annotate", "--keep", "first", "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/kept")))
    let written = try EndToEndTests.lines(ofFile: folder.path("out/annotated/00000.jsonl.zst"))
    #expect(written.count == 3)
    #expect(
      written[0] == #" { "id" : 7 , "text" : "\#(text)" , "tags" : [ 1.50 , {"a":"}"} ] ,"duplicate_cluster":"7"}"#
        + "  \r")
    #expect(
      written[1] == #"{"id":"b","text":"\#(text)","duplicate_cluster":"7","duplicate_of":"7","#
        + #""duplicate_jaccard":1.0,"duplicate_reason":"exact"}"# + "\r")
    #expect(written[2] == lines[2] + "\r")
  }

  @Test func aReportWritesNoDocuments() throws {
    let folder = try RunFolder()
    let input = try folder.write(DuplicateCorpus(families: 20, singles: 5, seed: 4).text, to: "in.jsonl")
    let removed = try folder.run(["deduplicate", input, "--output", folder.path("removed")])
    let report = try folder.run(["deduplicate", input, "--mode", "report", "--json", "--output", folder.path("report")])
    #expect(removed.status == 0 && report.status == 0, "\(report.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("report/kept")))
    for name in ["removed.jsonl", "clusters.jsonl", "removals/00000.bits"] {
      #expect(
        FileManager.default.contentsEqual(
          atPath: folder.path("removed/\(name)"), andPath: folder.path("report/\(name)")),
        "\(name)")
    }
    #expect(try report.output == String(contentsOfFile: folder.path("report/statistics.json"), encoding: .utf8))
    #expect(removed.output.contains("documents in"))
  }

  @Test func exactOnlyLeavesNearDuplicates() throws {
    let folder = try RunFolder()
    let text = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let input = try folder.write(
      "{\"id\":1,\"text\":\"\(text)\"}\n{\"id\":2,\"text\":\"\(text)\\n\"}\n{\"id\":3,\"text\":\"\(text) more\"}\n",
      to: "in.jsonl")
    let finished = try folder.run([
      "deduplicate", input, "--exact-only", "--keep", "first", "--output", folder.path("out"),
    ])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(try objects(ofFile: folder.path("out/removed.jsonl")).map { $0["id"] as? String } == ["2"])
  }

  // MARK: Identity

  /// Ids that are numbers, that come twice, that hold anything, or that are not there.
  @Test func idsOfAllKinds() throws {
    let folder = try RunFolder()
    let first = (0..<40).map { "word\($0)" }.joined(separator: " ")
    let second = (0..<40).map { "其他文字\($0)" }.joined()
    let lines = [
      "{\"id\":12345678901234567890,\"text\":\"\(first)\"}", "{\"id\":1.50,\"text\":\"\(first)\"}",
      "{\"id\":\"same\",\"text\":\"\(second)\"}", "{\"id\":\"same\",\"text\":\"\(second) 一\"}",
      "{\"id\":\"same\",\"text\":\"\(first) and more\"}", "{\"id\":\"a\\tb\\u0000\\\"\",\"text\":\"\(second)\"}",
      "{\"text\":\"\(second)\"}", "{\"id\":\"\",\"text\":\"nothing of the sort\"}",
    ]
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let finished = try folder.run(
      ["deduplicate", input, "--output", folder.path("out"), "--pairs", folder.path("pairs.tsv")])
    #expect(finished.status == 0, "\(finished.errors)")
    let clusters = try objects(ofFile: folder.path("out/clusters.jsonl"))
    let removed = try objects(ofFile: folder.path("out/removed.jsonl"))
    #expect(removed.count == 5)
    #expect(clusters.count == 7)
    let ids = clusters.compactMap { $0["id"] as? String }
    #expect(ids.filter { $0 == "same" }.count == 3)
    #expect(Set(ids).isSuperset(of: ["12345678901234567890", "1.50", "a\tb\0\""]))
    #expect(ids.contains { $0.utf8.count == 32 })
    // Two clusters, whatever their members are called.
    #expect(Set(clusters.compactMap { $0["cluster"] as? String }).count == 2)
    for pair in try String(contentsOfFile: folder.path("pairs.tsv"), encoding: .utf8).split(separator: "\n") {
      #expect(pair.split(separator: "\t").count == 3)
    }
  }

  /// Two kept documents of one id name two clusters.
  @Test func clustersOfOneIDAreToldApart() throws {
    let folder = try RunFolder()
    var lines: [String] = []
    for family in 0..<3 {
      let text = (0..<40).map { "word\($0 * 10 + family)" }.joined(separator: " ")
      lines += ["{\"id\":\"x\",\"text\":\"\(text)\"}", "{\"id\":\"x\",\"text\":\"\(text)  \"}"]
    }
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    let names = try objects(ofFile: folder.path("out/clusters.jsonl")).compactMap { $0["cluster"] as? String }
    #expect(names.count == 6)
    #expect(Set(names).count == 3)
    #expect(names.allSatisfy { $0.hasPrefix("x#") })
    let reversed = try folder.write(lines.reversed().joined(separator: "\n"), to: "reversed.jsonl")
    let other = try folder.run(["deduplicate", reversed, "--output", folder.path("other")])
    #expect(other.status == 0, "\(other.errors)")
    #expect(
      FileManager.default.contentsEqual(
        atPath: folder.path("out/clusters.jsonl"), andPath: folder.path("other/clusters.jsonl")))
  }

  // MARK: Figures

  @Test func figuresAddUp() throws {
    let folder = try RunFolder()
    let corpus = DuplicateCorpus(families: 50, singles: 30, seed: 5, source: true)
    let input = try folder.write(corpus.text, to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    let found = try statistics(folder.path("out"))
    let kept = try lines(ofFile: folder.path("out/kept/00000.jsonl.zst"))
    let removed = try objects(ofFile: folder.path("out/removed.jsonl"))
    #expect(int(found, "input", "documents") == corpus.lines.count)
    #expect(int(found, "kept", "documents") == kept.count)
    #expect(int(found, "removed", "documents") == removed.count)
    #expect(int(found, "exact", "documents") == removed.filter { $0["reason"] as? String == "exact" }.count)
    let keptBytes = try objects(ofFile: folder.path("out/kept/00000.jsonl.zst"))
      .reduce(0) { $0 + (($1["text"] as? String)?.utf8.count ?? 0) }
    #expect(int(found, "kept", "textBytes") == keptBytes)
    let matrix = try #require((found["matrix"] as? [String: Any])?["documents"] as? [[Int]])
    #expect(matrix.count == 3)
    #expect(matrix.joined().reduce(0, +) == removed.count)
    let sizes = try #require((found["clusters"] as? [String: Any])?["sizes"] as? [[String: Int]])
    #expect(
      sizes.reduce(0) { $0 + ($1["documents"] ?? 0) } == (try lines(ofFile: folder.path("out/clusters.jsonl")).count))
    // The table names the sources.
    #expect(finished.output.contains("[1] source "))
  }

  /// Of very many sources the largest are listed.
  @Test func sourcesBeyondTheListCountTogether() throws {
    let folder = try RunFolder()
    var lines: [String] = []
    for number in 0..<300 {
      lines.append("{\"id\":\(number),\"text\":\"text \(number % 150)\",\"source\":\"s\(number % 100)\"}")
    }
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    let sources = try #require(try statistics(folder.path("out"))["sources"] as? [[String: Any]])
    #expect(sources.count == 65)
    #expect(sources.last?["name"] as? String == "other")
    #expect(sources.reduce(0) { $0 + ($1["documents"] as? Int ?? 0) } == 300)
    #expect(sources.reduce(0) { $0 + ($1["removed"] as? Int ?? 0) } == 150)
  }

  // MARK: Inputs of all kinds

  @Test func standardInputIsReadAsOftenAsNeeded() throws {
    let folder = try RunFolder()
    let corpus = DuplicateCorpus(families: 20, singles: 10, seed: 6)
    let input = try folder.write(corpus.text, to: "in.jsonl")
    let program = "'\(Checkout.program)' deduplicate"
    let piped = try #require(
      run("sh", ["-c", "cat '\(input)' | \(program) - --output '\(folder.path("piped"))'"]))
    #expect(piped.status == 0, "\(piped.errorText)")
    let zipped = try #require(
      run("sh", ["-c", "gzip -c '\(input)' | \(program) - --output '\(folder.path("zipped"))'"]))
    #expect(zipped.status == 0, "\(zipped.errorText)")
    let named = try folder.run(["deduplicate", input, "--output", folder.path("named")])
    #expect(named.status == 0)
    for name in ["removed.jsonl", "clusters.jsonl", "kept/00000.jsonl.zst"] {
      let expected = try Data(contentsOf: URL(filePath: folder.path("named/\(name)")))
      #expect(try Data(contentsOf: URL(filePath: folder.path("piped/\(name)"))) == expected, "\(name)")
      #expect(try Data(contentsOf: URL(filePath: folder.path("zipped/\(name)"))) == expected, "\(name)")
    }
    let empty = try #require(run("sh", ["-c", "\(program) - --output '\(folder.path("empty"))' < /dev/null"]))
    #expect(empty.status == 0, "\(empty.errorText)")
    #expect(try lines(ofFile: folder.path("empty/kept/00000.jsonl.zst")).isEmpty)
  }

  @Test func damagedLinesAreNamedAndTheOthersStay() throws {
    let folder = try RunFolder()
    let lines = [
      #"{"id":"a","text":"one two three"}"#, "", #"{"id":"b","text":"#, "   ", #"{"id":"c","text":5}"#,
      #"{"id":"d","text":"one  two three"}"#, #"["id"]"#, #"{"id":"e","text":"four"}"#,
    ]
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--keep", "first", "--output", folder.path("out")])
    #expect(finished.status == 0)
    #expect(finished.errors.contains("in.jsonl, byte 52"), "\(finished.errors)")
    #expect(finished.errors.contains("no text in field 'text'"))
    #expect(finished.errors.contains("3 damaged"))
    #expect(try EndToEndTests.lines(ofFile: folder.path("out/kept/00000.jsonl.zst")) == [lines[0], lines[7]])
    #expect(int(try statistics(folder.path("out")), "lines", "damaged") == 3)
    #expect(int(try statistics(folder.path("out")), "lines", "blank") == 2)
  }

  /// A file that two names lead to is read once: its documents are no copies of themselves.
  @Test func oneFileOfTwoNamesIsReadOnce() throws {
    let folder = try RunFolder()
    let input = try folder.write(DuplicateCorpus(families: 0, singles: 5, seed: 7).text, to: "in/a.jsonl")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.jsonl"), withDestinationPath: input)
    let finished = try folder.run(
      ["deduplicate", input, folder.path("in"), folder.path("link.jsonl"), "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(int(try statistics(folder.path("out")), "input", "documents") == 5)
    #expect(int(try statistics(folder.path("out")), "removed", "documents") == 0)
  }

  @Test func textsWithoutUnitsAndEmptyTexts() throws {
    let folder = try RunFolder()
    let lines = ["", "", "?", "!", " ? ", "…"].enumerated().map { "{\"id\":\($0),\"text\":\"\($1)\"}" }
    let input = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let finished = try folder.run(["deduplicate", input, "--keep", "first", "--output", folder.path("out")])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(
      try EndToEndTests.lines(ofFile: folder.path("out/kept/00000.jsonl.zst")) == [0, 2, 3, 5].map { lines[$0] })
  }

  // MARK: Wrong calls

  @Test func wrongCallsSayWhatToDo() throws {
    let folder = try RunFolder()
    let input = try folder.write(#"{"id":"a","body":"x"}"#, to: "in/a.jsonl")
    let good = try folder.write(#"{"id":"a","text":"x"}"#, to: "good.jsonl")
    _ = try folder.write("mine", to: "full/notes.txt")

    let field = try folder.run(["deduplicate", input, "--output", folder.path("o1")])
    #expect(field.status == 65)
    #expect(field.errors.contains("'text'") && field.errors.contains("--field"), "\(field.errors)")

    let missing = try folder.run(["deduplicate", folder.path("none.jsonl"), "--output", folder.path("o2")])
    #expect(missing.status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("o2")))

    let inside = try folder.run([
      "deduplicate", folder.path("in"), "--field", "body", "--output", folder.path("in/out"),
    ])
    #expect(inside.status == 64)
    #expect(inside.errors.contains("lies in the input folder"), "\(inside.errors)")

    let foreign = try folder.run(["deduplicate", good, "--output", folder.path("full")])
    #expect(foreign.status == 64)
    #expect(foreign.errors.contains("notes.txt"), "\(foreign.errors)")
    #expect(try String(contentsOfFile: folder.path("full/notes.txt"), encoding: .utf8) == "mine")

    let first = try folder.run(["deduplicate", good, "--output", folder.path("o3")])
    #expect(first.status == 0)
    let itself = try folder.run(["deduplicate", folder.path("o3/kept"), "--output", folder.path("o3")])
    #expect(itself.status == 64)
    #expect(itself.errors.contains("output folder"), "\(itself.errors)")
    // Another call may replace an earlier result, and leaves what is not of it alone.
    _ = try folder.write("mine", to: "o3/notes.txt")
    let second = try folder.run(["deduplicate", good, "--mode", "report", "--output", folder.path("o3")])
    #expect(second.status == 0, "\(second.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("o3/kept")))
    #expect(FileManager.default.fileExists(atPath: folder.path("o3/notes.txt")))

    let nothing = try folder.run(["deduplicate", "--output", folder.path("o4")])
    #expect(nothing.status == 64)
  }

  // MARK: Parameters

  @Test func parametersAreExplainedWithoutInput() throws {
    let folder = try RunFolder()
    let plain = try folder.run(["deduplicate", "--explain-parameters"])
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.contains("14 bands of 8 rows"))
    // 1 − (1 − 0.75⁸)¹⁴
    #expect(plain.output.contains("0.7716"))
    let chosen = try folder.run(
      ["deduplicate", "--explain-parameters", "--threshold", "0.8", "--recall", "0.99", "--permutations", "256"])
    #expect(chosen.status == 0, "\(chosen.errors)")
    let impossible = try folder.run(
      ["deduplicate", "--explain-parameters", "--threshold", "0.3", "--recall", "0.999", "--permutations", "8"])
    #expect(impossible.status == 64)
    #expect(impossible.errors.contains("permutations reach it"), "\(impossible.errors)")
  }
}
