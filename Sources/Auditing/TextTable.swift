// Tables for terminals.

/// Columns of text, aligned by the width of what stands in them.
public struct TextTable: Sendable {
  private let header: [String]
  private let rows: [[String]]
  /// Columns that are aligned to the right.
  private let numericColumns: Set<Int>

  /// - Parameters:
  ///   - header: the columns' titles.
  ///   - rows: cells; a short row leaves the rest empty.
  ///   - numericColumns: columns of figures, aligned to the right.
  public init(header: [String], rows: [[String]], numericColumns: Set<Int> = []) {
    self.header = header
    self.rows = rows
    self.numericColumns = numericColumns
  }

  /// The table with a line end after each row.
  public func text() -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in
      all.map { column < $0.count ? Self.width(of: $0[column]) : 0 }.max() ?? 0
    }
    var lines = all.map { line($0, widths) }
    lines.insert(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var parts: [String] = []
    for (column, width) in widths.enumerated() {
      let cell = column < cells.count ? cells[column] : ""
      let padding = String(repeating: " ", count: max(0, width - Self.width(of: cell)))
      parts.append(numericColumns.contains(column) ? padding + cell : cell + padding)
    }
    var line = parts.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Columns that a terminal gives a text: two for East Asian wide characters.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x300...0x36F, 0x200B...0x200F: width
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        width + 2
      default: width + 1
      }
    }
  }
}
