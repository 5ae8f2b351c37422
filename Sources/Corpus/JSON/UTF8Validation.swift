// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.

public enum UTF8Validation {
  /// True when `bytes` are well-formed UTF-8 (Unicode 16.0, table 3-7).
  public static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var position = 0
    let count = bytes.count
    while position < count {
      if position &+ 8 <= count {
        let marks = ByteWord.nonASCII(ByteWord.load(base + position))
        if marks == 0 {
          position &+= 8
          continue
        }
        position &+= ByteWord.firstMarked(marks)
      } else if base[position] < 0x80 {
        position &+= 1
        continue
      }
      position = endOfNonASCII(base: base, count: count, from: position)
      if position < 0 { return false }
    }
    return true
  }

  /// Walks over a run of well-formed characters outside ASCII.
  ///
  /// SAFETY: `base` must be readable for `count` bytes; `start` is below `count`.
  ///
  /// - Returns: the offset behind the run, or `-1 - offset` of the first byte of an ill-formed sequence.
  @inline(__always)
  static func endOfNonASCII(base: UnsafePointer<UInt8>, count: Int, from start: Int) -> Int {
    var position = start
    repeat {
      let lead = base[position]
      if lead & 0xf0 == 0xe0 {
        guard position &+ 3 <= count else { return -1 - position }
        let second = base[position &+ 1]
        guard second & 0xc0 == 0x80, base[position &+ 2] & 0xc0 == 0x80 else { return -1 - position }
        if lead == 0xe0 && second < 0xa0 || lead == 0xed && second > 0x9f { return -1 - position }
        position &+= 3
      } else if lead & 0xe0 == 0xc0 {
        guard lead >= 0xc2, position &+ 2 <= count, base[position &+ 1] & 0xc0 == 0x80 else { return -1 - position }
        position &+= 2
      } else {
        guard lead >= 0xf0, lead <= 0xf4, position &+ 4 <= count else { return -1 - position }
        let second = base[position &+ 1]
        guard second & 0xc0 == 0x80, base[position &+ 2] & 0xc0 == 0x80, base[position &+ 3] & 0xc0 == 0x80 else {
          return -1 - position
        }
        if lead == 0xf0 && second < 0x90 || lead == 0xf4 && second > 0x8f { return -1 - position }
        position &+= 4
      }
    } while position < count && base[position] >= 0x80
    return position
  }
}
