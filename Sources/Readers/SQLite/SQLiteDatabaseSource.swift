// An SQLite database file as a stream of bytes: the dump that SQLite's shell would write of it.

import Storage

/// The rows of a database file as SQL, so that the reader of SQLite's dumps reads databases, too: `CREATE TABLE` with
/// the columns of each table, then `INSERT INTO … VALUES(…);` for each row, in the tables' own order.
///
/// One read transaction covers all of it, so that a database which somebody writes to is seen as it was at the start.
/// Offsets in the stream are those of a dump that nobody stored; the same database gives the same bytes.
public final class SQLiteDatabaseSource: ByteSource {
  public private(set) var storedOffset = 0

  private let path: String
  private let connection: SQLiteConnection
  private var tables: [String]
  private var statement: SQLiteStatement?
  private var currentTable = ""
  /// Bytes that wait to be read, from `start` on.
  private var waiting: [UInt8] = []
  private var start = 0

  /// The first bytes of every database file (https://sqlite.org/fileformat2.html).
  public static let magic = Array("SQLite format 3\0".utf8)

  /// Opens a database for reading.
  ///
  /// - Parameter table: the only table or view to be read; nil for all tables.
  /// - Throws: `libraryMissing` without libsqlite3; `notFound`, `permissionDenied`, `notRegular` for the file;
  ///   `corrupt` when it is no database; `inputOutput` when another program has locked it.
  public init(path: String, table: String? = nil) throws(StorageError) {
    guard let library = SQLiteLibrary.shared else {
      throw StorageError(
        .libraryMissing, "is an SQLite database, and SQLite is not installed; install libsqlite3-0", path: path)
    }
    // A folder, a pipe or an unreadable file is named as such.
    _ = try FileSource(path: path)
    self.path = path
    connection = try SQLiteConnection(library, path: path)
    // Rows of virtual tables come from other tables; they stand last, since a module that is missing ends the reading.
    tables = try connection.names(
      """
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'
      ORDER BY sql LIKE 'CREATE VIRTUAL%', rowid
      """)
    if let table {
      let known = try tables + connection.names("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
      tables = known.filter { $0 == table }.prefix(1) + []
    }
    tables.reverse()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    while start == waiting.count {
      waiting.removeAll(keepingCapacity: waiting.capacity < 16 << 20)
      start = 0
      if try !produce() { return 0 }
    }
    let count = min(buffer.count, waiting.count - start)
    waiting.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
    start += count
    storedOffset += count
    return count
  }

  /// Bytes that are produced at once, about.
  private static let portionByteCount = 1 << 16

  /// Adds the next rows, or the next table's head; false at the end.
  private func produce() throws(StorageError) -> Bool {
    if statement == nil {
      guard let table = tables.popLast() else { return false }
      currentTable = Self.quoted(table)
      let next = try SQLiteStatement(connection, "SELECT * FROM \(currentTable)")
      statement = next
      appendDefinition(next)
    }
    guard let statement else { return false }
    while waiting.count < Self.portionByteCount {
      guard try statement.step() else {
        self.statement = nil
        break
      }
      append("INSERT INTO \(currentTable) VALUES(")
      for column in 0..<statement.columnCount {
        if column > 0 { waiting.append(UInt8(ascii: ",")) }
        statement.appendValue(column, to: &waiting)
      }
      append(");\n")
    }
    return !waiting.isEmpty || !tables.isEmpty
  }

  private func appendDefinition(_ statement: SQLiteStatement) {
    append("CREATE TABLE \(currentTable)(")
    for column in 0..<statement.columnCount {
      append((column > 0 ? "," : "") + Self.quoted(statement.name(column)))
      let type = statement.declaration(column).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      if !type.isEmpty { append(" \(type)") }
    }
    append(");\n")
  }

  private func append(_ text: String) { waiting.append(contentsOf: text.utf8) }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
