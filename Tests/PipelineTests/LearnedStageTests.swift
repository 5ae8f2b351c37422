// Languages and classifiers over JSON lines: what is written, what is refused.

import Cleaning
import Corpus
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct LearnedStageTests {
  private let folder = TemporaryFolder("learned")

  private func clean(_ lines: String, stages: [String], _ change: (inout CleanCall) -> Void = { _ in }) throws
    -> (lines: [String], outcome: CleanCall.Outcome)
  {
    let input = folder.write(lines, to: "in.jsonl")
    var call = CleanCall(inputs: [input], output: folder.file("out.jsonl"))
    call.stages = stages
    call.ledger = folder.file("ledger.jsonl")
    change(&call)
    let outcome = try call.run(cancellation: CancellationFlag())
    return (String(decoding: folder.read("out.jsonl"), as: UTF8.self).split(separator: "\n").map(String.init), outcome)
  }

  private let german = "Die Leute kamen von weit her, um die Mühle zu sehen, und blieben bis zum Abend."

  @Test func languagesStandInTheMetadataAndTheRestStays() throws {
    let (lines, outcome) = try clean(
      """
      {"id": 1.50,"text":"\(german)" , "more":[1e5]}
      {"text":"\(german)","metadata":{"url":"x","language":"?"},"z":0}
      {"text":"\(german)","metadata":null}
      {"text":"\(german)","metadata":"none"}

      """, stages: ["language"])
    #expect(lines.count == 4)
    #expect(
      lines[0].hasPrefix(
        #"{"id": 1.50,"text":"\#(german)" , "more":[1e5],"metadata":{"language":"de","language_score":"#))
    for (index, line) in lines.enumerated().prefix(3) {
      let value = try JSONValue(parsing: line)
      #expect(value["metadata"]?["language"]?.string == "de", "line \(index)")
    }
    #expect(try JSONValue(parsing: lines[1])["metadata"]?["url"]?.string == "x")
    #expect(lines[1].hasSuffix(#","z":0}"#))
    #expect(lines[3] == #"{"text":"\#(german)","metadata":"none"}"#)
    #expect(outcome.problems.isEmpty)
    #expect(outcome.remarks.count == 1)
  }

  @Test func otherLanguagesGoIntoTheLedger() throws {
    let (lines, outcome) = try clean(
      "{\"text\":\"\(german)\"}\n{\"text\":\"The people came from far away to see the mill.\"}\n{\"text\":\"\"}\n",
      stages: ["language"]
    ) { call in
      var settings = LanguageStage.Settings()
      settings.keep = ["de"]
      call.language = settings
    }
    #expect(lines.count == 1)
    #expect(outcome.dropped == 2)
    let ledger = String(decoding: folder.read("ledger.jsonl"), as: UTF8.self)
    #expect(ledger.contains("other-language"))
    #expect(ledger.contains(#""language":"en""#))
  }

  /// Examples of two classes, as lines with labels.
  private func examples(_ count: Int) -> [String] {
    (0..<count).map { index in
      let words = index % 2 == 0 ? "rose and soil and water" : "coupon and discount and checkout"
      return #"{"text":"\#(words) number\#(index)","label":"\#(index % 2 == 0 ? "garden" : "shop")"}"#
    }
  }

  private func train(_ change: (inout ClassifierTrainCall) -> Void) throws -> ClassifierTrainCall.Outcome {
    var call = ClassifierTrainCall(output: folder.file("a.model"))
    call.training.features.bits = 12
    change(&call)
    return try call.run(cancellation: CancellationFlag())
  }

  @Test func labelledTextsTrainToTheSameBytesOnAnyThreads() throws {
    let input = folder.write(examples(400).joined(separator: "\n"), to: "all.jsonl")
    var models: [[UInt8]] = []
    for threads in [1, 3] {
      let outcome = try train { call in
        call.labelled = [input]
        call.positiveLabel = "garden"
        call.threads = threads
        call.report = folder.file("report.json")
        call.curve = folder.file("curve.svg")
      }
      #expect(outcome.problems.isEmpty)
      models.append(folder.read("a.model") + folder.read("report.json") + folder.read("curve.svg"))
    }
    #expect(models[0] == models[1])
    let report = try JSONValue(parsing: folder.read("report.json"))
    #expect(report["area_under_roc"]?.double == 1)
    #expect((report["curve"]?.array?.count ?? 0) > 0)
    #expect(String(decoding: folder.read("curve.svg"), as: UTF8.self).contains("<polyline"))
    let (lines, _) = try clean(examples(2).joined(separator: "\n"), stages: ["classifier"]) { call in
      var settings = ClassifierStage.Settings()
      settings.model = folder.file("a.model")
      settings.minimumScore = 0.5
      call.classifier = settings
    }
    #expect(lines.count == 1)
    #expect(lines.first?.contains("rose") == true)
  }

  @Test func filesOfEachClassDoAsWell() throws {
    let all = examples(400)
    let positive = folder.write(
      all.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "\n"), to: "p.jsonl")
    let negative = folder.write(
      all.enumerated().filter { $0.offset % 2 == 1 }.map(\.element).joined(separator: "\n"), to: "n.jsonl")
    let outcome = try train { call in
      call.positive = [positive]
      call.negative = [negative]
    }
    #expect(outcome.summary.contains("ROC area 1.000"))
  }

  @Test func aClassWithoutTextsIsAnError() throws {
    let input = folder.write(examples(100).joined(separator: "\n"), to: "all.jsonl")
    let empty = folder.write("", to: "empty.jsonl")
    let expected: [((inout ClassifierTrainCall) -> Void, RunError.Code)] = [
      ({ _ in }, .usage), ({ $0.positive = [input] }, .usage),
      ({ $0.labelled = [input] }, .noInput),
      ({ call in (call.positive, call.negative) = ([input], [empty]) }, .noInput),
      ({ call in (call.labelled, call.labelField) = ([input], "none") }, .noInput),
      ({ call in (call.labelled, call.wantedPrecision) = ([input], 0) }, .usage),
    ]
    for (change, code) in expected {
      #expect { try train(change) } throws: { ($0 as? RunError)?.code == code }
    }
    #expect(!FileSystem.exists(folder.file("a.model")))
  }

  @Test func damagedLinesAreNamedAndLeftOut() throws {
    let input = folder.write(
      (examples(200) + ["{\"text\":", "{\"label\":\"garden\"}", #"{"text":"rose"}"#]).joined(separator: "\n"),
      to: "all.jsonl")
    let outcome = try train { call in
      call.labelled = [input]
      call.positiveLabel = "garden"
    }
    #expect(outcome.problems.count == 3)
    #expect(outcome.problems.allSatisfy { $0.contains("all.jsonl") })
  }

  @Test func outputsHavePlacesOfTheirOwn() throws {
    let input = folder.write("{\"text\":\"x\"}\n", to: "own.jsonl")
    for (output, ledger) in [(input, folder.file("l.jsonl")), (folder.file("o.jsonl"), folder.file("o.jsonl"))] {
      var call = CleanCall(inputs: [input], output: output)
      call.ledger = ledger
      #expect(throws: RunError.self) { _ = try call.run(cancellation: CancellationFlag()) }
    }
    #expect(folder.read("own.jsonl") == Array("{\"text\":\"x\"}\n".utf8))
  }
}
