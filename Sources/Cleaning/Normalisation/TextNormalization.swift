// All that brings a text into one form, in its order.

import Corpus

/// The stages of `clean.normalize`: what was decoded wrongly is repaired while its controls are still there, emoji are
/// written or taken out before spaces are tidied, and letters are compared when they are in normal form.
public struct TextNormalization: Sendable {
  public let stages: [any DocumentStage]

  public init(_ settings: CleaningSettings) {
    var stages: [any DocumentStage] = []
    if settings.repairsMojibake { stages.append(MojibakeStage()) }
    if let emoji = settings.emoji { stages.append(EmojiStage(form: emoji)) }
    if let normalize = settings.normalize { stages.append(NormalizeStage(settings: normalize)) }
    if settings.repairsHomoglyphs { stages.append(HomoglyphStage()) }
    self.stages = stages
  }

  /// Brings a text that is no document into the form that documents get.
  public func normalize(_ text: inout [UInt8], using workspace: inout Workspace) {
    for stage in stages {
      switch stage {
      case is MojibakeStage: _ = MojibakeStage.repair(&text, scratch: &workspace.scratch)
      case let stage as EmojiStage: _ = stage.rewrite(&text, scratch: &workspace.scratch)
      case let stage as NormalizeStage: stage.normalize(&text, using: &workspace)
      case is HomoglyphStage: _ = HomoglyphStage.repair(&text, scratch: &workspace.scratch)
      default: break
      }
    }
  }
}
