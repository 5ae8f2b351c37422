// Digits in groups, as people write long numbers.

/// The digits from a place on, with what parts them into groups: as far as a long number can reach.
struct NumberCluster {
  /// What stands between two groups.
  enum Separator: UInt8 {
    case none, space, hyphen, dot, slash
    /// With a closing or an opening parenthesis.
    case close, open
    /// A hyphen between spaces.
    case spacedHyphen
  }

  struct Group {
    var start: Int
    var end: Int
    /// Of the group's first digit among all.
    var firstDigit: Int
    var digitCount: Int
    /// In front of the group; `none` for the first.
    var separator: Separator
  }

  static let digitLimit = 40
  static let groupLimit = 10

  private(set) var digits: [UInt8] = []
  private(set) var groups: [Group] = []
  /// True where a digit follows upon the last group after all: the limits were passed.
  private(set) var isCut = false

  /// The value of the digits of a range of groups.
  func digitCount(ofFirst groupCount: Int) -> Int {
    groupCount == 0 ? 0 : groups[groupCount - 1].firstDigit + groups[groupCount - 1].digitCount
  }

  /// Reads the digits that begin at `position`, where one stands.
  mutating func read(_ text: FoldedText, at position: Int) {
    digits.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    isCut = false
    var place = position
    var separator = Separator.none
    while true {
      var group = Group(start: place, end: place, firstDigit: digits.count, digitCount: 0, separator: separator)
      while let digit = text.character(at: place), digit.isDigit {
        if digits.count == Self.digitLimit {
          isCut = true
          break
        }
        digits.append(UInt8(digit.scalar - 0x30))
        place += digit.byteCount
      }
      group.end = place
      group.digitCount = digits.count - group.firstDigit
      if group.digitCount > 0 { groups.append(group) }
      if isCut { return }
      guard let next = Self.separator(text, at: place) else { return }
      if groups.count == Self.groupLimit {
        isCut = true
        return
      }
      separator = next.separator
      place = next.end
    }
  }

  /// What parts two groups at `position`, when a digit follows; at most three characters.
  static func separator(_ text: FoldedText, at position: Int) -> (separator: Separator, end: Int)? {
    var place = position
    var separator: Separator?
    var spaceCount = 0
    for index in 0..<4 {
      guard let character = text.character(at: place) else { return nil }
      if character.isDigit {
        guard let separator else { return nil }
        let hasSpaces = spaceCount == 2 && separator == .hyphen
        return (hasSpaces ? .spacedHyphen : separator, place)
      }
      if index == 3 { return nil }
      switch character.scalar {
      case 0x20:
        // Two spaces in a row part columns.
        if separator == .space { return nil }
        if separator == nil { separator = .space }
        spaceCount += 1
      case 0x2d:
        if separator == .hyphen || separator == .dot || separator == .slash { return nil }
        if separator != .close { separator = .hyphen }
      case 0x2e:
        guard separator == nil else { return nil }
        separator = .dot
      case 0x2f:
        guard separator == nil || separator == .space else { return nil }
        separator = .slash
      case 0x28:
        guard separator == nil || separator == .space || separator == .hyphen else { return nil }
        separator = .open
      case 0x29:
        guard separator == nil else { return nil }
        separator = .close
      default: return nil
      }
      place += character.byteCount
    }
    return nil
  }

  /// The separator in front of `position` with a digit in front of it; nil where no digit stands there.
  static func separatorBehindDigit(_ text: FoldedText, before position: Int) -> Separator? {
    guard let character = text.character(before: position),
      let digit = text.character(before: position - character.byteCount), digit.isDigit
    else { return nil }
    switch character.scalar {
    case 0x20: return .space
    case 0x2d: return .hyphen
    case 0x2e: return .dot
    case 0x2f: return .slash
    default: return nil
    }
  }
}
