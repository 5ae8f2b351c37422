// A Parquet file as DuckDB's command-line program tells of it.

import Storage

/// The columns of a Parquet file, and its rows as CSV. DuckDB reads only the columns that are asked for, and streams.
struct ParquetFile {
  struct Column {
    var name: String
    /// DuckDB's type, such as `VARCHAR` or `STRUCT(role VARCHAR, content VARCHAR)[]`.
    var type: String

    /// How its cells come.
    var coding: Coding {
      if type == "BLOB" { return .hexadecimal }
      let isNested = type.hasSuffix("]") || ["STRUCT(", "MAP(", "UNION(", "VARIANT"].contains { type.hasPrefix($0) }
      return isNested ? .json : type == "VARCHAR" ? .text : .other
    }
  }

  enum Coding {
    case text, json, other
    /// Bytes, two digits each: CSV holds nothing but UTF-8.
    case hexadecimal
  }

  let path: String
  let columns: [Column]
  private let program: String

  /// Memory that DuckDB may use, and threads; order and bytes of the output do not depend on either.
  private static let settings =
    "SET threads=2;SET memory_limit='1GiB';SET preserve_insertion_order=true;SET temp_directory='';"
    + "SET autoinstall_known_extensions=false;"

  /// - Throws: `StorageError` of code `programMissing`, and `corrupt` for a file that DuckDB cannot read.
  init(path: String) throws {
    guard let program = ProgramSearch.path(of: "duckdb") else {
      throw StorageError(
        .programMissing,
        "is a Parquet file, and DuckDB's command-line program is not installed: pip install duckdb-cli, or see "
          + "https://duckdb.org/install", path: path)
    }
    self.program = program
    self.path = path
    let query = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(Self.table(path)))"
    var options = CSVOptions(delimiter: UInt8(ascii: ","), quote: .some(UInt8(ascii: "\"")), escape: .doubled)
    options.hasHeader = false
    options.encoding = .utf8
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.csv = options
    var rows = try TableRowReader(
      configuration, input: ByteInput(source: Self.source(program, query), name: path), file: path)
    var columns: [Column] = []
    while let event = try rows.next() {
      switch event {
      case .row(let row) where row.cells.count == 2:
        columns.append(
          Column(
            name: String(decoding: row.cells[0].bytes, as: UTF8.self),
            type: String(decoding: row.cells[1].bytes, as: UTF8.self)))
      case .quarantined(let entry): throw StorageError(.corrupt, entry.message, path: path)
      case .row, .skipped: break
      }
    }
    self.columns = columns
  }

  /// The rows of some columns as CSV, in the order of the file: every value in quotes, NULL as nothing, and a column with
  /// a zero at the end, so that no line is blank.
  func rows(_ chosen: [Int]) throws(StorageError) -> ByteInput {
    let cells = chosen.map { index in
      let name = Self.quoted(columns[index].name)
      return switch columns[index].coding {
      case .hexadecimal: "hex(\(name))"
      case .json: "to_json(\(name))"
      case .text, .other: name
      }
    }
    let query = "SELECT \((cells + ["0"]).joined(separator: ", ")) FROM \(Self.table(path))"
    return ByteInput(source: try Self.source(program, query), name: path)
  }

  private static func source(_ program: String, _ query: String) throws(StorageError) -> DuckDBSource {
    let copy =
      "COPY (\(query)) TO '/dev/stdout' (FORMAT csv, HEADER false, FORCE_QUOTE *, NULLSTR '', COMPRESSION none)"
    return try DuckDBSource([program, "-no-init", "-batch", "-bail", "-c", settings + copy])
  }

  /// The table function over exactly this file: what has a meaning in patterns stands in brackets.
  private static func table(_ path: String) -> String {
    var name = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "*", "?", "[": name += "[\(scalar)]"
      case "'": name += "''"
      default: name.unicodeScalars.append(scalar)
      }
    }
    return "read_parquet('\(name)', hive_partitioning=false)"
  }

  private static func quoted(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars { quoted += scalar == "\"" ? "\"\"" : String(scalar) }
    return quoted + "\""
  }
}

/// What DuckDB writes. That it fails is the file's fault, but for want of memory and the like.
private final class DuckDBSource: ByteSource {
  private let source: CommandSource
  private let name: String

  init(_ arguments: [String]) throws(StorageError) {
    source = try CommandSource(arguments, statusMeansDamage: true)
    name = arguments[0]
  }

  var storedOffset: Int { source.storedOffset }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    do throws(StorageError) {
      return try source.read(into: buffer)
    } catch {
      let isOurs = ["Out of Memory Error", "Permission denied", "No space left"].contains { error.message.contains($0) }
      // The command itself says nothing to a user.
      throw StorageError(isOurs ? .commandFailed : error.code, error.message, path: name, offset: error.offset)
    }
  }
}
