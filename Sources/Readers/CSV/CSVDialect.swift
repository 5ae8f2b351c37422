// How a CSV file is written, and what of it the user says himself.

/// The options of CSV and TSV files; what is nil is detected from the first 64 KiB.
public struct CSVOptions: Sendable, Equatable {
  public enum Escape: String, Sendable, CaseIterable, Codable {
    /// A quote inside quotes is written twice (RFC 4180).
    case doubled
    /// A backslash stands before quotes, delimiters and line ends, `\n` and its kind for control characters, `\N` for
    /// NULL, as MySQL writes; doubled quotes are read too.
    case backslash
  }

  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
  }

  public enum RaggedRows: String, Sendable, CaseIterable {
    /// Rows with another number of cells than there are columns are quarantined.
    case quarantine
    /// Missing cells are NULL, surplus cells are kept without a column.
    case pad
  }

  /// One ASCII character.
  public var delimiter: UInt8?
  /// One ASCII character; `.some(nil)` when nothing is quoted.
  public var quote: UInt8??
  public var escape: Escape?
  /// True when the first row names the columns.
  public var hasHeader: Bool?
  /// Names of the columns, in place of a header's.
  public var names: [String]?
  public var encoding: Encoding?
  /// Another 8-bit encoding of the text, handed on to the decoder as it is, such as `gbk`.
  public var charset: String?
  public var raggedRows: RaggedRows
  /// True when an unquoted empty cell is NULL.
  public var emptyIsNull: Bool
  /// Longest row in bytes; longer ones are quarantined.
  public var maximumRowByteCount: Int

  public init(
    delimiter: UInt8? = nil, quote: UInt8?? = nil, escape: Escape? = nil, hasHeader: Bool? = nil,
    names: [String]? = nil, encoding: Encoding? = nil, charset: String? = nil,
    raggedRows: RaggedRows = .quarantine, emptyIsNull: Bool = false, maximumRowByteCount: Int = 64 << 20
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.hasHeader = hasHeader
    self.names = names
    self.encoding = encoding
    self.charset = charset
    self.raggedRows = raggedRows
    self.emptyIsNull = emptyIsNull
    self.maximumRowByteCount = maximumRowByteCount
  }

  func validate() throws(ReaderError) {
    func check(_ byte: UInt8?, _ name: String) throws(ReaderError) {
      guard let byte else { return }
      if byte >= 0x80 || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == 0 {
        throw ReaderError(.invalidOption, "the \(name) of a CSV file is one ASCII character and no line end")
      }
    }
    try check(delimiter, "delimiter")
    try check(quote ?? nil, "quote")
    if let delimiter, let quote = quote ?? nil, delimiter == quote {
      throw ReaderError(.invalidOption, "the delimiter and the quote of a CSV file cannot be the same character")
    }
  }
}

/// The dialect of one file, every question answered.
public struct CSVDialect: Sendable, Equatable, Codable {
  public var delimiter: UInt8
  /// Nil when nothing is quoted.
  public var quote: UInt8?
  public var escape: CSVOptions.Escape
  public var hasHeader: Bool
}
