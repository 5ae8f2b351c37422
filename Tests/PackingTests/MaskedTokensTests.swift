// BERT's masks and pairs: shares, frames, and whose segments stand where.

import Corpus
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct MaskedTokensTests {
  private static let (classID, separatorID, maskID): (UInt32, UInt32, UInt32) = (1, 2, 3)

  private static func masked(
    pairs: MaskedTokens.Pairs? = MaskedTokens.Pairs(), maximum: Int? = nil, probability: Double = 0.15
  ) -> MaskedTokens {
    MaskedTokens(
      probability: probability, maximumPredictionCount: maximum, pairs: pairs, classID: classID,
      separatorID: separatorID, maskID: maskID, specials: TokenSet([0, 1, 2, 3, 4, ObjectiveCorpus.end]))
  }

  /// Documents without the end-of-document id, whose special stands between packed documents.
  private func checkMasks(_ samples: [Sample], _ masked: MaskedTokens) {
    for sample in samples {
      let count = sample.inputCount
      var original = [Self.classID] + sample.packed.tokens + [Self.separatorID]
      if masked.pairs != nil { original.insert(Self.separatorID, at: 1 + sample.pieces[0].tokenCount) }
      #expect(original.count == count)
      let predicted = (0..<count).filter { sample.labels[$0] != -100 }
      let wanted = max(1, Int((Double(count) * masked.probability).rounded(.toNearestOrEven)))
      let candidates = original.count { !masked.specials.contains($0) }
      #expect(predicted.count == min(wanted, candidates, masked.maximumPredictionCount ?? .max))
      for place in 0..<count {
        if predicted.contains(place) {
          #expect(!masked.specials.contains(original[place]))
          #expect(UInt32(bitPattern: sample.labels[place]) == original[place])
          #expect(sample.inputs[place] == Self.maskID || !masked.specials.contains(sample.inputs[place]))
        } else {
          #expect(sample.inputs[place] == original[place])
        }
      }
      #expect(sample.inputs[count...].allSatisfy { $0 == ObjectiveCorpus.padding })
      #expect(sample.labels[count...].allSatisfy { $0 == -100 })
    }
  }

  @Test(arguments: [nil, 10], [0.15, 0.4])
  func pairsAreFramedAndMasked(maximum: Int?, probability: Double) throws {
    var corpus = try ObjectiveCorpus(["web", "书"])
    let masked = Self.masked(maximum: maximum, probability: probability)
    var choice = ObjectiveCorpus.Choice(.masked(masked), sequenceLength: 128)
    choice.epochs = 2
    choice.validation = 0.1
    let set = try corpus.write(choice, to: "out")
    let report = try ShardVerifier.verify(folder: set.folder)
    #expect(report.tokenCount == corpus.reports.reduce(0) { $0 + $1.tokenCount })
    for split in DatasetSplit.allCases { checkMasks(try Sample.all(set, split), masked) }
  }

  @Test func everyTokenStandsOnceAsItsOwn() throws {
    var corpus = try ObjectiveCorpus(["web", "书"], documents: 200)
    let set = try corpus.write(.init(.masked(Self.masked()), sequenceLength: 64), to: "out")
    let samples = try Sample.all(set)
    var own: [DocumentID: [Range<Int>]] = [:]
    var random = 0
    for (row, sample) in samples.enumerated() {
      let source = corpus.sources[set.source(ofRow: row, .train)]
      #expect(sample.pieces.count == 2)
      let (first, second) = (sample.pieces[0], sample.pieces[1])
      own[first.document, default: []].append(first.first..<first.first + first.tokenCount)
      let isRandom = sample.nextSentence == [1]
      #expect(isRandom == (first.document != second.document))
      if isRandom {
        random += 1
      } else {
        #expect(second.first == first.first + first.tokenCount)
        own[second.document, default: []].append(second.first..<second.first + second.tokenCount)
      }
      var place = 0
      for piece in sample.pieces {
        let document = try #require(source.tokens[piece.document])
        #expect(
          sample.packed.tokens[place..<place + piece.tokenCount]
            == document[piece.first..<piece.first + piece.tokenCount])
        place += piece.tokenCount
      }
      let start = first.tokenCount + 2
      #expect(sample.types == (0..<64).map { start..<sample.inputCount ~= $0 ? 1 : 0 })
      // A segment begins where a sentence does, or where one was cut at half a row.
      for piece in sample.pieces where piece.first > 0 {
        let document = try #require(source.tokens[piece.document])
        let before = document[..<piece.first].suffix(30)
        #expect(before.last == ObjectiveCorpus.stop || !before.contains(ObjectiveCorpus.stop))
      }
    }
    for source in corpus.sources {
      for (id, tokens) in source.tokens {
        let ranges = (own[id] ?? []).sorted { $0.lowerBound < $1.lowerBound }
        #expect(ranges.reduce(0) { $0 + $1.count } == tokens.count)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
      }
    }
    // Half of the pairs that could follow, and all that could not: five standard deviations below a half.
    #expect(Double(random) > Double(samples.count) / 2 - 2.5 * Double(samples.count).squareRoot())
    #expect(random < samples.count * 9 / 10)
  }

  @Test func sharesAreEightyTenTen() throws {
    var corpus = try ObjectiveCorpus(documents: 1_500)
    let set = try corpus.write(.init(.masked(Self.masked()), sequenceLength: 128), to: "out")
    var (total, hidden, kept) = (0.0, 0.0, 0.0)
    for sample in try Sample.all(set) {
      for (input, label) in zip(sample.inputs, sample.labels) where label != -100 {
        total += 1
        if input == Self.maskID { hidden += 1 }
        if input == UInt32(bitPattern: label) { kept += 1 }
      }
    }
    #expect(total > 80_000)
    // Five standard deviations of a binomial; a random id is the own one once in 994.
    func isShare(_ hits: Double, _ share: Double) -> Bool {
      abs(hits - total * share) < 5 * (total * share * (1 - share)).squareRoot()
    }
    #expect(isShare(hidden, 0.8) && isShare(kept, 0.1 + 0.1 / 994) && isShare(total - hidden - kept, 0.1 - 0.1 / 994))
  }

  @Test(arguments: PackingStrategy.allCases)
  func packedRowsAreMaskedWhole(strategy: PackingStrategy) throws {
    var corpus = try ObjectiveCorpus()
    var choice = ObjectiveCorpus.Choice(.masked(Self.masked(pairs: nil)), sequenceLength: 128)
    choice.strategy = strategy
    let set = try corpus.write(choice, to: "out")
    _ = try ShardVerifier.verify(folder: set.folder)
    let samples = try Sample.all(set)
    checkMasks(samples, Self.masked(pairs: nil))
    #expect(samples.allSatisfy { $0.types.isEmpty && $0.nextSentence.isEmpty })
    let tokens = samples.reduce(0) { $0 + $1.packed.tokens.count }
    #expect(tokens == corpus.sources[0].tokens.values.reduce(0) { $0 + $1.count + 1 })
  }

  @Test func oneDocumentAloneIsFollowedByItself() throws {
    var corpus = try ObjectiveCorpus(files: 1, documents: 1) { _, _ in 1_000 }
    let masked = Self.masked(pairs: .init(shortRate: 0))
    let set = try corpus.write(.init(.masked(masked), sequenceLength: 64), to: "out")
    _ = try ShardVerifier.verify(folder: set.folder)
    let samples = try Sample.all(set)
    // A last sentence that is left over has nothing behind it.
    #expect(samples.allSatisfy { $0.nextSentence == [0] || $0.pieces.count == 1 })
    #expect(samples.count { $0.pieces.count == 1 } <= 1)
    #expect(samples.reduce(0) { $0 + $1.packed.tokens.count } == 1_000)
    // A document of one sentence has nothing that follows, and here nothing to draw either.
    corpus = try ObjectiveCorpus(files: 1, documents: 1) { _, _ in 1 }
    let single = try Sample.all(corpus.write(.init(.masked(Self.masked()), sequenceLength: 64), to: "single"))
    #expect(single.map(\.inputCount) == [4] && single[0].pieces.count == 1 && single[0].nextSentence == [1])
  }

  @Test func documentsOfOneSentenceAreFollowedByOthers() throws {
    var corpus = try ObjectiveCorpus(files: 1, documents: 60) { _, _ in 3 }
    let set = try corpus.write(.init(.masked(Self.masked(pairs: .init(shortRate: 0))), sequenceLength: 64), to: "out")
    let samples = try Sample.all(set)
    #expect(samples.count >= 60)
    #expect(samples.allSatisfy { $0.pieces.count == 2 && $0.inputCount <= 64 })
  }

  @Test func rowsWithoutOrdinaryTokensPredictNothing() throws {
    var corpus = try ObjectiveCorpus(files: 1, documents: 3) { _, _ in 0 }
    let set = try corpus.write(.init(.masked(Self.masked(pairs: nil)), sequenceLength: 64), to: "out")
    _ = try ShardVerifier.verify(folder: set.folder)
    #expect(try Sample.all(set).allSatisfy { $0.labels.allSatisfy { $0 == -100 } })
    // Pairs of nothing are nothing.
    #expect(try corpus.write(.init(.masked(Self.masked()), sequenceLength: 64), to: "none").rowCount(.train) == 0)
  }

  @Test func shardsAndOrderChangeNothingAndEpochsDiffer() throws {
    var corpus = try ObjectiveCorpus()
    var choice = ObjectiveCorpus.Choice(.masked(Self.masked()), sequenceLength: 64)
    let once = try Sample.all(corpus.write(choice, to: "once"))
    choice.rowsPerShard = 3
    #expect(try Sample.all(corpus.write(choice, to: "again")).map(\.inputs) == once.map(\.inputs))
    choice.epochs = 2
    let twice = try Sample.all(corpus.write(choice, to: "twice"))
    let first = Set(twice[..<(twice.count / 2)].map { $0.pieces.map { "\($0)" } })
    let same = twice[(twice.count / 2)...].count { first.contains($0.pieces.map { "\($0)" }) }
    #expect(same < twice.count / 8)
  }

  @Test func impossibleRequestsAreRefused() throws {
    var corpus = try ObjectiveCorpus()
    var choice = ObjectiveCorpus.Choice(.masked(Self.masked()), sequenceLength: 64)
    choice.position = .before
    #expect(throws: PackingError.self) { try corpus.write(choice, to: "a") }
    choice.position = .after
    choice.format = .llmc
    #expect(throws: PackingError.self) { try corpus.write(choice, to: "b") }
    choice.format = .mds
    var masked = Self.masked()
    masked.specials = TokenSet((0..<1_000).map { UInt32($0) })
    choice.objective = .masked(masked)
    #expect(throws: PackingError.self) { try corpus.write(choice, to: "c") }
    masked = Self.masked()
    masked.maskID = 1_000
    choice.objective = .masked(masked)
    #expect(throws: PackingError.self) { try corpus.write(choice, to: "d") }
  }
}
