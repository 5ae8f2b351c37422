// From a source of the configuration to its reader.

import Readers
import Storage
import TextAnalysis

extension PipelineConfiguration.Source {
  /// How the source's files are read.
  func readerConfiguration(limits: PipelineConfiguration.Limits) -> ReaderConfiguration {
    var reader = ReaderConfiguration(kind: format.readerKind)
    reader.jsonLines = JSONLinesOptions(
      text: textField, turns: turns, id: id ?? "id", url: url ?? "url", date: date, metadata: metadata,
      isHTML: htmlField,
      maximumLineByteCount: limits.recordBytes)
    reader.text = PlainTextOptions(separator: separator, maximumByteCount: limits.recordBytes)
    reader.html = HTMLFileOptions(maximumByteCount: limits.recordBytes)
    reader.warc = WARCOptions(maximumByteCount: limits.recordBytes)
    reader.text.charset = encoding
    reader.csv = csvOptions(limits: limits)
    reader.sql.charset = encoding
    reader.sql.columnTypes = columnTypes.mapValues { $0 == "number" ? "numeric" : $0 }
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

  private func csvOptions(limits: PipelineConfiguration.Limits) -> CSVOptions {
    let known = encoding.flatMap { TextEncoding(label: $0) }
    let encoding = known.flatMap { CSVOptions.Encoding(rawValue: $0.rawValue) }
    return CSVOptions(
      delimiter: delimiter?.utf8.first, quote: quote.map { $0.utf8.first },
      escape: escape.flatMap(CSVOptions.Escape.init), hasHeader: header, names: columns.isEmpty ? nil : columns,
      encoding: encoding, charset: encoding == nil ? known?.rawValue : nil,
      raggedRows: CSVOptions.RaggedRows(rawValue: raggedRows) ?? .quarantine, emptyIsNull: emptyIsNull,
      maximumRowByteCount: limits.recordBytes)
  }

  /// How the source's inputs are opened.
  ///
  /// - Parameter scratchFolder: for inputs that must be files and are not.
  func opening(limits: PipelineConfiguration.Limits, scratchFolder: String) -> InputOpening {
    var opening = InputOpening(readerConfiguration(limits: limits), scratchFolder: scratchFolder)
    opening.members = members
    opening.limits = DecompressionLimits(
      maximumByteCount: limits.decompressedBytes, maximumRatio: limits.decompressionRatio)
    return opening
  }

  /// The place of an input of the listing.
  func location(of file: InputFile) throws(StorageError) -> InputLocation {
    guard let command else { return .file(file.path) }
    return .command(try CommandTemplate(command), url: file.path, attempts: attempts)
  }
}

extension SourceFormat {
  /// The kind of reader.
  var readerKind: ReaderConfiguration.Kind {
    switch self {
    case .warc: .warc
    case .html: .html
    case .csv: .csv
    case .mysql: .mySQL
    case .postgres: .postgreSQL
    case .sqlite: .sqliteDump
    case .sql: .sql
    case .mysqlXML: .mySQLXML
    case .mediawiki: .mediaWiki
    case .jsonl: .jsonLines
    case .text: .text
    case .parquet: .parquet
    }
  }
}
