// Identity numbers of residents of mainland China (GB 11643-1999): six digits of the region, eight of the birth date,
// three of the order, and a check character by ISO 7064 MOD 11-2. The form of 1984 has no century and no check.

struct ChineseIDMatcher {
  let text: FoldedText
  /// Whether numbers of fifteen digits are taken, too.
  let includesOld: Bool

  /// The number at the start of `cluster`; nil when there is none.
  func match(_ cluster: NumberCluster) -> Range<Int>? {
    guard let first = cluster.groups.first else { return nil }
    let lengths = cluster.groups.prefix(3).map(\.digitCount)
    let groupCount: Int
    switch lengths[0] {
    case 15, 17, 18: groupCount = 1
    case 6 where lengths.count >= 3 && lengths[1] == 8 && (lengths[2] == 4 || lengths[2] == 3): groupCount = 3
    default: return nil
    }
    let digits = cluster.digits[..<cluster.digitCount(ofFirst: groupCount)]
    var end = cluster.groups[groupCount - 1].end
    if groupCount == 3, cluster.groups[1].separator != cluster.groups[2].separator { return nil }
    switch digits.count {
    case 18:
      guard Self.isValid(digits.prefix(17), check: digits[17]) else { return nil }
    case 17:
      guard let check = text.character(at: end), check.scalar | 0x20 == 0x78, Self.isValid(digits, check: 10) else {
        return nil
      }
      end += check.byteCount
    case 15:
      guard includesOld, Self.isRegion(digits), Self.isDate(year: 1900 + Self.number(digits[6..<8]), digits[8..<12])
      else { return nil }
    default: return nil
    }
    return isBounded(first.start, end) ? first.start..<end : nil
  }

  private func isBounded(_ start: Int, _ end: Int) -> Bool {
    if let before = text.character(before: start),
      FoldedText.joinsWords(before.scalar) || [0x2e, 0x2d, 0x24].contains(before.scalar)
    {
      return false
    }
    guard let after = text.character(at: end) else { return true }
    if FoldedText.joinsWords(after.scalar) { return false }
    guard after.is(".") || after.is("-"), let next = text.character(at: end + after.byteCount) else { return true }
    return !next.isDigit
  }

  /// Whether seventeen digits and the value of the check character (10 for X) make a number.
  static func isValid(_ digits: ArraySlice<UInt8>, check: UInt8) -> Bool {
    guard digits.count == 17, isRegion(digits), isDate(year: number(digits[6..<10]), digits[10..<14]) else {
      return false
    }
    var sum = 0
    for digit in digits { sum = (sum + Int(digit)) * 2 % 11 }
    return (sum + Int(check)) % 11 == 1
  }

  /// Provinces, and what residents of Hong Kong, Macao and Taiwan get.
  private static func isRegion(_ digits: ArraySlice<UInt8>) -> Bool {
    switch number(digits[0..<2]) {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83, 91: true
    default: false
    }
  }

  private static func isDate(year: Int, _ monthAndDay: ArraySlice<UInt8>) -> Bool {
    let month = number(monthAndDay.prefix(2))
    let day = number(monthAndDay.suffix(2))
    guard (1850...2099).contains(year), (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }
}
