// Configurations as they are written in files, their limits, and the entropies a model is measured by.

import FoundationEssentials
import Testing

@testable import Training

@Suite struct ConfigurationTests {
  @Test func missingKeysTakeDefaults() throws {
    let model = try JSONDecoder().decode(
      ModelConfiguration.self, from: Data(#"{"vocabularySize":1000,"width":96,"activation":"gelu"}"#.utf8))
    #expect(model == ModelConfiguration(vocabularySize: 1000, width: 96, activation: .gelu))
    #expect(model.feedForwardWidth == 384 && model.keyValueHeadCount == model.headCount)
    let training = try JSONDecoder().decode(TrainingConfiguration.self, from: Data(#"{"batchSize":3}"#.utf8))
    var expected = TrainingConfiguration()
    expected.batchSize = 3
    #expect(training == expected)
    try training.validate()
    try model.validate()
  }

  @Test func everythingSurvivesItsFile() throws {
    var training = TrainingConfiguration()
    training.minimumLearningRate = 1e-7
    training.optimizer = .lion
    training.seed = .max
    training.kernel = .portable
    training.decay = .linear
    let again = try JSONDecoder().decode(TrainingConfiguration.self, from: JSONEncoder().encode(training))
    #expect(again == training)
    let model = ModelConfiguration(
      vocabularySize: 9, contextLength: 8, layerCount: 7, width: 60, headCount: 6, keyValueHeadCount: 3,
      feedForwardWidth: 5, activation: .gelu, tiesEmbeddings: false, ropeBase: 5e5, normEpsilon: 1e-6)
    #expect(try JSONDecoder().decode(ModelConfiguration.self, from: JSONEncoder().encode(model)) == model)
  }

  @Test func modelsOutsideTheirLimitsAreNamed() {
    let good = ModelConfiguration(vocabularySize: 10)
    func location(_ change: (inout ModelConfiguration) -> Void) -> String? {
      var model = good
      change(&model)
      return #expect(throws: TrainingError.self) { try model.validate() }?.location
    }
    for number in [Int.min, -1, 0, Int.max] {
      #expect(location { $0.vocabularySize = number } == "model.vocabularySize")
      #expect(location { $0.contextLength = number } == "model.contextLength")
      #expect(location { $0.layerCount = number } == "model.layerCount")
      #expect(location { $0.width = number } == "model.width")
      #expect(location { $0.headCount = number } == "model.headCount")
      #expect(location { $0.keyValueHeadCount = number } == "model.keyValueHeadCount")
      #expect(location { $0.feedForwardWidth = number } == "model.feedForwardWidth")
      // Defaults are computed before anything is checked.
      _ = ModelConfiguration(vocabularySize: number, width: number, headCount: number)
    }
    #expect(location { $0.headCount = 128 } == "model.headCount", "rotary positions need pairs")
    #expect(location { $0.keyValueHeadCount = 3 } == "model.keyValueHeadCount")
    #expect(location { $0.ropeBase = .nan } == "model.ropeBase")
    #expect(location { $0.normEpsilon = -.infinity } == "model.normEpsilon")
  }

  @Test func trainingsOutsideTheirLimitsAreNamed() {
    func location(_ change: (inout TrainingConfiguration) -> Void) -> String? {
      var training = TrainingConfiguration()
      change(&training)
      return #expect(throws: TrainingError.self) { try training.validate() }?.location
    }
    for number in [Int.min, -1, Int.max] {
      #expect(location { $0.batchSize = number } == "training.batchSize")
      #expect(location { $0.accumulationCount = number } == "training.accumulationCount")
      #expect(location { $0.stepCount = number } == "training.stepCount")
      #expect(location { $0.warmupStepCount = number } == "training.warmupStepCount")
      #expect(location { $0.validationInterval = number } == "training.validationInterval")
      #expect(location { $0.validationRowCount = number } == "training.validationRowCount")
      #expect(location { $0.checkpointInterval = number } == "training.checkpointInterval")
      #expect(location { $0.keptCheckpointCount = number } == "training.keptCheckpointCount")
      #expect(location { $0.threadCount = number } == "training.threadCount")
    }
    for number in [-1, Double.nan, .infinity] {
      #expect(location { $0.learningRate = number } == "training.learningRate")
      #expect(location { $0.minimumLearningRate = number } == "training.minimumLearningRate")
      #expect(location { $0.beta1 = number } == "training.beta1")
      #expect(location { $0.beta2 = number } == "training.beta2")
      #expect(location { $0.epsilon = number } == "training.epsilon")
      #expect(location { $0.weightDecay = number } == "training.weightDecay")
      #expect(location { $0.clipNorm = number } == "training.clipNorm")
    }
  }

  @Test func hugeBatchesAreRefusedBeforeMemoryIsTaken() {
    var run = SmallRun()
    run.configuration.batchSize = 1 << 20
    run.model.contextLength = 1 << 20
    run.train = MemoryRows(tokens: Array(repeating: 1, count: 1025), rowLength: 1025)
    let error = #expect(throws: TrainingError.self) {
      try Trainer(configuration: run.configuration, model: run.model, train: run.train, folder: "/tmp/never-made")
    }
    #expect(error?.location == "training.batchSize")
    run.configuration.batchSize = 1
    run.model.layerCount = 1024
    run.model.width = 1 << 16
    run.model.feedForwardWidth = 1 << 18
    run.model.vocabularySize = 1 << 24
    let other = #expect(throws: TrainingError.self) {
      try Trainer(configuration: run.configuration, model: run.model, train: run.train, folder: "/tmp/never-made")
    }
    #expect(other?.message.contains("GiB") == true)
  }

  /// What is announced is what is taken, but for the logits and scratch.
  @Test(arguments: ModelConfiguration.Activation.allCases) func memoryIsCountedFromTheShapes(
    _ activation: ModelConfiguration.Activation
  ) throws {
    let model = ModelConfiguration(
      vocabularySize: 100, contextLength: 8, layerCount: 3, width: 32, headCount: 4, keyValueHeadCount: 2,
      feedForwardWidth: 48, activation: activation, tiesEmbeddings: false)
    var training = TrainingConfiguration()
    let parameters = Double(ParameterLayout(model).parameterCount)
    let norms = Double(7 * 32)
    #expect(MemoryNeed.byteCount(model: model, training: training, rows: 0) == 16 * (parameters - norms))
    training.optimizer = .lion
    #expect(MemoryNeed.byteCount(model: model, training: training, rows: 0) == 12 * (parameters - norms))
    #expect(MemoryNeed.byteCount(model: model, training: training, rows: 8) > 12 * parameters)
  }

  @Test func entropies() throws {
    // Targets are ids 1 ..< 5 of the row: 1, 1, 2, 3 with the padding 9 left out.
    let rows = MemoryRows(tokens: [7, 1, 1, 2, 3, 9], rowLength: 6, paddingID: 9)
    let own = try UnigramEntropy.own(of: rows, vocabularySize: 10)
    #expect(abs(own - 1.0397207708) < 1e-9, "1.5 bits")
    let cross = try UnigramEntropy.crossEntropy(of: rows, training: rows, vocabularySize: 10)
    #expect(abs(cross - 1.7431776) < 1e-6, "log(14) − (2 · log(3) + 2 · log(2)) / 4 by Laplace")
    #expect(own < cross)
    #expect(throws: TrainingError.self) { try UnigramEntropy.own(of: rows, vocabularySize: 7) }
    let uniform = MemoryRows(tokens: Array(0..<257), rowLength: 257)
    #expect(abs(try UnigramEntropy.own(of: uniform, vocabularySize: 300) - 5.5451774445) < 1e-9, "8 bits")
  }
}
