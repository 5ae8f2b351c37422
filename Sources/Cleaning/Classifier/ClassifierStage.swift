// A learned quality filter: each document's score in its metadata, and documents below a score go.

import Corpus
import Storage

/// Scores documents by a trained model and writes the score into their metadata, as `classifier_score`.
public struct ClassifierStage: DocumentStage {
  public static let name: StageName = "classifier"

  public enum Reason: String, Sendable, CaseIterable {
    case lowScore = "classifier-low-score"
  }

  public struct Settings: Sendable, Equatable, Codable {
    /// A file of `ClassifierFile`, or a supervised model of fastText.
    public var model: String = ""
    /// The label whose probability is the score; nil: `positive`.
    public var label: String?
    /// Documents whose score is smaller go.
    public var minimumScore: Double = 0

    public init() {}
  }

  private enum Model: Sendable {
    case linear(LinearClassifier)
    case fastText(FastTextModel, label: Int)
  }

  private let model: Model
  private let minimumScore: Double
  /// The label that files of `ClassifierFile` score.
  static let positiveLabel = "positive"

  /// - Throws: `CleaningError` for a file that is no model, or a label that it lacks.
  public init(settings: Settings) throws(CleaningError) {
    guard (0...1).contains(settings.minimumScore) else {
      throw CleaningError(
        code: .setting, message: "\(settings.minimumScore) is not from 0 to 1", location: "classifier.minimum_score")
    }
    minimumScore = settings.minimumScore
    guard !settings.model.isEmpty else {
      throw CleaningError(
        code: .setting, message: "the stage needs the file of a model, from 'sluice classifier train' or fastText",
        location: "classifier.model")
    }
    let given = settings.label ?? Self.positiveLabel
    let label = given.hasPrefix("__label__") ? String(given.dropFirst(9)) : given
    let labels: [String]
    if try Self.isFastText(settings.model) {
      let read = try FastTextModel(path: settings.model)
      labels = read.labels
      model = .fastText(read, label: labels.firstIndex(of: label) ?? 0)
    } else {
      let bytes: [UInt8]
      do { bytes = try FileSystem.readAll(settings.model, limit: 1 << 30) } catch {
        throw CleaningError(code: .model, message: error.message, location: settings.model)
      }
      model = .linear(try ClassifierFile(bytes: bytes, name: settings.model).classifier)
      labels = [Self.positiveLabel]
    }
    guard labels.contains(label) else {
      throw CleaningError(
        code: .setting,
        message: "the model has no label '\(label)'; its labels: \(labels.prefix(20).joined(separator: ", "))",
        location: "classifier.label")
    }
  }

  private static func isFastText(_ path: String) throws(CleaningError) -> Bool {
    do {
      return try RandomAccessFile(path: path).bytes(0..<4) == FastTextModel.magicBytes
    } catch {
      throw CleaningError(code: .model, message: error.message, location: path)
    }
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let score = RoundedScore(self.score(document, &workspace))
    document.metadata["classifier_score"] = score.digits
    if score.value >= minimumScore { return .keep }
    return .drop(DropReason(Reason.lowScore, detail: ["score": score.digits]))
  }

  private func score(_ document: Document, _ workspace: inout Workspace) -> Double {
    switch model {
    case .fastText(let model, let label):
      return document.text.withUnsafeBufferPointer { model.probability(ofLabel: label, $0) }
    case .linear(let classifier):
      return workspace.withUnits(of: document) { units in
        document.text.withUnsafeBufferPointer { text in
          var judge = ClassifierJudge(classifier)
          return judge.probability(text, units: units)
        }
      }
    }
  }
}
