// HTML from parts, in which nothing of a corpus can act.

/// A piece of a page. What is data goes in as text or as the value of an attribute, and is escaped there; names of
/// elements and attributes are written in the program only.
public struct HTML: Sendable {
  /// The piece as it stands in the page.
  public let source: String

  private init(source: String) { self.source = source }

  /// Text, escaped.
  public static func text(_ text: String) -> HTML { HTML(source: escape(text)) }

  /// Text of a corpus: what does not print is made visible, and its direction of writing ends with it.
  public static func corpusText(_ text: some Collection<UInt8>) -> HTML {
    element("bdi", [("dir", "auto")], [.text(TerminalText.escape(text, keepsLines: false))])
  }

  /// Pieces, one after the other.
  public static func group(_ parts: [HTML]) -> HTML { HTML(source: parts.map(\.source).joined()) }

  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [HTML] = []
  ) -> HTML {
    element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element with what stands in it.
  public static func element(
    _ name: StaticString, _ attributes: [(StaticString, String)], _ children: [HTML] = []
  ) -> HTML {
    let list = attributes.map { " \($0.0)=\"\(escape($0.1))\"" }.joined()
    return HTML(source: "<\(name)\(list)>\(group(children).source)</\(name)>")
  }

  /// A whole page in one file. It loads nothing, runs nothing and sends nothing, whatever stands in it.
  public static func page(title: String, _ body: [HTML]) -> [UInt8] {
    let style = PageStyle.sheet
    let policy = "default-src 'none'; style-src 'sha256-\(PageStyle.digest)'; base-uri 'none'; form-action 'none'"
    let page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(escape(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      <main>
      \(body.map(\.source).joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\0": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension HTML {
  /// A heading with what belongs to it.
  public static func section(_ title: String, _ lead: String = "", _ children: [HTML]) -> HTML {
    var parts = [element("h2", [:], [.text(title)])]
    if !lead.isEmpty { parts.append(element("p", ["class": "lead"], [.text(lead)])) }
    return element("section", [:], parts + children)
  }

  /// A table with a head; columns from the second on are figures.
  public static func table(_ header: [String], _ rows: [[HTML]], figuresFrom firstFigure: Int = 1) -> HTML {
    func cells(_ name: StaticString, _ cells: [HTML]) -> [HTML] {
      cells.enumerated().map { element(name, $0 < firstFigure ? [] : [("class", "figure")], [$1]) }
    }
    let head = element("thead", [:], [element("tr", [:], cells("th", header.map(HTML.text)))])
    let body = element("tbody", [:], rows.map { element("tr", [:], cells("td", $0)) })
    return element("div", ["class": "table"], [element("table", [:], [head, body])])
  }
}
