// An item as it may stand in a text: its renderings, made from formats that are understood once.

/// Writes the items of one benchmark down in all its formats.
struct ItemRenderings: Sendable {
  private struct Format: Sendable {
    /// Lines with the names that stand in them.
    let lines: [(template: TemplateText, names: [String])]
    let option: TemplateText
  }

  private let parts: MatchRules.Parts
  /// For items in Chinese, and for all others.
  private let chinese: [Format]
  private let other: [Format]

  /// - Parameter rules: validated ones.
  init(_ rules: MatchRules) throws(DecontaminationError) {
    func understood(_ formats: [ItemFormat]) throws(DecontaminationError) -> [Format] {
      var result: [Format] = []
      for format in formats {
        var lines: [(TemplateText, [String])] = []
        for line in format.template.split(separator: "\n", omittingEmptySubsequences: false) {
          let template = try TemplateText(String(line))
          lines.append((template, template.names))
        }
        result.append(Format(lines: lines, option: try TemplateText(format.option)))
      }
      return result
    }
    parts = rules.parts
    chinese = try understood(rules.formats.isEmpty ? ItemFormat.standard(isChinese: true) : rules.formats)
    other = try understood(rules.formats.isEmpty ? ItemFormat.standard(isChinese: false) : rules.formats)
  }

  /// The different renderings of an item; the question alone where it has nothing else.
  func texts(of item: BenchmarkItem) -> [String] {
    let item = reduced(item)
    if item.answer.isEmpty, item.options.isEmpty { return [item.question] }
    let isChinese = item.question.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }
    var texts: [String] = []
    for format in isChinese ? chinese : other {
      let text = Self.text(of: item, format)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  /// The item without the parts that nobody looks for.
  func reduced(_ item: BenchmarkItem) -> BenchmarkItem {
    var item = item
    if parts == .question || parts == .questionAndOptions { item.answer = "" }
    if parts == .question || parts == .questionAndAnswer { item.options = [] }
    return item
  }

  /// A line all of whose parts are empty is left out, its label with it.
  private static func text(of item: BenchmarkItem, _ format: Format) -> String {
    let options = item.options.enumerated().map { index, text in
      format.option.filled { name in
        switch name {
        case "letter": index < 26 ? String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index))) : String(index + 1)
        case "number": String(index + 1)
        default: text
        }
      }
    }.joined(separator: "\n")
    func value(_ name: String) -> String {
      switch name {
      case "options": options
      case "answer": item.answer
      default: item.question
      }
    }
    var text = ""
    for line in format.lines where line.names.isEmpty || line.names.contains(where: { !value($0).isEmpty }) {
      if !text.isEmpty { text += "\n" }
      text += line.template.filled(value)
    }
    return text
  }
}
