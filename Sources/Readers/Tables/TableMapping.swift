// From the rows of a table to records: which columns are text, which are metadata, which rows are taken.

import TextAnalysis

/// How the rows of CSV files and SQL dumps become records.
public struct TableMapping: Sendable, Equatable {
  /// The table whose rows are taken, without or with its schema; nil for every table that has the columns.
  public var table: String?
  /// The text with column names in braces, such as `{title}\n\n{body}`; `{{` is a brace. Nil: `textColumns`.
  public var textTemplate: String?
  /// Columns joined by empty lines; when these and the template are missing, `text`, `body`, `content` or `html`.
  public var textColumns: [String]
  /// Columns that hold HTML; with one of them in its text a record is `text/html`, and other columns are escaped.
  public var htmlColumns: [String]
  /// Columns that hold MediaWiki's wikitext; with one of them in its text a record is `text/x-wiki`. Other columns
  /// stand beside it as they are.
  public var wikiColumns: [String]
  /// Goes into the metadata as `id`.
  public var idColumn: String?
  /// Goes into the origin as its URL.
  public var urlColumn: String?
  /// Goes into the metadata as `date`.
  public var dateColumn: String?
  /// Columns that go into the metadata under their names; NULL is left out.
  public var metadataColumns: [String]
  /// Comparisons joined by `and`: `lang = 'en' and score >= 3 and body is not null`.
  public var filter: String?

  public init(
    table: String? = nil, textTemplate: String? = nil, textColumns: [String] = [], htmlColumns: [String] = [],
    wikiColumns: [String] = [], idColumn: String? = nil, urlColumn: String? = nil, dateColumn: String? = nil,
    metadataColumns: [String] = [],
    filter: String? = nil
  ) {
    self.table = table
    self.textTemplate = textTemplate
    self.textColumns = textColumns
    self.htmlColumns = htmlColumns
    self.wikiColumns = wikiColumns
    self.idColumn = idColumn
    self.urlColumn = urlColumn
    self.dateColumn = dateColumn
    self.metadataColumns = metadataColumns
    self.filter = filter
  }

  /// Checks what can be checked without a file: the template and the filter.
  ///
  /// - Throws: `ReaderError` of code `syntax` with the position.
  public func validate() throws(ReaderError) { _ = try ParsedMapping(self) }

  /// Column names of the text when none is configured, in order of preference.
  static let usualTextColumns = ["text", "body", "content", "html"]
}

/// A mapping with its template and filter understood, not yet tied to a table's columns.
struct ParsedMapping {
  let mapping: TableMapping
  let template: TextTemplate?
  let filter: RowFilter?

  init(_ mapping: TableMapping) throws(ReaderError) {
    self.mapping = mapping
    if let text = mapping.textTemplate {
      template = try TextTemplate(parsing: text)
    } else {
      template = mapping.textColumns.isEmpty ? nil : TextTemplate(columns: mapping.textColumns)
    }
    if let text = mapping.filter { filter = try RowFilter(parsing: text) } else { filter = nil }
  }

  /// True when rows of the table may become records: it has the configured name, or no name is configured.
  func wants(table: String, schema: String?) -> Bool {
    guard let wanted = mapping.table else { return true }
    if wanted == table { return true }
    return schema.map { wanted == $0 + "." + table } ?? false
  }

  /// Ties the names to a table's columns; nil when no table is configured and this one has no text.
  ///
  /// - Throws: `ReaderError` of code `unknownColumn` that names the nearest column.
  func bind(to table: TableDescription, file: String) throws(ReaderError) -> BoundMapping? {
    let names = table.columns.map(\.name)
    func index(of name: String) throws(ReaderError) -> Int {
      if let index = names.firstIndex(of: name) { return index }
      let folded = name.lowercased()
      let alike = names.indices.filter { names[$0].lowercased() == folded }
      if alike.count == 1 { return alike[0] }
      let hint = NearestName.find(name, among: names).map { "; the nearest is '\($0)'" } ?? ""
      throw ReaderError(
        .unknownColumn,
        "table '\(table.name)' has no column '\(name)'\(hint) (columns: \(names.joined(separator: ", ")))", file: file)
    }
    let template: TextTemplate
    if let configured = self.template {
      template = configured
      if mapping.table == nil, !hasColumns(of: configured, among: names) {
        // Without a table's name a dump's other tables are no error, but a file with one table is.
        if table.isPartOfDump { return nil }
      }
    } else if let usual = TableMapping.usualTextColumns.first(where: { names.contains($0) }) {
      template = TextTemplate(columns: [usual])
    } else if mapping.table == nil && table.isPartOfDump {
      return nil
    } else {
      throw ReaderError(
        .unknownColumn,
        "no text column is configured and table '\(table.name)' has none of the usual names"
          + " (columns: \(names.joined(separator: ", ")))", file: file)
    }
    var parts: [BoundMapping.Part] = []
    var isHTML = false
    var isWikitext = false
    for part in template.parts {
      switch part {
      case .literal(let bytes): parts.append(.literal(bytes))
      case .column(let name):
        let holdsHTML = mapping.htmlColumns.contains(name) || (self.template == nil && name == "html")
        isHTML = isHTML || holdsHTML
        isWikitext = isWikitext || mapping.wikiColumns.contains(name)
        parts.append(.column(try index(of: name), isHTML: holdsHTML))
      }
    }
    var metadata: [(String, Int)] = []
    for name in mapping.metadataColumns { metadata.append((name, try index(of: name))) }
    if let name = mapping.idColumn { metadata.append(("id", try index(of: name))) }
    if let name = mapping.dateColumn { metadata.append(("date", try index(of: name))) }
    var url: Int?
    if let name = mapping.urlColumn { url = try index(of: name) }
    var comparisons: [RowFilter.Bound] = []
    for comparison in filter?.comparisons ?? [] {
      comparisons.append(RowFilter.Bound(column: try index(of: comparison.column), comparison: comparison))
    }
    if isHTML, isWikitext {
      throw ReaderError(.invalidOption, "the text of table '\(table.name)' is HTML or wikitext, not both", file: file)
    }
    return BoundMapping(
      parts: parts, isHTML: isHTML, isWikitext: isWikitext, metadata: metadata, urlColumn: url, filter: comparisons)
  }

  private func hasColumns(of template: TextTemplate, among names: [String]) -> Bool {
    template.parts.allSatisfy { part in
      guard case .column(let name) = part else { return true }
      return names.contains { $0.lowercased() == name.lowercased() }
    }
  }
}

/// A mapping tied to the columns of one table.
struct BoundMapping {
  enum Part {
    case literal([UInt8])
    case column(Int, isHTML: Bool)
  }

  let parts: [Part]
  let isHTML: Bool
  let isWikitext: Bool
  let metadata: [(name: String, column: Int)]
  let urlColumn: Int?
  let filter: [RowFilter.Bound]

  /// Indices of the columns of the text.
  var textColumns: [Int] {
    parts.compactMap { if case .column(let index, _) = $0 { index } else { nil } }
  }

  /// Indices of the columns that are looked at, in order.
  var columns: [Int] {
    var used = Set(metadata.map(\.column)).union(filter.map(\.column)).union(textColumns)
    if let urlColumn { used.insert(urlColumn) }
    return used.sorted()
  }

  /// What the text of a row is.
  var mediaType: String { isHTML ? "text/html" : isWikitext ? "text/x-wiki" : "text/plain" }

  /// The text of a row.
  func body(of row: borrowing RowBuffer) -> [UInt8] {
    if parts.count == 1, case .column(let column, _) = parts[0] { return row.withCell(column) { Array($0) } }
    var size = 0
    for part in parts {
      switch part {
      case .literal(let bytes): size += bytes.count
      case .column(let column, _): size += column < row.count ? row.range(column).count : 0
      }
    }
    var body: [UInt8] = []
    body.reserveCapacity(size)
    for part in parts {
      switch part {
      case .literal(let bytes): isHTML ? appendEscaped(bytes, to: &body) : body.append(contentsOf: bytes)
      case .column(let column, let holdsHTML):
        row.withCell(column) { cell in
          if isHTML && !holdsHTML { appendEscaped(cell, to: &body) } else { body.append(contentsOf: cell) }
        }
      }
    }
    return body
  }

  /// Plain text as a paragraph of HTML, so that it stays apart from what follows; white space alone stays as it is.
  private func appendEscaped(_ text: some Collection<UInt8>, to body: inout [UInt8]) {
    guard text.contains(where: { !isASCIISpace($0) }) else {
      body.append(contentsOf: text)
      return
    }
    body.append(contentsOf: "<p>".utf8)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): body.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): body.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): body.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\n"): body.append(contentsOf: "<br>\n".utf8)
      default: body.append(byte)
      }
    }
    body.append(contentsOf: "</p>".utf8)
  }
}
