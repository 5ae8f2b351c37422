// Whose SQL a dump is.

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
  /// Only what stands at the start of a line counts, in any case of its letters, and the first line that only one program
  /// writes decides, so that texts in values have little to say.
  public static func detect(_ sample: [UInt8]) -> SQLDialect? {
    var scores = [0, 0, 0]
    var isSQL = false
    for line in sample.split(separator: UInt8(ascii: "\n"), maxSplits: 4096) {
      let start = upper(line.prefix(64))
      if let (_, dialect) = heads.first(where: { start.starts(with: $0.0) }) { return dialect }
      for (mark, dialect) in marks where start.starts(with: mark) { scores[dialect] += 1 }
      if statements.contains(where: { start.starts(with: $0) }) { isSQL = true }
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if start.starts(with: "COPY ".utf8), upper(text.suffix(12)).elementsEqual(" FROM STDIN;".utf8) { scores[1] += 1 }
    }
    if let best = scores.max(), best > 0 {
      return [SQLDialect.mySQL, .postgreSQL, .sqlite][scores.firstIndex(of: best) ?? 2]
    }
    return isSQL ? (hasEscapedQuotes(sample) ? .mySQL : .sqlite) : nil
  }

  private static func upper(_ line: ArraySlice<UInt8>) -> [UInt8] {
    line.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 & 0xdf : $0 }
  }

  /// True when a quote inside of a word stands behind a backslash: `it\'s`.
  private static func hasEscapedQuotes(_ sample: [UInt8]) -> Bool {
    for index in sample.indices.dropFirst(2).dropLast() where sample[index] == UInt8(ascii: "'") {
      if sample[index - 1] == UInt8(ascii: "\\"), isWordByte(sample[index - 2]), isWordByte(sample[index + 1]) {
        return true
      }
    }
    return false
  }

  private static let statements = ["INSERT INTO ", "CREATE TABLE ", "REPLACE INTO ", "INSERT IGNORE ", "COPY "]
    .map { Array($0.utf8) }

  /// What stands at the head of the dumps of one program, in upper case.
  private static let heads: [([UInt8], SQLDialect)] = [
    ("-- MYSQL DUMP", SQLDialect.mySQL), ("-- MARIADB DUMP", .mySQL), ("-- PHPMYADMIN", .mySQL), ("/*!40", .mySQL),
    ("/*M!", .mySQL), ("-- POSTGRESQL DATABASE", .postgreSQL), ("SET STANDARD_CONFORMING_STRINGS", .postgreSQL),
    ("SET CLIENT_ENCODING", .postgreSQL), ("\\RESTRICT ", .postgreSQL), ("PRAGMA FOREIGN_KEYS=", .sqlite),
    ("BEGIN TRANSACTION;", .sqlite),
  ].map { (Array($0.0.utf8), $0.1 as SQLDialect) }

  /// Line beginnings in upper case and the index of the dialect they speak for.
  private static let marks: [([UInt8], Int)] = [
    ("/*!", 0), ("INSERT INTO `", 0), ("INSERT IGNORE", 0), ("REPLACE INTO ", 0), ("CREATE TABLE `", 0),
    ("LOCK TABLES ", 0), ("DELIMITER ", 0), ("DROP TABLE IF EXISTS `", 0), (") ENGINE=", 0),
    ("SELECT PG_CATALOG.", 1), ("SET DEFAULT_TABLE", 1), ("-- NAME: ", 1), ("CREATE TABLE \"PUBLIC\".", 1),
    ("INSERT INTO \"PUBLIC\".", 1), ("CREATE SEQUENCE ", 1), ("PRAGMA ", 2), ("INSERT INTO SQLITE_", 2),
    ("DELETE FROM SQLITE_", 2),
  ].map { (Array($0.0.utf8), $0.1) }
}
