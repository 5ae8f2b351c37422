// Escape sequences, read.

public enum JSONEscape {
  /// Appends the content of a string as written between its quotes: escapes become the characters they stand for.
  ///
  /// A half of a surrogate pair that stands alone becomes U+FFFD.
  ///
  /// - Parameter raw: bytes that a scan has found to be a valid string; of others the result is some text without
  ///   meaning, never a crash.
  public static func unescape(_ raw: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    guard let base = raw.baseAddress else { return }
    // No escape is shorter than what it stands for; words are copied whole, hence the room behind.
    output.append(addingCapacity: raw.count + 8) { span in
      span.withUnsafeMutableBufferPointer { buffer, initializedCount in
        guard let start = buffer.baseAddress else { return }
        initializedCount = unescape(base, count: raw.count, to: start + initializedCount) - start
      }
    }
  }

  /// Writes the content to `target` and gives the place behind it.
  ///
  /// SAFETY: `target` has room for `count` + 8 bytes. Each step writes at most as many bytes as it reads, or eight
  /// of which all that count were read.
  private static func unescape(
    _ base: UnsafePointer<UInt8>, count: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var target = target
    var position = 0
    while position < count {
      if position &+ 8 <= count {
        let word = ByteWord.load(base + position)
        ByteWord.store(word, to: target)
        let marks = ByteWord.backslashes(word)
        if marks == 0 {
          position &+= 8
          target += 8
          continue
        }
        let plain = ByteWord.firstMarked(marks)
        position &+= plain
        target += plain
      } else if base[position] != UInt8(ascii: "\\") {
        target.pointee = base[position]
        target += 1
        position &+= 1
        continue
      }
      guard position &+ 1 < count else { return target }
      let simple = simple(base[position &+ 1])
      if simple != 0 {
        target.pointee = simple
        target += 1
        position &+= 2
      } else {
        guard let (scalar, length) = scalar(base, count: count, at: position) else { return target }
        target = write(scalar, to: target)
        position &+= length
      }
    }
    return target
  }

  /// Writes what a valid `\u` escape at `position` stands for and gives the place behind it: never more bytes than the
  /// escape has.
  static func writeLong(
    _ base: UnsafePointer<UInt8>, count: Int, at position: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    guard let (scalar, _) = scalar(base, count: count, at: position) else { return target }
    return write(scalar, to: target)
  }

  /// What the letter behind a backslash stands for; 0 for `u` and for what is no escape.
  @inline(__always)
  static func simple(_ letter: UInt8) -> UInt8 {
    // Most escapes are line ends, and a jump by the letter costs more than all the rest.
    if letter == UInt8(ascii: "n") { return 0x0a }
    return switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0d
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0c
    default: 0
    }
  }

  /// The scalar that `\uXXXX`, or two of them, stands for, and the number of bytes they take.
  private static func scalar(_ base: UnsafePointer<UInt8>, count: Int, at position: Int) -> (UInt32, Int)? {
    guard let unit = unit(base, count: count, at: position) else { return nil }
    if unit & 0xf800 != 0xd800 { return (UInt32(unit), 6) }
    if unit < 0xdc00, let low = self.unit(base, count: count, at: position &+ 6), low & 0xfc00 == 0xdc00 {
      return (0x10000 &+ (UInt32(unit & 0x3ff) << 10 | UInt32(low & 0x3ff)), 12)
    }
    return (0xfffd, 6)
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

  /// Writes a Unicode scalar value as UTF-8 and gives the place behind it: at most three bytes below U+10000, four
  /// above.
  private static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    switch scalar {
    case ..<0x80:
      target[0] = UInt8(truncatingIfNeeded: scalar)
      return target + 1
    case ..<0x800:
      target[0] = UInt8(truncatingIfNeeded: 0xc0 | scalar >> 6)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f)
      return target + 2
    case ..<0x10000:
      target[0] = UInt8(truncatingIfNeeded: 0xe0 | scalar >> 12)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3f)
      target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f)
      return target + 3
    default:
      target[0] = UInt8(truncatingIfNeeded: 0xf0 | scalar >> 18 & 0x07)
      target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3f)
      target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3f)
      target[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f)
      return target + 4
    }
  }
}
