// Near copies and the validation split: what is alike stands on one side, in every mode of deduplication.

import Corpus
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ValidationGroupTests {
  /// Families whose members differ from their first in so many of their 200 words, beside texts that stand alone.
  private func lines() -> [String] {
    var random = SeededGenerator(seed: 77)
    func words() -> [String] { (0..<200).map { _ in "w\(random.next() % 9000)" } }
    var lines: [String] = []
    func add(_ words: [String]) {
      lines.append("{\"id\":\"\(lines.count)\",\"text\":\"\(words.joined(separator: " "))\"}")
    }
    for family in 0..<70 {
      let first = words()
      add(first)
      var last = first
      for member in 1...5 {
        // Changed at one end, so that similarity falls evenly: from 0.97 down to 0.45. Every third family is a chain.
        var copy = family % 3 == 0 ? last : first
        let changed = family % 3 == 0 ? 12 * member : [3, 15, 28, 40, 70][member - 1]
        for place in 0..<changed { copy[place] = "x\(family)y\(member)z\(place)" }
        add(copy)
        last = copy
      }
      add(words())
    }
    return lines
  }

  /// Every row's documents on one side of a run's split.
  private func documents(_ shards: String, _ split: String) throws -> Set<DocumentID> {
    var found: Set<DocumentID> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(shards)/\(split)") where name.hasSuffix(".spans")
    {
      let bytes = try Data(contentsOf: URL(filePath: "\(shards)/\(split)/\(name)"))
      func number(_ offset: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
      }
      let start = 64 + 16 * Int(number(16))
      for piece in 0..<Int(number(24)) {
        found.insert(DocumentID(high: number(start + 24 * piece), low: number(start + 24 * piece + 8)))
      }
    }
    return found
  }

  /// The pairs that the program's own search finds and verifies, with their similarity.
  private func pairs(_ folder: RunFolder, _ input: String) throws -> [(first: Int, second: Int, jaccard: Double)] {
    let finished = try folder.run([
      "deduplicate", input, "--output", folder.path("deduplicated"), "--pairs", folder.path("pairs.tsv"), "--seed", "5",
    ])
    try #require(finished.status == 0, "\(finished.errors)")
    return try String(contentsOfFile: folder.path("pairs.tsv"), encoding: .utf8).split(separator: "\n").compactMap {
      let fields = $0.split(separator: "\t")
      guard let first = Int(fields[0]), let second = Int(fields[1]), let jaccard = Double(fields[2]) else { return nil }
      return (first, second, jaccard)
    }
  }

  @Test(arguments: ["remove", "report", "annotate"])
  func nothingAlikeStandsOnBothSides(mode: String) throws {
    let folder = try RunFolder()
    let lines = lines()
    let input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in/a.jsonl")
    func run(_ name: String, _ deduplicate: String, taskBytes: Int = 1 << 20, threads: Int = 2) throws -> String {
      let pipeline = try folder.write(
        """
        name: \(name)
        seed: 5
        sources: [{name: a, format: jsonl, paths: in}]
        extract: {task_bytes: \(taskBytes)}
        deduplicate: \(deduplicate)
        tokenizer: {vocabulary_size: 300}
        mix: {validation: 0.4}
        pack: {sequence_length: 64}

        """, to: "\(name).yaml")
      let finished = try folder.run([
        "run", pipeline, "--run", folder.path(name), "--quiet", "--threads", "\(threads)",
      ])
      try #require(finished.status == 0, "\(finished.errors)")
      return folder.path("\(name)/shards")
    }
    let shards = try run("first", "{mode: \(mode)}")
    let (train, validation) = try (documents(shards, "train"), documents(shards, "validation"))
    #expect(train.isDisjoint(with: validation))
    #expect(train.count > 100 && validation.count > 50)
    func side(_ number: Int, _ train: Set<DocumentID>, _ validation: Set<DocumentID>) -> Bool? {
      let id = DocumentID.make(source: "a", file: "a.jsonl", position: number)
      return train.contains(id) ? true : validation.contains(id) ? false : nil
    }
    var compared = 0
    var belowThreshold = 0
    let pairs = try pairs(folder, input)
    for pair in pairs where pair.jaccard >= 0.5 {
      guard let first = side(pair.first, train, validation), let second = side(pair.second, train, validation) else {
        continue
      }
      #expect(first == second, "\(pair)")
      compared += 1
      belowThreshold += pair.jaccard < 0.75 ? 1 : 0
    }
    #expect(mode == "remove" ? compared == belowThreshold : compared > belowThreshold)
    #expect(belowThreshold > 20)
    // Without groups many of these pairs are torn apart: the test can fail.
    let alone = try run("alone", "false")
    let (left, right) = try (documents(alone, "train"), documents(alone, "validation"))
    #expect(pairs.contains { side($0.first, left, right) != side($0.second, left, right) })
    // Neither threads nor tasks decide.
    let other = try run("other", "{mode: \(mode)}", taskBytes: 40_000, threads: 1)
    #expect(try documents(other, "validation") == validation)
  }

  @Test func aFieldNamesGroupsForPack() throws {
    let folder = try RunFolder()
    let run = try FinishedRun.shared.get()
    let clusters = (0..<300).map { number in number % 5 == 4 ? nil : number % 60 }
    let lines = clusters.enumerated().map { number, cluster in
      let field = cluster.map { $0 % 2 == 0 ? "\"cluster\":\"c\($0)\"," : "\"cluster\":\($0)," } ?? ""
      return "{\(field)\"id\":\"\(number)\",\"text\":\"The ferry number \(number) left the quay at \(number * 7).\"}"
    }
    let input = try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
    func sides(_ more: [String], _ name: String) throws -> [Bool] {
      let finished = try folder.run(
        [
          "pack", input, "--tokenizer", "\(run.path)/tokenizer", "--sequence-length", "64", "--validation", "0.3",
          "--output", folder.path(name),
        ] + more)
      #expect(finished.status == 0, "\(finished.errors)")
      let train = try documents(folder.path(name), "train")
      return lines.indices.map { train.contains(DocumentID.make(source: "", file: "in.jsonl", position: $0)) }
    }
    func torn(_ sides: [Bool]) -> Int {
      Set(clusters.compactMap { $0 }).count { cluster in
        Set(sides.indices.filter { clusters[$0] == cluster }.map { sides[$0] }).count > 1
      }
    }
    let grouped = try sides(["--group-field", "cluster"], "grouped")
    #expect(torn(grouped) == 0)
    #expect(Set(grouped).count == 2)
    #expect(try torn(sides([], "alone")) > 20)
  }
}
