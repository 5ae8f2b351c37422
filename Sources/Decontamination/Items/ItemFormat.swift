// How question, options and answer of an item are written down together.

/// A way to write an item down.
public struct ItemFormat: Sendable, Hashable {
  /// The whole, with `{question}`, `{options}` and `{answer}`.
  public var template: String
  /// An option, with `{text}`, `{letter}` (A, B, …) and `{number}` (1, 2, …); options stand on lines of their own.
  public var option: String

  public init(template: String, option: String = "({letter}) {text}") {
    self.template = template
    self.option = option
  }

  /// With letters and a label before the answer, and without both. Units know no punctuation, so that `(A)`, `A.` and
  /// `A)` are one.
  static func standard(isChinese: Bool) -> [ItemFormat] {
    [
      ItemFormat(template: "{question}\n{options}\n\(isChinese ? "答案：" : "Answer: "){answer}"),
      ItemFormat(template: "{question}\n{options}\n{answer}", option: "{text}"),
    ]
  }

  func validate() throws(DecontaminationError) {
    func check(_ text: String, _ names: [String], _ setting: String, needs: String) throws(DecontaminationError) {
      do throws(DecontaminationError) {
        let found = try TemplateText(text).names
        if let wrong = found.first(where: { !names.contains($0) }) {
          throw DecontaminationError(
            code: .setting, message: "'{\(wrong)}' is not one of \(names.map { "{\($0)}" }.joined(separator: ", "))",
            location: setting)
        }
        if !found.contains(needs) {
          throw DecontaminationError(code: .setting, message: "'{\(needs)}' is missing", location: setting)
        }
      } catch {
        throw DecontaminationError(code: .setting, message: error.message, location: setting)
      }
    }
    try check(template, ["question", "options", "answer"], "formats", needs: "question")
    try check(option, ["text", "letter", "number"], "option", needs: "text")
  }
}

/// A text with names in braces; `{{` and `}}` are braces.
struct TemplateText: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case literal(String)
    case name(String)
  }

  private(set) var parts: [Part] = []

  /// A name alone.
  init(name: String) { parts = [.name(name)] }

  /// - Throws: `DecontaminationError` of code `mapping` for a brace without its partner and for an empty name.
  init(_ text: String) throws(DecontaminationError) {
    var literal = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        literal.append(character)
        rest.removeFirst()
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}"), end > rest.startIndex, !rest[..<end].contains("{") else {
          throw DecontaminationError(
            code: .mapping, message: "'\(text)': a brace has no name and partner; {{ is a brace of the text",
            location: "")
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
        parts.append(.name(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else if character == "}" {
        throw DecontaminationError(
          code: .mapping, message: "'\(text)': a brace has no partner; }} is a brace of the text", location: "")
      } else {
        literal.append(character)
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
  }

  var names: [String] { parts.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  func filled(_ value: (String) -> String) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .name(let name): value(name)
      }
    }.joined()
  }
}
