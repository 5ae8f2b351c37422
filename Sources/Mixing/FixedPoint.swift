// Logarithms and powers in integers: a share that decides about files must be the same on every machine, and the
// last bit of a C library's pow is not.

/// Base-2 logarithms and exponentials on fixed-point numbers; errors stay below 2⁻⁵⁰.
enum FixedPoint {
  /// Fraction bits of logarithms and exponents.
  static let logarithmBits = 56
  /// Fraction bits of powers.
  static let powerBits = 62

  /// log₂ of a positive integer with `logarithmBits` fraction bits, by squaring the mantissa a bit at a time.
  static func log2(_ value: Int) -> Int {
    precondition(value > 0)
    let whole = Int.bitWidth - 1 - value.leadingZeroBitCount
    var mantissa = UInt64(value) << UInt64(62 - whole)
    var fraction = 0
    for _ in 0..<logarithmBits {
      mantissa = multiply(mantissa, mantissa, shift: 62)
      fraction <<= 1
      if mantissa >> 63 != 0 {
        fraction |= 1
        mantissa >>= 1
      }
    }
    return whole << logarithmBits | fraction
  }

  /// 2⁻ˣ with `powerBits` fraction bits, for x ≥ 0 with `logarithmBits` fraction bits.
  static func powerOfTwo(minus exponent: Int128) -> Int {
    precondition(exponent >= 0)
    let whole = exponent >> Int128(logarithmBits)
    if whole > Int128(powerBits) { return 0 }
    var power: UInt64 = 1 << 63
    for (index, root) in roots.enumerated() where exponent >> Int128(logarithmBits - 1 - index) & 1 == 1 {
      power = multiply(power, root, shift: 63)
    }
    return Int(power >> UInt64(1 + whole))
  }

  /// 2^(−1/2), 2^(−1/4), 2^(−1/8), … with 63 fraction bits.
  private static let roots: [UInt64] = {
    var roots: [UInt64] = []
    var last: UInt64 = 1 << 62
    for _ in 0..<logarithmBits {
      last = squareRoot(UInt128(last) << 63)
      roots.append(last)
    }
    return roots
  }()

  private static func multiply(_ left: UInt64, _ right: UInt64, shift: UInt128) -> UInt64 {
    UInt64(truncatingIfNeeded: (UInt128(left) * UInt128(right)) >> shift)
  }

  /// The whole part of the square root, bit by bit; the value lies below 2¹²⁶.
  private static func squareRoot(_ value: UInt128) -> UInt64 {
    var root: UInt128 = 0
    for bit in stride(from: 63, through: 0, by: -1) {
      let candidate = root | 1 << UInt128(bit)
      if candidate * candidate <= value { root = candidate }
    }
    return UInt64(root)
  }
}
