// Sums from stage to stage, and figures as people read them.

import Corpus
import Testing

@testable import Auditing

private func account(_ stage: String, kept: Int, dropped: Int = 0, bytesEach: Int = 10) -> StageAccount {
  var counts = StageCounts()
  for _ in 0..<kept { counts.keep(byteCount: bytesEach) }
  for _ in 0..<dropped { counts.drop(reason: "because", byteCount: bytesEach) }
  return StageAccount(stage: stage, source: "web", counts: counts)
}

@Suite struct ConservationChainTests {
  @Test func sumsThatAgreePass() throws {
    try ConservationChain.check(
      [account("one", kept: 3, dropped: 1), account("two", kept: 2, dropped: 1)], order: ["one", "two"])
  }

  @Test func aDocumentLostBetweenStagesIsNamed() {
    let error = #expect(throws: ConservationError.self) {
      try ConservationChain.check([account("one", kept: 3), account("two", kept: 2)], order: ["one", "two"])
    }
    #expect(error?.description.contains("one gave 3 documents, but 2 came in") == true)
  }

  @Test func aByteLostBetweenStagesIsNamed() {
    #expect(throws: ConservationError.self) {
      try ConservationChain.check(
        [account("one", kept: 3), account("two", kept: 3, bytesEach: 9)], order: ["one", "two"])
    }
  }

  @Test func aStageThatMiscountsIsNamed() {
    var broken = account("one", kept: 3)
    broken.counts.documentsKept = 2
    #expect(throws: ConservationError.self) { try ConservationChain.check([broken], order: ["one"]) }
  }

  @Test func accountsOfTasksAddUp() {
    let sums = StageAccount.sum([account("one", kept: 1), account("two", kept: 2), account("one", kept: 4)])
    #expect(sums.map(\.stage) == ["one", "two"])
    #expect(sums[0].counts.documentsKept == 5)
  }
}

@Suite struct FiguresTests {
  @Test func numbersReadWell() {
    #expect(Figures.count(1_234_567) == "1,234,567")
    #expect(Figures.count(-1000) == "-1,000")
    #expect(Figures.bytes(999) == "999 B")
    #expect(Figures.bytes(1_500_000) == "1.5 MB")
    #expect(Figures.bytes(250_000_000) == "250 MB")
    #expect(Figures.duration(0.04) == "0.0 s")
    #expect(Figures.duration(185) == "3 min 5 s")
    #expect(Figures.decimal(2.005, places: 1) == "2.0")
    #expect(Figures.decimal(-0.04, places: 1) == "0.0")
    #expect(Figures.percent(0.125) == "12.5 %")
  }

  @Test func tablesAlignWideCharacters() {
    let table = TextTable(header: ["a", "n"], rows: [["中文", "1"], ["b", "22"]], numericColumns: [1])
    #expect(table.text() == "a      n\n────  ──\n中文   1\nb     22\n")
  }
}

@Suite struct DuplicateFactsTests {
  @Test func flowsAndSizesDoNotDependOnTheOrder() {
    let removals = [("web", "wiki", 10), ("web", "web", 5), ("forum", "wiki", 7), ("web", "wiki", 1), ("a", "b", 2)]
    func facts(_ removals: [(String, String, Int)], _ clusters: [Int]) -> DuplicateFacts {
      var facts = DuplicateFacts()
      for (removed, kept, bytes) in removals { facts.add(removedFrom: removed, keptIn: kept, byteCount: bytes) }
      for size in clusters { facts.add(clusterOf: size) }
      return facts
    }
    let found = facts(removals, [2, 3, 4, 9, 2])
    #expect(found == facts(removals.reversed(), [9, 2, 2, 4, 3]))
    #expect(found.textByteCount == 25)
    #expect(
      found.flows.map { "\($0.removed)→\($0.kept) \($0.documents) \($0.textBytes)" } == [
        "a→b 1 2", "forum→wiki 1 7", "web→web 1 5", "web→wiki 2 11",
      ])
    #expect(found.clusterSizes.map { [$0.size, $0.clusters, $0.documents] } == [[2, 3, 7], [4, 1, 4], [8, 1, 9]])
    #expect(found.largestCluster == 9)
  }
}
