// What an input is around its records: nothing, an archive, or a format that a program or a library turns into text.

/// The shell of an input, told from its first bytes after decompression.
public enum InputContent: String, Sendable, CaseIterable {
  /// Records from the first byte on.
  case records
  case tar
  case zip
  /// Rows of a Parquet file, which DuckDB's command-line program reads.
  case parquet
  /// PostgreSQL's custom format, which pg_restore reads.
  case postgreSQLArchive = "pg-custom"
  /// An SQLite database.
  case sqliteDatabase = "sqlite-database"

  /// True for formats that hold files.
  public var isArchive: Bool { self == .tar || self == .zip }

  /// - Parameters:
  ///   - firstBytes: the beginning, best 512 bytes or more.
  ///   - name: the file's name; a damaged or old archive is known by its ending.
  public static func detect(firstBytes: UnsafeBufferPointer<UInt8>, name: String) -> InputContent {
    let marks: [(InputContent, [UInt8])] = [
      (.zip, [0x50, 0x4b, 3, 4]), (.zip, [0x50, 0x4b, 5, 6]), (.parquet, Array("PAR1".utf8)),
      (.postgreSQLArchive, Array("PGDMP".utf8)), (.sqliteDatabase, Array("SQLite format 3\0".utf8)),
    ]
    for (content, mark) in marks where firstBytes.starts(with: mark) { return content }
    if firstBytes.count >= TarHeader.byteCount {
      let header = TarHeader(UnsafeBufferPointer(rebasing: firstBytes[..<TarHeader.byteCount]))
      if let header, header.isMarked { return .tar }
    }
    switch FileEndings.ending(of: name) {
    case "tar" where !firstBytes.isEmpty: return .tar
    case "zip" where !firstBytes.isEmpty: return .zip
    default: return .records
    }
  }
}

/// What endings of names say.
public enum FileEndings {
  /// The ending in lower case, those of compression left out: `warc` of `a.warc.gz`, `tar` of `a.tgz`; empty where there
  /// is none.
  public static func ending(of name: String) -> String {
    var parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    while parts.count > 1, ["gz", "zst", "zstd", "bz2", "xz"].contains(parts.last) { parts.removeLast() }
    guard parts.count > 1, let last = parts.last else { return "" }
    return ["tgz", "tzst", "tbz2", "txz"].contains(last) ? "tar" : String(last)
  }

  /// True for names of archives, which folders give whatever the format of their members is.
  public static func isArchive(_ name: String) -> Bool { ["tar", "zip"].contains(ending(of: name)) }
}

extension ReaderConfiguration.Kind {
  /// Endings of the files that are taken from folders and archives; files named outright are taken whatever their names.
  private var endings: [String] {
    switch self {
    case .warc: ["warc", "wet"]
    case .html: ["html", "htm", "xhtml", "xht"]
    case .csv: ["csv", "tsv"]
    case .mySQL, .sql: ["sql", "dump"]
    case .postgreSQL: ["sql", "dump", "pgdump", "backup"]
    case .sqliteDump: ["sql", "dump", "db", "sqlite", "sqlite3"]
    case .jsonLines: ["jsonl", "ndjson", "json"]
    case .text: ["txt", "md", "text"]
    case .parquet: ["parquet", "pq"]
    case .mySQLXML, .mediaWiki: ["xml"]
    }
  }

  /// True when a file of this name, found in a folder or an archive, is taken for this kind.
  public func takes(fileNamed name: String) -> Bool {
    let last = name.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? name
    return !last.hasPrefix(".") && endings.contains(FileEndings.ending(of: last))
  }
}
