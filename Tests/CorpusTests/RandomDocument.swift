// Documents and ledger entries made from a seed.

import TestSupport

@testable import Corpus

enum RandomDocument {
  static func make(_ row: Int, using random: inout SeededGenerator) -> Document {
    var metadata: [String: String] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      metadata[string(8, using: &random)] = string(20, using: &random)
    }
    return Document(
      id: DocumentID(high: random.next(), low: random.next()),
      source: ["web", "书", "a\"b"].randomElement(using: &random)!,
      text: RandomText.make(scalarCount: Int.random(in: 0..<300, using: &random), using: &random),
      origin: origin(row, using: &random), metadata: metadata)
  }

  static func origin(_ row: Int, using random: inout SeededGenerator) -> Origin {
    Origin(
      file: "crawl/\(Int.random(in: 0..<3, using: &random)).warc.gz",
      offset: Int.random(in: 0..<1 << 50, using: &random),
      byteCount: Int.random(in: 0..<1 << 30, using: &random), row: row,
      url: Bool.random(using: &random) ? "https://example.org/\(row)?q=\"中\"" : nil)
  }

  static func ledgerEntry(using random: inout SeededGenerator) -> LedgerEntry {
    var detail: [String: String] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      detail[string(8, using: &random)] = string(20, using: &random)
    }
    let spans = (0..<Int.random(in: 0...3, using: &random)).map { index in
      LedgerEntry.Span(rule: "rule-\(index)", start: index * 10, end: index * 10 + 3, replacementByteCount: index)
    }
    return LedgerEntry(
      stage: "clean", action: LedgerEntry.Action.allCases.randomElement(using: &random)!,
      reason: Bool.random(using: &random) ? "too-short" : nil,
      id: Bool.random(using: &random) ? DocumentID(high: random.next(), low: random.next()) : nil, source: "web",
      origin: origin(3, using: &random), byteCount: Bool.random(using: &random) ? 9 : nil, spans: spans, detail: detail)
  }

  private static func string(_ count: Int, using random: inout SeededGenerator) -> String {
    String(decoding: RandomText.make(scalarCount: count, using: &random), as: UTF8.self)
  }
}
