// What a look into a file has shown, for people and for programs.

import Auditing

/// A file as `sluice inspect` sees it.
public struct FileInspection: Sendable, Codable {
  public struct Column: Sendable, Codable {
    public let name: String
    public let type: String
    /// Values that are not NULL.
    public let values: Int
    /// Bytes of a value on average.
    public let meanBytes: Int
  }

  public struct Table: Sendable, Codable {
    public let name: String
    public let rows: Int
    public let columns: [Column]
    /// The first rows, cut and escaped, in the order of the columns.
    public let samples: [[String]]
  }

  public let file: String
  public let format: String
  public let compression: String
  public let storedByteCount: Int
  public var dialect: String?
  /// Decompressed bytes that were looked at.
  public var readByteCount = 0
  /// False when the file has more than was looked at.
  public var isWhole = true
  /// Share of the stored file that was looked at.
  public var readShare = 1.0
  public var tables: [Table] = []
  /// Records and regions that cannot be read, and the first of them with their places.
  public var problemCount = 0
  public var problems: [String] = []
  /// A source block for a pipeline file.
  public var source = ""

  init(file: String, format: String, compression: String, storedByteCount: Int) {
    self.file = file
    self.format = format
    self.compression = compression
    self.storedByteCount = storedByteCount
  }

  mutating func take(_ look: Look, storedOffset: Int) {
    readByteCount = look.readByteCount
    isWhole = look.isWhole
    if !isWhole {
      // Where nothing is compressed, bytes read ahead do not count.
      let read = compression == "none" ? readByteCount : storedOffset
      readShare = min(1, Double(read) / Double(max(1, storedByteCount)))
    }
    problemCount = look.problemCount
    problems = look.problems
    tables = look.tables.map { table in
      Table(
        name: table.name, rows: table.rowCount,
        columns: table.columns.map {
          Column(name: $0.name, type: $0.type, values: $0.valueCount, meanBytes: $0.meanByteCount)
        }, samples: table.samples)
    }
  }

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func text() -> String {
    var text = "\(TerminalText.escape(file)): \(format)"
    if let dialect { text += ", \(dialect)" }
    text += "; \(Figures.bytes(Double(storedByteCount)))" + (compression == "none" ? "" : " of \(compression)")
    text += ", \(Figures.bytes(Double(readByteCount))) of it read decompressed"
    if isWhole {
      text += " (all)\n"
    } else {
      text += " (the first \(Figures.percent(readShare)); --limit all reads on)\n"
    }
    for table in tables { text += "\n" + describe(table) }
    if problemCount > 0 {
      text += "\n\(Figures.count(problemCount)) records or regions cannot be read:\n"
      text += problems.map { "  \($0)\n" }.joined()
    }
    return text + "\nA source for a pipeline file:\n\n" + source
  }

  private func describe(_ table: Table) -> String {
    var text = "\(TerminalText.escape(table.name)): \(Figures.count(table.rows)) rows"
    if !isWhole, readShare > 0 {
      text += ", about \(Figures.count(Int(Double(table.rows) / readShare))) in the whole file"
    }
    let rows = table.columns.enumerated().map { index, column in
      [
        TerminalText.escape(column.name), column.type, Figures.count(column.values), Figures.count(column.meanBytes),
        table.samples.compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }.joined(separator: " │ "),
      ]
    }
    return text + "\n"
      + TextTable(
        header: ["column", "type", "values", "bytes each", "first rows"], rows: rows, numericColumns: [2, 3]
      )
      .text()
  }
}
