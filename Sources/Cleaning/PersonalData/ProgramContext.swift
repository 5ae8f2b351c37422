// What stands around a number of a program: such numbers are of everything, seldom of a person.

/// Tells whether digits without groups are a number of a program, of data in JSON, or of a row of bytes.
struct ProgramContext {
  let text: FoldedText

  /// True for a number that is assigned, an element, a member's value, an argument, or one of a row of hexadecimal numbers.
  ///
  /// - Parameter isAlike: whether a neighbour in a row is of the same kind as the number, so that the row is of that kind.
  func holds(_ number: Range<Int>, isAlike: (Range<Int>) -> Bool) -> Bool {
    opensValue(number, isAlike) || closesValue(number, isAlike) || isAmongHexadecimal(number)
  }

  private func opensValue(_ number: Range<Int>, _ isAlike: (Range<Int>) -> Bool) -> Bool {
    let place = skipSpaces(before: number.lowerBound)
    guard let before = text.character(before: place) else { return false }
    let second = skipSpaces(before: place - before.byteCount)
    switch before.scalar {
    // = [ {
    case 0x3d, 0x5b, 0x7b: return true
    // A member's value in JSON: its name stands in quotation marks.
    case 0x3a: return text.character(before: second).map { $0.is("\"") || $0.is("'") } ?? false
    // A call.
    case 0x28:
      guard before.byteCount == 1, second == place - 1 else { return false }
      return text.character(before: second).map { $0.isASCIILetter || $0.is("_") } ?? false
    case 0x2c: return text.character(before: second).map(\.isDigit) ?? false && !isAlike(digits(before: second))
    default: return false
    }
  }

  private func closesValue(_ number: Range<Int>, _ isAlike: (Range<Int>) -> Bool) -> Bool {
    guard let after = text.character(at: number.upperBound) else { return false }
    let end = number.upperBound + after.byteCount
    switch after.scalar {
    case 0x5d: return text.character(before: number.lowerBound).map { $0.scalar <= 0x20 || $0.is(",") } ?? true
    // The end of a statement.
    case 0x3b: return after.byteCount == 1 && text.character(at: end).map { $0.is("\n") || $0.is("\r") } ?? true
    case 0x2c:
      var next = end
      while let character = text.character(at: next), character.is(" ") { next += character.byteCount }
      guard let character = text.character(at: next) else { return false }
      // A line of an array, with another element on the next one.
      if character.scalar < 0x20 {
        let isAlone = text.character(before: skipSpaces(before: number.lowerBound)).map { $0.is("\n") } ?? true
        let following = digits(behind: next)
        return isAlone && (following.isEmpty || !isAlike(following))
      }
      return character.isDigit && !isAlike(next..<text.digitsEnd(from: next).end)
    default: return false
    }
  }

  /// Behind or in front of a word of at least four hexadecimal digits with a letter among them.
  private func isAmongHexadecimal(_ number: Range<Int>) -> Bool {
    let (bytes, start, end) = (text.bytes, number.lowerBound, number.upperBound)
    var before = start - 1
    while before > text.start, start - before <= 20, NetworkAddressMatcher.hexValue(bytes[before - 1]) != nil {
      before -= 1
    }
    if start > text.start, bytes[start - 1] == 0x20 {
      let hasPrefix = before > text.start && bytes[before - 1] | 0x20 == UInt8(ascii: "x")
      let isWhole = hasPrefix || before == text.start || !FoldedText.joinsWords(UInt32(bytes[before - 1]))
      if isWhole, isHexadecimal(before..<(start - 1), hasPrefix) { return true }
    }
    var after = end + 1
    while after < bytes.count, after - end <= 20, NetworkAddressMatcher.hexValue(bytes[after]) != nil { after += 1 }
    return end < bytes.count && bytes[end] == 0x20 && isHexadecimal((end + 1)..<after, false)
      && text.character(at: after).map { !FoldedText.joinsWords($0.scalar) } ?? true
  }

  private func isHexadecimal(_ range: Range<Int>, _ hasPrefix: Bool) -> Bool {
    guard range.count >= 4 else { return false }
    return hasPrefix || (text.bytes[range].contains { $0 > 0x39 } && text.bytes[range].contains { $0 <= 0x39 })
  }

  private func digits(before end: Int) -> Range<Int> {
    var start = end
    while end - start < 64, let character = text.character(before: start), character.isDigit {
      start -= character.byteCount
    }
    return start..<end
  }

  /// Digits behind white space.
  private func digits(behind position: Int) -> Range<Int> {
    var start = position
    while start - position < 64, let character = text.character(at: start), character.scalar <= 0x20 {
      start += character.byteCount
    }
    return start..<text.digitsEnd(from: start).end
  }

  private func skipSpaces(before position: Int) -> Int {
    var place = position
    while position - place < 16, let character = text.character(before: place),
      character.is(" ") || character.scalar == 0x09
    { place -= character.byteCount }
    return place
  }
}
