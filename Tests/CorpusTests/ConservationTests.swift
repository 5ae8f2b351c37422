// The sums come out when stages are honest, and fail loudly when they are not.

import TestSupport
import Testing

@testable import Corpus

struct ConservationTests {
  private static let stage: StageName = "trim"

  private func sample() -> StageCounts {
    var counts = StageCounts()
    counts.keep(byteCount: 100)
    counts.drop(reason: "too-short", byteCount: 7)
    counts.quarantine(reason: "too-deep", byteCount: 11)
    counts.edit(
      [Edit(rule: "spaces", start: 2, end: 5), Edit(rule: "mask", start: 9, end: 12, replacementByteCount: 10)],
      byteCount: 40)
    counts.read(recordByteCount: 500)
    counts.skip(SkippedRegion(kind: "header", offset: 0, byteCount: 20))
    counts.quarantine(
      input: Quarantine(
        reason: "json-syntax", message: "no", origin: Origin(file: "f", offset: 520, byteCount: 30, row: 2)))
    return counts
  }

  @Test func honestCountsComeOut() throws {
    let counts = sample()
    try counts.check(stage: Self.stage, source: "web")
    #expect(counts.documentsIn == 4)
    #expect(counts.bytesIn == 158)
    #expect(counts.bytesOut == 100 + 40 - 6 + 10)
    #expect(counts.inputBytes == 550)
    var sum = counts
    sum += counts
    try sum.check(stage: Self.stage, source: "web")
    #expect(sum.edits["mask"] == EditTally(count: 2, bytesRemoved: 6, bytesAdded: 20))
    #expect(sum.dropped == ["too-short": Tally(count: 2, bytes: 14)])
  }

  static let breaks: [(String, @Sendable (inout StageCounts) -> Void)] = [
    ("the number of documents in is 5, but kept + dropped + quarantined is 4", { $0.documentsIn += 1 }),
    ("the number of documents in is 4, but kept + dropped + quarantined is 3", { $0.documentsKept -= 1 }),
    ("the number of text bytes out is 143, but in - dropped - removed + added is 144", { $0.bytesOut -= 1 }),
    ("the number of text bytes out is 144, but in - dropped - removed + added is 145", { $0.bytesAdded += 1 }),
    ("the number of input bytes is 551, but records + skipped + quarantined is 550", { $0.inputBytes += 1 }),
    ("the number of input bytes is 550, but records + skipped + quarantined is 530", { $0.skipped = [:] }),
    ("the number of documents dropped is 1, but the sum over all reasons is 0", { $0.dropped = [:] }),
    (
      "the number of bytes removed is 6, but the sum over all rules is 3",
      { $0.edits["mask"] = EditTally(bytesAdded: 10) }
    ),
  ]

  @Test(arguments: breaks.indices)
  func brokenCountsAreNamed(index: Int) {
    let (message, damage) = Self.breaks[index]
    var counts = sample()
    damage(&counts)
    #expect(throws: ConservationError(stage: Self.stage, source: "web", message: message)) {
      try counts.check(stage: Self.stage, source: "web")
    }
  }

  @Test func countsComeBackFromJSON() throws {
    let counts = sample()
    #expect(StageCounts(json: try JSONValue(parsing: counts.json.bytes())) == counts)
    #expect(StageCounts(json: [1]) == nil)
    #expect(StageCounts(json: ["documentsIn": "x"]) == nil)
    #expect(StageCounts(json: ["dropped": ["a": 1]]) == nil)
    #expect(StageCounts(json: [:]) == StageCounts())
  }

  @Test func ledgerLinesComeBack() throws {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<200 {
      let entry = RandomDocument.ledgerEntry(using: &random)
      var line: [UInt8] = []
      entry.appendLine(to: &line)
      #expect(line.last == 0x0a)
      #expect(line.dropLast().allSatisfy { $0 != 0x0a })
      #expect(try line.withUnsafeBufferPointer { try LedgerEntry(line: $0) } == entry)
    }
  }
}

struct StageRunnerTests {
  private enum Reason: String {
    case empty
    case tooLong = "too-long"
  }

  /// Drops empty texts.
  private struct DropEmpty: DocumentStage {
    static let name: StageName = "drop-empty"
    func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
      document.text.isEmpty ? .drop(DropReason(Reason.empty, detail: ["bytes": "0"])) : .keep
    }
  }

  /// Replaces every `x` by `yy`; listed or not.
  private struct Replace: DocumentStage {
    static let name: StageName = "replace"
    var isListed: Bool
    func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
      var edits: [Edit] = []
      var text: [UInt8] = []
      for (offset, byte) in document.text.enumerated() {
        if byte == UInt8(ascii: "x") {
          edits.append(
            Edit(rule: "x-to-yy", start: offset, end: offset + 1, replacementByteCount: 2, isListed: isListed))
          text += [UInt8(ascii: "y"), UInt8(ascii: "y")]
        } else {
          text.append(byte)
        }
      }
      document.text = text
      return edits.isEmpty ? .keep : .edit(edits)
    }
  }

  /// Says one thing and does another.
  private struct Liar: DocumentStage {
    static let name: StageName = "liar"
    var verdict: Verdict
    var result: [UInt8]
    func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
      document.text = result
      return verdict
    }
  }

  private func document(_ text: String) -> Document {
    Document(
      id: DocumentID(high: 1, low: 2), source: "web", text: Array(text.utf8),
      origin: Origin(file: "a", offset: 0, byteCount: 10, row: 4))
  }

  @Test func runsStagesInOrderAndAccounts() throws {
    var runner = StageRunner(stages: [DropEmpty(), Replace(isListed: true), Replace(isListed: false)])
    var kept: [String] = []
    for text in ["axa", "", "b"] {
      var document = document(text)
      if try runner.run(&document) { kept.append(String(decoding: document.text, as: UTF8.self)) }
    }
    #expect(kept == ["ayya", "b"])
    for (name, counts) in zip(runner.names, runner.counts) { try counts.check(stage: name, source: "web") }
    #expect(runner.counts.map(\.documentsIn) == [3, 2, 2])
    #expect(runner.counts.map(\.bytesOut) == [4, 5, 5])
    let lines = runner.takeLedger().split(separator: 0x0a).map { Array($0) }
    let entries = try lines.map { try #require(try $0.withUnsafeBufferPointer { try LedgerEntry(line: $0) }) }
    #expect(entries.map(\.action) == [.edit, .drop])
    #expect(entries[0].spans == [.init(rule: "x-to-yy", start: 1, end: 2, replacementByteCount: 2)])
    #expect(entries[1].reason == "empty")
    #expect(entries[1].detail == ["bytes": "0"])
    #expect(runner.ledger.isEmpty)
  }

  @Test func unlistedEditsAreCountedOnly() throws {
    var runner = StageRunner(stages: [Replace(isListed: false)])
    var document = document("xx")
    #expect(try runner.run(&document))
    #expect(runner.ledger.isEmpty)
    #expect(runner.counts[0].edits["x-to-yy"] == EditTally(count: 2, bytesRemoved: 2, bytesAdded: 4))
  }

  static let lies: [(Verdict, String)] = [
    (.keep, "ab"), (.edit([]), "ab"), (.edit([Edit(rule: "r", start: 0, end: 2)]), "ab"),
    (.edit([Edit(rule: "r", start: 2, end: 3), Edit(rule: "r", start: 0, end: 1)]), "a"),
    (.edit([Edit(rule: "r", start: 0, end: 2), Edit(rule: "r", start: 1, end: 2)]), ""),
    (.edit([Edit(rule: "r", start: 2, end: 4)]), "a"), (.edit([Edit(rule: "r", start: -1, end: 1)]), "a"),
    (.edit([Edit(rule: "r", start: 0, end: 1, replacementByteCount: -1)]), "a"),
  ]

  @Test(arguments: lies)
  func verdictsThatDoNotAccountForTheChangeAreErrors(verdict: Verdict, result: String) {
    var runner = StageRunner(stages: [Liar(verdict: verdict, result: Array(result.utf8))])
    var document = document("abc")
    #expect { try runner.run(&document) } throws: {
      ($0 as? ConservationError)?.stage == "liar" && "\($0)".contains("00000000000000010000000000000002")
    }
  }
}
