// The training loop: it learns, it is repeatable, it goes on where it was, it says what is wrong.

import Storage
import TestSupport
import Testing

@testable import Training

/// A small run over a stream with a pattern.
struct SmallRun {
  var configuration = TrainingConfiguration()
  var model = ModelConfiguration(
    vocabularySize: 16, contextLength: 16, layerCount: 2, width: 32, headCount: 4, keyValueHeadCount: 2,
    feedForwardWidth: 64)
  var train: any TokenRowSource = MemoryRows(tokens: Self.stream(2000), rowLength: 17, overlap: 1)
  var validation: any TokenRowSource = MemoryRows(tokens: Self.stream(200), rowLength: 17)

  init() {
    configuration.batchSize = 4
    configuration.stepCount = 20
    configuration.warmupStepCount = 5
    configuration.learningRate = 1e-2
    configuration.validationInterval = 8
    configuration.checkpointInterval = 6
    configuration.threadCount = 2
  }

  /// Period 7 with one irregular id, all below 16.
  static func stream(_ count: Int) -> [UInt32] { (0..<count).map { [3, 1, 4, 1, 5, 9, 2][$0 % 7] } }

  func trainer(_ folder: TemporaryFolder, _ name: String = "run") throws -> Trainer {
    try Trainer(
      configuration: configuration, model: model, train: train, validation: validation, folder: folder.file(name))
  }
}

/// Names and bytes of all files below a folder.
private func contents(_ folder: TemporaryFolder, _ name: String = "run") throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  func visit(_ path: String) throws {
    for entry in try FileSystem.listDirectory(folder.file(path)) {
      let child = path + "/" + entry
      if FileSystem.isDirectory(folder.file(child)) {
        try visit(child)
      } else {
        files[String(child.dropFirst(name.utf8.count))] = folder.read(child)
      }
    }
  }
  try visit(name)
  return files
}

@Suite struct TrainerTests {
  private let folder = TemporaryFolder("training")

  @Test(arguments: TrainingConfiguration.Optimizer.allCases, ModelConfiguration.Activation.allCases)
  func learnsARepeatingSequence(
    _ optimizer: TrainingConfiguration.Optimizer, _ activation: ModelConfiguration.Activation
  ) throws {
    var run = SmallRun()
    run.configuration.optimizer = optimizer
    run.model.activation = activation
    run.configuration.stepCount = 80
    if optimizer == .lion {
      run.configuration.learningRate = 4e-3
      run.configuration.beta2 = 0.99
    }
    var reports: [StepReport] = []
    let summary = try run.trainer(folder).run(progress: { reports.append($0) })
    #expect(reports.map(\.step) == Array(1...80))
    #expect(reports[0].loss > 2.5, "an untrained model knows nothing of sixteen ids")
    // The first ids of a row cannot be known; the rest can.
    let entropy = try #require(summary.validationUnigramEntropy)
    let loss = try #require(summary.validation.lastLoss)
    #expect(entropy > 1.6 && entropy < 1.8)
    #expect(loss < 0.3)
    #expect(summary.validation.firstLoss ?? 0 > 2)
    #expect(summary.tokenCount == 80 * 4 * 16)
    #expect(summary.epochCount == 80 * 4 / 124.0)
    #expect(!summary.wasStopped && summary.resumed == nil)
  }

  /// Stopped at many places, also between checkpoints, and killed without warning: always the same bytes.
  @Test(arguments: [[3], [6], [1, 2, 7, 13], [19], [5, 5, 12]])
  func stoppedRunEqualsUninterruptedRun(_ stops: [Int]) throws {
    var run = SmallRun()
    run.configuration.accumulationCount = 2
    var whole: [StepReport] = []
    _ = try run.trainer(folder, "whole").run(progress: { whole.append($0) })
    var parts: [StepReport] = []
    for stop in stops {
      var done = parts.last?.step ?? 0
      let summary = try run.trainer(folder).run(
        progress: {
          parts.append($0)
          done = $0.step
        }, shouldStop: { done >= stop })
      #expect(summary.wasStopped)
      #expect(summary.stepCount == max(stop, summary.resumed?.step ?? 0))
    }
    let last = try run.trainer(folder).run(progress: { parts.append($0) })
    #expect(last.resumed == TrainingSummary.Resumption(step: stops.last ?? 0, isExact: true))
    #expect(parts == whole)
    #expect(try contents(folder) == contents(folder, "whole"))
    #expect(try contents(folder).keys.contains("/step-00000018/model.safetensors"))
  }

  @Test func killedRunEqualsUninterruptedRun() throws {
    let run = SmallRun()
    _ = try run.trainer(folder, "whole").run()
    // What a kill between step 9 and 10 leaves: the checkpoint of step 6, lines up to 9, half a line, half a folder.
    struct Killed: Error {}
    let source = try run.trainer(folder)
    var step = 0
    _ = try source.run(progress: { step = $0.step }, shouldStop: { step == 9 })
    try FileSystem.remove(folder.file("run/step-00000009"), recursively: true)
    var curve = folder.read("run/curves.jsonl")
    curve += Array("{\"step\":10,\"tok".utf8)
    folder.write(curve, to: "run/curves.jsonl")
    folder.write("torn", to: "run/unfinished-step-00000012/model.safetensors")
    let summary = try run.trainer(folder).run()
    #expect(summary.resumed?.step == 6)
    #expect(try contents(folder) == contents(folder, "whole"))
  }

  /// What a kill after the last checkpoint leaves: all are written, the ones before it still there, one half removed.
  @Test func killedBeforeTheRemovalOfOldCheckpoints() throws {
    let run = SmallRun()
    _ = try run.trainer(folder, "whole").run()
    var step = 0
    _ = try run.trainer(folder).run(progress: { step = $0.step }, shouldStop: { step == 6 })
    let old = ["state.json", "checksums"].map { ($0, folder.read("run/step-00000006/\($0)")) }
    _ = try run.trainer(folder).run()
    for (name, bytes) in old { folder.write(bytes, to: "run/step-00000006/\(name)") }
    folder.write("half", to: "run/unfinished-step-00000012/model.safetensors")
    _ = try run.trainer(folder).run()
    #expect(try contents(folder) == contents(folder, "whole"))
  }

  @Test func finishedRunDoesNothingAgain() throws {
    let run = SmallRun()
    let first = try run.trainer(folder).run()
    let before = try contents(folder)
    var again = try run.trainer(folder).run(progress: { _ in Issue.record("there was no step left") })
    #expect(again.resumed?.step == 20)
    again.resumed = nil
    #expect(again == first)
    #expect(try contents(folder) == before)
  }

  @Test func curveHasALineForEveryStep() throws {
    let run = SmallRun()
    var reports: [StepReport] = []
    _ = try run.trainer(folder).run(progress: { reports.append($0) })
    let lines = String(decoding: folder.read("run/curves.jsonl"), as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(lines == reports.map(\.jsonLine))
    #expect(reports.filter { $0.validationLoss != nil }.map(\.step) == [1, 8, 16, 20])
    let report = StepReport(
      step: 7, stepCount: 9, tokenCount: 448, loss: 2.5, learningRate: 1e-05, gradientNorm: 0.125, validationLoss: 3)
    #expect(
      report.jsonLine
        == #"{"step":7,"tokens":448,"loss":2.5,"lr":1e-05,"grad_norm":0.125,"val_loss":3.0}"#)
  }

  /// Accumulating four passes of one row is one pass of four rows, up to rounding.
  @Test func accumulationIsABiggerBatch() throws {
    var run = SmallRun()
    run.configuration.stepCount = 3
    var big: [StepReport] = []
    _ = try run.trainer(folder, "big").run(progress: { big.append($0) })
    run.configuration.batchSize = 1
    run.configuration.accumulationCount = 4
    var small: [StepReport] = []
    _ = try run.trainer(folder, "small").run(progress: { small.append($0) })
    for (one, other) in zip(big, small) {
      #expect(one.tokenCount == other.tokenCount)
      #expect(abs(one.loss - other.loss) < 1e-5)
      #expect(abs(one.gradientNorm - other.gradientNorm) < 1e-4)
    }
  }

  /// A row with padding behind its text trains as the text alone, wherever the padding stands in the batch.
  @Test func paddingIsNotAskedFor() throws {
    var run = SmallRun()
    run.configuration.stepCount = 1
    run.configuration.batchSize = 2
    let text = Array(SmallRun.stream(9))
    run.train = MemoryRows(tokens: text + text, rowLength: 9)
    run.validation = run.train
    let plain = try run.trainer(folder, "plain").run()
    let padding = [UInt32](repeating: 15, count: 8)
    run.train = MemoryRows(tokens: text + padding + text + padding, rowLength: 17, paddingID: 15)
    run.validation = run.train
    let padded = try run.trainer(folder, "padded").run()
    #expect(plain.tokenCount == 16 && padded.tokenCount == 16)
    #expect(abs((plain.loss ?? 0) - (padded.loss ?? 1)) < 1e-6)
    #expect(abs((plain.validation.lastLoss ?? 0) - (padded.validation.lastLoss ?? 1)) < 1e-5)
    #expect(plain.validationUnigramEntropy == padded.validationUnigramEntropy)
  }

  @Test func divergenceStopsTheRunAndKeepsTheCheckpoint() throws {
    var run = SmallRun()
    run.configuration.learningRate = 1e30
    run.configuration.clipNorm = 0
    run.configuration.warmupStepCount = 0
    run.configuration.checkpointInterval = 1
    run.configuration.validationInterval = 0
    let error = #expect(throws: TrainingError.self) { try run.trainer(folder).run() }
    #expect(error?.code == .diverged)
    #expect(error?.location.hasPrefix("step ") == true)
  }

  @Test func rowsThatDoNotFitAreRefused() throws {
    func failure(_ change: (inout SmallRun) -> Void) -> TrainingError? {
      var run = SmallRun()
      change(&run)
      return #expect(throws: TrainingError.self) { try run.trainer(folder).run() }
    }
    let tooLarge = failure {
      $0.train = MemoryRows(tokens: SmallRun.stream(50) + [16] + SmallRun.stream(50), rowLength: 17)
    }
    #expect(tooLarge?.code == .invalidData)
    #expect(tooLarge?.message.contains("row 2 has id 16 at position 16") == true)
    #expect(failure { $0.train = MemoryRows(tokens: [1, 2], rowLength: 17) }?.code == .invalidData)
    #expect(failure { $0.train = MemoryRows(tokens: SmallRun.stream(90), rowLength: 18) }?.code == .invalidData)
    #expect(
      failure {
        $0.train = MemoryRows(tokens: SmallRun.stream(90), rowLength: 18)
        $0.validation = $0.train
      }?.code == .invalidConfiguration)
    let allPadding = [UInt32](repeating: 0, count: 170)
    #expect(failure { $0.train = MemoryRows(tokens: allPadding, rowLength: 17, paddingID: 0) }?.code == .invalidData)
    #expect(
      failure {
        $0.configuration.kernel = .portable
        $0.configuration.threadCount = 0
      }?.code == .invalidConfiguration)
    #expect(failure { $0.model.headCount = 5 }?.location == "model.headCount")
  }

  @Test func checkpointOfAnotherRunIsRefused() throws {
    let run = SmallRun()
    _ = try run.trainer(folder).run()
    func failure(_ change: (inout SmallRun) -> Void) -> TrainingError? {
      var other = run
      change(&other)
      return #expect(throws: TrainingError.self) { try other.trainer(folder).run() }
    }
    #expect(failure { $0.model.layerCount = 1 }?.code == .otherCheckpoint)
    #expect(failure { $0.configuration.learningRate = 1 }?.code == .otherCheckpoint)
    #expect(failure { $0.train = MemoryRows(tokens: SmallRun.stream(1000), rowLength: 17) }?.code == .otherCheckpoint)
    // Another kernel or number of threads goes on, and the summary says that it is not bit for bit the same.
    var other = run
    other.configuration.threadCount = 3
    #expect(try other.trainer(folder).run().resumed == TrainingSummary.Resumption(step: 20, isExact: false))
  }

  @Test func portableKernelAndThreadsTrainAlike() throws {
    var run = SmallRun()
    run.configuration.kernel = .portable
    var losses: [Double] = []
    for threads in [1, 2, 5] {
      run.configuration.threadCount = threads
      losses.append(try #require(try run.trainer(folder, "threads-\(threads)").run().loss))
    }
    // Our kernel sums in one order however it is cut.
    #expect(losses[0] == losses[1] && losses[1] == losses[2])
    run.configuration.kernel = .automatic
    let other = try #require(try run.trainer(folder, "automatic").run().loss)
    #expect(abs(other - losses[0]) < 1e-3)
  }
}
