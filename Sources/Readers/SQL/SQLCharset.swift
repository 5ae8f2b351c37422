// What the databases call the encodings of their dumps, in the names the web knows.

/// The encoding of `SET NAMES`; nil for UTF-8, and for `binary`, which says nothing.
func mySQLCharset(_ name: String) -> String? {
  switch name {
  case "utf8", "utf8mb3", "utf8mb4", "binary", "default": nil
  // What MySQL calls Latin-1 is Windows' code page.
  case "latin1": "windows-1252"
  case "latin2": "iso-8859-2"
  case "sjis", "cp932": "shift_jis"
  case "ujis", "eucjpms": "euc-jp"
  case "euckr": "euc-kr"
  case "gb2312": "gbk"
  case "cp1250", "cp1251", "cp1256", "cp1257": "windows-" + name.dropFirst(2)
  default: name
  }
}

/// The encoding of `SET client_encoding`; nil for UTF-8, and for `SQL_ASCII`, which says nothing.
func postgreSQLCharset(_ name: String) -> String? {
  switch name {
  case "utf8", "utf-8", "unicode", "sql_ascii": nil
  case "latin1": "iso-8859-1"
  case "latin2": "iso-8859-2"
  case "latin9": "iso-8859-15"
  case "euc_jp": "euc-jp"
  case "euc_kr": "euc-kr"
  case "euc_cn": "gbk"
  case "sjis": "shift_jis"
  default: name.hasPrefix("win") ? "windows-" + name.dropFirst(3) : name
  }
}

extension Unicode.Scalar {
  /// The character of a byte in Windows code page 1252, as the WHATWG encoding standard maps it.
  init(windows1252 byte: UInt8) {
    self = byte >= 0x80 && byte < 0xa0 ? Self.windows1252Controls[Int(byte - 0x80)] : Unicode.Scalar(byte)
  }

  private static let windows1252Controls = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".unicodeScalars)
}
