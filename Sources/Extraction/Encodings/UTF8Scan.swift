// UTF-8: validation at the speed of memory for ASCII, and decoding with replacement.

/// Validation and repair of UTF-8.
enum UTF8Scan {
  /// The number of bytes up to the first sequence that is not UTF-8; all of them when there is none.
  static func validPrefixCount(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let count = bytes.count
    var index = start
    let raw = UnsafeRawPointer(base)
    while index < count {
      while index + 16 <= count {
        let low = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let high = raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
        if (low | high) & 0x8080_8080_8080_8080 != 0 { break }
        index += 16
      }
      guard index < count else { break }
      let length = sequenceLength(base + index, count - index)
      if length == 0 { return index }
      index += length
    }
    return count
  }

  /// The length of the well-formed sequence at `at`, 0 when there is none.
  @inline(__always)
  static func sequenceLength(_ at: UnsafePointer<UInt8>, _ available: Int) -> Int {
    let first = at[0]
    if first < 0x80 { return 1 }
    if first < 0xc2 || first > 0xf4 { return 0 }
    if first < 0xe0 { return available > 1 && at[1] & 0xc0 == 0x80 ? 2 : 0 }
    guard available > 2, secondIsValid(first, at[1]), at[2] & 0xc0 == 0x80 else { return 0 }
    if first < 0xf0 { return 3 }
    return available > 3 && at[3] & 0xc0 == 0x80 ? 4 : 0
  }

  /// Whether `second` may follow `first`, the lead of three or four bytes: no overlong forms, no surrogates, nothing
  /// above U+10FFFF.
  @inline(__always)
  private static func secondIsValid(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xe0: second >= 0xa0 && second <= 0xbf
    case 0xed: second >= 0x80 && second <= 0x9f
    case 0xf0: second >= 0x90 && second <= 0xbf
    case 0xf4: second >= 0x80 && second <= 0x8f
    default: second & 0xc0 == 0x80
    }
  }

  /// Appends `bytes` to `output`; every maximal part of an ill-formed sequence becomes one U+FFFD.
  ///
  /// - Returns: the number of replacements.
  static func appendRepaired(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
    var replacements = 0
    var index = 0
    while index < bytes.count {
      let valid = validPrefixCount(bytes, from: index)
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<valid]))
      index = valid
      guard index < bytes.count else { break }
      output += [0xef, 0xbf, 0xbd]
      replacements += 1
      index += illFormedLength(bytes, at: index)
    }
    return replacements
  }

  /// The length of the maximal part of an ill-formed sequence (Unicode, section 3.9, "U+FFFD Substitution").
  private static func illFormedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    let expected = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : 1
    guard expected > 1, index + 1 < bytes.count, secondIsValid(first, bytes[index + 1]) else { return 1 }
    guard expected == 4, index + 2 < bytes.count, bytes[index + 2] & 0xc0 == 0x80 else { return 2 }
    return 3
  }
}
