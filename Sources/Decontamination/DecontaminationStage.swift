// The stage that takes benchmark items out of documents.

import Corpus
import TextAnalysis

/// Drops, cuts or reports documents that contain benchmark items.
public struct DecontaminationStage: DocumentStage {
  public static let name: StageName = "decontaminate"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    /// It contains a benchmark item.
    case benchmarkItem = "benchmark-item"
    /// More cuts than allowed would be needed.
    case tooManyCuts = "too-many-cuts"
    /// Nothing remains beside the cuts.
    case nothingRemains = "nothing-remains"
  }

  /// The rule that cuts are listed under.
  public static let cutRule = "benchmark-item"

  public let index: BenchmarkIndex

  public init(index: BenchmarkIndex) { self.index = index }

  /// The matches in a document, for reports; what `apply` decides on.
  public func matches(in document: borrowing Document, using workspace: inout Workspace) -> [BenchmarkMatch] {
    var scratch = BenchmarkIndex.Scratch()
    return matches(in: document, using: &workspace, scratch: &scratch)
  }

  /// The matches in a document, with buffers that a caller keeps from document to document.
  public func matches(
    in document: borrowing Document, using workspace: inout Workspace, scratch: inout BenchmarkIndex.Scratch
  ) -> [BenchmarkMatch] {
    document.text.withUnsafeBufferPointer { text in
      workspace.withUnits(of: document) { index.matches(in: text, units: $0, scratch: &scratch) }
    }
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let matches = matches(in: document, using: &workspace)
    return apply(matches, to: &document)
  }

  /// Does to `document` what the settings say about its matches.
  public func apply(_ matches: [BenchmarkMatch], to document: inout Document) -> Verdict {
    guard let longest = matches.max(by: { ($0.unitCount, $1.start) < ($1.unitCount, $0.start) }) else { return .keep }
    var detail = [
      "benchmark": longest.benchmark, "item": longest.item, "start": String(longest.start), "end": String(longest.end),
      "matches": String(matches.count),
    ]
    switch index.settings.action {
    case .report: return .keep
    case .drop: return .drop(DropReason(Reason.benchmarkItem, detail: detail))
    case .cut:
      let cuts = cuts(matches, in: document.text)
      detail["cuts"] = String(cuts.count)
      if cuts.count > index.settings.maximumCuts { return .drop(DropReason(Reason.tooManyCuts, detail: detail)) }
      return cut(cuts, from: &document, detail: detail)
    }
  }

  /// Matches widened by the window, joined where they meet.
  private func cuts(_ matches: [BenchmarkMatch], in text: [UInt8]) -> [Range<Int>] {
    var cuts: [Range<Int>] = []
    for match in matches {
      let start = CodePoints.offset(in: text, from: match.start, moved: -index.settings.cutWindow)
      let end = CodePoints.offset(in: text, from: match.end, moved: index.settings.cutWindow)
      if let last = cuts.last, start <= last.upperBound {
        cuts[cuts.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        cuts.append(start..<end)
      }
    }
    return cuts
  }

  /// A line break stands for a cut between two pieces of text.
  private func cut(_ cuts: [Range<Int>], from document: inout Document, detail: [String: String]) -> Verdict {
    var text: [UInt8] = []
    var edits: [Edit] = []
    var position = 0
    for cut in cuts {
      text.append(contentsOf: document.text[position..<cut.lowerBound])
      let isBetween = cut.lowerBound > 0 && cut.upperBound < document.text.count
      if isBetween { text.append(0x0a) }
      edits.append(
        Edit(rule: Self.cutRule, start: cut.lowerBound, end: cut.upperBound, replacementByteCount: isBetween ? 1 : 0))
      position = cut.upperBound
    }
    text.append(contentsOf: document.text[position...])
    guard text.contains(where: { $0 > 0x20 }) else {
      return .drop(DropReason(Reason.nothingRemains, detail: detail))
    }
    document.text = text
    return .edit(edits)
  }
}
