// Two columns of a terminal, with differences in colour or between marks.

import TextAnalysis

/// Writes texts that are laid side by side for people.
public struct SideBySideText: Sendable {
  /// How what differs is told from what does not.
  public enum Style: Sendable {
    /// Red on the left, green on the right, by the escape sequences of ECMA-48.
    case coloured
    /// `[-…-]` on the left, `{+…+}` on the right.
    case marked
  }

  /// Columns of both texts and what stands between them.
  public var width: Int
  public var style: Style

  /// Columns that a text gets at least.
  private static let narrowest = 16

  public init(width: Int, style: Style) {
    self.width = width
    self.style = style
  }

  /// The rows with a line end behind each; nothing of the texts acts on the terminal (`TerminalText`).
  public func text(of comparison: SideBySide, left: [UInt8], right: [UInt8]) -> String {
    let gutter = String(comparison.lineCount).utf8.count
    let columns = max(Self.narrowest, (width - 2 * (gutter + 1) - 3) / 2)
    var output = ""
    for row in comparison.rows {
      switch row {
      case .fold(let fold): output += line(of: fold) + "\n"
      case .cells(let leftCell, let rightCell):
        var leftLines = CellLines(columns: columns, style: style, isLeft: true)
        leftLines.add(leftCell, of: left)
        var rightLines = CellLines(columns: columns, style: style, isLeft: false)
        rightLines.add(rightCell, of: right)
        let (leftTexts, rightTexts) = (leftLines.wrapped(), rightLines.wrapped())
        for index in 0..<max(leftTexts.count, rightTexts.count, 1) {
          var text = number(index == 0 ? leftCell.line : nil, gutter)
          let leftLine = leftTexts.indices.contains(index) ? leftTexts[index] : CellLines.Line()
          let rightLine = rightTexts.indices.contains(index) ? rightTexts[index] : CellLines.Line()
          text += leftLine.text + String(repeating: " ", count: max(0, columns - leftLine.columns))
          text += leftLine.isChanged || rightLine.isChanged ? " ┃ " : " │ "
          text += number(index == 0 ? rightCell.line : nil, gutter)
          text += rightLine.text
          while text.last == " " { text.removeLast() }
          output += text + "\n"
        }
      }
    }
    return output
  }

  private func number(_ line: Int?, _ gutter: Int) -> String {
    let digits = line.map { String($0) } ?? ""
    return String(repeating: " ", count: max(0, gutter - digits.utf8.count)) + digits + " "
  }

  private func line(of fold: SideBySide.Fold) -> String {
    let text: String
    if fold.isChanged {
      text = "\(Figures.count(fold.left.count)) and \(Figures.count(fold.right.count)) bytes that differ"
    } else if fold.lineCount > 1 {
      text = "\(Figures.count(fold.lineCount)) equal lines, \(Figures.count(fold.left.count)) bytes"
    } else {
      text = "\(Figures.count(fold.left.count)) equal bytes"
    }
    return "  ⋯ \(text)"
  }
}

/// The lines into which a cell is wrapped.
private struct CellLines {
  /// A character with the marks on it, or a part that is never cut.
  private struct Atom {
    var text: String
    var columns: Int
    var isChanged: Bool
    var isSpace: Bool
  }

  /// A line of the terminal.
  struct Line {
    var text = ""
    var columns = 0
    var isChanged = false
  }

  let columns: Int
  let style: SideBySideText.Style
  let isLeft: Bool
  private var atoms: [Atom] = []

  private static let tab = 4

  init(columns: Int, style: SideBySideText.Style, isLeft: Bool) {
    self.columns = columns
    self.style = style
    self.isLeft = isLeft
  }

  mutating func add(_ cell: SideBySide.Cell, of text: [UInt8]) {
    for piece in cell.pieces {
      let isMarked = piece.isChanged && style == .marked
      if isMarked { append(isLeft ? "[-" : "{+", isChanged: true) }
      for scalar in TerminalText.escape(text[piece.bytes], keepsLines: true).unicodeScalars { append(scalar, piece) }
      if piece.isChanged && piece.endsLine { append("↵", isChanged: true) }
      if isMarked { append(isLeft ? "-]" : "+}", isChanged: true) }
    }
  }

  private mutating func append(_ text: String, isChanged: Bool) {
    atoms.append(Atom(text: text, columns: DisplayWidth.columns(of: text), isChanged: isChanged, isSpace: false))
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ piece: SideBySide.Piece) {
    if scalar == "\t" {
      let text = (piece.isChanged ? "→" : " ") + String(repeating: " ", count: Self.tab - 1)
      atoms.append(Atom(text: text, columns: Self.tab, isChanged: piece.isChanged, isSpace: true))
      return
    }
    let width = DisplayWidth.columns(of: scalar.value)
    if width == 0, let last = atoms.last, !last.isSpace, last.isChanged == piece.isChanged, last.text.utf8.count < 64 {
      atoms[atoms.count - 1].text.unicodeScalars.append(scalar)
    } else {
      atoms.append(
        Atom(
          text: String(scalar), columns: width, isChanged: piece.isChanged,
          isSpace: UnicodeClasses.isWhitespace(scalar.value)))
    }
  }

  /// Lines that fit the columns, broken behind spaces where there are some not too far back.
  func wrapped() -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < atoms.count {
      var end = start
      var used = 0
      var lastSpace: Int?
      while end < atoms.count, end == start || used + atoms[end].columns <= columns {
        used += atoms[end].columns
        if atoms[end].isSpace { lastSpace = end }
        end += 1
      }
      if end < atoms.count, let lastSpace, lastSpace + 1 < end, 2 * (lastSpace - start) > end - start {
        end = lastSpace + 1
      }
      lines.append(line(start..<end))
      start = end
    }
    return lines
  }

  private func line(_ range: Range<Int>) -> Line {
    var line = Line()
    var isOn = false
    for index in range {
      let atom = atoms[index]
      if style == .coloured {
        // Of white space only the background shows.
        if atom.isChanged != isOn || (atom.isChanged && atoms[max(range.lowerBound, index - 1)].isSpace != atom.isSpace)
        {
          line.text += atom.isChanged ? "\u{1b}[0;\(atom.isSpace ? "7;" : "1;")\(isLeft ? 31 : 32)m" : "\u{1b}[0m"
        }
        isOn = atom.isChanged
      }
      line.text += atom.text
      line.columns += atom.columns
      line.isChanged = line.isChanged || atom.isChanged
    }
    if isOn { line.text += "\u{1b}[0m" }
    return line
  }
}
