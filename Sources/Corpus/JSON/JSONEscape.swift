// Escape sequences, read.

import Glibc

public enum JSONEscape {
  /// Appends the content of a string as written between its quotes: escapes become the characters they stand for.
  ///
  /// A half of a surrogate pair that stands alone becomes U+FFFD.
  ///
  /// - Parameter raw: bytes that a scan has found to be a valid string; of others the result is some text without
  ///   meaning, never a crash.
  public static func unescape(_ raw: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    guard let base = raw.baseAddress else { return }
    let count = raw.count
    output.reserveCapacity(output.count + count)
    var position = 0
    while position < count {
      guard let found = memchr(base + position, Int32(UInt8(ascii: "\\")), count - position) else {
        output.append(contentsOf: UnsafeBufferPointer(start: base + position, count: count - position))
        return
      }
      let escape = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
      if escape > position {
        output.append(contentsOf: UnsafeBufferPointer(start: base + position, count: escape - position))
      }
      position = append(base, count: count, at: escape, to: &output)
    }
  }

  /// Appends what the escape at `position` stands for; gives the offset behind it.
  @inline(__always)
  private static func append(_ base: UnsafePointer<UInt8>, count: Int, at position: Int, to output: inout [UInt8])
    -> Int
  {
    guard position &+ 1 < count else { return count }
    let letter = base[position &+ 1]
    switch letter {
    case UInt8(ascii: "n"): output.append(0x0a)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "r"): output.append(0x0d)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0c)
    case UInt8(ascii: "u"):
      guard let unit = unit(base, count: count, at: position) else { return count }
      if unit & 0xf800 != 0xd800 {
        append(UInt32(unit), to: &output)
        return position &+ 6
      }
      if unit < 0xdc00, let low = self.unit(base, count: count, at: position &+ 6), low & 0xfc00 == 0xdc00 {
        append(0x10000 &+ (UInt32(unit & 0x3ff) << 10 | UInt32(low & 0x3ff)), to: &output)
        return position &+ 12
      }
      append(0xfffd, to: &output)
      return position &+ 6
    default: output.append(letter)
    }
    return position &+ 2
  }

  /// The code unit of `\uXXXX` at `position`; nil when something else stands there.
  @inline(__always)
  static func unit(_ base: UnsafePointer<UInt8>, count: Int, at position: Int) -> UInt16? {
    guard position &+ 6 <= count, base[position] == UInt8(ascii: "\\"), base[position &+ 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt16 = 0
    for index in 2..<6 {
      let digit = base[position &+ index]
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit &- UInt8(ascii: "a") &+ 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit &- UInt8(ascii: "A") &+ 10
      default: return nil
      }
      unit = unit << 4 | UInt16(value)
    }
    return unit
  }

  /// Appends a Unicode scalar value as UTF-8.
  private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case ..<0x80:
      output.append(UInt8(scalar))
    case ..<0x800:
      output.append(UInt8(0xc0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3f))
    case ..<0x10000:
      output.append(UInt8(0xe0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    default:
      output.append(UInt8(0xf0 | scalar >> 18 & 0x07))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3f))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3f))
      output.append(UInt8(0x80 | scalar & 0x3f))
    }
  }
}
