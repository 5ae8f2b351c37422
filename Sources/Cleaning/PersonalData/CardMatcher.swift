// Numbers of payment cards: an issuer's prefix with its lengths, the groups in which cards print them, and the check
// digit of Luhn (ISO/IEC 7812).

struct CardMatcher {
  let text: FoldedText

  /// The number at the start of `cluster`; nil when there is none.
  func match(_ cluster: NumberCluster) -> Range<Int>? {
    guard let first = cluster.groups.first, let groupCount = groupCount(cluster) else { return nil }
    let digitCount = cluster.digitCount(ofFirst: groupCount)
    let digits = cluster.digits[..<digitCount]
    let end = cluster.groups[groupCount - 1].end
    let isUnsure: Bool
    switch Self.issuer(digits) {
    case .none: return nil
    case .certain: isUnsure = false
    case .unsure: isUnsure = true
    }
    guard Self.hasCheckDigit(digits), Set(digits).count > 1 else { return nil }
    let isAnnounced = ContextWords.precede(first.start, in: text, ContextWords.card)
    guard isBounded(first.start, end, isAnnounced) else { return nil }
    // A further group of the same kind: a row of numbers.
    if groupCount < cluster.groups.count {
      let next = cluster.groups[groupCount]
      if groupCount > 1, next.separator == cluster.groups[1].separator, next.digitCount == first.digitCount,
        !isCard(cluster, behind: groupCount)
      {
        return nil
      }
      if groupCount == 1, next.separator != .space { return nil }
    }
    if groupCount > 1, NumberCluster.separatorBehindDigit(text, before: first.start) == cluster.groups[1].separator {
      return nil
    }
    if isAnnounced { return first.start..<end }
    return isUnsure || (groupCount == 1 && isOther(first.start..<end)) ? nil : first.start..<end
  }

  /// Of sixteen digits without groups every fiftieth is such a number by chance: what stands around says what it is.
  private func isOther(_ number: Range<Int>) -> Bool {
    ContextWords.precede(number.lowerBound, in: text, ContextWords.otherNumber)
      || ProgramContext(text: text).holds(number) { neighbour in
        let digits = text.digitValues(in: neighbour)[...]
        return Self.issuer(digits) == .certain && Self.hasCheckDigit(digits)
      }
  }

  /// Whether the groups behind a number are one more of the same shape: cards, a space between them.
  private func isCard(_ cluster: NumberCluster, behind groupCount: Int) -> Bool {
    guard cluster.groups.count >= 2 * groupCount else { return false }
    let (first, second) = (cluster.groups[..<groupCount], cluster.groups[groupCount..<2 * groupCount])
    guard first.map(\.digitCount) == second.map(\.digitCount) else { return false }
    let digits = cluster.digits[cluster.digitCount(ofFirst: groupCount)..<cluster.digitCount(ofFirst: 2 * groupCount)]
    return Self.issuer(digits) == .certain && Self.hasCheckDigit(digits)
  }

  /// Shapes of groups, as decimal numbers of their lengths.
  private static let shapes: Set<Int> = [4444, 465, 464, 44443, 613, 44444]

  /// Number of groups of a card number at the start; nil when they have another shape.
  private func groupCount(_ cluster: NumberCluster) -> Int? {
    if let first = cluster.groups.first, first.digitCount >= 12 { return first.digitCount <= 19 ? 1 : nil }
    guard cluster.groups.count >= 2 else { return nil }
    let separator = cluster.groups[1].separator
    guard separator == .space || separator == .hyphen else { return nil }
    var shape = 0
    var found: Int?
    for (index, group) in cluster.groups.prefix(5).enumerated() {
      guard index == 0 || group.separator == separator else { break }
      guard group.digitCount < 10 || index == 1 else { break }
      shape = shape * (group.digitCount < 10 ? 10 : 100) + group.digitCount
      if Self.shapes.contains(shape) { found = index + 1 }
    }
    // 19 digits in five groups come only with their issuer's check digit.
    if found == 5, !Self.hasCheckDigit(cluster.digits[..<cluster.digitCount(ofFirst: 5)]) { return 4 }
    return found
  }

  private func isBounded(_ start: Int, _ end: Int, _ isAnnounced: Bool) -> Bool {
    if let before = text.character(before: start), !(isAnnounced && before.is("=")),
      FoldedText.joinsWords(before.scalar)
        || [0x2e, 0x2d, 0x2f, 0x23, 0x24, 0x3d, 0x25, 0x26, 0x2b].contains(before.scalar)
    {
      return false
    }
    guard let after = text.character(at: end) else { return true }
    if FoldedText.joinsWords(after.scalar) || after.is("%") || after.is("@") { return false }
    guard [0x2e, 0x2c, 0x2d, 0x2f].contains(after.scalar) else { return true }
    return text.character(at: end + after.byteCount).map { !FoldedText.joinsWords($0.scalar) } ?? true
  }

  enum Issuer { case none, certain, unsure }

  /// Whose number it is by its first digits and its length.
  static func issuer(_ digits: ArraySlice<UInt8>) -> Issuer {
    let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    let count = digits.count
    switch four {
    // Visa; thirteen digits went out of use, and are those of goods; nineteen are rare, and those of parcels.
    case 4000...4999: return count == 16 ? .certain : count == 13 || count == 19 ? .unsure : .none
    // Mastercard.
    case 5100...5599, 2221...2720: return count == 16 ? .certain : .none
    // American Express.
    case 3400...3499, 3700...3799: return count == 15 ? .certain : .none
    // Diners Club.
    case 3000...3059, 3095, 3600...3699, 3800...3999: return count == 14 ? .certain : .none
    // JCB, Mir.
    case 3528...3589, 2200...2204: return count >= 16 ? .certain : .none
    // Discover.
    case 6011, 6440...6599: return count == 16 ? .certain : count == 19 ? .unsure : .none
    // UnionPay.
    case 6200...6299: return count >= 16 ? .certain : .none
    // Maestro, RuPay, Troy.
    case 5018, 5020, 5038, 5893, 6304, 6759, 6761...6763, 6000...6099, 8100...8299, 9792: return .unsure
    default: return .none
    }
  }

  /// The check of Luhn (ISO/IEC 7812-1, annex B).
  static func hasCheckDigit(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    var doubles = false
    for digit in digits.reversed() {
      let value = doubles ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
      doubles.toggle()
    }
    return sum % 10 == 0
  }
}
