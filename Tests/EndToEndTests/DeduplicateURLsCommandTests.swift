// sluice deduplicate urls over anybody's JSON lines, as people call it.

import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DeduplicateURLsCommandTests {
  /// Lines of a corpus with nested addresses; some without, some damaged.
  private func lines(_ count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let page = Int.random(in: 0..<max(1, count / 4), using: &random)
      let url = ["http://h.org/\(page)", "https://www.H.org/\(page)/", "http://h.org/%\(page % 10 + 30)\(page)#x"][
        number % 2]
      let date = Bool.random(using: &random) ? ",\"when\":\"2024-01-\(Int.random(in: 10...28, using: &random))\"" : ""
      let text = String(repeating: "文", count: Int.random(in: 0..<9, using: &random))
      switch number % 11 {
      case 3: return "{\"id\":\"\(number)\",\"text\":\"\(text)\"}"
      case 4: return "{\"id\":\"\(number)\",\"meta\":{\"url\":\"none\"}}"
      default: return "{\"id\":\"\(number)\",\"text\":\"\(text)\",\"meta\":{\"url\":\"\(url)\"\(date)}}"
      }
    }
  }

  private func kept(_ folder: String) throws -> [String] {
    var lines: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/kept").sorted()
    where name.hasSuffix(".zst") {
      var reader = LineReader(input: try ByteInput.open(path: "\(folder)/kept/\(name)"))
      while let line = try reader.next({ line, _ in String(decoding: line, as: UTF8.self) }) { lines.append(line) }
    }
    return lines
  }

  private let fields = ["--url-field", "meta.url", "--date-field", "meta.when"]

  @Test(arguments: ["newest", "longest"]) func splitOrderAndThreadsDoNotMatter(keep: String) throws {
    let folder = try RunFolder()
    let lines = lines(3_000, seed: 41)
    var random = SeededGenerator(seed: 42)
    let whole = try folder.write(lines.joined(separator: "\n"), to: "whole.jsonl")
    let shuffled = lines.shuffled(using: &random)
    var parts: [String] = []
    for part in 0..<3 {
      let text = shuffled[part * 1000..<part * 1000 + 1000].joined(separator: "\n")
      parts.append(try folder.write(text + "\n", to: "part-\(part).jsonl"))
    }
    let one = try folder.run(
      ["deduplicate", "urls", whole, "--output", folder.path("one"), "--keep", keep, "--threads", "1"] + fields)
    #expect(one.status == 0, "\(one.errors)")
    let three = try folder.run(
      ["deduplicate", "urls"] + parts.reversed() + ["--output", folder.path("three"), "--keep", keep, "--threads", "3"]
        + fields)
    #expect(three.status == 0, "\(three.errors)")
    #expect(
      try contents(of: folder.path("one"))["removed.jsonl"] == contents(of: folder.path("three"))["removed.jsonl"])
    #expect(
      try contents(of: folder.path("one"))["statistics.json"] == contents(of: folder.path("three"))["statistics.json"])
    let left = try kept(folder.path("one"))
    #expect(Set(left) == Set(try kept(folder.path("three"))))
    // Lines that stay are the input's, in its order; every removal names a document that stayed.
    #expect(left == lines.filter(Set(left).contains))
    let ids = Set(try left.map { try #require(try object($0)["id"] as? String) })
    let removed = try String(contentsOfFile: folder.path("one/removed.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(removed.count + left.count == lines.count)
    for line in removed {
      let removal = try object(String(line))
      #expect(ids.contains(try #require(removal["kept"] as? String)))
      #expect(!ids.contains(try #require(removal["id"] as? String)))
      #expect((removal["url"] as? String)?.hasPrefix("http://h.org/") == true)
    }
    // A second time there is nothing to do.
    let again = try folder.run(
      ["deduplicate", "urls", folder.path("one/kept"), "--output", folder.path("again"), "--keep", keep] + fields)
    #expect(again.status == 0)
    #expect(try Data(contentsOf: URL(filePath: folder.path("again/removed.jsonl"))).isEmpty)
  }

  @Test func theFirstInTheOrderOfTheInputsStays() throws {
    let folder = try RunFolder()
    let old = try folder.write(
      "{\"id\":1,\"url\":\"http://h.org/a\"}\n{\"id\":2,\"url\":\"http://h.org/a/\"}\n", to: "z.jsonl")
    let new = try folder.write(
      "{\"url\":\"https://h.org/a\"}\n{\"id\":\"\\u4e2d\",\"url\":\"http://h.org/b\"}\n", to: "a.jsonl")
    let run = try folder.run(["deduplicate", "urls", old, new, "--keep", "first", "--output", folder.path("out")])
    #expect(run.status == 0, "\(run.errors)")
    let left = try kept(folder.path("out"))
    #expect(left == ["{\"id\":1,\"url\":\"http://h.org/a\"}", "{\"id\":\"\\u4e2d\",\"url\":\"http://h.org/b\"}"])
    let removed = try String(contentsOfFile: folder.path("out/removed.jsonl"), encoding: .utf8)
    #expect(removed.contains("{\"id\":\"2\",\"kept\":\"1\",\"url\":\"http://h.org/a\"}"))
    #expect(removed.split(separator: "\n").count == 2)
  }

  @Test func killedCallsGoOn() throws {
    let folder = try RunFolder()
    for part in 0..<4 {
      _ = try folder.write(lines(20_000, seed: UInt64(50 + part)).joined(separator: "\n"), to: "in/\(part).jsonl")
    }
    func call(_ output: String) -> [String] {
      ["deduplicate", "urls", folder.path("in"), "--output", folder.path(output), "--threads", "2"] + fields
    }
    let begin = Date()
    #expect(try folder.run(call("whole")).status == 0)
    let seconds = Date().timeIntervalSince(begin)
    let whole = try contents(of: folder.path("whole"))
    var random = SeededGenerator(seed: 60)
    for round in 0..<6 {
      let process = try folder.start(call("killed-\(round)"))
      Thread.sleep(forTimeInterval: Double.random(in: 0...1, using: &random) * seconds)
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let again = try folder.run(call("killed-\(round)"))
      #expect(again.status == 0, "\(again.errors)")
      #expect(try contents(of: folder.path("killed-\(round)")) == whole)
    }
  }

  @Test func whatIsWrongIsSaid() throws {
    let folder = try RunFolder()
    let some = try folder.write("{\"id\":\"a\",\"link\":\"http://h.org\"}\n{broken\n", to: "some.jsonl")
    let noField = try folder.run(["deduplicate", "urls", some, "--output", folder.path("a")])
    #expect(noField.status == 65)
    #expect(noField.errors.contains("--url-field"))
    let damaged = try folder.run(["deduplicate", "urls", some, "--url-field", "link", "--output", folder.path("b")])
    #expect(damaged.status == 0)
    #expect(damaged.errors.contains("some.jsonl, byte 34"), "\(damaged.errors)")
    #expect(try kept(folder.path("b")).count == 1)
    let none = try folder.run(["deduplicate", "urls", folder.path("none.jsonl"), "--output", folder.path("c")])
    #expect(none.status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("c")))
    let inside = try folder.run([
      "deduplicate", "urls", folder.path, "--output", folder.path("out"), "--url-field", "l",
    ])
    #expect(inside.status == 64)
    let empty = try folder.write("", to: "empty.jsonl")
    let nothing = try folder.run(["deduplicate", "urls", empty, "--output", folder.path("d"), "--json"])
    #expect(nothing.status == 0, "\(nothing.errors)")
    #expect(try object(nothing.output)["keep"] as? String == "newest")
  }
}
