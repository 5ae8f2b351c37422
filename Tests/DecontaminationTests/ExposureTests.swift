import Testing

@testable import Decontamination

@Suite struct ExposureTests {
  /// Twenty units of the question, four of the answer.
  private let question = (0..<20).map { "q\($0)" }
  private let answer = (0..<4).map { "a\($0)" }

  private func exposure(_ texts: [[String]], extra: [BenchmarkItem] = []) throws -> ItemExposure {
    let item = BenchmarkItem(
      benchmark: "b", item: "1", question: question.joined(separator: " "), answer: answer.joined(separator: " "))
    let index = try ExposureIndex { body in for item in [item] + extra { try body(item) } }
    var all = ItemExposures(of: index)
    for text in texts {
      var scratch = ExposureIndex.Scratch()
      var observations = ExposureIndex.Observations()
      let bytes = Array(text.joined(separator: " ").utf8)
      bytes.withUnsafeBufferPointer { index.observe($0, scratch: &scratch, into: &observations) }
      all.add(observations)
    }
    var result: [ItemExposure] = []
    all.forEach(of: index) { result.append($0) }
    return try #require(result.first)
  }

  @Test func aCleanItem() throws {
    let found = try exposure([["x", "y"], Array(question[..<7]), question.reversed()])
    #expect(found.questionGrams == .init(found: 0, total: 13))
    #expect(found.coveredUnitCount == 0 && found.longestRun == 0)
    #expect(!found.isContaminatedByPaLM && !found.isDirtyByGPT3 && found.cleanness == .clean)
  }

  @Test func theWholeItem() throws {
    let found = try exposure([["x"] + question + answer + ["y"]])
    #expect(found.questionGrams == .init(found: 13, total: 13))
    #expect(found.coveredUnitCount == 24 && found.longestRun == 24 && found.unitCount == 24)
    #expect(found.isContaminatedByPaLM && found.isDirtyByGPT3 && found.cleanness == .dirty)
  }

  /// Nine of thirteen n-grams are less than 70 %, ten are more.
  @Test func palmCountsNGrams() throws {
    #expect(try exposure([Array(question[..<16])]).questionGrams.found == 9)
    #expect(try !exposure([Array(question[..<16])]).isContaminatedByPaLM)
    #expect(try exposure([Array(question[..<17])]).isContaminatedByPaLM)
    // Parts of several documents add up.
    #expect(try exposure([Array(question[..<12]), Array(question[7...])]).questionGrams.found == 5 + 6)
  }

  @Test func llamaLeavesFourUnitsBeDifferent() throws {
    func changed(_ places: [Int]) -> [String] {
      (question + answer).enumerated().map { places.contains($0) ? "other\($0)" : $1 }
    }
    #expect(try exposure([changed([11, 13, 15, 17])]).coveredUnitCount == 24)
    // The fifth ends the stretch, and a change is never its end.
    #expect(try exposure([changed([11, 13, 15, 17, 19])]).coveredUnitCount == 19)
    // Among the first ten none may differ: nothing begins before unit 6.
    #expect(try exposure([changed([5])]).coveredUnitCount == 18)
    #expect(try exposure([Array(question[..<10])]).coveredUnitCount == 0)
    let part = try exposure([Array(question[..<12])])
    #expect(part.coveredUnitCount == 12 && part.cleanness == .between)
  }

  @Test func gpt3TakesThePercentileOfLengths() throws {
    let short = (0..<30).map {
      BenchmarkItem(benchmark: "b", item: "s\($0)", question: (0..<9).map { "s\($0)" }.joined(separator: " "))
    }
    #expect(try exposure([Array(question[..<12])]).gramLength == 13)
    #expect(try !exposure([Array(question[..<12])]).isDirtyByGPT3)
    #expect(try exposure([Array(question[..<13])]).isDirtyByGPT3)
    let among = try exposure([Array(question[..<9])], extra: short)
    #expect(among.gramLength == 9 && among.isDirtyByGPT3)
  }

  @Test func markupIsLookedThrough() throws {
    #expect(try exposure([question.map { "<b>\($0)</b>" }]).questionGrams.found == 13)
  }

  /// N-grams at very many places begin no run; runs that hold them are found whole.
  @Test func frequentNGramsHideNothing() throws {
    let frame = Array(question[..<8])
    let others = (0..<400).map {
      BenchmarkItem(benchmark: "c", item: "\($0)", question: (frame + ["z\($0)"]).joined(separator: " "))
    }
    let found = try exposure([question + answer], extra: others)
    #expect(found.questionGrams.found == 13 && found.longestRun == 24 && found.coveredUnitCount == 24)
  }
}
