// The one door of this module: which reader, with which options, for an input.

import Corpus
import Storage

/// What the files of a source are, and how they are read.
public struct ReaderConfiguration: Sendable, Equatable {
  /// The kinds of input; the raw values are their names in configurations.
  public enum Kind: String, Sendable, CaseIterable {
    case jsonLines = "jsonl"
    case text
    case html
    case warc
    case csv
    /// A dump of MySQL or MariaDB.
    case mySQL = "mysql"
    /// A dump of PostgreSQL in its plain format.
    case postgreSQL = "postgres"
    /// What `.dump` of SQLite's shell writes.
    case sqliteDump = "sqlite-dump"
    /// An SQL dump whose dialect is told from its beginning.
    case sql
    /// Tables as `mysqldump --xml` and `mysql --xml` write them.
    case mySQLXML = "mysql-xml"
    /// A Parquet file. Only `InputOpening` reads it, since it must be a file.
    case parquet
    /// An XML dump of MediaWiki.
    case mediaWiki = "mediawiki"

    /// The dialect of the kinds that have one; nil where it is to be detected.
    var sqlDialect: SQLDialect? {
      switch self {
      case .mySQL: .mySQL
      case .postgreSQL: .postgreSQL
      case .sqliteDump: .sqlite
      default: nil
      }
    }
  }

  public var kind: Kind
  public var jsonLines = JSONLinesOptions()
  public var text = PlainTextOptions()
  public var html = HTMLFileOptions()
  public var warc = WARCOptions()
  public var csv = CSVOptions()
  public var sql = SQLOptions()
  public var mediaWiki = MediaWikiOptions()
  /// How rows of CSV files and dumps become records.
  public var table = TableMapping()

  public init(kind: Kind) { self.kind = kind }

  /// Makes the reader of one file.
  ///
  /// - Parameters:
  ///   - input: the decompressed bytes; the reader is their only user from now on.
  ///   - file: the file's name relative to the root of its source, for origins.
  ///   - state: where a reader with the same options stopped; `input` begins at its position.
  /// - Throws: `ReaderError` when the options cannot be right for any file.
  public func makeReader(
    input: ByteInput, file: String, resuming state: ReaderState? = nil
  ) throws(ReaderError) -> any RecordReader {
    switch kind {
    case .csv: return try CSVReader(input: input, file: file, options: csv, mapping: table, resuming: state)
    case .mySQL, .postgreSQL, .sqliteDump, .sql:
      return try SQLDumpReader(
        input: input, file: file, dialect: kind.sqlDialect, options: sql, mapping: table, resuming: state)
    case .mySQLXML: return try MySQLXMLReader(input: input, file: file, options: sql, mapping: table)
    case .jsonLines: return try JSONLinesReader(input: input, file: file, options: jsonLines, resuming: state)
    case .text: return PlainTextReader(input: input, file: file, options: text, resuming: state)
    case .html: return HTMLFileReader(input: input, file: file, options: html)
    case .warc: return WARCReader(input: input, file: file, options: warc, resuming: state)
    case .mediaWiki: return MediaWikiReader(input: input, file: file, options: mediaWiki, resuming: state)
    case .parquet:
      throw ReaderError(.invalidOption, "Parquet is no stream: it is read through InputOpening", file: file)
    }
  }
}
