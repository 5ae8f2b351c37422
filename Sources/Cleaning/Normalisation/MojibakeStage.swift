// The stage that repairs mojibake: text that was decoded in another encoding than it was written in.

import Corpus

/// Repairs stretches of UTF-8 that were read as Windows-1252, Latin-1 or Windows-1251, once or several times, and of GBK
/// that was read as Latin-1.
///
/// Only what is certain is repaired: a stretch must be valid in the encoding that it was written in, and must hold what no
/// language writes (`MojibakeEvidence`). A stretch that could be text is repaired only where a whole line or text was read in one
/// encoding, and a certain stretch says in which.
public struct MojibakeStage: DocumentStage {
  public static let name: StageName = "mojibake"
  /// The rule that repairs are listed under.
  public static let rule = "mojibake"

  /// Times that a text may have been read wrongly.
  static let roundLimit = 4

  public init() {}

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let edits = Self.repair(&document.text, scratch: &workspace.scratch)
    return edits.isEmpty ? .keep : .edit(edits)
  }

  /// Repairs a text; the edits tell what changed.
  static func repair(_ text: inout [UInt8], scratch: inout [UInt8]) -> [Edit] {
    var edits: [Edit] = []
    for _ in 0..<roundLimit {
      let repairs = text.withUnsafeBufferPointer { text in
        var finder = MojibakeFinder(text)
        finder.run()
        return finder.repairs
      }
      if repairs.isEmpty { break }
      let found = text.replaceRanges(repairs.map { ($0.range, $0.replacement) }, rule: rule, scratch: &scratch)
      edits = edits.isEmpty ? found : Edit.joined(edits, then: found)
    }
    return edits
  }
}
