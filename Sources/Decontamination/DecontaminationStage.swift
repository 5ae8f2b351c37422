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

  /// The rule that cuts and reported matches are listed under.
  public static let rule = "benchmark-item"

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
    if matches.isEmpty { return .keep }
    workspace.findings += findings(matches, in: document)
    return apply(matches, to: &document)
  }

  /// Matches of a document of which reports show the text.
  private static let excerptLimit = 4

  /// The matches as reports tell them.
  public func findings(_ matches: [BenchmarkMatch], in document: borrowing Document) -> [Finding] {
    document.text.withUnsafeBufferPointer { text in
      matches.enumerated().map { index, match in
        Finding(
          reason: Self.rule, collection: match.benchmark, item: match.item, start: match.start, end: match.end,
          unitCount: match.unitCount, foundUnitCount: match.foundUnitCount, itemUnitCount: match.itemUnitCount,
          excerpt: index < Self.excerptLimit ? MarkedExcerpt(of: match.start..<match.end, in: text) : nil)
      }
    }
  }

  /// Does to `document` what the rules say about its matches: it goes where one of them asks for that, otherwise the
  /// matches that ask for cuts are cut.
  public func apply(_ matches: [BenchmarkMatch], to document: inout Document) -> Verdict {
    let dropping = matches.filter { $0.action == .drop }
    if let detail = detail(dropping) { return .drop(DropReason(Reason.benchmarkItem, detail: detail)) }
    let cutting = matches.filter { $0.action == .cut }
    guard var detail = detail(cutting) else { return .keep }
    let cuts = cuts(cutting, in: document.text)
    detail["cuts"] = String(cuts.count)
    // There may be more matches than are told apart.
    if cuts.count > index.settings.maximumCuts || matches.count >= BenchmarkIndex.matchLimit {
      return .drop(DropReason(Reason.tooManyCuts, detail: detail))
    }
    return cut(cuts, from: &document, detail: detail)
  }

  /// The longest match, for the ledger; nil where there is none.
  private func detail(_ matches: [BenchmarkMatch]) -> [String: String]? {
    guard let longest = matches.max(by: { ($0.unitCount, $1.start) < ($1.unitCount, $0.start) }) else { return nil }
    return [
      "benchmark": longest.benchmark, "item": longest.item, "start": String(longest.start), "end": String(longest.end),
      "matches": String(matches.count),
    ]
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
        Edit(rule: Self.rule, start: cut.lowerBound, end: cut.upperBound, replacementByteCount: isBetween ? 1 : 0))
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
