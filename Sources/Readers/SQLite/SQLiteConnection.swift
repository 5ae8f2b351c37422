// A connection to an SQLite database, and a query of it.

import Storage

/// A database that is open for reading; it sees one state of the file from its first query on.
final class SQLiteConnection {
  let library: SQLiteLibrary
  let path: String
  private(set) var handle: OpaquePointer?

  init(_ library: SQLiteLibrary, path: String) throws(StorageError) {
    self.library = library
    self.path = path
    do throws(StorageError) {
      try open(isImmutable: false)
    } catch  where error.code == .permissionDenied {
      // A database in WAL mode in a folder that may not be written: nobody writes to it through this file system.
      try open(isImmutable: true)
    }
  }

  deinit { _ = library.close(handle) }

  private func open(isImmutable: Bool) throws(StorageError) {
    _ = library.close(handle)
    handle = nil
    let address = "file:" + Self.escaped(path) + (isImmutable ? "?immutable=1" : "?mode=ro")
    let code = library.open(address, &handle, SQLiteLibrary.openFlags, nil)
    guard code == SQLiteLibrary.ok else { throw failure(code) }
    _ = library.busyTimeout(handle, 10_000)
    // Nothing that a hostile file defines may do more than compute, and its pages are looked at with suspicion.
    for pragma in [
      "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "BEGIN", "SELECT 1 FROM sqlite_master",
    ] {
      _ = try SQLiteStatement(self, pragma).step()
    }
  }

  /// The texts of a query's first column.
  func names(_ query: String) throws(StorageError) -> [String] {
    let statement = try SQLiteStatement(self, query)
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }

  /// What SQLite says of its last failure.
  func failure(_ code: Int32) -> StorageError {
    let message = library.message(handle).map { String(cString: $0) } ?? "error \(code)"
    let kind: StorageError.Code =
      switch code & 0xff {
      case SQLiteLibrary.busy, SQLiteLibrary.locked: .inputOutput
      case SQLiteLibrary.cannotOpen, SQLiteLibrary.readOnly: .permissionDenied
      default: .corrupt
      }
    return StorageError(kind, "SQLite cannot read the database: \(message)", path: path)
  }

  /// A path as part of a URI: `%`, `?` and `#` have meanings there.
  private static func escaped(_ path: String) -> String {
    var escaped = ""
    for character in path {
      switch character {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}

/// A query that is being run.
final class SQLiteStatement {
  private let connection: SQLiteConnection
  private let handle: OpaquePointer
  let columnCount: Int32

  init(_ connection: SQLiteConnection, _ query: String) throws(StorageError) {
    self.connection = connection
    var handle: OpaquePointer?
    let code = connection.library.prepare(connection.handle, query, -1, &handle, nil)
    guard code == SQLiteLibrary.ok, let handle else { throw connection.failure(code) }
    self.handle = handle
    columnCount = connection.library.columnCount(handle)
  }

  deinit { _ = connection.library.finalize(handle) }

  /// Moves to the next row; false behind the last.
  func step() throws(StorageError) -> Bool {
    let code = connection.library.step(handle)
    if code == SQLiteLibrary.row { return true }
    guard code == SQLiteLibrary.done else { throw connection.failure(code) }
    return false
  }

  func name(_ column: Int32) -> String {
    connection.library.columnName(handle, column).map(String.init(cString:)) ?? ""
  }

  /// The type that the table declares for a column; empty for expressions, and where it declares none.
  func declaration(_ column: Int32) -> String {
    connection.library.columnDeclaration(handle, column).map(String.init(cString:)) ?? ""
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column, connection.library.columnText), as: UTF8.self) }

  /// Appends a value of the present row as SQL.
  func appendValue(_ column: Int32, to output: inout [UInt8]) {
    let library = connection.library
    switch library.columnType(handle, column) {
    case SQLiteLibrary.integerType: output.append(contentsOf: String(library.columnInteger(handle, column)).utf8)
    case SQLiteLibrary.floatType:
      let value = library.columnDouble(handle, column)
      output.append(contentsOf: (value.isInfinite ? (value < 0 ? "-1e999" : "1e999") : "\(value)").utf8)
    case SQLiteLibrary.textType:
      output.append(UInt8(ascii: "'"))
      var rest = bytes(column, library.columnText)[...]
      while let quote = rest.firstIndex(of: UInt8(ascii: "'")) {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[...quote]))
        output.append(UInt8(ascii: "'"))
        rest = rest[(quote + 1)...]
      }
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest))
      output.append(UInt8(ascii: "'"))
    case SQLiteLibrary.blobType:
      output.append(contentsOf: "X'".utf8)
      for byte in bytes(column, library.columnBlob) {
        output.append(Self.digits[Int(byte >> 4)])
        output.append(Self.digits[Int(byte & 15)])
      }
      output.append(UInt8(ascii: "'"))
    default: output.append(contentsOf: "NULL".utf8)
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// The bytes of a value; they are good until the next step.
  private func bytes(_ column: Int32, _ get: SQLiteLibrary.BytesOfColumn) -> UnsafeRawBufferPointer {
    // SAFETY: SQLite keeps the value until the statement moves; its length is asked for after its bytes, as it wants.
    let start = get(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(connection.library.columnByteCount(handle, column)))
  }
}
