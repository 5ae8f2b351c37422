// What the databases call the encodings of their dumps, in the names the web knows.

/// The encoding of `SET NAMES`, or of a column's `CHARACTER SET`; nil for UTF-8, and for `binary`, which says nothing.
func mySQLCharset(_ name: String) -> String? {
  switch name {
  case "utf8", "utf8mb3", "utf8mb4", "binary", "default", "ascii": nil
  // What MySQL calls Latin-1 is Windows' code page.
  case "latin1": "windows-1252"
  case "latin2": "iso-8859-2"
  case "latin5": "iso-8859-9"
  case "latin7": "iso-8859-13"
  case "greek": "iso-8859-7"
  case "hebrew": "iso-8859-8"
  case "koi8r": "koi8-r"
  case "koi8u": "koi8-u"
  case "tis620": "tis-620"
  case "macroman": "macintosh"
  case "ucs2", "utf16": "utf-16be"
  case "utf16le": "utf-16le"
  case "sjis", "cp932": "shift_jis"
  case "ujis", "eucjpms": "euc-jp"
  case "euckr": "euc-kr"
  case "gb2312": "gbk"
  case "cp1250", "cp1251", "cp1256", "cp1257": "windows-" + name.dropFirst(2)
  case "cp866": "ibm866"
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
  case "sjis", "shift_jis_2004": "shift_jis"
  case "uhc": "euc-kr"
  case "win866": "ibm866"
  case "koi8r": "koi8-r"
  case "koi8u": "koi8-u"
  case "latin5": "iso-8859-9"
  case "latin7": "iso-8859-13"
  case "latin10": "iso-8859-16"
  default: name.hasPrefix("win") ? "windows-" + name.dropFirst(3) : name
  }
}

/// What a dump's connection says of the bytes of its text.
enum SQLConnectionEncoding: Sendable, Codable, Equatable {
  /// Nothing was said.
  case unknown
  /// Every column as it is stored: `SET NAMES binary`.
  case asStored
  /// A label of the web's, or nil for UTF-8.
  case declared(String?)
}
