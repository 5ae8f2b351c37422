// Corpora with duplicates for tests of the program.

import Foundation
import Storage
import TestSupport
import Testing

/// Families of similar documents in English, Chinese and code, with ids, as JSON lines.
struct DuplicateCorpus {
  /// One line each, without line ends.
  var lines: [String] = []

  /// - Parameters:
  ///   - families: texts that have copies and near copies.
  ///   - singles: texts that have none.
  ///   - prefix: of the ids.
  init(families: Int, singles: Int, seed: UInt64, prefix: String = "d", source: Bool = false) {
    var random = SeededGenerator(seed: seed)
    var number = 0
    func add(_ text: String, _ random: inout SeededGenerator, _ lines: inout [String]) {
      let named = source ? ",\"source\":\"source \(random.next() % 3)\"" : ""
      let escaped = text.replacingOccurrences(of: "\n", with: "\\n").replacingOccurrences(of: "\"", with: "\\\"")
      lines.append("{\"id\":\"\(prefix)\(number)\",\"text\":\"\(escaped)\"\(named)}")
      number += 1
    }
    for family in 0..<families + singles {
      let kind = Int(random.next() % 3)
      let words = (0..<80).map { _ in Self.word(kind, &random) }
      add(Self.text(words, kind), &random, &lines)
      if family >= families { continue }
      for _ in 0...random.next() % 3 {
        var copy = words
        for _ in 0..<Int(random.next() % 4) { copy[Int(random.next() % 80)] = Self.word(kind, &random) }
        add(Self.text(copy, kind), &random, &lines)
      }
    }
    lines.shuffle(using: &random)
  }

  private static func word(_ kind: Int, _ random: inout SeededGenerator) -> String {
    switch kind {
    case 0: "word\(random.next() % 5000)"
    case 1: String(Unicode.Scalar(0x4e00 + UInt32(random.next() % 5000)) ?? "中")
    default: "value_\(random.next() % 2000) += \(random.next() % 90);\n"
    }
  }

  private static func text(_ words: [String], _ kind: Int) -> String { words.joined(separator: kind == 1 ? "" : " ") }

  var text: String { lines.joined(separator: "\n") + "\n" }
}

/// The results of a deduplication that do not depend on how its inputs lie in files.
struct DeduplicationResult: Equatable {
  var removed: String
  var clusters: String
  var statistics: String
  /// The lines that were kept, in the order of their bytes.
  var kept: [String]

  init(_ output: String) throws {
    removed = try String(contentsOfFile: output + "/removed.jsonl", encoding: .utf8)
    clusters = try String(contentsOfFile: output + "/clusters.jsonl", encoding: .utf8)
    statistics = try String(contentsOfFile: output + "/statistics.json", encoding: .utf8)
    kept = []
    for name in try FileManager.default.contentsOfDirectory(atPath: output + "/kept") where name.hasSuffix(".zst") {
      kept += try lines(ofFile: output + "/kept/" + name)
    }
    kept.sort()
  }
}

/// The lines of a file, compressed or not, without line ends.
func lines(ofFile path: String) throws -> [String] {
  let input = try ByteInput.open(path: path)
  while try input.fillMore() {}
  return input.withBuffer { bytes in
    bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// JSON objects of a file, one a line; compressed or not.
func objects(ofFile path: String) throws -> [[String: Any]] {
  try lines(ofFile: path).map { line in
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }
}
