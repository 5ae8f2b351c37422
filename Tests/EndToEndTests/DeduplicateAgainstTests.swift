// sluice deduplicate --against: a later corpus gives what both at once would have given.

import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DeduplicateAgainstTests {
  /// Three corpora whose families are spread over all of them, and files of the second and third that hold copies of
  /// what the first call removed.
  private func corpora(_ folder: RunFolder, seed: UInt64) throws -> [[String]] {
    var lines = DuplicateCorpus(families: 150, singles: 40, seed: seed, source: true).lines
    // Without an id and with one of its own, so that made ids are compared too.
    lines += ["{\"text\":\"nothing but this\"}", "{\"id\":\"n\",\"text\":\"nothing  but this\"}"]
    return try (0..<3).map { corpus in
      let share = lines.indices.filter { $0 % 3 == corpus }.map { lines[$0] }
      return try (0..<2).map { file in
        let part = share.indices.filter { $0 % 2 == file }.map { share[$0] }
        return try folder.write(part.joined(separator: "\n") + "\n", to: "c\(corpus)/\(file).jsonl")
      }
    }
  }

  private func removed(_ folder: RunFolder, _ output: String) throws -> [String] {
    try lines(ofFile: folder.path(output + "/removed.jsonl")).sorted()
  }

  private func kept(_ folder: RunFolder, _ output: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(output + "/kept"))
    return try names.filter { $0.hasSuffix(".zst") }.flatMap { try lines(ofFile: folder.path("\(output)/kept/\($0)")) }
      .sorted()
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func oneAfterTheOtherEqualsAllAtOnce(seed: UInt64) throws {
    let folder = try RunFolder()
    let corpora = try corpora(folder, seed: seed)
    // Each corpus is one INPUT, so that priority is that of the corpora.
    let inputs = (0..<3).map { folder.path("c\($0)") }
    #expect(corpora.count == 3)
    let whole = try folder.run(["deduplicate"] + inputs + ["--keep", "input", "--output", folder.path("whole")])
    #expect(whole.status == 0, "\(whole.errors)")
    var earlier: [String] = []
    for (number, input) in inputs.enumerated() {
      let output = folder.path("o\(number)")
      let finished = try folder.run(
        ["deduplicate", input, "--index", "--output", output] + earlier.flatMap { ["--against", $0] })
      #expect(finished.status == 0, "\(finished.errors)")
      earlier.append(output)
    }
    let together = try (0..<3).flatMap { try removed(folder, "o\($0)") }.sorted()
    #expect(together == (try removed(folder, "whole")))
    #expect(!(try removed(folder, "o2")).isEmpty)
    #expect(try (0..<3).flatMap { try kept(folder, "o\($0)") }.sorted() == kept(folder, "whole"))
    // Every cluster holds the document that stays, also where it is an earlier one.
    for number in 0..<3 {
      let clusters = try objects(ofFile: folder.path("o\(number)/clusters.jsonl"))
      let members = Set(clusters.compactMap { $0["id"] as? String })
      for removal in try objects(ofFile: folder.path("o\(number)/removed.jsonl")) {
        #expect(members.contains(removal["kept"] as? String ?? ""))
      }
    }
    let again = try folder.run(
      ["deduplicate", inputs[2], "--output", folder.path("again"), "--threads", "1", "--mode", "annotate"]
        + earlier.dropLast().flatMap { ["--against", $0] })
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      FileManager.default.contentsEqual(
        atPath: folder.path("again/removed.jsonl"), andPath: folder.path("o2/removed.jsonl")))
  }

  @Test func wrongEarlierCorporaAreNamed() throws {
    let folder = try RunFolder()
    let corpora = try corpora(folder, seed: 4)
    let plain = try folder.run(["deduplicate"] + corpora[0] + ["--output", folder.path("plain")])
    let indexed = try folder.run(["deduplicate"] + corpora[0] + ["--index", "--output", folder.path("a")])
    let second = try folder.run(
      ["deduplicate"] + corpora[1] + ["--index", "--against", folder.path("a"), "--output", folder.path("b")])
    #expect(plain.status == 0 && indexed.status == 0 && second.status == 0, "\(second.errors)")
    func call(_ options: [String]) throws -> Finished {
      let finished = try folder.run(["deduplicate"] + corpora[2] + options + ["--output", folder.path("out")])
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")), "\(options)")
      return finished
    }
    let none = try call(["--against", folder.path("nothing")])
    #expect(none.status == 66 && none.errors.contains("nothing"), "\(none.errors)")
    let bare = try call(["--against", folder.path("plain")])
    #expect(bare.status == 66 && bare.errors.contains("--index"), "\(bare.errors)")
    let other = try call(["--against", folder.path("a"), "--threshold", "0.9"])
    #expect(other.status == 64 && other.errors.contains("0.9"), "\(other.errors)")
    let chain = try call(["--against", folder.path("b")])
    #expect(chain.status == 64, "\(chain.errors)")
    let report = try call(["--index", "--mode", "report"])
    #expect(report.status == 64 && report.errors.contains("kept/"), "\(report.errors)")
  }

  /// A damaged index is an error with its name, never a crash and never a wrong result.
  @Test func damagedIndexesAreRefused() throws {
    let folder = try RunFolder()
    let corpora = try corpora(folder, seed: 5)
    let indexed = try folder.run(["deduplicate"] + corpora[0] + ["--index", "--output", folder.path("a")])
    #expect(indexed.status == 0, "\(indexed.errors)")
    let good = try folder.run(
      ["deduplicate"] + corpora[1] + ["--against", folder.path("a"), "--output", folder.path("good")])
    #expect(good.status == 0, "\(good.errors)")
    var random = SeededGenerator(seed: 6)
    for name in ["index/corpus.index", "index/00000.scan", "kept/00000.jsonl.zst.frames"] {
      let path = folder.path("a/\(name)")
      let whole = try Data(contentsOf: URL(filePath: path))
      for round in 0..<6 {
        var bytes = [UInt8](whole)
        if round % 2 == 0 {
          bytes.removeLast(1 + Int(random.next() % UInt64(bytes.count)))
        } else {
          bytes[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 + random.next() % 255)
        }
        try Data(bytes).write(to: URL(filePath: path))
        let finished = try folder.run(
          ["deduplicate"] + corpora[1] + ["--against", folder.path("a"), "--output", folder.path("out")])
        if finished.status == 0 {
          // A flipped bit may stand where nothing is read, or in an id.
          #expect(round % 2 == 1, "\(name)")
        } else {
          #expect([64, 65, 66].contains(finished.status), "\(finished.status): \(finished.errors)")
          #expect(finished.errors.contains("/a/"), "\(finished.errors)")
        }
      }
      try whole.write(to: URL(filePath: path))
    }
  }
}
