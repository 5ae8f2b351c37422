// Whose SQL a dump is, and what the user says of it.

/// The options of SQL dumps.
public struct SQLOptions: Sendable, Equatable {
  /// Longest row in bytes, escapes taken away; longer ones are quarantined.
  public var maximumRowByteCount: Int
  /// Types of columns that the dump itself does not declare (a dump of data alone), by column name: `bytea`, `boolean`.
  public var columnTypes: [String: String]
  /// What the text is written in, whatever the dump says of it; a label of the WHATWG Encoding standard.
  public var charset: String?

  public init(maximumRowByteCount: Int = 64 << 20, columnTypes: [String: String] = [:], charset: String? = nil) {
    self.maximumRowByteCount = maximumRowByteCount
    self.columnTypes = columnTypes
    self.charset = charset
  }
}

/// Whose SQL it is.
public enum SQLDialect: String, Sendable, CaseIterable, Codable {
  /// MySQL and MariaDB.
  case mySQL = "mysql"
  case postgreSQL = "postgres"
  /// SQLite, and plain standard SQL.
  case sqlite

  /// Bytes at the start of a dump that detection looks at.
  public static let sampleByteCount = 64 << 10

  /// Tells the dialect from the lines of a dump's beginning; nil when nothing in it is SQL.
  ///
  /// Only what stands at the start of a line counts, and the first line that only one program writes decides, so that
  /// texts in values have little to say.
  public static func detect(_ sample: [UInt8]) -> SQLDialect? {
    var scores = [0, 0, 0]
    var isSQL = false
    for line in sample.split(separator: UInt8(ascii: "\n"), maxSplits: 4096) {
      let start = line.prefix(200)
      if let (_, dialect) = heads.first(where: { start.starts(with: $0.0) }) { return dialect }
      for (mark, dialect) in marks where start.starts(with: mark) { scores[dialect] += 1 }
      if statements.contains(where: { start.starts(with: $0) }) { isSQL = true }
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if start.starts(with: "COPY ".utf8), text.suffix(12).elementsEqual(" FROM stdin;".utf8) {
        scores[1] += 1
      }
      if line.starts(with: ") ENGINE=".utf8) { scores[0] += 1 }
    }
    guard let best = scores.max(), best > 0 else { return isSQL ? .sqlite : nil }
    return [SQLDialect.mySQL, .postgreSQL, .sqlite][scores.firstIndex(of: best) ?? 2]
  }

  private static let statements = ["INSERT INTO ", "CREATE TABLE ", "REPLACE INTO ", "INSERT IGNORE ", "COPY "]
    .map { Array($0.utf8) }

  /// What stands at the head of the dumps of one program.
  private static let heads: [([UInt8], SQLDialect)] = [
    ("-- MySQL dump", SQLDialect.mySQL), ("-- MariaDB dump", .mySQL), ("-- phpMyAdmin", .mySQL), ("/*!40", .mySQL),
    ("/*M!", .mySQL), ("-- PostgreSQL database", .postgreSQL), ("SET standard_conforming_strings", .postgreSQL),
    ("SET client_encoding", .postgreSQL), ("\\restrict ", .postgreSQL), ("PRAGMA foreign_keys=", .sqlite),
    ("BEGIN TRANSACTION;", .sqlite),
  ].map { (Array($0.0.utf8), $0.1 as SQLDialect) }

  /// Line beginnings and the index of the dialect they speak for.
  private static let marks: [([UInt8], Int)] = [
    ("/*!", 0), ("INSERT INTO `", 0),
    ("INSERT IGNORE", 0), ("REPLACE INTO ", 0), ("CREATE TABLE `", 0), ("LOCK TABLES ", 0), ("DELIMITER ", 0),
    ("DROP TABLE IF EXISTS `", 0), ("SELECT pg_catalog.", 1), ("SET default_table", 1), ("-- Name: ", 1),
    ("PRAGMA ", 2), ("INSERT INTO sqlite_", 2),
    ("DELETE FROM sqlite_", 2),
  ].map { (Array($0.0.utf8), $0.1) }
}
