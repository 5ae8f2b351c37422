// Text cut and filled to columns of a terminal.

import TextAnalysis

/// Fits text on one line, without anything that acts on the terminal, into columns; wide characters count as two.
enum TerminalColumns {
  private static let ellipsis = "…"

  /// The text with spaces behind it, or before it, up to `columns`; a longer text as it is.
  static func padded(_ text: String, to columns: Int, isFigure: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, columns - DisplayWidth.columns(of: text)))
    return isFigure ? padding + text : text + padding
  }

  /// The beginning of the text that fits; what is cut shows as an ellipsis.
  static func beginning(of text: String, columns: Int) -> String {
    if DisplayWidth.columns(of: text) <= columns { return text }
    var result = ""
    var used = 1
    for scalar in text.unicodeScalars {
      used += DisplayWidth.columns(of: scalar.value)
      if used > columns { break }
      result.unicodeScalars.append(scalar)
    }
    return result + ellipsis
  }

  /// The end of the text that fits; what is cut shows as an ellipsis.
  static func end(of text: String, columns: Int) -> String {
    if DisplayWidth.columns(of: text) <= columns { return text }
    var scalars: [Unicode.Scalar] = []
    var used = 1
    for scalar in text.unicodeScalars.reversed() {
      used += DisplayWidth.columns(of: scalar.value)
      if used > columns { break }
      scalars.append(scalar)
    }
    // A mark without what it stood on would join the ellipsis.
    while let last = scalars.last, DisplayWidth.columns(of: last.value) == 0 { scalars.removeLast() }
    var result = ellipsis
    result.unicodeScalars.append(contentsOf: scalars.reversed())
    return result
  }

  /// The beginning of a corpus's text that fits, escaped; no more of it is looked at than a few bytes a column.
  static func beginning(ofCorpusText bytes: [UInt8], columns: Int) -> String {
    var end = min(bytes.count, columns * 16)
    if end == bytes.count { return beginning(of: TerminalText.escape(bytes, keepsLines: false), columns: columns) }
    while end > 0, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return beginning(
      of: TerminalText.escape(bytes[..<end], keepsLines: false) + ellipsis, columns: columns)
  }
}
