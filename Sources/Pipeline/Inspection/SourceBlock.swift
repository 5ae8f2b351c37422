// From what a file shows to a source block that a pipeline can hold.

import Corpus
import Readers
import Storage

/// Proposes how a file is to be read.
struct SourceBlock {
  let file: String
  /// The command that gives `file`, an address.
  let command: String?
  let kind: ReaderConfiguration.Kind
  let tables: [TableProfile]
  /// The dialect of a CSV file.
  let dialect: CSVDialect?

  /// The format's name in a configuration.
  static func format(_ kind: ReaderConfiguration.Kind) -> SourceFormat {
    switch kind {
    case .jsonLines: .jsonl
    case .text: .text
    case .html: .html
    case .warc: .warc
    case .csv: .csv
    case .mySQL: .mysql
    case .postgreSQL: .postgres
    case .sqliteDump: .sqlite
    case .sql: .sql
    case .mySQLXML: .mysqlXML
    case .parquet: .parquet
    case .mediaWiki: .mediawiki
    }
  }

  /// The block, indented as an element of `sources`.
  func yaml() -> String {
    var lines = ["name: \(Self.scalar(name))", "format: \(Self.format(kind).rawValue)"]
    lines +=
      command.map { ["command: \(Self.quoted($0))", "urls: \(Self.quoted(file))"] } ?? [
        "paths: \(Self.quoted(file == "-" ? "FILE" : file))"
      ]
    switch kind {
    case .warc, .html, .text, .mediaWiki: break
    case .jsonLines: lines += jsonLines()
    case .csv, .mySQL, .postgreSQL, .sqliteDump, .sql, .mySQLXML, .parquet: lines += table()
    }
    return "sources:\n" + lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
  }

  /// The file's name up to its first dot, in the characters that names of sources have.
  private var name: String {
    if file == "-" { return "input" }
    let stem = Path.lastComponent(file).split(separator: ".").first ?? "source"
    let letters = stem.utf8.map { byte -> Character in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      return isPlain ? Character(Unicode.Scalar(byte)) : "-"
    }
    return String(letters)
  }

  private func jsonLines() -> [String] {
    guard let table = tables.first, let text = Self.conversation(of: table) ?? Self.textColumn(of: table) else {
      return []
    }
    var lines: [String] = []
    if text.name != "text" { lines.append("text_field: \(Self.scalar(Self.path(text.name)))") }
    if text.isMostlyMarkup { lines.append("html_field: true") }
    return lines + others(table, text: [text.name], path: Self.path)
  }

  private func table() -> [String] {
    var lines: [String] = []
    if let dialect {
      lines.append("delimiter: \(Self.quoted(String(Unicode.Scalar(dialect.delimiter))))")
      lines.append("header: \(dialect.hasHeader)")
    }
    let weights = tables.map { table in Self.textColumn(of: table).map(\.byteCount) ?? 0 }
    guard let most = weights.max(), let place = weights.firstIndex(of: most),
      let text = Self.textColumn(of: tables[place])
    else { return lines }
    let table = tables[place]
    if ![.csv, .parquet].contains(kind) { lines.insert("table: \(Self.scalar(table.name))", at: 0) }
    var template = "{\(text.name)}"
    var used = [text.name]
    if let title = table.columns.first(where: { Self.titleNames.contains($0.name.lowercased()) && $0.isMostlyText }),
      title.name != text.name, title.meanByteCount > 0
    {
      template = "{\(title.name)}\n\n" + template
      used.append(title.name)
    }
    lines.append("text: \(Self.quoted(template))")
    if text.isMostlyMarkup { lines.append("html_columns: [\(Self.scalar(text.name))]") }
    return lines + others(table, text: used, path: { $0 })
  }

  /// Keys for the columns that are no text: id, address, and short ones as metadata.
  private func others(_ table: TableProfile, text: [String], path: (String) -> String) -> [String] {
    var lines: [String] = []
    var used = text
    let id = table.columns.first { Self.idNames.contains($0.name.lowercased()) && !used.contains($0.name) }
    if let id {
      used.append(id.name)
      lines.append("id: \(Self.scalar(path(id.name)))")
    }
    let url = table.columns.first { Self.urlNames.contains($0.name.lowercased()) && !used.contains($0.name) }
    if let url {
      used.append(url.name)
      lines.append("url: \(Self.scalar(path(url.name)))")
    }
    let short = table.columns.filter {
      !used.contains($0.name) && $0.valueCount > 0 && $0.meanByteCount <= 40 && $0.name != "id"
    }
    if !short.isEmpty {
      lines.append("metadata: [\(short.prefix(6).map { Self.scalar(path($0.name)) }.joined(separator: ", "))]")
    }
    return lines
  }

  // MARK: Choices

  private static let titleNames = ["title", "subject", "headline", "post_title", "page_title"]
  private static let textNames = [
    "text", "body", "content", "html", "post_content", "message", "article", "raw_content",
  ]
  private static let conversationNames = ["messages", "conversations", "conversation", "dialogue", "dialog", "turns"]
  private static let idNames = ["id", "uuid", "guid", "post_id", "page_id", "doc_id"]
  private static let urlNames = ["url", "link", "permalink", "uri", "href"]

  /// The list that a conversation's turns stand in; nil where there is none, or where the whole stands in `text`, too.
  private static func conversation(of table: TableProfile) -> TableProfile.Column? {
    let isText = table.columns.contains { $0.name.lowercased() == "text" && $0.isMostlyText && $0.byteCount > 0 }
    if isText { return nil }
    let lists = table.columns.filter { $0.type == "array" }
    return conversationNames.lazy.compactMap { name in lists.first { $0.name.lowercased() == name } }.first
  }

  /// The column with a usual name, otherwise the one with the longest text; nil when no column holds text.
  private static func textColumn(of table: TableProfile) -> TableProfile.Column? {
    let texts = table.columns.filter { $0.isMostlyText && $0.byteCount > 0 && !$0.name.contains { "{}".contains($0) } }
    for name in textNames {
      if let column = texts.first(where: { $0.name.lowercased() == name }) { return column }
    }
    let longest = texts.map(\.meanByteCount).max()
    return texts.first { $0.meanByteCount == longest }
  }

  // MARK: YAML

  /// A field's name as a path, in which a dot would lead into an object.
  private static func path(_ name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "\\.")
  }

  /// A name as it stands where YAML takes it for nothing else, quoted otherwise.
  private static func scalar(_ text: String) -> String {
    let isWord = text.utf8.first.map { (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x5f } ?? false
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x5f || $0 == 0x2d
    }
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    return isWord && isPlain && !words.contains(text.lowercased()) ? text : quoted(text)
  }

  /// A double-quoted scalar; JSON's strings are YAML's.
  private static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.appendString(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
