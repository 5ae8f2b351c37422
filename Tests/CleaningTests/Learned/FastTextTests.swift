// fastText's models: small ones of our own making, read as the format says, and damaged in every way.

import TestSupport
import Testing

@testable import Cleaning

/// Writes supervised models of two dimensions.
struct FastTextWriter {
  var words = ["red", "blue", "</s>"]
  var labels = ["warm", "cold"]
  var loss: Int32 = 3
  var wordNGrams: Int32 = 1
  var buckets: Int32 = 0
  var letters: (Int32, Int32) = (0, 0)
  var version: Int32 = 12
  /// Rows of words, then of buckets.
  var input: [(Float, Float)] = [(2, 0), (0, 2), (0, 0)]
  var output: [(Float, Float)] = [(1, 0), (0, 1)]

  func bytes() -> [UInt8] {
    var result: [UInt8] = []
    func put<T: FixedWidthInteger>(_ value: T) { withUnsafeBytes(of: value.littleEndian) { result += $0 } }
    func put(_ rows: [(Float, Float)]) {
      result.append(0)
      put(Int64(rows.count))
      put(Int64(2))
      for row in rows {
        put(row.0.bitPattern)
        put(row.1.bitPattern)
      }
    }
    for value: Int32 in [
      793_712_314, version, 2, 5, 1, 1, 5, wordNGrams, loss, 3, buckets, letters.0, letters.1, 100,
    ] {
      put(value)
    }
    put(UInt64(0))
    for value in [words.count + labels.count, words.count, labels.count] { put(Int32(value)) }
    put(Int64(100))
    put(Int64(-1))
    for (index, word) in (words + labels.map { "__label__" + $0 }).enumerated() {
      result += Array(word.utf8) + [0]
      put(Int64(10 - index))
      result.append(index < words.count ? 0 : 1)
    }
    put(input)
    put(output)
    return result
  }
}

@Suite struct FastTextTests {
  private func predict(_ writer: FastTextWriter, _ text: String, limit: Int = 9) throws -> [String: Double] {
    let folder = TemporaryFolder()
    let model = try FastTextModel(path: folder.write(writer.bytes(), to: "model.bin"))
    let found = Array(text.utf8).withUnsafeBufferPointer { model.predict($0, limit: limit) }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.label, $0.probability) })
  }

  /// The vector is the mean of three rows, the line's end included: (2, 0) · 2/3; softmax over 4/3 and 0.
  @Test func softmaxOverTheMeanOfRows() throws {
    let found = try predict(FastTextWriter(), "red red")
    #expect(abs((found["warm"] ?? 0) - 0.791391) < 1e-5)
    #expect(abs((found["cold"] ?? 0) - 0.208609) < 1e-5)
  }

  @Test func linesEndsAreSpacesAndUnknownWordsCountForNothing() throws {
    let one = try predict(FastTextWriter(), "red red")
    #expect(try predict(FastTextWriter(), "red\n\tred") == one)
    #expect(try predict(FastTextWriter(), "red unknown red __label__warm") == one)
    // What follows the word that stands for a line's end is not read.
    #expect(try predict(FastTextWriter(), "red red </s> blue blue blue") == one)
  }

  @Test func nothingKnownIsNoAnswer() throws {
    var writer = FastTextWriter()
    writer.words = ["red", "blue"]
    writer.input = [(2, 0), (0, 2)]
    #expect(try predict(writer, "green").isEmpty)
    #expect(try predict(writer, "").isEmpty)
  }

  /// Of two labels the tree has one node, whose row is the first.
  @Test func hierarchicalSoftmaxWalksTheTree() throws {
    var writer = FastTextWriter()
    writer.loss = 1
    let found = try predict(writer, "red red")
    // The rarer label stands left: 1 − sigmoid(4/3).
    #expect(abs((found["cold"] ?? 0) - 0.208609) < 1e-4)
    #expect(abs((found["warm"] ?? 0) - 0.791391) < 1e-4)
  }

  @Test func oneVersusAllHasASigmoidForEachLabel() throws {
    var writer = FastTextWriter()
    writer.loss = 4
    let found = try predict(writer, "red red")
    #expect(abs((found["warm"] ?? 0) - 0.791391) < 0.01)
    #expect(found["cold"] == 0.5)
  }

  /// With one bucket every n-gram of letters is its row.
  @Test func lettersOfUnknownWordsAreHashed() throws {
    var writer = FastTextWriter()
    writer.letters = (3, 3)
    writer.buckets = 1
    writer.input.append((0, 3))
    // "<ab>" has two n-grams of three letters, and the line's end is a row of zeros: (0, 6) / 3.
    let found = try predict(writer, "ab")
    #expect(abs((found["cold"] ?? 0) - 0.880797) < 1e-5)
  }

  @Test func wordNGramsAreHashed() throws {
    var writer = FastTextWriter()
    writer.wordNGrams = 2
    writer.buckets = 1
    writer.input.append((0, 6))
    // Rows: red, the line's end, and one pair: (2, 6) / 3.
    let found = try predict(writer, "red")
    #expect(abs((found["cold"] ?? 0) - LogisticFunction.sigmoid(4.0 / 3)) < 1e-5)
  }

  @Test func theStageTakesItsLabel() throws {
    let folder = TemporaryFolder()
    var settings = ClassifierStage.Settings()
    settings.model = folder.write(FastTextWriter().bytes(), to: "model.bin")
    #expect(throws: CleaningError.self) { try ClassifierStage(settings: settings) }
    settings.label = "warm"
    settings.minimumScore = 0.5
    let stage = try ClassifierStage(settings: settings)
    #expect(run(stage, "red red").verdict == .keep)
    #expect(run(stage, "blue blue").verdict != .keep)
    var language = LanguageStage.Settings()
    language.model = settings.model
    language.keep = ["warm"]
    #expect(run(try LanguageStage(settings: language), "red").verdict == .keep)
  }

  @Test func everyCutIsAnErrorWithItsPlace() throws {
    let folder = TemporaryFolder()
    var writer = FastTextWriter()
    writer.letters = (2, 3)
    writer.buckets = 2
    writer.input += [(1, 1), (1, 2)]
    let whole = writer.bytes()
    for count in 0..<whole.count {
      let path = folder.write(Array(whole[..<count]), to: "cut.bin")
      do {
        _ = try FastTextModel(path: path)
        Issue.record("\(count) bytes were taken for a model")
      } catch {
        #expect(error.code == .model)
        #expect(error.location.hasPrefix(path))
      }
    }
    #expect(throws: CleaningError.self) { try FastTextModel(path: folder.write(whole + [0], to: "long.bin")) }
  }

  /// Sizes that no file has are refused before anything is reserved for them, and what is read predicts.
  @Test func damagedModelsNeverCrash() throws {
    let folder = TemporaryFolder()
    var generator = SeededGenerator(seed: 11)
    var writer = FastTextWriter()
    writer.letters = (2, 3)
    writer.buckets = 2
    writer.input += [(1, 1), (1, 2)]
    let text = Array("red blue green".utf8)
    for round in 0..<2000 {
      writer.loss = Int32(round % 4 + 1)
      var bytes = writer.bytes()
      for _ in 0...round % 3 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = round % 2 == 0 ? 0xff : UInt8.random(in: 0...255, using: &generator)
      }
      guard let model = try? FastTextModel(path: folder.write(bytes, to: "damaged.bin")) else { continue }
      let found = text.withUnsafeBufferPointer { model.predict($0, limit: 3) }
      for label in found { #expect((0...1).contains(label.probability)) }
    }
  }
}
