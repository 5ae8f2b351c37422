// Classifiers: trained, measured, written, read, applied.

import Corpus
import TestSupport
import Testing
import TextAnalysis

@testable import Cleaning

@Suite struct ClassifierTests {
  /// Texts of two kinds that share most of their words.
  private func texts(count: Int, seed: UInt64) -> [(text: String, isPositive: Bool)] {
    var generator = SeededGenerator(seed: seed)
    let common = (0..<50).map { "word\($0)" }
    let kinds = [["river", "mountain", "forest", "雨天"], ["coupon", "discount", "checkout", "优惠"]]
    return (0..<count).map { index in
      var words = (0..<20).compactMap { _ in common.randomElement(using: &generator) }
      for _ in 0..<3 { words.append(kinds[index % 2].randomElement(using: &generator) ?? "") }
      words.shuffle(using: &generator)
      return (words.joined(separator: " "), index % 2 == 0)
    }
  }

  private func train(
    _ texts: [(text: String, isPositive: Bool)], _ training: ClassifierTraining = .init()
  ) throws -> (LinearClassifier, ClassifierMeasurement) {
    let folder = TemporaryFolder()
    let trainer = try ClassifierTrainer(training, folder: folder.path)
    var reader = ExampleReader(training)
    var units = TextUnits()
    for (text, isPositive) in texts {
      let bytes = Array(text.utf8)
      units.analyse(bytes)
      try trainer.add(bytes.withUnsafeBufferPointer { reader.read($0, units: units) }, isPositive: isPositive)
    }
    return try trainer.train()
  }

  private func small() -> ClassifierTraining {
    var training = ClassifierTraining()
    training.features.bits = 14
    return training
  }

  @Test func learnsWhatTellsTextsApart() throws {
    let (classifier, measured) = try train(texts(count: 1000, seed: 1), small())
    #expect(measured.areaUnderROC > 0.99)
    #expect(measured.accuracy > 0.97)
    #expect(measured.positiveCount + measured.negativeCount > 100)
    var judge = ClassifierJudge(classifier)
    func score(_ text: String) -> Double {
      let bytes = Array(text.utf8)
      var units = TextUnits()
      units.analyse(bytes)
      return bytes.withUnsafeBufferPointer { judge.probability($0, units: units) }
    }
    #expect(score("the river and the mountain and the forest") > 0.8)
    #expect(score("discount at checkout with this coupon") < 0.2)
    #expect(score("雨天") > score("优惠"))
    #expect((0...1).contains(score("")))
  }

  @Test func lettersLearnWhatWordsCannot() throws {
    var training = small()
    training.features.letterNGrams = 3
    var generator = SeededGenerator(seed: 2)
    // Every word is new; only its ending tells.
    let texts = (0..<400).map { index in
      let words = (0..<5).map { _ in
        "\(UInt64.random(in: .min ... .max, using: &generator))" + (index % 2 == 0 ? "ing" : "ung")
      }
      return (words.joined(separator: " "), index % 2 == 0)
    }
    #expect(try train(texts, training).1.accuracy == 1)
    #expect(try train(texts, small()).1.accuracy < 0.9)
  }

  @Test func theSameTextsGiveTheSameBytes() throws {
    let some = texts(count: 300, seed: 3)
    let one = ClassifierFile(classifier: try train(some, small()).0).bytes()
    #expect(ClassifierFile(classifier: try train(some, small()).0).bytes() == one)
    var other = small()
    other.seed = 1
    #expect(ClassifierFile(classifier: try train(some, other).0).bytes() != one)
  }

  @Test func copiesStandOnOneSide() {
    var reader = ExampleReader(small())
    for text in texts(count: 50, seed: 4) {
      let bytes = Array(text.text.utf8)
      var units = TextUnits()
      units.analyse(bytes)
      let sides = (0..<2).map { _ in bytes.withUnsafeBufferPointer { reader.read($0, units: units).isHeldOut } }
      #expect(sides[0] == sides[1])
    }
  }

  /// Scores .9 + .8 − .7 + .6 −: counted by hand.
  @Test func measuresAreThoseOfTheBooks() {
    let scored = [(0.9, true), (0.8, false), (0.7, true), (0.6, false)].map {
      ScoredExample(logit: 0, isPositive: $0.1, probability: $0.0)
    }
    let measured = ClassifierMeasurement(scored)
    #expect(measured.areaUnderROC == 0.75)
    #expect(abs(measured.averagePrecision - (1 + 2.0 / 3) / 2) < 1e-12)
    #expect(measured.accuracy == 0.5)
    #expect(measured.point(at: 0.75).precision == 0.5)
    #expect(measured.point(at: 0.75).recall == 0.5)
    #expect(measured.point(at: 0.95).precision == 1)
    #expect(measured.point(at: 0).kept == 4)
    #expect(measured.threshold(forPrecision: 0.66)?.threshold == 0.7)
    #expect(measured.threshold(forPrecision: 1)?.threshold == 0.9)
    let bad = ClassifierMeasurement([ScoredExample(logit: 0, isPositive: false, probability: 0.5)])
    #expect(bad.threshold(forPrecision: 0.5) == nil)
  }

  /// Logits that are twice too large are halved, about, whatever they were trained to be.
  @Test func calibrationFindsTheTruth() {
    var generator = SeededGenerator(seed: 5)
    let scored = (0..<20_000).map { _ -> ScoredExample in
      let logit = Double.random(in: -4...4, using: &generator)
      let isPositive = Double.random(in: 0..<1, using: &generator) < LogisticFunction.sigmoid(logit / 2 - 0.5)
      return ScoredExample(logit: logit, isPositive: isPositive)
    }
    let (slope, offset) = Calibration.fit(scored)
    #expect(abs(slope - 0.5) < 0.03)
    #expect(abs(offset + 0.5) < 0.06)
    // Perfect separation has no finite optimum without Platt's targets.
    let apart = Calibration.fit([
      ScoredExample(logit: 1, isPositive: true), ScoredExample(logit: -1, isPositive: false),
    ])
    #expect(apart.slope.isFinite && apart.slope > 0)
  }

  @Test func filesAreReadAsTheyWereWritten() throws {
    let (classifier, _) = try train(texts(count: 200, seed: 6), small())
    let bytes = ClassifierFile(classifier: classifier, training: ["note": .string("ours")]).bytes()
    let read = try ClassifierFile(bytes: bytes, name: "a.model")
    #expect(read.classifier == classifier)
    #expect(read.training["note"]?.string == "ours")
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: CleaningError.self) { try ClassifierFile(bytes: damaged, name: "a.model") }
    }
    for count in [0, 7, 8, 23, 24, bytes.count / 2, bytes.count - 1] {
      #expect(throws: CleaningError.self) { try ClassifierFile(bytes: Array(bytes[..<count]), name: "a.model") }
    }
  }

  @Test func theStageWritesTheScoreAndDrops() throws {
    let folder = TemporaryFolder()
    let (classifier, _) = try train(texts(count: 500, seed: 8), small())
    var settings = ClassifierStage.Settings()
    settings.model = folder.write(ClassifierFile(classifier: classifier).bytes(), to: "a.model")
    settings.minimumScore = 0.5
    let stage = try ClassifierStage(settings: settings)
    var kept = document("river forest mountain")
    var workspace = Workspace()
    #expect(stage.apply(to: &kept, using: &workspace) == .keep)
    #expect(kept.metadata["classifier_score"].flatMap(Double.init) ?? 0 >= 0.5)
    guard case .drop(let reason) = run(stage, "coupon discount").verdict else {
      Issue.record("advertising stays")
      return
    }
    #expect(reason.code == "classifier-low-score")
    #expect(reason.detail["score"].flatMap(Double.init) ?? 1 < 0.5)
    settings.label = "other"
    #expect(throws: CleaningError.self) { try ClassifierStage(settings: settings) }
    settings.model = folder.write("no model", to: "b.model")
    #expect(throws: CleaningError.self) { try ClassifierStage(settings: settings) }
    settings.model = folder.file("none")
    #expect(throws: CleaningError.self) { try ClassifierStage(settings: settings) }
  }

  @Test func settingsOutOfRangeAreRefused() {
    for change: (inout ClassifierTraining) -> Void in [
      { $0.features.bits = 40 }, { $0.features.unitNGrams = 0 }, { $0.features.letterNGrams = 1 }, { $0.epochs = 0 },
      { $0.heldOutShare = 1 }, { $0.learningRate = 0 },
    ] {
      var training = ClassifierTraining()
      change(&training)
      #expect(throws: CleaningError.self) { try training.check() }
    }
  }
}

@Suite struct LogisticFunctionTests {
  /// Values of e^x to more digits than a Double has.
  @Test(arguments: [
    (1.0, 2.718281828459045), (-1.0, 0.36787944117144233), (0.0, 1.0), (10.0, 22026.465794806718),
    (-20.5, 1.2501528663867426e-09), (0.5, 1.6487212707001282), (100.25, 3.451610733125924e+43),
  ]) func exponentials(_ value: Double, _ expected: Double) {
    #expect(abs(LogisticFunction.exponential(value) / expected - 1) < 1e-15)
  }

  @Test func extremes() {
    #expect(LogisticFunction.exponential(-1e9) == 0)
    #expect(LogisticFunction.exponential(1e9).isFinite)
    #expect(LogisticFunction.sigmoid(-1e9) == 0)
    #expect(LogisticFunction.sigmoid(1e9) == 1)
    #expect(LogisticFunction.sigmoid(0) == 0.5)
    #expect(LogisticFunction.softmax([1000, 1000]) == [0.5, 0.5])
  }
}
