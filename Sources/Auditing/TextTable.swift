// Tables for terminals.

import TextAnalysis

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
      all.map { column < $0.count ? DisplayWidth.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    var lines = all.map { line($0, widths) }
    lines.insert(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var parts: [String] = []
    for (column, width) in widths.enumerated() {
      let cell = column < cells.count ? cells[column] : ""
      parts.append(TerminalColumns.padded(cell, to: width, isFigure: numericColumns.contains(column)))
    }
    var line = parts.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
