// The encodings of the WHATWG standard and the labels that name them.

/// An encoding of the WHATWG Encoding standard (https://encoding.spec.whatwg.org/).
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case ibm866 = "ibm866"
  case iso88592 = "iso-8859-2"
  case iso88593 = "iso-8859-3"
  case iso88594 = "iso-8859-4"
  case iso88595 = "iso-8859-5"
  case iso88596 = "iso-8859-6"
  case iso88597 = "iso-8859-7"
  case iso88598 = "iso-8859-8"
  case iso88598i = "iso-8859-8-i"
  case iso885910 = "iso-8859-10"
  case iso885913 = "iso-8859-13"
  case iso885914 = "iso-8859-14"
  case iso885915 = "iso-8859-15"
  case iso885916 = "iso-8859-16"
  case koi8r = "koi8-r"
  case koi8u = "koi8-u"
  case macintosh = "macintosh"
  case windows874 = "windows-874"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1252 = "windows-1252"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case windows1255 = "windows-1255"
  case windows1256 = "windows-1256"
  case windows1257 = "windows-1257"
  case windows1258 = "windows-1258"
  case macCyrillic = "x-mac-cyrillic"
  case gbk = "gbk"
  case gb18030 = "gb18030"
  case big5 = "big5"
  case eucJP = "euc-jp"
  case iso2022JP = "iso-2022-jp"
  case shiftJIS = "shift_jis"
  case eucKR = "euc-kr"
  /// Stands for encodings that are dangerous to decode; all content is undecodable.
  case replacement = "replacement"
  case utf16BE = "utf-16be"
  case utf16LE = "utf-16le"
  case userDefined = "x-user-defined"

  /// The encoding that a label names; white space around it and the case of its letters do not count.
  public init?(label: String) {
    let name = label.drop(while: \.isWhitespace)
    let end = name.lastIndex { !$0.isWhitespace }.map(name.index(after:)) ?? name.startIndex
    guard let encoding = Self.labels[name[..<end].lowercased()] else { return nil }
    self = encoding
  }

  /// ICU's name of the converter that comes nearest to the standard's decoder; nil where we decode ourselves.
  var converterName: String? {
    switch self {
    case .utf8, .replacement, .userDefined: nil
    case .iso88598i: "iso-8859-8"
    case .gbk: "gb18030"
    case .big5: "Big5-HKSCS"
    case .shiftJIS: "windows-31j"
    case .eucJP: "euc-jp"
    case .eucKR: "windows-949"
    case .utf16BE: "UTF-16BE"
    case .utf16LE: "UTF-16LE"
    // ICU has no table of it; Latin-2 differs in few letters.
    case .iso885916: "iso-8859-2"
    default: rawValue
    }
  }

  /// Whether every character is one byte.
  public var isSingleByte: Bool {
    switch self {
    case .utf8, .gbk, .gb18030, .big5, .eucJP, .iso2022JP, .shiftJIS, .eucKR, .replacement, .utf16BE, .utf16LE: false
    default: true
    }
  }

  public var isUTF16: Bool { self == .utf16BE || self == .utf16LE }

  /// For each encoding its labels without its own name.
  private static let otherLabels: [(TextEncoding, String)] = [
    (.utf8, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8"),
    (.ibm866, "866 cp866 csibm866"),
    (.iso88592, "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
    (.iso88593, "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
    (.iso88594, "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
    (.iso88595, "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
    (
      .iso88596,
      "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"
    ),
    (
      .iso88597,
      "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"
    ),
    (
      .iso88598,
      "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"
    ),
    (.iso88598i, "csiso88598i logical"),
    (.iso885910, "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
    (.iso885913, "iso8859-13 iso885913"),
    (.iso885914, "iso8859-14 iso885914"),
    (.iso885915, "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9"),
    (.koi8r, "cskoi8r koi koi8 koi8_r"),
    (.koi8u, "koi8-ru"),
    (.macintosh, "csmacintosh mac x-mac-roman"),
    (.windows874, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"),
    (.windows1250, "cp1250 x-cp1250"),
    (.windows1251, "cp1251 x-cp1251"),
    (
      .windows1252,
      "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252"
    ),
    (.windows1253, "cp1253 x-cp1253"),
    (
      .windows1254,
      "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254"
    ),
    (.windows1255, "cp1255 x-cp1255"),
    (.windows1256, "cp1256 x-cp1256"),
    (.windows1257, "cp1257 x-cp1257"),
    (.windows1258, "cp1258 x-cp1258"),
    (.macCyrillic, "x-mac-ukrainian"),
    (.gbk, "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk"),
    (.big5, "big5-hkscs cn-big5 csbig5 x-x-big5"),
    (.eucJP, "cseucpkdfmtjapanese x-euc-jp"),
    (.iso2022JP, "csiso2022jp"),
    (.shiftJIS, "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"),
    (
      .eucKR, "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
    ),
    (.replacement, "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr"),
    (.utf16BE, "unicodefffe"),
    (.utf16LE, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16"),
  ]

  private static let labels: [String: TextEncoding] = {
    var labels: [String: TextEncoding] = [:]
    for encoding in allCases { labels[encoding.rawValue] = encoding }
    for (encoding, list) in otherLabels {
      for label in list.split(separator: " ") { labels[String(label)] = encoding }
    }
    return labels
  }()
}
