// Databases and dumps in binary formats, as the SQL text that stands for them.

import Storage

/// Opens what another program or library turns into a dump.
enum ConvertedInput {
  /// - Parameters:
  ///   - path: a regular file, not compressed.
  ///   - table: the table that is wanted, with or without its schema; nil for all.
  /// - Throws: `StorageError` of code `programMissing` with what to install.
  static func open(_ content: InputContent, path: String, table: String?) throws(StorageError) -> ByteInput {
    switch content {
    case .postgreSQLArchive: try postgreSQLArchive(path, table: table)
    case .sqliteDatabase: ByteInput(source: try SQLiteDatabaseSource(path: path, table: table), name: path)
    case .records, .tar, .zip, .parquet:
      throw StorageError(.invalidPath, "is \(content.rawValue), which is not converted", path: path)
    }
  }

  private static func postgreSQLArchive(_ path: String, table: String?) throws(StorageError) -> ByteInput {
    guard let program = ProgramSearch.path(of: "pg_restore") else {
      throw StorageError(
        .programMissing,
        "is a PostgreSQL dump in custom format, and pg_restore is not installed: install the package postgresql-client, "
          + "or write a plain dump where it is (pg_restore -f dump.sql FILE)", path: path)
    }
    var arguments = [program, "-f", "-"]
    if let table {
      // Other tables are passed over in the file, not written and read.
      let parts = table.split(separator: ".", maxSplits: 1).map(String.init)
      arguments += parts.count == 2 ? ["-n", parts[0], "-t", parts[1]] : ["-t", table]
    }
    let source = try CommandSource(arguments + [path], statusMeansDamage: true)
    return ByteInput(source: source, name: path)
  }
}
