// The stage that writes emoji as words, or takes them out.

import CICUShim
import Corpus
import TextAnalysis

/// Replaces emoji by their names, or removes them: whole sequences (Unicode Technical Standard 51), so that a family, a flag
/// or a hand with its colour is one thing.
///
/// Characters that are text unless a variation selector makes them pictures (©, ☺ without it, digits) stay.
public struct EmojiStage: DocumentStage {
  public static let name: StageName = "emoji"
  /// The rule that edits are counted under; they are not listed.
  public static let rule = "emoji"

  /// What stands in place of an emoji.
  public enum Form: String, Sendable, Codable, CaseIterable {
    /// `:grinning_face:`
    case names
    /// "grinning face", with spaces to the words around it.
    case words
    /// Nothing, nor a space that stood in front of it at a line's end or before another one.
    case remove
  }

  private let form: Form

  public init(form: Form = .names) { self.form = form }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let edits = rewrite(&document.text, scratch: &workspace.scratch)
    return edits.isEmpty ? .keep : .edit(edits)
  }

  func rewrite(_ text: inout [UInt8], scratch: inout [UInt8]) -> [Edit] {
    let found = text.withUnsafeBufferPointer { replacements(in: $0) }
    if found.isEmpty { return [] }
    return text.replaceRanges(found, rule: Self.rule, isListed: false, scratch: &scratch)
  }

  private func replacements(in text: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, bytes: [UInt8])] {
    var found: [(range: Range<Int>, bytes: [UInt8])] = []
    var position = 0
    while position < text.count {
      guard let sequence = EmojiSequence(text, at: position) else {
        position += 1
        while position < text.count, text[position] & 0xc0 == 0x80 { position += 1 }
        continue
      }
      found.append(replacement(of: sequence, in: text, behind: found.last?.range.upperBound ?? 0))
      position = sequence.range.upperBound
    }
    return found
  }

  private func replacement(
    of sequence: EmojiSequence, in text: UnsafeBufferPointer<UInt8>, behind limit: Int
  ) -> (range: Range<Int>, bytes: [UInt8]) {
    var range = sequence.range
    switch form {
    case .names: return (range, Array(":\(sequence.name):".utf8))
    case .words:
      var words = sequence.name.replacing("_", with: " ")
      // An emoji in front has left its own space.
      let isBehindEmoji = range.lowerBound == limit && limit > 0
      if !isBehindEmoji, range.lowerBound > 0, !Self.parts(text[range.lowerBound - 1]) { words = " " + words }
      let after = range.upperBound < text.count ? text[range.upperBound] : 0x20
      if Self.joins(after) { words += " " }
      return (range, Array(words.utf8))
    case .remove:
      let isLast = range.upperBound == text.count || [0x20, 0x0a, 0x0d].contains(text[range.upperBound])
      if isLast, range.lowerBound > limit, text[range.lowerBound - 1] == 0x20 {
        range = range.lowerBound - 1..<range.upperBound
      }
      return (range, [])
    }
  }

  /// White space, opening brackets and quotes: a word may begin behind them.
  private static func parts(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x28, 0x5b, 0x7b, 0x22, 0x27].contains(byte) }

  /// Letters and digits: a word that ends in front of them needs a space.
  private static func joins(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
