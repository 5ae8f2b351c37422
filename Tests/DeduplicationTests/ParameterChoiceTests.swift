// Bands and rows for a recall: the best there are, or a clear refusal.

import Testing

@testable import Deduplication

@Suite struct ParameterChoiceTests {
  struct Case: Sendable {
    var threshold: Double
    var recall: Double
    var permutations: Int
  }

  static let cases = [
    Case(threshold: 0.75, recall: 0.9, permutations: 128), Case(threshold: 0.8, recall: 0.99, permutations: 256),
    Case(threshold: 0.5, recall: 0.95, permutations: 128), Case(threshold: 0.95, recall: 0.5, permutations: 64),
    Case(threshold: 0.3, recall: 0.9, permutations: 512), Case(threshold: 1, recall: 0.999, permutations: 16),
  ]

  /// No other bands and rows within the permutations that reach the recall have candidates of higher precision.
  @Test(arguments: cases) func nothingElseIsBetter(_ wanted: Case) throws {
    let (bands, rows) = try MinHashParameters.choose(
      threshold: wanted.threshold, recall: wanted.recall, permutations: wanted.permutations)
    let chosen = try MinHashParameters(bands: bands, rows: rows, threshold: wanted.threshold)
    #expect(chosen.permutations <= wanted.permutations)
    #expect(chosen.recall(at: wanted.threshold) >= wanted.recall)
    let precision = CandidateCurve(chosen).precision
    for rows in 1...64 {
      for bands in 1...256 where bands * rows <= wanted.permutations {
        let other = try MinHashParameters(bands: bands, rows: rows, threshold: wanted.threshold)
        if other.recall(at: wanted.threshold) < wanted.recall { continue }
        #expect(CandidateCurve(other).precision <= precision + 1e-12, "\(bands) bands of \(rows) rows")
      }
    }
  }

  @Test func whatIsGivenStands() throws {
    #expect(
      try MinHashParameters.bandsAndRows(bands: nil, rows: nil, permutations: nil, recall: nil, threshold: 0.7) == (
        14, 8
      ))
    #expect(
      try MinHashParameters.bandsAndRows(bands: 3, rows: 4, permutations: 256, recall: 0.9, threshold: 0.7) == (3, 4))
    let fixedRows = try MinHashParameters.bandsAndRows(
      bands: nil, rows: 4, permutations: nil, recall: 0.99, threshold: 0.7)
    #expect(fixedRows.rows == 4)
    #expect(try MinHashParameters(bands: fixedRows.bands, rows: 4).recall(at: 0.7) >= 0.99)
    #expect(try MinHashParameters(bands: fixedRows.bands - 1, rows: 4).recall(at: 0.7) < 0.99)
    let fixedBands = try MinHashParameters.bandsAndRows(
      bands: 20, rows: nil, permutations: nil, recall: 0.9, threshold: 0.7)
    #expect(fixedBands.bands == 20)
    #expect(try MinHashParameters(bands: 20, rows: fixedBands.rows).recall(at: 0.7) >= 0.9)
    #expect(try MinHashParameters(bands: 20, rows: fixedBands.rows + 1).recall(at: 0.7) < 0.9)
  }

  @Test func whatCannotBeReachedIsRefused() {
    #expect(throws: DeduplicationError.self) {
      try MinHashParameters.choose(threshold: 0.2, recall: 0.999, permutations: 16)
    }
    for recall in [0, 1, -1, 2, .nan] {
      #expect(throws: DeduplicationError.self) {
        try MinHashParameters.choose(threshold: 0.5, recall: recall, permutations: 128)
      }
    }
    for permutations in [0, -1, Int.max, Int.min] {
      #expect(throws: DeduplicationError.self) {
        try MinHashParameters.choose(threshold: 0.5, recall: 0.9, permutations: permutations)
      }
    }
    #expect(throws: DeduplicationError.self) {
      try MinHashParameters.choose(threshold: 0.5, recall: 0.9, permutations: 100, bands: 300)
    }
  }

  /// The areas are those of the curve: a sum over very many steps finds the same.
  @Test func areasUnderTheCurve() throws {
    let parameters = try MinHashParameters(bands: 14, rows: 8, threshold: 0.75)
    let curve = CandidateCurve(parameters)
    var below = 0.0
    var above = 0.0
    let steps = 200_000
    for step in 0..<steps {
      let similarity = (Double(step) + 0.5) / Double(steps)
      let probability = parameters.recall(at: similarity) / Double(steps)
      if similarity < 0.75 { below += probability } else { above += probability }
    }
    #expect(abs(curve.falsePositives - below) < 1e-6)
    #expect(abs(curve.truePositives - above) < 1e-6)
    #expect(abs(curve.falseNegatives - (0.25 - above)) < 1e-6)
  }
}
