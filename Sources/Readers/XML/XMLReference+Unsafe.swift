// References to characters in XML.

/// A reference to a character: one of the five names that XML knows without a declaration, or a number.
struct XMLReference {
  var character: Unicode.Scalar
  var byteCount: Int

  /// Bytes of the longest reference that is read as one.
  static let longest = 16

  /// The reference at `start`, where a `&` stands; nil where it is none.
  ///
  /// SAFETY: `start` must be readable for `count` bytes; nothing behind them is read.
  @inline(__always)
  init?(_ start: UnsafePointer<UInt8>, count: Int) {
    guard count >= 4 else { return nil }
    switch (start[1], start[2]) {
    case (UInt8(ascii: "l"), UInt8(ascii: "t")) where start[3] == UInt8(ascii: ";"): (character, byteCount) = ("<", 4)
    case (UInt8(ascii: "g"), UInt8(ascii: "t")) where start[3] == UInt8(ascii: ";"): (character, byteCount) = (">", 4)
    case (UInt8(ascii: "a"), UInt8(ascii: "m")) where Self.reads("p;", start + 3, count - 3):
      (character, byteCount) = ("&", 5)
    case (UInt8(ascii: "q"), UInt8(ascii: "u")) where Self.reads("ot;", start + 3, count - 3):
      (character, byteCount) = ("\"", 6)
    case (UInt8(ascii: "a"), UInt8(ascii: "p")) where Self.reads("os;", start + 3, count - 3):
      (character, byteCount) = ("'", 6)
    case (UInt8(ascii: "#"), _):
      guard let number = Self.number(start, count: min(count, Self.longest)) else { return nil }
      (character, byteCount) = number
    default: return nil
    }
  }

  @inline(__always)
  private static func reads(_ name: StaticString, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= name.utf8CodeUnitCount else { return false }
    for index in 0..<name.utf8CodeUnitCount where start[index] != name.utf8Start[index] { return false }
    return true
  }

  /// `&#8211;` or `&#x2013;`, of a character that XML allows.
  private static func number(_ start: UnsafePointer<UInt8>, count: Int) -> (Unicode.Scalar, Int)? {
    let isHexadecimal = start[2] == UInt8(ascii: "x")
    var index = isHexadecimal ? 3 : 2
    let first = index
    var value: UInt32 = 0
    while index < count, start[index] != UInt8(ascii: ";") {
      guard let digit = Character(Unicode.Scalar(start[index])).hexDigitValue, isHexadecimal || digit < 10 else {
        return nil
      }
      value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
      if value > 0x10ffff { return nil }
      index += 1
    }
    let isAllowed = value >= 0x20 ? value != 0xfffe && value != 0xffff : [0x09, 0x0a, 0x0d].contains(value)
    guard index < count, index > first, isAllowed, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, index + 1)
  }
}
