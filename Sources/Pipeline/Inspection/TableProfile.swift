// What a look at the rows of a table tells of its columns.

import Auditing
import Readers

/// A table as its rows show it.
struct TableProfile {
  /// A column and what its cells have been so far.
  struct Column {
    let name: String
    var type: String
    /// Cells that are not NULL, and their bytes.
    var valueCount = 0
    var byteCount = 0
    var textCount = 0
    /// Cells that hold markup.
    var markupCount = 0

    var meanByteCount: Int { byteCount / max(1, valueCount) }
    var isMostlyText: Bool { textCount * 2 > valueCount }
    var isMostlyMarkup: Bool { markupCount * 2 > valueCount }
  }

  let name: String
  private(set) var columns: [Column] = []
  private(set) var rowCount = 0
  /// Cells of the first rows, cut and escaped, by column.
  private(set) var samples: [[String]] = []
  private var places: [String: Int] = [:]

  static let sampleRowCount = 3
  private static let sampleByteCount = 60
  private static let columnLimit = 256

  init(name: String) { self.name = name }

  mutating func add(_ row: TableRow) {
    for (index, column) in row.columns.enumerated() where index < row.cells.count {
      add(row.cells[index], to: column.name, type: column.type)
    }
    rowCount += 1
  }

  /// A column of a table that has no rows yet.
  mutating func addColumn(_ name: String, type: String) { _ = place(of: name, type: type) }

  /// Begins a row whose columns are not known beforehand; `add(_:to:type:)` gives its cells.
  mutating func countRow() { rowCount += 1 }

  mutating func add(_ cell: TableCell, to name: String, type: String) {
    guard let place = place(of: name, type: type) else { return }
    if columns[place].type.isEmpty { columns[place].type = type }
    if rowCount < Self.sampleRowCount { addSample(cell, column: place) }
    if cell.isNull { return }
    columns[place].valueCount += 1
    columns[place].byteCount += cell.bytes.count
    guard cell.kind == .text else { return }
    columns[place].textCount += Self.isNumber(cell.bytes) ? 0 : 1
    columns[place].markupCount += Self.holdsMarkup(cell.bytes) ? 1 : 0
  }

  /// The place of a column, which is a new one where the name is; nil beyond the limit.
  private mutating func place(of name: String, type: String) -> Int? {
    if let known = places[name] { return known }
    guard columns.count < Self.columnLimit else { return nil }
    places[name] = columns.count
    columns.append(Column(name: name, type: type))
    return columns.count - 1
  }

  private mutating func addSample(_ cell: TableCell, column: Int) {
    while samples.count <= rowCount { samples.append([]) }
    while samples[rowCount].count <= column { samples[rowCount].append("") }
    switch cell.kind {
    case .null: samples[rowCount][column] = "NULL"
    case .binary: samples[rowCount][column] = "\(cell.bytes.count) bytes"
    default:
      var start = cell.bytes.prefix(Self.sampleByteCount)
      let isCut = start.count < cell.bytes.count
      // A character that the cut divides goes whole.
      while isCut, let last = start.last, last >= 0x80 {
        start.removeLast()
        if last >= 0xc0 { break }
      }
      samples[rowCount][column] = TerminalText.escape(start, keepsLines: false) + (isCut ? "…" : "")
    }
  }

  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e || $0 == 0x2d }
  }

  /// True when a closing tag or a usual opening one stands in the first bytes.
  private static func holdsMarkup(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(4096)
    var rest = start[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      if tags.contains(where: { rest.starts(with: $0) }) { return true }
    }
    return false
  }

  private static let tags = [
    "/p>", "/a>", "/div>", "/span>", "/h", "/li>", "/b>", "/em>", "/strong>", "br", "p>", "!doctype", "!DOCTYPE",
    "html",
  ]
  .map { Array($0.utf8) }
}
