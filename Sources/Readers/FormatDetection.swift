// What a file is, told from its first bytes and its name.

import Storage

/// Tells the kind of an input.
public enum FormatDetection {
  /// Bytes of a file's (decompressed) beginning that detection makes use of.
  public static let sampleByteCount = 64 << 10

  /// The kind of a file; text when it is nothing else. The content counts more than the name.
  ///
  /// - Parameters:
  ///   - firstBytes: the beginning of the decompressed file, best `sampleByteCount` of it.
  ///   - name: the file's name, for what the content leaves open; endings of compressed files are ignored.
  public static func detect(firstBytes: UnsafeBufferPointer<UInt8>, name: String) -> ReaderConfiguration.Kind {
    let ending = FileEndings.ending(of: name)
    let start = firstBytes.prefix(sampleByteCount).drop(while: { isASCIISpace($0) || [0xef, 0xbb, 0xbf].contains($0) })
    if start.starts(with: "WARC/".utf8) { return .warc }
    if start.starts(with: "<?xml".utf8), isMySQLXML(start) { return .mySQLXML }
    if start.first == UInt8(ascii: "{"), looksLikeJSONLines(start) { return .jsonLines }
    if start.first == UInt8(ascii: "["), JSONLayout.isDocument(UnsafeBufferPointer(rebasing: start)) {
      return .jsonLines
    }
    if looksLikeMediaWiki(start) { return .mediaWiki }
    if let kind = kinds[ending], kind != .text { return kind == .sql ? sqlKind(firstBytes) : kind }
    if looksLikeHTML(firstBytes) || looksLikeFragment(start) { return .html }
    let sample = Array(firstBytes.prefix(sampleByteCount))
    if SQLDialect.detect(sample) != nil { return sqlKind(firstBytes) }
    if ending != "txt", looksLikeTable(sample) { return .csv }
    return .text
  }

  /// True when an export begins within the first bytes, or a page does as in a part of a dump in several streams.
  private static func looksLikeMediaWiki(_ start: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard start.first == UInt8(ascii: "<") else { return false }
    let sample = Array(start.prefix(4096))
    if sample.starts(with: "<page>".utf8) {
      return sample.dropFirst(6).drop(while: isASCIISpace).starts(with: "<title>".utf8)
    }
    guard sample.starts(with: "<?xml".utf8) || sample.starts(with: "<mediawiki".utf8) else { return false }
    return sample.withUnsafeBufferPointer { MediaWikiSite.isHeader($0) }
  }

  private static let kinds: [String: ReaderConfiguration.Kind] = [
    "warc": .warc, "wet": .warc, "jsonl": .jsonLines, "ndjson": .jsonLines, "html": .html, "htm": .html,
    "xhtml": .html, "csv": .csv, "tsv": .csv, "tab": .csv, "sql": .sql, "dump": .sql, "txt": .text, "text": .text,
  ]

  private static func sqlKind(_ firstBytes: UnsafeBufferPointer<UInt8>) -> ReaderConfiguration.Kind {
    switch SQLDialect.detect(Array(firstBytes.prefix(SQLDialect.sampleByteCount))) {
    case .mySQL: .mySQL
    case .postgreSQL: .postgreSQL
    case .sqlite: .sqliteDump
    case nil: .sql
    }
  }

  /// True when the root of an XML file is that of MySQL's programs.
  private static func isMySQLXML(_ start: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let head = String(decoding: start.prefix(1024), as: UTF8.self)
    return head.contains("<mysqldump ") || head.contains("<resultset statement=")
  }

  /// True for XHTML behind an XML declaration, and for pages that begin with an element of their body or head.
  private static func looksLikeFragment(_ start: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard start.first == UInt8(ascii: "<") else { return false }
    let beginning = String(decoding: start.prefix(1024), as: UTF8.self).lowercased()
    if beginning.hasPrefix("<?xml") { return beginning.contains("<html") || beginning.contains("<!doctype html") }
    let name = beginning.dropFirst().prefix { $0.isLetter || $0.isNumber }
    return pageElements.contains(String(name))
  }

  private static let pageElements: Set<String> = [
    "a", "article", "b", "base", "br", "center", "div", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5",
    "h6", "header", "hr", "i", "iframe", "img", "li", "link", "main", "meta", "nav", "noscript", "ol", "p", "script",
    "section", "span", "strong", "style", "table", "title", "ul",
  ]

  /// True when the first line begins as an object with a member does, and ends as one when its end is in sight or goes
  /// on as one on the next line.
  private static func looksLikeJSONLines(_ start: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let inner = start.dropFirst().drop(while: isASCIISpace)
    guard let first = inner.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "}") else { return false }
    guard let lineEnd = start.firstIndex(of: UInt8(ascii: "\n")) else { return true }
    let line = start[..<lineEnd]
    return line.last(where: { !isASCIISpace($0) }) == UInt8(ascii: "}")
      || JSONLayout.isDocument(UnsafeBufferPointer(rebasing: start))
  }

  /// True for a table under a line of names, or one with a column of numbers.
  ///
  /// Prose may well have a comma in every line, so that one width alone tells nothing: three rows are wanted, and cells
  /// as programs write them, without a space behind the comma.
  private static func looksLikeTable(_ sample: [UInt8]) -> Bool {
    let bigEndian = bigEndianUTF16(sample)
    let text = bigEndian.map { utf8(fromUTF16: sample, bigEndian: $0) } ?? sample
    let isWhole = sample.count < sampleByteCount
    guard CSVDialect.fits(text, isWhole: isWhole) else { return false }
    let rows = firstRows(of: text, isWhole: isWhole)
    guard rows.count >= 3, let first = rows.first, first.count > 1 else { return false }
    let cells = rows.flatMap { $0.dropFirst() }
    guard cells.count(where: { $0.first == UInt8(ascii: " ") }) * 2 < cells.count else { return false }
    if Set(first).count == first.count, first.allSatisfy(isName) { return true }
    return first.indices.contains { column in rows.allSatisfy { $0.count > column && isNumberCell($0[column]) } }
  }

  /// Rows of the dialect that the sample shows, the first among them whatever it is.
  private static func firstRows(of sample: [UInt8], isWhole: Bool) -> [[[UInt8]]] {
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.csv.hasHeader = false
    guard var reader = try? TableRowReader(configuration, input: ByteInput(bytes: sample), file: "") else { return [] }
    var rows: [[[UInt8]]] = []
    while rows.count < 50, let event = try? reader.next() {
      if case .row(let row) = event { rows.append(row.cells.map(\.bytes)) }
    }
    // The sample's end may cut the last one.
    if !isWhole, rows.count < 50 { rows.removeLast(min(1, rows.count)) }
    return rows
  }

  /// True for what a column may be called: no sentence, and nothing long.
  private static func isName(_ cell: [UInt8]) -> Bool {
    guard let last = cell.last, cell.count <= 64, !isNumberCell(cell) else { return false }
    return ![".", "!", "?", ":", ";"].contains { UInt8(ascii: $0) == last }
      && cell.count(where: { $0 == UInt8(ascii: " ") }) < 5
  }
}
