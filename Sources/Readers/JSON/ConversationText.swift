// Text that JSON holds in pieces: lists of texts, turns of a conversation, parts of a message.

import Corpus

/// Makes one text of a JSON value.
///
/// A string is itself. A list gives its elements, separated by empty lines: strings, and turns of a conversation in the
/// forms in use (`{"role","content"}`, `{"from","value"}`, `{"text"}`). A turn's content may be a string or a list of
/// parts, of which those with text count (`{"type":"text","text"}`; images and calls of tools have none); turns without
/// text are left out, also those without any content, as long as one turn of the list has some.
struct ConversationText: Sendable, Equatable {
  /// How a turn is written; nil: its content alone. Any member of a turn may stand in it: `role` and `content` for what
  /// they are called in other forms, too.
  private let template: TextTemplate?

  init(template: TextTemplate? = nil) { self.template = template }

  /// Names of what a turn says, and of who says it.
  private static let contentNames = ["content", "text", "value", "parts"]
  private static let roleNames = ["role", "from", "speaker", "author"]

  /// The text; nil where the value holds none in these forms.
  func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): return text
    case .array(let elements):
      var texts: [String] = []
      var silentCount = 0
      for element in elements {
        if let text = element.object == nil ? element.string : turn(element) {
          if element.object == nil || !text.isEmpty { texts.append(text) }
        } else if Self.roleNames.contains(where: { element[$0] != nil }) {
          silentCount += 1
        } else {
          return nil
        }
      }
      // Objects that somebody is named in, and none says anything: no conversation.
      return silentCount > 0 && silentCount == elements.count ? nil : texts.joined(separator: "\n\n")
    case .object: return turn(value)
    default: return nil
    }
  }

  /// One turn as it is written; empty for one without text, nil for an object that is no turn.
  private func turn(_ turn: JSONValue) -> String? {
    guard let name = Self.contentNames.first(where: { turn[$0] != nil }), let value = turn[name],
      let content = Self.content(value)
    else { return nil }
    guard let template, !content.isEmpty else { return content }
    var bytes: [UInt8] = []
    for part in template.parts {
      switch part {
      case .literal(let literal): bytes += literal
      case .column(let column) where Self.contentNames.contains(column): bytes += Array(content.utf8)
      case .column(let column):
        let names = Self.roleNames.contains(column) ? [column] + Self.roleNames : [column]
        let value = names.lazy.compactMap { turn[$0] }.first
        // ChatGPT's exports have {"author":{"role"}}.
        if let text = value?.string ?? value?["role"]?.string { bytes += Array(text.utf8) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What a turn says: a string, or the texts of its parts one behind the other; empty where no part has text.
  private static func content(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): return text
    case .null: return ""
    case .array(let parts):
      let texts = parts.compactMap { part in part.string ?? contentNames.lazy.compactMap { part[$0]?.string }.first }
      return texts.joined(separator: "\n\n")
    case .object: return contentNames.lazy.compactMap { value[$0] }.first.flatMap(content)
    default: return nil
    }
  }
}
