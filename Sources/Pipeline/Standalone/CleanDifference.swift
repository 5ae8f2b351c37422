// What cleaning changed in a document, as people read it.

import Auditing
import Cleaning
import Corpus
import TextAnalysis

/// Before and after of a document, side by side.
struct CleanDifference: Sendable {
  /// The stages up to the one that masks personal data; empty without one.
  private let stages: [any DocumentStage]
  /// Blots out what that stage masks.
  private let blot: PersonalDataStage?
  private let show: SideBySideText

  /// - Parameter stages: those that made the difference.
  init(stages: [any DocumentStage], show: SideBySideText) {
    let index = stages.firstIndex { $0 is PersonalDataStage }
    self.stages = index.map { Array(stages[...$0]) } ?? []
    blot = index.flatMap { (stages[$0] as? PersonalDataStage)?.blotting() }
    self.show = show
  }

  /// Appends a title and the rows that differ, with some of what stands around them; nothing for a document that is
  /// what it was.
  func append(_ result: LineStages.Result, to notes: inout [UInt8]) {
    if result.after == result.before.text { return }
    let before = shown(result.before)
    let after = result.after ?? []
    let difference = TextDifference(before, after).coalesced()
    let comparison = SideBySide(left: before, right: after, difference: difference, folding: SideBySide.Folding())
    notes += Array("@@ \(TerminalText.escape(result.name))\(result.after == nil ? ": dropped" : "")\n".utf8)
    notes += Array(show.text(of: comparison, left: before, right: after).utf8)
  }

  /// The text as it came, with blots where personal data stood: what is masked must not be shown either.
  ///
  /// An earlier stage may bring to light what the text as it came hides, wholly or in part, such as an address with a
  /// zero-width space in it. A text in which not the same is masked is shown as the stages in front made it.
  private func shown(_ document: Document) -> [UInt8] {
    guard let blot else { return document.text }
    var prepared = document
    var workspace = Workspace()
    for stage in stages.dropLast() {
      workspace.invalidate()
      if case .drop = stage.apply(to: &prepared, using: &workspace) { break }
    }
    let isSame = blot.secrets(in: document.text) == blot.secrets(in: prepared.text)
    return blot.masked(isSame ? document.text : prepared.text)
  }
}
