// From a source of the configuration to its reader.

import Readers

extension PipelineConfiguration.Source {
  /// How the source's files are read.
  func readerConfiguration(limits: PipelineConfiguration.Limits) -> ReaderConfiguration {
    var reader = ReaderConfiguration(kind: readerKind)
    reader.jsonLines = JSONLinesOptions(
      text: textField, id: id ?? "id", url: url ?? "url", date: date, metadata: metadata, isHTML: htmlField,
      maximumLineByteCount: limits.recordBytes)
    reader.text = PlainTextOptions(separator: separator, maximumByteCount: limits.recordBytes)
    reader.html = HTMLFileOptions(maximumByteCount: limits.recordBytes)
    reader.warc = WARCOptions(maximumByteCount: limits.recordBytes)
    reader.csv.delimiter = delimiter?.utf8.first
    reader.csv.hasHeader = header
    reader.csv.maximumRowByteCount = limits.recordBytes
    reader.sql.maximumRowByteCount = limits.recordBytes
    reader.mediaWiki = MediaWikiOptions(
      namespaces: namespaces, keepsRedirects: redirects == "keep", revisions: revisions == "all" ? .all : .latest,
      maximumByteCount: limits.recordBytes)
    reader.table = TableMapping(
      table: table, textTemplate: text, htmlColumns: htmlColumns, wikiColumns: wikiColumns,
      idColumn: metadata.contains("id") ? nil : id,
      urlColumn: url, dateColumn: date, metadataColumns: metadata, filter: self.where)
    return reader
  }

  private var readerKind: ReaderConfiguration.Kind {
    switch format {
    case .warc: .warc
    case .html: .html
    case .csv: .csv
    case .mysql: .mySQL
    case .postgres: .postgreSQL
    case .sqlite: .sqliteDump
    case .sql: .sql
    case .mediawiki: .mediaWiki
    case .jsonl: .jsonLines
    case .text: .text
    }
  }
}
