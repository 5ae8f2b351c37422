// Telephone numbers. A number with its country's code is told by the code and its length (ITU-T E.164); one without
// by the form in which a country writes them, and where that form is also one of other numbers, by a word in front.

import TextAnalysis

struct PhoneMatcher {
  let text: FoldedText

  /// The number at the start of `cluster`; nil when there is none.
  func match(_ cluster: NumberCluster) -> Range<Int>? {
    guard let first = cluster.groups.first else { return nil }
    var opening = opening(before: first.start)
    // A parenthesis around the whole number is no part of it.
    if opening.hasParenthesis, cluster.groups.count < 2 || cluster.groups[1].separator != .close {
      opening.hasParenthesis = false
      if let parenthesis = text.character(at: opening.start), parenthesis.is("(") {
        opening.start += parenthesis.byteCount
      }
    }
    let start = opening.start
    guard let left = leftSide(of: start) else { return nil }
    let isAnnounced = ContextWords.precede(start, in: text, ContextWords.phone)
    if left == .joined, !isAnnounced { return nil }
    let groupCount: Int?
    if opening.hasPlus {
      groupCount = international(cluster, from: 0)
    } else {
      groupCount =
        withPrefix(cluster, isAnnounced: isAnnounced)
        ?? PhoneFormats.groupCount(cluster, opens: opening.hasParenthesis)
        ?? mobile(cluster, isAnnounced: isAnnounced)
        ?? (isAnnounced ? announced(cluster, opens: opening.hasParenthesis) : nil)
    }
    guard var groupCount else { return nil }
    if !opening.hasPlus, !isAnnounced, isOther(cluster, groupCount, start) { return nil }
    // A row of numbers, of which this would be a part.
    if !opening.hasPlus, !isAnnounced {
      let inner = groupCount > 1 ? cluster.groups[groupCount - 1].separator : NumberCluster.Separator.none
      let hasExtension = PhoneExtension.follows(cluster, groupCount, hasPlus: false)
      if follows(start, inner) || (!hasExtension && continues(cluster, groupCount, inner)) { return nil }
      if cluster.groups[0].digitCount == 2, groupCount == 5, isAmongBytes(start) { return nil }
    }
    if PhoneExtension.follows(cluster, groupCount, hasPlus: opening.hasPlus) { groupCount += 1 }
    let end = cluster.groups[groupCount - 1].end
    let extensionEnd = PhoneExtension(text: text).end(behind: end)
    let isSure = opening.hasPlus || isAnnounced || isPair(cluster, groupCount)
    guard extensionEnd != nil || isBounded(end, isSure) else { return nil }
    return start..<(extensionEnd ?? end)
  }

  // MARK: What it is instead

  /// What stands around says that a number is of something else: an order, a file, an amount, a value of a program.
  private func isOther(_ cluster: NumberCluster, _ groupCount: Int, _ start: Int) -> Bool {
    let end = cluster.groups[groupCount - 1].end
    if ContextWords.precede(start, in: text, ContextWords.otherNumber) || isAmount(end) { return true }
    guard groupCount == 1 else { return false }
    return ContextWords.precede(start, in: text, ContextWords.number)
      || ProgramContext(text: text).holds(cluster.groups[0].start..<end) { neighbour in
        PhoneFormats.isChineseMobile(text.digitValues(in: neighbour)[...])
      }
  }

  /// A currency or another unit behind the number, without or behind a space.
  private func isAmount(_ end: Int) -> Bool {
    var place = end
    if let character = text.character(at: place), character.is(" ") { place += character.byteCount }
    if ContextWords.unit.begins(at: place, in: text) { return true }
    // People, pieces: where no word goes on, as in "人事部".
    guard let character = text.character(at: place), ContextWords.countedThings.contains(character.scalar) else {
      return false
    }
    return text.character(at: place + character.byteCount).map { !UnicodeClasses.isLetter($0.scalar) } ?? true
  }

  // MARK: What stands in front

  private struct Opening {
    var start: Int
    var hasPlus = false
    var hasParenthesis = false
  }

  /// A plus sign and an opening parenthesis in front of the digits, in either order.
  private func opening(before position: Int) -> Opening {
    var opening = Opening(start: position)
    while let character = text.character(before: opening.start) {
      if character.is("+"), !opening.hasPlus {
        opening.hasPlus = true
      } else if character.is("("), !opening.hasParenthesis {
        opening.hasParenthesis = true
      } else {
        break
      }
      opening.start -= character.byteCount
    }
    return opening
  }

  private enum LeftSide { case free, joined }

  /// Nil where the number is certainly a part of something else.
  private func leftSide(of start: Int) -> LeftSide? {
    guard let before = text.character(before: start) else { return .free }
    if FoldedText.joinsWords(before.scalar) { return nil }
    switch before.scalar {
    // $ % & @ \ ^ ~ , ' and currencies
    case 0x24, 0x25, 0x26, 0x40, 0x5c, 0x5e, 0x7e, 0xa2...0xa5, 0x20a0...0x20c0, 0xfffd: return nil
    case 0x2c:
      let second = text.character(before: start - before.byteCount)
      return second.map(\.isDigit) ?? false ? nil : .free
    // # and * + - . / = :
    case 0x23: return .joined
    case 0x2a, 0x2b, 0x2d, 0x2e, 0x2f, 0x3d, 0x3a:
      guard let second = text.character(before: start - before.byteCount) else { return .free }
      if before.is(":") { return second.isDigit ? nil : .free }
      // A dash or a slash that opens a line or stands between words.
      return second.scalar <= 0x20 && !before.is("=") && !before.is("/") ? .free : .joined
    default: return .free
    }
  }

  private func follows(_ start: Int, _ inner: NumberCluster.Separator) -> Bool {
    guard let separator = NumberCluster.separatorBehindDigit(text, before: start) else { return false }
    return separator == inner || (separator != .space && inner == .none)
  }

  /// True behind a word of two hexadecimal digits with a digit among them: the number is a row of bytes.
  private func isAmongBytes(_ start: Int) -> Bool {
    guard start >= text.start + 3, text.bytes[start - 1] == 0x20 else { return false }
    let word = [text.bytes[start - 3], text.bytes[start - 2]]
    return word.allSatisfy { NetworkAddressMatcher.hexValue($0) != nil } && word.contains { $0 < 0x3a }
  }

  // MARK: What stands behind

  private func continues(_ cluster: NumberCluster, _ groupCount: Int, _ inner: NumberCluster.Separator) -> Bool {
    guard groupCount < cluster.groups.count else { return cluster.isCut }
    let next = cluster.groups[groupCount].separator
    if isPair(cluster, groupCount) { return false }
    return next == inner || (inner == .none && next != .space && next != .open) || (next == .dot) || (next == .close)
  }

  /// Two mobile numbers of China with a slash in between.
  private func isPair(_ cluster: NumberCluster, _ groupCount: Int) -> Bool {
    guard groupCount == 1, cluster.groups.count > 1, cluster.groups[1].separator == .slash,
      cluster.groups[0].digitCount == 11, cluster.groups[1].digitCount == 11
    else { return false }
    return PhoneFormats.isChineseMobile(cluster.digits[11..<22])
  }

  private func isBounded(_ end: Int, _ isSure: Bool) -> Bool {
    guard let after = text.character(at: end) else { return true }
    if FoldedText.joinsWords(after.scalar) { return false }
    switch after.scalar {
    case 0x25, 0x40, 0x5f, 0x5c, 0xb0, 0x20a0...0x20c0: return false
    case 0x2c, 0x2e, 0x3a:
      guard let next = text.character(at: end + after.byteCount) else { return true }
      return !next.isDigit || (isSure && after.is(","))
    case 0x2d, 0x2f:
      guard let next = text.character(at: end + after.byteCount) else { return true }
      return isSure || !FoldedText.joinsWords(next.scalar)
    default: return true
    }
  }

  // MARK: Forms

  /// A country's code with a number of its length, in groups from `index` on.
  private func international(_ cluster: NumberCluster, from firstDigit: Int) -> Int? {
    guard let code = CallingCodes.code(of: cluster.digits[firstDigit...]) else { return nil }
    let nationalStart = firstDigit + code.digitCount
    var best: Int?
    for (index, group) in cluster.groups.enumerated() {
      if index > 0, group.separator == .spacedHyphen { break }
      let end = group.firstDigit + group.digitCount
      guard end > nationalStart else { continue }
      // "+44 (0)20 …": the zero is dialled only within the country.
      var national = cluster.digits[nationalStart..<end]
      if code.number != 39, national.first == 0 { national = national.dropFirst() }
      guard national.count <= code.length.upperBound else { break }
      guard national.count >= code.length.lowerBound, Self.isPossible(national, of: code.number) else { continue }
      best = index + 1
    }
    return best
  }

  private static func isPossible(_ national: ArraySlice<UInt8>, of code: Int) -> Bool {
    let digits = Array(national)
    if Set(digits).count == 1 { return false }
    switch code {
    case 1: return PhoneFormats.isNorthAmerican(national)
    case 86 where digits.count == 11: return PhoneFormats.isChineseMobile(national) || digits[0] != 1
    default: return true
    }
  }

  /// With the code of the country behind 00, or China's without a sign.
  private func withPrefix(_ cluster: NumberCluster, isAnnounced: Bool) -> Int? {
    let digits = cluster.digits
    guard let first = cluster.groups.first else { return nil }
    if first.digitCount >= 2, digits.starts(with: [0, 0]), digits.count > 8 {
      if cluster.groups.count > 1, cluster.groups[1].separator == .dot { return nil }
      guard cluster.groups.count > 1 || isAnnounced || digits.starts(with: [0, 0, 8, 6, 1]) else { return nil }
      return international(cluster, from: 2)
    }
    guard digits.starts(with: [8, 6]) else { return nil }
    let isMobile = digits.count >= 13 && PhoneFormats.isChineseMobile(digits[2..<13])
    if isMobile, first.digitCount == 13 { return 1 }
    let lengths = cluster.groups.prefix(4).map(\.digitCount)
    guard isMobile, lengths.starts(with: [2, 11]) || lengths == [2, 3, 4, 4] else { return nil }
    return international(cluster, from: 0)
  }

  /// A mobile number of mainland China: eleven digits, in one or three groups.
  private func mobile(_ cluster: NumberCluster, isAnnounced: Bool) -> Int? {
    let lengths = cluster.groups.prefix(3).map(\.digitCount)
    let groupCount: Int
    if lengths[0] == 11 {
      groupCount = 1
    } else if lengths == [3, 4, 4], cluster.groups[1].separator == cluster.groups[2].separator {
      groupCount = 3
    } else {
      return nil
    }
    let digits = cluster.digits[..<11]
    guard PhoneFormats.isChineseMobile(digits) else { return nil }
    if isAnnounced { return groupCount }
    // Round numbers are amounts, and others have names.
    if digits.suffix(5).allSatisfy({ $0 == 0 }) { return nil }
    return groupCount
  }

  /// Behind a word such as "phone": any digits of a number's length.
  private func announced(_ cluster: NumberCluster, opens: Bool) -> Int? {
    if cluster.isCut || ContextWords.precede(cluster.groups[0].start, in: text, ContextWords.otherNumber) { return nil }
    var groupCount = 0
    for (index, group) in cluster.groups.enumerated() {
      // Where another number may begin.
      let isStop =
        group.separator == .spacedHyphen || group.separator == .slash || group.separator == .open
        || (group.separator == .space && index > 1 && cluster.groups[index - 1].separator == .hyphen)
      if isStop, group.firstDigit >= 7 { break }
      groupCount = index + 1
    }
    let digitCount = cluster.digitCount(ofFirst: groupCount)
    guard digitCount >= 7, digitCount <= (cluster.digits[0] == 0 ? 13 : 12) else { return nil }
    let groups = cluster.groups[..<groupCount]
    let lengths = groups.map(\.digitCount)
    let dots = groups.count { $0.separator == .dot }
    // Decimals, addresses, dates; groups of one digit but for the first are none of a telephone's.
    if dots > 0, dots < groupCount - 1 || groupCount < 3 || lengths.contains(1) || groupCount == 4 && digitCount > 9 {
      return nil
    }
    if lengths.dropFirst().contains(1) { return nil }
    if !opens, Self.looksLikeDate(cluster, lengths) { return nil }
    return Set(cluster.digits.prefix(digitCount)).count > 1 ? groupCount : nil
  }

  /// Two years, or a day and a month beside a year.
  private static func looksLikeDate(_ cluster: NumberCluster, _ lengths: [Int]) -> Bool {
    let years = zip(cluster.groups, lengths).count { group, length in
      guard length == 4 else { return false }
      let year = cluster.digits[group.firstDigit..<group.firstDigit + 4].reduce(0) { $0 * 10 + Int($1) }
      return (1900...2099).contains(year)
    }
    switch lengths {
    case [4, 4]: return years == 2
    case [8]:
      let digits = cluster.digits
      return (digits[0] == 1 && digits[1] == 9 || digits[0] == 2 && digits[1] == 0) && digits[4] < 2 && digits[6] < 4
    case let lengths where lengths.starts(with: [4, 2, 2]) || lengths.starts(with: [2, 2, 4]): return years > 0
    default: return false
    }
  }
}
