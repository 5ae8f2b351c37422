import Corpus
import TestSupport
import Testing

@testable import Auditing

private func finding(
  _ benchmark: String, _ item: String, units: Int = 13, found: Int = 13, of count: Int = 40, marked: String = "match"
) -> Finding {
  let text = Array("before \(marked) after".utf8)
  let excerpt = text.withUnsafeBufferPointer { MarkedExcerpt(of: 7..<7 + marked.utf8.count, in: $0) }
  return Finding(
    reason: "benchmark-item", collection: benchmark, item: item, start: 0, end: 1, unitCount: units,
    foundUnitCount: found, itemUnitCount: count, excerpt: excerpt)
}

@Suite struct LeakageFactsTests {
  @Test func documentsSpansAndSharesAreCounted() {
    var tally = LeakageTally()
    tally.add(
      [finding("b", "2"), finding("b", "1", found: 20), finding("b", "2", units: 30, found: 30)], document: "x",
      source: "s")
    tally.add([finding("a", "1"), finding("b", "2", found: 10)], document: "y", source: "s")
    tally.add([], document: "z", source: "s")
    let facts = tally.facts
    #expect(facts.documents == 2)
    #expect(facts.benchmarks.map(\.name) == ["a", "b"])
    #expect(facts.benchmarks.map(\.documents) == [1, 2])
    #expect(facts.benchmarks.map(\.spans) == [1, 4])
    #expect(facts.benchmarks.map(\.items) == [1, 2])
    #expect(facts.items.map { "\($0.benchmark) \($0.item)" } == ["a 1", "b 1", "b 2"])
    #expect(facts.items.map(\.documents) == [1, 1, 2])
    // Of one document both stretches count, and no more than all of the item.
    #expect(facts.items.map(\.foundUnits) == [13, 20, 40])
    #expect(facts.items[2].share == 1 && facts.items[2].longestMatch == 30)
  }

  @Test(arguments: 0..<10 as Range<UInt64>) func partsAddUpToTheWhole(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var whole = LeakageTally()
    var parts = [LeakageTally(), LeakageTally(), LeakageTally()]
    for number in 0..<60 {
      let findings = (0..<generator.next() % 4).map { _ in
        finding("b\(generator.next() % 3)", "\(generator.next() % 5)", units: Int(generator.next() % 50))
      }
      whole.add(findings, document: "\(number)", source: "s")
      parts[number / 20].add(findings, document: "\(number)", source: "s")
    }
    var sum = LeakageFacts()
    for part in parts { sum += part.facts }
    #expect(sum == whole.facts)
  }

  @Test func nothingOfACorpusActsInReports() {
    var tally = LeakageTally()
    tally.add([finding("b", "<i>", marked: "\u{1b}[31m<script>alert(1)</script>")], document: "d", source: "s")
    let facts = tally.facts
    #expect(!facts.text.contains("\u{1b}"))
    let page = String(decoding: facts.page(title: "t"), as: UTF8.self)
    #expect(!page.contains("<script") && !page.contains("<i>") && page.contains("<mark>"))
    #expect(page.contains("&lt;script&gt;"))
  }

  @Test func longMatchesAreShortenedBetweenCharacters() {
    let text = Array(String(repeating: "水", count: 600).utf8)
    let excerpt = text.withUnsafeBufferPointer { MarkedExcerpt(of: 300..<1500, in: $0, around: 80, marked: 400) }
    for part in [excerpt.before, excerpt.marked, excerpt.after] { #expect(!part.contains("\u{fffd}")) }
    #expect(excerpt.marked.contains(" … ") && excerpt.before.unicodeScalars.count == 26)
  }
}
