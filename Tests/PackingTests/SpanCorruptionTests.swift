// T5's spans: the reference implementation's arithmetic, and nothing lost.

import Corpus
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct SpanCorruptionTests {
  private static let spans = SpanCorruption(sentinels: (0..<60).map { 1_099 - $0 }, endID: ObjectiveCorpus.end)

  /// Inputs, tokens, targets, by `compute_input_and_target_lengths` of the reference implementation.
  @Test(arguments: [
    (
      0.15, 3.0,
      [(64, 70, 14), (128, 141, 29), (256, 284, 58), (512, 568, 114), (1_024, 1_137, 229), (2_048, 2_274, 456)]
    ),
    (0.15, 10, [(64, 73, 13), (512, 591, 99), (2_048, 2_366, 392)]),
    (0.5, 3, [(64, 94, 64), (512, 766, 512), (1_024, 1_534, 1_024)]),
    (0.5, 32, [(512, 990, 512), (2_048, 3_970, 2_048)]),
  ])
  func lengthsAreTheReferences(density: Double, mean: Double, rows: [(Int, Int, Int)]) {
    let spans = SpanCorruption(density: density, meanSpanLength: mean, sentinels: [], endID: 1)
    for (inputs, tokens, targets) in rows {
      let lengths = spans.lengths(inputCount: inputs)
      #expect(lengths.tokenCount == tokens && lengths.targetCount == targets)
      #expect(spans.sampleLengths(tokenCount: tokens).inputCount == (tokens == 990 ? 511 : inputs))
    }
  }

  @Test func shorterRowsFitWhereFullOnesDo() {
    for density in [0.01, 0.15, 0.3, 0.5, 0.9] {
      for mean in [1.0, 2.5, 3, 40] {
        let spans = SpanCorruption(density: density, meanSpanLength: mean, sentinels: [], endID: 1)
        let full = spans.lengths(inputCount: 200)
        for count in 1...full.tokenCount {
          let noise = spans.noise(tokenCount: count)
          let lengths = spans.sampleLengths(tokenCount: count)
          #expect(lengths.inputCount <= 200 && lengths.targetCount <= full.targetCount)
          #expect(noise.spanCount <= noise.tokenCount && noise.spanCount <= count - noise.tokenCount)
          #expect(count == 1 ? noise.tokenCount == 0 : noise.tokenCount >= 1)
        }
      }
    }
  }

  @Test(arguments: PackingStrategy.allCases, [ShardFormat.mds, .mdsZstd])
  func inputsAndTargetsAreTheRow(strategy: PackingStrategy, format: ShardFormat) throws {
    var corpus = try ObjectiveCorpus(["web", "书"])
    var choice = ObjectiveCorpus.Choice(.spanCorruption(Self.spans), sequenceLength: 128)
    choice.strategy = strategy
    choice.format = format
    choice.validation = 0.1
    choice.epochs = 2
    let set = try corpus.write(choice, to: "out")
    let report = try ShardVerifier.verify(folder: set.folder)
    #expect(report.tokenCount == corpus.reports.reduce(0) { $0 + $1.tokenCount })
    #expect(report.paddingCount == corpus.reports.reduce(0) { $0 + $1.paddingCount })
    var seen: [DocumentID: Int] = [:]
    for split in DatasetSplit.allCases {
      for sample in try Sample.all(set, split) {
        #expect(sample.inputs.count == 128 && sample.labels.count == 29)
        let count = sample.packed.tokens.count
        // By the formulas of the reference implementation.
        let noise = min(max(Int((Double(count) * 0.15).rounded(.toNearestOrEven)), 1), count - 1)
        let spans = count == 1 ? 0 : max(Int((Double(noise) / 3).rounded(.toNearestOrEven)), 1)
        let isSentinel = { (id: UInt32) in id > 1_099 - UInt32(spans) && id <= 1_099 }
        #expect(sample.inputCount == count - noise + spans + 1)
        let targets = sample.labels.filter { $0 != -100 }.map { UInt32(bitPattern: $0) }
        #expect(targets.count == noise + spans + 1)
        #expect(sample.inputs[sample.inputCount - 1] == ObjectiveCorpus.end && targets.last == ObjectiveCorpus.end)
        let order = (0..<spans).map { 1_099 - UInt32($0) }
        #expect(sample.inputs.filter(isSentinel) == order && targets.filter(isSentinel) == order)
        // Spliced by hand.
        var row: [UInt32] = []
        for id in sample.inputs[..<(sample.inputCount - 1)] {
          guard isSentinel(id) else {
            row.append(id)
            continue
          }
          let start = try #require(targets.firstIndex(of: id)) + 1
          row += targets[start...].prefix { !isSentinel($0) }.prefix(targets.count - 1 - start)
        }
        #expect(row == sample.packed.tokens)
        var place = 0
        for piece in sample.pieces {
          let document = try #require(corpus.sources.compactMap { $0.tokens[piece.document] }.first)
          let sequence = document + [ObjectiveCorpus.end]
          #expect(row[place..<place + piece.tokenCount] == sequence[piece.first..<piece.first + piece.tokenCount])
          place += piece.tokenCount
          seen[piece.document, default: 0] += piece.tokenCount
        }
      }
    }
    for source in corpus.sources {
      for (id, tokens) in source.tokens {
        #expect(seen[id] == tokens.count + 1 || seen[id] == 2 * (tokens.count + 1))
      }
    }
  }

  /// Every way to cut is equally likely: the share of parts of one token is (parts − 1) / (count − 1).
  @Test func cutsAreUniform() {
    var random = RandomStream(key: 5)
    var sampler = PlaceSampler()
    var ends: [Int] = []
    var counts: [[Int]: Int] = [:]
    for _ in 0..<35_000 {
      sampler.cut(8, into: 4, &random, ends: &ends)
      counts[ends, default: 0] += 1
    }
    // 7 over 3 ways; five standard deviations of 1,000 ± 31.2.
    #expect(counts.count == 35 && counts.values.allSatisfy { abs($0 - 1_000) < 156 })
    for count in 1...200 {
      for parts in 1...count {
        sampler.cut(count, into: parts, &random, ends: &ends)
        #expect(ends.count == parts && ends.last == count && zip(ends, ends.dropFirst()).allSatisfy(<))
      }
    }
  }

  @Test func shardsAndOrderChangeNothingAndEpochsDiffer() throws {
    var corpus = try ObjectiveCorpus()
    var choice = ObjectiveCorpus.Choice(.spanCorruption(Self.spans), sequenceLength: 128)
    choice.epochs = 2
    let one = try Sample.all(corpus.write(choice, to: "one"))
    choice.rowsPerShard = 7
    let other = try Sample.all(corpus.write(choice, to: "other"))
    #expect(one.map(\.inputs) == other.map(\.inputs) && one.map(\.labels) == other.map(\.labels))
    choice.seed = 2
    let seeded = try Sample.all(corpus.write(choice, to: "seeded"))
    #expect(zip(one, seeded).count { $0.inputs == $1.inputs } < one.count / 4)
    // Rows of both epochs with the same pieces are corrupted differently: long documents give some.
    let half = one.count / 2
    var places: [[String]: [UInt32]] = [:]
    for sample in one[..<half] { places[sample.pieces.map { "\($0)" }] = sample.inputs }
    let both = one[half...].filter { places[$0.pieces.map { "\($0)" }] != nil }
    #expect(both.count > 20)
    #expect(both.allSatisfy { places[$0.pieces.map { "\($0)" }] != $0.inputs })
  }

  @Test func rowsOfOneTokenHaveNoNoise() throws {
    var corpus = try ObjectiveCorpus(files: 1, documents: 1) { _, _ in 0 }
    let set = try corpus.write(.init(.spanCorruption(Self.spans), sequenceLength: 128), to: "out")
    let sample = try #require(Sample.all(set).first)
    #expect(sample.inputs.prefix(3) == [ObjectiveCorpus.end, ObjectiveCorpus.end, ObjectiveCorpus.padding])
    #expect(sample.labels.prefix(2) == [Int32(ObjectiveCorpus.end), -100])
    _ = try ShardVerifier.verify(folder: set.folder)
  }

  @Test func sentinelsInTextsAndTooFewAreRefused() throws {
    var corpus = try ObjectiveCorpus()
    func refused(_ spans: SpanCorruption, _ format: ShardFormat = .mds) -> String? {
      var choice = ObjectiveCorpus.Choice(.spanCorruption(spans), sequenceLength: 128)
      choice.format = format
      let error = #expect(throws: (any Error).self) { try corpus.write(choice, to: "refused") }
      return error.map { "\($0)" }
    }
    var spans = Self.spans
    spans.sentinels = (0..<60).map { 899 - $0 }
    #expect(refused(spans)?.contains("is a sentinel") == true)
    spans.sentinels = [1_001, 1_000]
    #expect(refused(spans)?.contains("2 sentinels do not suffice for 7 spans") == true)
    spans.sentinels = (0..<60).map { 1_030 - $0 }
    #expect(refused(spans)?.contains("end-of-document") == true)
    for format in ShardFormat.allCases where !format.holdsColumns {
      #expect(refused(Self.spans, format)?.contains("does not hold its columns") == true)
    }
  }
}
