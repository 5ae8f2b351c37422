// What cleaning changed in a document, as people read it.

import Auditing
import TextAnalysis

/// Before and after of a document, side by side.
enum CleanDifference {
  /// Appends a title and the rows that differ, with some of what stands around them; nothing for a document that is
  /// what it was.
  static func append(_ result: LineStages.Result, _ show: SideBySideText, to notes: inout [UInt8]) {
    if result.after == result.before { return }
    let after = result.after ?? []
    let difference = TextDifference(result.before, after).coalesced()
    let comparison = SideBySide(
      left: result.before, right: after, difference: difference, folding: SideBySide.Folding())
    notes += Array("@@ \(TerminalText.escape(result.name))\(result.after == nil ? ": dropped" : "")\n".utf8)
    notes += Array(show.text(of: comparison, left: result.before, right: after).utf8)
  }
}
