// What the user says of a dump.

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
