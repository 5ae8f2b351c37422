import Corpus
import TestSupport
import Testing

@testable import Decontamination

private let words = ["corn", "mill", "面", "包", "river", "47", "white", "hats", "Müller", "bread", "水", "sacks", "turn"]

private func text(_ generator: inout SeededGenerator, _ count: Int) -> String {
  (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
}

private func document(_ text: [UInt8]) -> Document {
  Document(
    id: DocumentID(high: 0, low: 0), source: "s", text: text,
    origin: Origin(file: "f", offset: 0, byteCount: 0, row: 0))
}

@Suite struct PropertyTests {
  /// Documents that hold parts of items, changed and whole, in markup and without.
  private func sample(_ seed: UInt64) -> (items: [BenchmarkItem], text: [UInt8]) {
    var generator = SeededGenerator(seed: seed)
    let items = (0..<6).map { number in
      BenchmarkItem(
        benchmark: number < 3 ? "a" : "b", item: "\(number)",
        question: text(&generator, 9 + Int(generator.next() % 30)), answer: text(&generator, 4))
    }
    var parts: [String] = []
    for _ in 0..<12 {
      let item = items.randomElement(using: &generator)?.question ?? ""
      switch generator.next() % 5 {
      case 0: parts.append(item)
      case 1: parts.append(item.split(separator: " ").joined(separator: "</b>&nbsp;<i>"))
      case 2: parts.append(String(item.dropFirst(item.count / 3)))
      case 3: parts.append(item.replacing("mill", with: "wind&lt;mill"))
      default: parts.append(text(&generator, 30))
      }
    }
    return (items, Array(parts.joined(separator: "\n").utf8))
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func spansLieWithinTheTextInOrder(_ seed: UInt64) throws {
    let (items, text) = sample(seed)
    var last = 0
    for match in try BenchmarkIndex(items: items).matches(in: text) {
      #expect(match.start >= last && match.start < match.end && match.end <= text.count)
      #expect(match.foundUnitCount <= match.itemUnitCount)
      // No character is cut in two.
      #expect(text[match.start] & 0xc0 != 0x80 && (match.end == text.count || text[match.end] & 0xc0 != 0x80))
      last = match.start
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func whatIsCutAndWhatStaysAreTheText(_ seed: UInt64) throws {
    let (items, original) = sample(seed)
    var settings = DecontaminationSettings()
    settings.rules.action = .cut
    settings.cutWindow = Int(seed % 4)
    settings.maximumCuts = 100
    var document = document(original)
    var workspace = Workspace()
    let stage = DecontaminationStage(index: try BenchmarkIndex(items: items, settings: settings))
    guard case .edit(let edits) = stage.apply(to: &document, using: &workspace) else { return }
    var rebuilt: [UInt8] = []
    var (position, kept) = (0, 0)
    for edit in edits {
      rebuilt += document.text[kept..<kept + edit.start - position]
      rebuilt += original[edit.start..<edit.end]
      kept += edit.start - position + edit.replacementByteCount
      position = edit.end
    }
    rebuilt += document.text[kept...]
    #expect(rebuilt == original)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func theOrderOfItemsDecidesNothing(_ seed: UInt64) throws {
    // Items without common n-grams: a window belongs to the first item that has it.
    let items = (0..<5).map { number in
      BenchmarkItem(
        benchmark: "b", item: "\(number)",
        question: (0..<20).map { "w\(seed)x\(number)y\($0)" }.joined(separator: " "))
    }
    let text = Array(items.map(\.question).joined(separator: " so ").utf8)
    var generator = SeededGenerator(seed: seed)
    let found = try BenchmarkIndex(items: items).matches(in: text)
    #expect(found.map(\.item) == ["0", "1", "2", "3", "4"])
    #expect(try BenchmarkIndex(items: items.shuffled(using: &generator)).matches(in: text) == found)
  }

  @Test func eachBenchmarkHasItsRules() throws {
    let question = (0..<30).map { "word\($0)" }
    var short = MatchRules()
    (short.n, short.minimumItemUnits, short.clusterShare) = (8, 8, 0)
    short.action = .report
    var long = MatchRules()
    (long.n, long.clusterShare, long.action) = (20, 0, .cut)
    let items = [
      BenchmarkItem(benchmark: "short", item: "1", question: question.joined(separator: " "), rules: short),
      BenchmarkItem(benchmark: "long", item: "2", question: question.reversed().joined(separator: " "), rules: long),
    ]
    let index = try BenchmarkIndex(items: items)
    func found(_ words: some Sequence<String>) -> [String] {
      index.matches(in: Array(words.joined(separator: " ").utf8)).map { "\($0.item) \($0.action.rawValue)" }
    }
    #expect(found(question[3..<11]) == ["1 report"])
    #expect(found(question[3..<10]) == [])
    #expect(found(question[3..<22].reversed()) == [])
    #expect(found(question[3..<23].reversed()) == ["2 cut"])
  }

  @Test func commonNGramsMatchNothing() throws {
    let preamble = "we the people of the united states in order to form a more perfect union establish justice"
    let items = [
      BenchmarkItem(benchmark: "b", item: "law", question: preamble),
      BenchmarkItem(
        benchmark: "b", item: "own",
        question: "which eleven lanterns on the northern quay were lit before the ferry came in that night"),
    ]
    let index = try BenchmarkIndex(items: items)
    var counts = NGramCounts(of: index)
    var scratch = BenchmarkIndex.Scratch()
    var workspace = Workspace()
    let texts = Array(repeating: "\(preamble) \(preamble)", count: 5) + [items[1].question]
    for text in texts.shuffled() {
      let document = document(Array(text.utf8))
      workspace.invalidate()
      var places: [NGramPlace] = []
      document.text.withUnsafeBufferPointer { bytes in
        workspace.withUnits(of: document) {
          index.appendPlaces(in: bytes, units: $0, scratch: &scratch, to: &places)
        }
      }
      counts.add(places)
    }
    // Twice in one document is one document.
    #expect(Set(counts.entries(of: index, minimum: 1).map(\.count)) == [1, 5])
    let common = CommonNGrams(hashes: counts.entries(of: index, minimum: 5).map(\.hash))
    let left = try BenchmarkIndex(items: items, common: common)
    #expect(left.matches(in: Array(preamble.utf8)) == [])
    #expect(left.matches(in: Array(items[1].question.utf8)).map(\.item) == ["own"])
  }

  @Test func findingsAreReportedWhateverTheAction() throws {
    let question = "why did the eleven millers of the old town wear white hats on sunday mornings in spring"
    var settings = DecontaminationSettings()
    settings.rules.action = .report
    let stage = DecontaminationStage(
      index: try BenchmarkIndex(
        items: [BenchmarkItem(benchmark: "b", item: "1", question: question)], settings: settings))
    var runner = StageRunner(stages: [stage])
    var kept = document(Array("Before. \(question)? After.".utf8))
    #expect(try runner.run(&kept))
    var clean = document(Array("Nothing of it.".utf8))
    #expect(try runner.run(&clean))
    #expect(runner.counts[0].documentsKept == 2)
    #expect(runner.counts[0].reported?["benchmark-item"]?.count == 1)
    let findings = runner.takeFindings()
    #expect(findings.count == 1)
    #expect(findings[0].findings.map(\.item) == ["1"])
    #expect(findings[0].findings[0].excerpt?.before == "Before. ")
    #expect(findings[0].findings[0].excerpt?.marked == question)
    let line = try runner.ledger.withUnsafeBufferPointer {
      try LedgerEntry(line: UnsafeBufferPointer(rebasing: $0.dropLast()))
    }
    let entry = try #require(line)
    #expect(entry.action == .report && entry.spans.count == 1 && entry.detail["item"] == "1")
  }

  @Test func moreMatchesThanAreToldApartGiveABoundedAnswer() throws {
    let items = (0..<50).map { number in
      BenchmarkItem(
        benchmark: "b", item: "\(number)", question: (0..<14).map { "q\(number)w\($0)" }.joined(separator: " "))
    }
    var settings = DecontaminationSettings()
    settings.rules.action = .cut
    settings.maximumCuts = 100_000
    settings.cutWindow = 0
    let stage = DecontaminationStage(index: try BenchmarkIndex(items: items, settings: settings))
    let once = items.map(\.question).joined(separator: " and then something else was said of it ")
    var many = document(Array(repeatElement(once + "\n", count: 600).joined().utf8))
    var workspace = Workspace()
    let matches = stage.matches(in: many, using: &workspace)
    #expect(matches.count == BenchmarkIndex.matchLimit)
    guard case .drop(let reason) = stage.apply(to: &many, using: &workspace) else {
      Issue.record("not dropped")
      return
    }
    #expect(reason.code == "too-many-cuts")
  }

  @Test func oneEnormousItemIsAnItem() throws {
    let question = (0..<300_000).map { "u\($0)" }.joined(separator: " ")
    let index = try BenchmarkIndex(items: [BenchmarkItem(benchmark: "b", item: "1", question: question)])
    let part = (200_000..<200_020).map { "u\($0)" }.joined(separator: " ")
    #expect(index.matches(in: Array(part.utf8)).map(\.item) == ["1"])
    #expect(index.matches(in: Array(question.utf8)).map(\.unitCount) == [300_000])
  }
}
