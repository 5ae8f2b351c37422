// Which last labels make a name with dots an Internet domain.

enum TopLevelDomains {
  /// True for a label in small ASCII letters that is delegated, or was: most names of files and of members in programs are
  /// not. New domains come with a newer table.
  static func contains(_ label: [UInt8]) -> Bool {
    guard label.count >= 2, label.count <= 24 else { return false }
    if label.starts(with: "xn--".utf8) { return label.count > 4 }
    return ascii.contains(String(decoding: label, as: UTF8.self))
  }

  /// How many bytes at the start of a label in small ASCII letters are one of the domains that addresses have nearly always,
  /// longest first; nil for none. Behind them stands the next word, where a space was lost.
  static func frequentPrefix(of label: [UInt8]) -> Int? {
    frequent.first { label.starts(with: $0) }?.count
  }

  /// How many bytes at the start of a label beyond ASCII are a domain; nil for none.
  ///
  /// Upon names in Han, kana and Hangul words follow without a space; others are taken only as a whole.
  static func internationalPrefix(of label: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let first = label.first else { return nil }
    // No name is longer than eleven characters of three bytes, or its capital letters would be.
    let name = String(decoding: label.prefix(48), as: UTF8.self)
    if label.count <= 48, international.contains(name.lowercased()) { return label.count }
    // Kana begin at U+3040, Han and Hangul stand behind them.
    guard first >= 0xe3, first <= 0xed else { return nil }
    var longest: Int?
    var prefix = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(8) {
      prefix.append(scalar)
      if international.contains(String(prefix)) { longest = String(prefix).utf8.count }
    }
    return longest
  }

  private static let ascii = names(TopLevelDomainNames.ascii)
  private static let international = names(TopLevelDomainNames.international)

  private static func names(_ list: String) -> Set<String> {
    Set(list.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  private static let frequent = [
    "info", "com", "edu", "gov", "net", "org", "ai", "au", "br", "ca", "ch", "cn", "de", "eu", "fr", "hk", "io", "jp",
    "kr",
    "mx", "nl", "pl", "ru", "sg", "tw", "ua", "uk",
  ].map { Array($0.utf8) }
}
