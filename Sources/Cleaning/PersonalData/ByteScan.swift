// The first look at text, which most of it does not outlive: eight bytes at a time.

enum ByteScan {
  /// Digits and the colon behind them, the at sign, and first bytes of full-width forms and of other scripts' digits.
  private static let suspects: [Bool] = (0..<256).map { (byte: Int) -> Bool in
    switch byte {
    case 0x30...0x3a, 0x40, 0xd9, 0xdb, 0xe0, 0xe1, 0xef: true
    default: false
    }
  }

  /// The first place at or behind `position` where a digit, a colon or an at sign stands, in any width and script; the
  /// text's length when there is none.
  static func nextSuspect(_ text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    let count = text.count
    var position = position
    return suspects.withUnsafeBufferPointer { suspects in
      while position < count {
        // SAFETY: each load of eight bytes ends at or before the text's end.
        while position &+ 8 <= count {
          let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
          if word & 0x8080_8080_8080_8080 != 0 { break }
          // 0x30…0x3a, and 0x40: with all high bits clear no byte borrows from its neighbour.
          let digits = word ^ 0x3030_3030_3030_3030
          let isDigit = (0x8a8a_8a8a_8a8a_8a8a &- digits) & 0x8080_8080_8080_8080
          let isSign = (0x8080_8080_8080_8080 &- (word ^ 0x4040_4040_4040_4040)) & 0x8080_8080_8080_8080
          let found = isDigit | isSign
          if found != 0 { return position &+ found.trailingZeroBitCount / 8 }
          position &+= 8
        }
        // Bytes beyond ASCII, and the last ones, one by one.
        let stop = min(count, position &+ 16)
        while position < stop {
          let byte = base[position]
          if suspects[Int(byte)], byte < 0x80 || isSuspect(base, position, count) { return position }
          position &+= 1
        }
      }
      return count
    }
  }

  /// Whether the character beyond ASCII at `position` is a digit or a full-width at sign.
  @inline(__always)
  private static func isSuspect(_ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int) -> Bool {
    // SAFETY: reads stay in front of count.
    guard position &+ 1 < count else { return false }
    let second = base[position &+ 1]
    switch base[position] {
    case 0xd9: return second >= 0xa0 && second <= 0xa9
    case 0xdb: return second >= 0xb0 && second <= 0xb9
    default: break
    }
    guard position &+ 2 < count else { return false }
    let third = base[position &+ 2]
    switch base[position] {
    case 0xef: return second == 0xbc && (third >= 0x90 && third <= 0x99 || third == 0xa0)
    case 0xe0:
      if second >= 0xb9 { return third >= 0x90 && third <= 0xa9 }
      return second & 1 == 1 && third >= 0xa6 && third <= 0xaf
    case 0xe1: return second == 0x81 && third <= 0x89 || second == 0x9f && third >= 0xa0 && third <= 0xa9
    default: return false
    }
  }

  /// The end of a number of fewer than seven ASCII digits that nothing around it can make a part of personal data; nil
  /// where that needs a closer look.
  static func shortNumberEnd(_ text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
    var end = position
    while end < text.count, text[end] &- 0x30 < 10 { end += 1 }
    guard end > position, end - position < 7 else { return nil }
    // Country and check digits of an account.
    let isBehindLetters =
      end - position >= 2 && position >= 2 && isLetter(text[position - 1]) && isLetter(text[position - 2])
      && (position == 2 || text[position - 3] >= 0x80 || !isLetter(text[position - 3]))
    if isBehindLetters { return nil }
    guard end < text.count else { return end }
    switch text[end] {
    // space ( ) - . /
    case 0x20, 0x28, 0x29, 0x2d, 0x2e, 0x2f:
      guard end + 1 < text.count else { return end }
      let next = text[end + 1]
      let goesOn = next &- 0x30 < 10 || next == 0x28 || next == 0x20 || next == 0x2d || next == 0x2f || next >= 0x80
      return goesOn ? nil : end
    case 0x80...: return nil
    default: return end
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
}
