// Where a record's bytes are, so that every token can be followed back to them.

/// The place of a record in its dump.
public struct Origin: Sendable, Equatable {
  /// File name relative to the root of its source, with `/` between folders.
  public var file: String
  /// Offset of the record's first byte in the decompressed file.
  public var offset: Int
  /// Number of bytes of the decompressed file that belong to the record.
  public var byteCount: Int
  /// Ordinal number of the record in its file, from 0 (the row of a table, the line of a JSONL file).
  public var row: Int
  /// The address the record was fetched from, where the dump says it.
  public var url: String?

  public init(file: String, offset: Int, byteCount: Int, row: Int, url: String? = nil) {
    self.file = file
    self.offset = offset
    self.byteCount = byteCount
    self.row = row
    self.url = url
  }
}
