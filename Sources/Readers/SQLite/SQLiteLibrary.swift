// SQLite's C interface, opened at run time.

internal import CDynamic
import Storage

/// The functions of libsqlite3 that reading a database needs (https://sqlite.org/c3ref/intro.html).
struct SQLiteLibrary: @unchecked Sendable {
  // SAFETY: the pointers are those of a library that is never closed; its functions may be called from any thread as
  // long as a connection is used by one at a time, which its owner sees to.
  typealias Open =
    @convention(c) (
      UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>, Int32, UnsafePointer<CChar>?
    ) -> Int32
  typealias OfConnection = @convention(c) (OpaquePointer?) -> Int32
  typealias Message = @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
  typealias BusyTimeout = @convention(c) (OpaquePointer?, Int32) -> Int32
  typealias Prepare =
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<OpaquePointer?>,
      UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) -> Int32
  typealias OfColumn = @convention(c) (OpaquePointer?, Int32) -> Int32
  typealias IntegerOfColumn = @convention(c) (OpaquePointer?, Int32) -> Int64
  typealias DoubleOfColumn = @convention(c) (OpaquePointer?, Int32) -> Double
  typealias BytesOfColumn = @convention(c) (OpaquePointer?, Int32) -> UnsafeRawPointer?
  typealias NameOfColumn = @convention(c) (OpaquePointer?, Int32) -> UnsafePointer<CChar>?

  let open: Open
  let close: OfConnection
  let message: Message
  let busyTimeout: BusyTimeout
  let prepare: Prepare
  let step: OfConnection
  let finalize: OfConnection
  let columnCount: OfConnection
  let columnType: OfColumn
  let columnByteCount: OfColumn
  let columnInteger: IntegerOfColumn
  let columnDouble: DoubleOfColumn
  let columnText: BytesOfColumn
  let columnBlob: BytesOfColumn
  let columnName: NameOfColumn
  let columnDeclaration: NameOfColumn

  /// The library; nil when it is not installed.
  static let shared = SQLiteLibrary()

  // Result codes and types of values, as sqlite3.h has them.
  static let ok: Int32 = 0
  static let busy: Int32 = 5
  static let locked: Int32 = 6
  static let cannotOpen: Int32 = 14
  static let readOnly: Int32 = 8
  static let row: Int32 = 100
  static let done: Int32 = 101
  static let integerType: Int32 = 1
  static let floatType: Int32 = 2
  static let textType: Int32 = 3
  static let blobType: Int32 = 4
  /// `SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX`
  static let openFlags: Int32 = 0x1 | 0x40 | 0x8000

  private init?() {
    let library = "libsqlite3.so.0".withCString { name in
      var names: [UnsafePointer<CChar>?] = [name, nil]
      return sluice_dynamic_open(&names)
    }
    guard let library else { return nil }
    func symbol<F>(_ name: String, as type: F.Type) -> F? {
      sluice_dynamic_symbol(library, "sqlite3_" + name).map { unsafeBitCast($0, to: F.self) }
    }
    guard let open = symbol("open_v2", as: Open.self), let close = symbol("close_v2", as: OfConnection.self),
      let message = symbol("errmsg", as: Message.self),
      let busyTimeout = symbol("busy_timeout", as: BusyTimeout.self),
      let prepare = symbol("prepare_v2", as: Prepare.self), let step = symbol("step", as: OfConnection.self),
      let finalize = symbol("finalize", as: OfConnection.self),
      let columnCount = symbol("column_count", as: OfConnection.self),
      let columnType = symbol("column_type", as: OfColumn.self),
      let columnByteCount = symbol("column_bytes", as: OfColumn.self),
      let columnInteger = symbol("column_int64", as: IntegerOfColumn.self),
      let columnDouble = symbol("column_double", as: DoubleOfColumn.self),
      let columnText = symbol("column_text", as: BytesOfColumn.self),
      let columnBlob = symbol("column_blob", as: BytesOfColumn.self),
      let columnName = symbol("column_name", as: NameOfColumn.self),
      let columnDeclaration = symbol("column_decltype", as: NameOfColumn.self)
    else { return nil }
    self.open = open
    self.close = close
    self.message = message
    self.busyTimeout = busyTimeout
    self.prepare = prepare
    self.step = step
    self.finalize = finalize
    self.columnCount = columnCount
    self.columnType = columnType
    self.columnByteCount = columnByteCount
    self.columnInteger = columnInteger
    self.columnDouble = columnDouble
    self.columnText = columnText
    self.columnBlob = columnBlob
    self.columnName = columnName
    self.columnDeclaration = columnDeclaration
  }
}
