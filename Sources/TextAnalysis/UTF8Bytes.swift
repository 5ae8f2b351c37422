// UTF-8 as bytes: validation, decoding, repair. `String` is never involved.

/// Strict UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF) over bytes.
public enum UTF8Bytes {
  /// A decoded scalar and the number of bytes it takes.
  public struct Decoded: Sendable, Equatable {
    public var scalar: UInt32
    public var byteCount: Int

    @inlinable @inline(__always)
    public init(scalar: UInt32, byteCount: Int) {
      self.scalar = scalar
      self.byteCount = byteCount
    }
  }

  /// The scalar that starts at `position`, or nil when the bytes there are no valid UTF-8.
  ///
  /// - Precondition: `position` is inside the text.
  @inlinable @inline(__always)
  public static func decode(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Decoded? {
    // SAFETY: every read below is at an index smaller than text.count.
    guard let base = text.baseAddress else { return nil }
    let left = text.count &- position
    let first = UInt32(base[position])
    if first < 0x80 { return Decoded(scalar: first, byteCount: 1) }
    if first < 0xe0 {
      guard first >= 0xc2, left > 1 else { return nil }
      let second = UInt32(base[position &+ 1]) ^ 0x80
      guard second < 0x40 else { return nil }
      return Decoded(scalar: (first & 0x1f) << 6 | second, byteCount: 2)
    }
    if first < 0xf0 {
      guard left > 2 else { return nil }
      let second = UInt32(base[position &+ 1]) ^ 0x80
      let third = UInt32(base[position &+ 2]) ^ 0x80
      let scalar = (first & 0xf) << 12 | second << 6 | third
      guard second | third < 0x40, scalar >= 0x800, scalar &- 0xd800 >= 0x800 else { return nil }
      return Decoded(scalar: scalar, byteCount: 3)
    }
    guard first < 0xf5, left > 3 else { return nil }
    let second = UInt32(base[position &+ 1]) ^ 0x80
    let third = UInt32(base[position &+ 2]) ^ 0x80
    let fourth = UInt32(base[position &+ 3]) ^ 0x80
    let scalar = (first & 7) << 18 | second << 12 | third << 6 | fourth
    guard second | third | fourth < 0x40, scalar >= 0x1_0000, scalar <= 0x10_ffff else { return nil }
    return Decoded(scalar: scalar, byteCount: 4)
  }

  /// The scalar that ends before `position`, or nil at the text's beginning and behind bytes that are no valid UTF-8.
  public static func decode(_ text: UnsafeBufferPointer<UInt8>, before position: Int) -> Decoded? {
    guard position > 0 else { return nil }
    var start = position - 1
    while start > 0, position - start < 4, text[start] & 0xc0 == 0x80 { start -= 1 }
    guard let decoded = decode(text, at: start), start + decoded.byteCount == position else { return nil }
    return decoded
  }

  /// Offset of the first byte that is not part of valid UTF-8, or nil when all of it is valid.
  public static func firstInvalidOffset(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    let count = text.count
    while true {
      position = asciiEnd(text, from: position)
      if position == count { return nil }
      while position < count, text[position] >= 0x80 {
        guard let decoded = decode(text, at: position) else { return position }
        position &+= decoded.byteCount
      }
    }
  }

  /// True when the text is valid UTF-8.
  public static func isValid(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { firstInvalidOffset($0) == nil }
  }

  /// Offset of the first byte at or after `start` that is not ASCII, or the text's count.
  public static func asciiEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return start }
    let raw = UnsafeRawPointer(base)
    var position = start
    // SAFETY: each load of 32 or 8 bytes ends at or before text.count.
    while position &+ 32 <= text.count {
      let bytes = raw.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
      if (bytes[0] | bytes[1] | bytes[2] | bytes[3]) & 0x8080_8080_8080_8080 != 0 { break }
      position &+= 32
    }
    while position &+ 8 <= text.count {
      let high =
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)) & 0x8080_8080_8080_8080
      if high != 0 { return position &+ high.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < text.count, base[position] < 0x80 { position &+= 1 }
    return position
  }

  /// Replaces each maximal part of an ill-formed sequence by U+FFFD, as browsers do (WHATWG Encoding; Unicode 3.9,
  /// "substitution of maximal subparts").
  ///
  /// - Returns: the number of replacements; with 0 the text was valid and is unchanged.
  @discardableResult
  public static func repair(_ text: inout [UInt8]) -> Int {
    guard let first = text.withUnsafeBufferPointer({ firstInvalidOffset($0) }) else { return 0 }
    var repaired: [UInt8] = []
    repaired.reserveCapacity(text.count + 16)
    var replacements = 0
    text.withUnsafeBufferPointer { source in
      var position = first
      repaired.append(contentsOf: source[..<first])
      while position < source.count {
        if let decoded = decode(source, at: position) {
          repaired.append(contentsOf: source[position..<position + decoded.byteCount])
          position += decoded.byteCount
        } else {
          repaired.append(contentsOf: [0xef, 0xbf, 0xbd])
          replacements += 1
          position += maximalSubpartByteCount(source, at: position)
        }
      }
    }
    text = repaired
    return replacements
  }

  /// Number of bytes of an ill-formed sequence that one U+FFFD replaces.
  private static func maximalSubpartByteCount(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    let first = text[position]
    var low: UInt8 = 0x80
    var high: UInt8 = 0xbf
    let length: Int
    switch first {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if first == 0xe0 { low = 0xa0 }
      if first == 0xed { high = 0x9f }
    case 0xf0...0xf4:
      length = 4
      if first == 0xf0 { low = 0x90 }
      if first == 0xf4 { high = 0x8f }
    default: return 1
    }
    var count = 1
    while count < length, position + count < text.count {
      let byte = text[position + count]
      guard byte >= low, byte <= high else { break }
      low = 0x80
      high = 0xbf
      count += 1
    }
    return count
  }
}
