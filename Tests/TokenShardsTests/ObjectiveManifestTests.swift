// Objectives in manifests: what goes in comes back, and what cannot be is refused before a reader relies on it.

import Corpus
import Testing

@testable import TokenShards

struct ObjectiveManifestTests {
  private static let objectives: [Objective] = [
    .causal(), .causal(FillInTheMiddle(rate: 0.25, suffixFirstRate: 1, prefixID: 5, middleID: 6, suffixID: 7)),
    .spanCorruption(SpanCorruption(density: 0.5, meanSpanLength: 4, sentinels: (0..<90).map { 1_089 - $0 }, endID: 9)),
    .masked(
      MaskedTokens(
        maximumPredictionCount: 20, pairs: .init(shortRate: 0.5), classID: 1, separatorID: 2, maskID: 3,
        specials: TokenSet([0, 1, 2, 3, 500]))),
    .masked(
      MaskedTokens(maskShare: 1, randomShare: 0, pairs: nil, classID: 1, separatorID: 2, maskID: 3, specials: .init())),
  ]

  private func manifest(_ objective: Objective) -> ShardManifest {
    var manifest = ShardManifest(
      tokenizerHash: "ab", vocabularySize: 1_000, sequenceLength: 128, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: 9, position: .after), paddingID: 0, seed: 3, sources: [.init(name: "a")])
    manifest.format = .mds
    manifest.objective = objective
    return manifest
  }

  @Test(arguments: objectives)
  func manifestsComeBack(objective: Objective) throws {
    let manifest = manifest(objective)
    let read = try ShardManifest(json: JSONValue(parsing: manifest.json.bytes(.pretty)), path: "manifest.json")
    #expect(read == manifest)
    #expect(read.columns == manifest.columns)
  }

  @Test func rowsOfTokensAreNamedAsTheyAlwaysWere() {
    #expect(manifest(.causal()).json["objective"] == "causal")
    #expect(manifest(Self.objectives[2]).json["objective"]?["type"] == "span-corruption")
    // Sentinels above the vocabulary count for the width of ids and for the model, not for the tokenizer.
    var wide = manifest(Self.objectives[2])
    wide.vocabularySize = 65_500
    wide.objective = .spanCorruption(SpanCorruption(sentinels: (0..<90).map { 65_599 - $0 }, endID: 9))
    #expect(wide.idCount == 65_600 && wide.width == .four)
    #expect(wide.json["tokenizer"]?["vocabularySize"] == 65_500)
  }

  @Test(arguments: [
    #"{"type":"causal","fillInTheMiddle":{"rate":2,"suffixFirstRate":0.5,"prefix":5,"middle":6,"suffix":7}}"#,
    #"{"type":"causal","fillInTheMiddle":{"rate":0.5,"suffixFirstRate":0.5,"prefix":5,"middle":5,"suffix":7}}"#,
    #"{"type":"causal","fillInTheMiddle":{"rate":0.5,"suffixFirstRate":0.5,"prefix":5,"middle":6,"suffix":1000}}"#,
    #"{"type":"span-corruption","density":0.15,"meanSpanLength":3,"sentinels":[1099],"endOfSequence":9}"#,
    #"{"type":"span-corruption","density":0,"meanSpanLength":3,"sentinels":[],"endOfSequence":9}"#,
    #"{"type":"span-corruption","density":0.15,"meanSpanLength":1e300,"sentinels":[],"endOfSequence":9}"#,
    #"{"type":"span-corruption","density":0.15,"meanSpanLength":3,"sentinels":[-1],"endOfSequence":9}"#,
    #"{"type":"masked","probability":0.15,"maskShare":0.95,"randomShare":0.1,"class":1,"separator":2,"mask":3,"specials":[]}"#,
    #"{"type":"masked","probability":0.15,"maskShare":0.8,"randomShare":0.1,"class":1,"separator":2,"mask":9999,"specials":[]}"#,
    #"{"type":"masked","probability":0.15,"maskShare":0.8,"randomShare":0.1,"class":1,"separator":2,"mask":3,"specials":[[5,4]]}"#,
    #"{"type":"masked","probability":0.15}"#, #"{"type":"prefix-lm"}"#, "\"masked\"", "7",
  ])
  func whatCannotBeIsRefused(objective: String) throws {
    guard case .object(var members) = manifest(.causal()).json else { return }
    members["objective"] = try JSONValue(parsing: Array(objective.utf8))
    let error = #expect(throws: ShardError.self) {
      try ShardManifest(json: .object(members), path: "manifest.json")
    }
    #expect(error?.message.contains("objective") == true)
  }

  @Test func formatsWithoutColumnsAreRefused() throws {
    for format in ShardFormat.allCases where !format.holdsColumns {
      var manifest = manifest(Self.objectives[2])
      manifest.format = format
      #expect(throws: ShardError.self) { try ShardManifest(json: manifest.json, path: "manifest.json") }
    }
  }

  @Test func setsOfIDsAreRuns() {
    let set = TokenSet([3, 4, 5, 63, 64, 65, 200, 3])
    #expect(set.count == 7)
    #expect(set.ranges == [3...5, 63...65, 200...200])
    #expect((0..<300).filter { set.contains($0) } == [3, 4, 5, 63, 64, 65, 200])
  }
}
