import Storage
import Synchronization
import TestSupport
import Testing
import Tokenization

@testable import Pipeline

@Suite("Training of tokenizers over files")
struct TokenizerTrainTests {
  /// Files of made-up words, in which all words of a file differ from those of the others.
  private static func corpus(_ folder: TemporaryFolder, files: Int = 6, words: Int = 3000) -> [String] {
    var generator = SeededGenerator(seed: 17)
    let syllables = ["ka", "to", "mi", "zu", "港", "ре", "ло", "na", "é", "se"]
    return (0..<files).map { file in
      var lines = ""
      for document in 0..<20 {
        let text = (0..<words / 20).map { _ in
          (0..<Int.random(in: 2...6, using: &generator)).map { _ in syllables.randomElement(using: &generator) ?? "" }
            .joined() + "\(file)"
        }.joined(separator: " ")
        lines += "{\"id\":\"\(file)-\(document)\",\"w\":\(document % 4),\"text\":\"\(text)\"}\n"
      }
      return folder.write(lines, to: "in/\(file).jsonl")
    }
  }

  private static func call(_ inputs: [String], _ output: String, size: Int = 1200) -> TokenizerTrainCall {
    var call = TokenizerTrainCall(inputs: inputs, output: output, vocabularySize: size, pattern: .cl100k)
    call.threads = 2
    return call
  }

  private static func tokenizer(_ folder: String) throws -> [UInt8] {
    try FileSystem.readAll(Path.join(folder, "tokenizer.json"))
  }

  private static func counts(_ words: any WordCounts) throws -> [[UInt8]: UInt64] {
    var counts: [[UInt8]: UInt64] = [:]
    try words.forEachWord { counts[Array($0)] = $1 }
    return counts
  }

  @Test("counts do not depend on memory, threads or checkpoints", arguments: [1, 3])
  func spilling(threads: Int) throws {
    let folder = TemporaryFolder("train")
    let files = Self.corpus(folder)
    try FileSystem.createDirectory(folder.file("scratch"))
    var counting = WordCounting(
      files: files, options: LineInputOptions(), pattern: .cl100k, threads: threads, memoryLimit: .max,
      scratchFolder: folder.file("scratch"))
    let (all, totals) = try counting.run(checkpoint: nil, CancellationFlag())
    #expect(all is WordCounter && totals.documents == 120)
    counting.memoryLimit = 1
    let (spilled, spilledTotals) = try counting.run(checkpoint: nil, CancellationFlag())
    #expect((spilled as? WordRuns).map { $0.files.count > 1 } == true, "nothing went to the disk")
    #expect(spilledTotals == totals)
    #expect(try Self.counts(spilled) == Self.counts(all))
    var checkpoint = try TrainingCheckpoint(folder: folder.file("kept"), counting: counting, settings: "")
    checkpoint.groupByteCount = 1
    #expect(try Self.counts(counting.run(checkpoint: checkpoint, CancellationFlag()).words) == Self.counts(all))
    // Again: nothing is left to count.
    let again = try counting.run(checkpoint: checkpoint, CancellationFlag())
    #expect(try Self.counts(again.words) == Self.counts(all) && again.totals == totals)
  }

  @Test("interrupted anywhere and made again, a call ends with the same bytes", arguments: 0..<4)
  func resumes(seed: Int) throws {
    let folder = TemporaryFolder("train")
    let files = Self.corpus(folder, words: 600)
    var whole = Self.call(files, folder.file("whole"))
    whole.trainer.addedTokens = ["<|endoftext|>"]
    _ = try whole.run(cancellation: CancellationFlag())
    var generator = SeededGenerator(seed: UInt64(seed))
    var interruptions = 0
    for attempt in 0..<20 {
      let cancellation = CancellationFlag()
      let left = Counter(Int.random(in: 1...6, using: &generator))
      var call = Self.call(files, folder.file("resumed"))
      call.trainer.addedTokens = ["<|endoftext|>"]
      call.checkpoint = folder.file("kept")
      call.checkpointSteps = (1, seed % 2 == 0 ? 0 : 1000)
      call.observer = { event in
        if case .note = event { return }
        if attempt < 19, left.decrement() == 0 { cancellation.cancel() }
      }
      do {
        _ = try call.run(cancellation: cancellation)
        break
      } catch is Cancelled {
        interruptions += 1
      }
    }
    #expect(interruptions > 0)
    #expect(try Self.tokenizer(folder.file("resumed")) == Self.tokenizer(folder.file("whole")))
  }

  @Test("a checkpoint serves other sizes, and is left alone by other inputs and settings")
  func otherCalls() throws {
    let folder = TemporaryFolder("train")
    let files = Self.corpus(folder, words: 600)
    func train(_ size: Int, checkpoint: Bool, _ change: (inout TokenizerTrainCall) -> Void = { _ in }) throws -> [UInt8]
    {
      var call = Self.call(files, folder.file("out"), size: size)
      if checkpoint { call.checkpoint = folder.file("kept") }
      change(&call)
      _ = try call.run(cancellation: CancellationFlag())
      return try Self.tokenizer(folder.file("out"))
    }
    for size in [900, 1300, 700] {
      #expect(try train(size, checkpoint: true) == train(size, checkpoint: false), "\(size)")
    }
    let bytes = try train(900, checkpoint: true) { $0.trainer.tie = .bytes }
    #expect(bytes == (try train(900, checkpoint: false) { $0.trainer.tie = .bytes }))
    folder.write("{\"text\":\"another text altogether\"}\n", to: "in/0.jsonl")
    #expect(try train(900, checkpoint: true) == train(900, checkpoint: false))
  }

  @Test("a damaged checkpoint is an error")
  func damage() throws {
    let folder = TemporaryFolder("train")
    let files = Self.corpus(folder, words: 600)
    var call = Self.call(files, folder.file("out"))
    call.checkpoint = folder.file("kept")
    _ = try call.run(cancellation: CancellationFlag())
    for name in ["merges.bin", "words-0.run"] {
      let good = folder.read("kept/\(name)")
      for place in [3, good.count / 2, good.count - 1] {
        var bad = good
        bad[place] ^= 0x40
        folder.write(bad, to: "kept/\(name)")
        #expect(throws: (any Error).self, "\(name), byte \(place)") { try call.run(cancellation: CancellationFlag()) }
      }
      folder.write(good, to: "kept/\(name)")
    }
    _ = try call.run(cancellation: CancellationFlag())
    call.inputs = ["-"]
    #expect(throws: RunError.self) { try call.run(cancellation: CancellationFlag()) }
  }

  @Test("weights count documents as often as they say")
  func weights() throws {
    let folder = TemporaryFolder("train")
    let files = Self.corpus(folder, files: 3, words: 200)
    var weights = DocumentWeights()
    try weights.add(rule: "1.jsonl=3")
    try weights.add(rule: "\(folder.path)/in/2*=0")
    weights.field = "w"
    func counted(_ weights: DocumentWeights) throws -> (counts: [[UInt8]: UInt64], totals: WordCounting.Totals) {
      let counting = WordCounting(
        files: files, options: LineInputOptions(), weights: weights, pattern: .cl100k, threads: 2, memoryLimit: .max,
        scratchFolder: folder.path)
      let (words, totals) = try counting.run(checkpoint: nil, CancellationFlag())
      return (try Self.counts(words), totals)
    }
    let (counts, totals) = try counted(weights)
    // Two files, of whose documents a quarter has the weight 0.
    #expect(totals.documents == 60 && totals.countedDocuments == 30)
    let expected = WordCounter(pattern: .cl100k)
    for (file, weight) in [(0, 1), (1, 3)] {
      for (row, line) in String(decoding: folder.read("in/\(file).jsonl"), as: UTF8.self).split(separator: "\n")
        .enumerated()
      {
        let text = line.split(separator: "\"text\":\"").last?.dropLast(2) ?? ""
        var owned = String(text)
        owned.withUTF8 { expected.add($0, weight: UInt64(weight * (row % 4))) }
      }
    }
    #expect(counts == (try Self.counts(expected)))
    // A sample: the share, the same every time, and a smaller one within a larger one.
    var half = DocumentWeights()
    half.sample = 0.5
    var quarter = DocumentWeights()
    quarter.sample = 0.25
    let (halfCounts, halfTotals) = try counted(half)
    let (quarterCounts, quarterTotals) = try counted(quarter)
    #expect((18...42).contains(halfTotals.countedDocuments) && (5...27).contains(quarterTotals.countedDocuments))
    #expect(quarterCounts.allSatisfy { $0.value <= halfCounts[$0.key] ?? 0 })
    #expect(try counted(half).counts == halfCounts)
  }

  @Test("weights that are none are refused, or name their lines", arguments: ["-1", "nan", "1e10", "inf", "x", ""])
  func badWeights(text: String) throws {
    let folder = TemporaryFolder("train")
    var weights = DocumentWeights()
    #expect(throws: RunError.self) {
      try weights.add(rule: "*=\(text)")
      try weights.check()
    }
    #expect(throws: RunError.self) { try weights.add(rule: "=\(text)") }
    let value = Double(text) == nil || text == "nan" || text == "inf" ? "\"\(text)\"" : text
    let file = folder.write(
      "{\"w\":\(value),\"text\":\"bad\"}\n{\"w\":2,\"text\":\"good\"}\n{\"text\":\"good\"}\n", to: "a.jsonl")
    var call = Self.call([file], folder.file("out"), size: 300)
    call.weights.field = "w"
    let outcome = try call.run(cancellation: CancellationFlag())
    #expect(outcome.documents == 2 && outcome.problems.count == 1)
    #expect(outcome.problems.first?.contains("a.jsonl, byte 0") == true)
  }

  @Test("nothing to train on, and settings that contradict each other")
  func refusals() throws {
    let folder = TemporaryFolder("train")
    let empty = folder.write("", to: "empty.jsonl")
    #expect(throws: RunError.self) { try Self.call([empty], folder.file("out")).run(cancellation: CancellationFlag()) }
    let file = folder.write("{\"text\":\"one\"}\n", to: "one.jsonl")
    let changes: [(inout TokenizerTrainCall) -> Void] = [
      { $0.trainer.addedTokens = ["a", "a"] }, { $0.trainer.addedTokens = [""] }, { $0.minimumWordCount = 0 },
      { $0.trainer.maximumTokenByteCount = 1 }, { $0.weights.sample = 0 },
    ]
    for change in changes {
      var call = Self.call([file], folder.file("out"))
      change(&call)
      #expect(throws: RunError.self) { try call.run(cancellation: CancellationFlag()) }
    }
    var small = Self.call([file], folder.file("out"), size: 255)
    #expect(throws: TokenizationError.self) { try small.run(cancellation: CancellationFlag()) }
    small.trainer.vocabularySize = 1000
    let outcome = try small.run(cancellation: CancellationFlag())
    #expect(outcome.vocabularySize == 258 && outcome.merges == 2)
    #expect(throws: RunError.self) { try MemoryLimit.parse("1kB") }
    #expect(try MemoryLimit.parse("2 GB") == 2_000_000_000)
  }
}

/// A number that threads count down.
private final class Counter: Sendable {
  private let left: Mutex<Int>

  init(_ left: Int) { self.left = Mutex(left) }

  /// The number after taking one away.
  func decrement() -> Int {
    left.withLock { left in
      left -= 1
      return left
    }
  }
}
