// XXH3 (Yann Collet, https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md): fast hashes of keys and contents.

/// The 64-bit and 128-bit hashes of the XXH3 family. Not for secrets; the same on every machine.
///
/// Each length class has its own function, as the specification has it; inputs above 240 bytes go through the
/// accumulators of `XXH3+Long.swift`.
public enum XXH3 {
  /// The 64-bit hash of `bytes`.
  public static func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    secretWords.span.withUnsafeBytes { secret in
      switch bytes.count {
      case 0: XXH64.avalanche(seed ^ load64(secret, 56) ^ load64(secret, 64))
      case 1...3: hash64UpTo3(bytes, secret, seed)
      case 4...8: hash64UpTo8(bytes, secret, seed)
      case 9...16: hash64UpTo16(bytes, secret, seed)
      case 17...128: hash64UpTo128(bytes, secret, seed)
      case 129...240: hash64UpTo240(bytes, secret, seed)
      default: hash64Long(bytes, secret, seed)
      }
    }
  }

  public static func hash64(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash64($0, seed: seed) }
  }

  /// The 128-bit hash of `bytes`.
  public static func hash128(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> (high: UInt64, low: UInt64) {
    secretWords.span.withUnsafeBytes { secret in
      switch bytes.count {
      case 0:
        (
          high: XXH64.avalanche(seed ^ load64(secret, 80) ^ load64(secret, 88)),
          low: XXH64.avalanche(seed ^ load64(secret, 64) ^ load64(secret, 72))
        )
      case 1...3: hash128UpTo3(bytes, secret, seed)
      case 4...8: hash128UpTo8(bytes, secret, seed)
      case 9...16: hash128UpTo16(bytes, secret, seed)
      case 17...128: hash128UpTo128(bytes, secret, seed)
      case 129...240: hash128UpTo240(bytes, secret, seed)
      default: hash128Long(bytes, secret, seed)
      }
    }
  }

  public static func hash128(_ bytes: [UInt8], seed: UInt64 = 0) -> (high: UInt64, low: UInt64) {
    bytes.withUnsafeBytes { hash128($0, seed: seed) }
  }

  static let shortPrime1: UInt64 = 0x9e37_79b1
  static let shortPrime2: UInt64 = 0x85eb_ca77
  static let shortPrime3: UInt64 = 0xc2b2_ae3d
  static let mixPrime1: UInt64 = 0x1656_6791_9e37_79f9
  static let mixPrime2: UInt64 = 0x9fb2_1c65_1e98_df25

  /// The default secret of 192 bytes, as little-endian words.
  static let secretWords: InlineArray<24, UInt64> = [
    0xbe4b_a423_396c_feb8, 0x1cad_21f7_2c81_017c, 0xdb97_9083_e96d_d4de, 0x1f67_b3b7_a4a4_4072,
    0x78e5_c0cc_4ee6_79cb, 0x2172_ffcc_7dd0_5a82, 0x8e24_43f7_7446_08b8, 0x4c26_3a81_e690_35e0,
    0xcb00_c391_bb52_283c, 0xa32e_531b_8b65_d088, 0x4ef9_0da2_9748_6471, 0xd8ac_dea9_46ef_1938,
    0x3f34_9ce3_3f76_faa8, 0x1d4f_0bc7_c7bb_dcf9, 0x3159_b4cd_4be0_518a, 0x6473_78d9_c97e_9fc8,
    0xc3eb_d334_83ac_c5ea, 0xeb63_13fa_ffa0_81c5, 0x49da_f0b7_51dd_0d17, 0x9e68_d429_2655_16d3,
    0xfca1_477d_58be_162b, 0xce31_d07a_d1b8_f88f, 0x2804_1695_8f3a_cb45, 0x7e40_4bbb_cafb_d7af,
  ]

  @inline(__always)
  static func multiplyFold(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    return product.low ^ product.high
  }

  @inline(__always)
  static func avalanche(_ value: UInt64) -> UInt64 {
    let hash = (value ^ (value >> 37)) &* mixPrime1
    return hash ^ (hash >> 32)
  }

  /// Sixteen bytes of input and of secret.
  @inline(__always)
  static func mix16(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ secret: UnsafeRawBufferPointer, _ place: Int, _ seed: UInt64
  ) -> UInt64 {
    multiplyFold(
      load64(bytes, offset) ^ (load64(secret, place) &+ seed),
      load64(bytes, offset + 8) ^ (load64(secret, place + 8) &- seed))
  }

  /// What one to three bytes and their count are combined to.
  @inline(__always)
  private static func combined(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let count = bytes.count
    return UInt32(bytes[0]) << 16 | UInt32(bytes[count >> 1]) << 24 | UInt32(bytes[count - 1]) | UInt32(count) << 8
  }

  @inline(__always)
  private static func spread(_ seed: UInt64) -> UInt64 {
    seed ^ (UInt64(UInt32(truncatingIfNeeded: seed).byteSwapped) << 32)
  }
}

// MARK: - 64 bits, up to 240 bytes

extension XXH3 {
  @inline(__always)
  private static func hash64UpTo3(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    XXH64.avalanche(UInt64(combined(bytes)) ^ (UInt64(load32(secret, 0) ^ load32(secret, 4)) &+ seed))
  }

  @inline(__always)
  private static func hash64UpTo8(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    let input = UInt64(load32(bytes, bytes.count - 4)) | UInt64(load32(bytes, 0)) << 32
    var hash = input ^ ((load64(secret, 8) ^ load64(secret, 16)) &- spread(seed))
    hash ^= rotateLeft(hash, 49) ^ rotateLeft(hash, 24)
    hash = hash &* mixPrime2
    hash ^= (hash >> 35) &+ UInt64(bytes.count)
    hash = hash &* mixPrime2
    return hash ^ (hash >> 28)
  }

  @inline(__always)
  private static func hash64UpTo16(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    let low = load64(bytes, 0) ^ ((load64(secret, 24) ^ load64(secret, 32)) &+ seed)
    let high = load64(bytes, bytes.count - 8) ^ ((load64(secret, 40) ^ load64(secret, 48)) &- seed)
    return avalanche(UInt64(bytes.count) &+ low.byteSwapped &+ high &+ multiplyFold(low, high))
  }

  private static func hash64UpTo128(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    let count = bytes.count
    var sum = UInt64(count) &* XXH64.prime1
    var pair = (count - 1) / 32
    while pair >= 0 {
      sum &+= mix16(bytes, 16 * pair, secret, 32 * pair, seed)
      sum &+= mix16(bytes, count - 16 * (pair + 1), secret, 32 * pair + 16, seed)
      pair -= 1
    }
    return avalanche(sum)
  }

  private static func hash64UpTo240(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    let count = bytes.count
    var sum = UInt64(count) &* XXH64.prime1
    for index in 0..<8 { sum &+= mix16(bytes, 16 * index, secret, 16 * index, seed) }
    sum = avalanche(sum)
    for index in 8..<count / 16 { sum &+= mix16(bytes, 16 * index, secret, 16 * (index - 8) + 3, seed) }
    return avalanche(sum &+ mix16(bytes, count - 16, secret, 136 - 17, seed))
  }
}

// MARK: - 128 bits, up to 240 bytes

extension XXH3 {
  private static func hash128UpTo3(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let low = combined(bytes)
    let swapped = low.byteSwapped
    let high = swapped << 13 | swapped >> 19
    return (
      high: XXH64.avalanche(UInt64(high) ^ (UInt64(load32(secret, 8) ^ load32(secret, 12)) &- seed)),
      low: XXH64.avalanche(UInt64(low) ^ (UInt64(load32(secret, 0) ^ load32(secret, 4)) &+ seed))
    )
  }

  private static func hash128UpTo8(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let count = bytes.count
    let input = UInt64(load32(bytes, 0)) | UInt64(load32(bytes, count - 4)) << 32
    let keyed = input ^ ((load64(secret, 16) ^ load64(secret, 24)) &+ spread(seed))
    var (high, low) = keyed.multipliedFullWidth(by: XXH64.prime1 &+ UInt64(count << 2))
    high &+= low << 1
    low ^= high >> 3
    low = (low ^ (low >> 35)) &* mixPrime2
    return (high: avalanche(high), low: low ^ (low >> 28))
  }

  private static func hash128UpTo16(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let count = bytes.count
    let flipLow = (load64(secret, 32) ^ load64(secret, 40)) &- seed
    let flipHigh = (load64(secret, 48) ^ load64(secret, 56)) &+ seed
    var inputHigh = load64(bytes, count - 8)
    var (high, low) = (load64(bytes, 0) ^ inputHigh ^ flipLow).multipliedFullWidth(by: XXH64.prime1)
    low &+= UInt64(count - 1) << 54
    inputHigh ^= flipHigh
    high &+= inputHigh &+ (inputHigh & 0xffff_ffff) &* (shortPrime2 - 1)
    low ^= high.byteSwapped
    let product = low.multipliedFullWidth(by: XXH64.prime2)
    return (high: avalanche(product.high &+ high &* XXH64.prime2), low: avalanche(product.low))
  }

  @inline(__always)
  private static func mix32(
    _ sum: inout (high: UInt64, low: UInt64), _ bytes: UnsafeRawBufferPointer, _ first: Int, _ second: Int,
    _ secret: UnsafeRawBufferPointer, _ place: Int, _ seed: UInt64
  ) {
    sum.low &+= mix16(bytes, first, secret, place, seed)
    sum.low ^= load64(bytes, second) &+ load64(bytes, second + 8)
    sum.high &+= mix16(bytes, second, secret, place + 16, seed)
    sum.high ^= load64(bytes, first) &+ load64(bytes, first + 8)
  }

  private static func finish128(
    _ sum: (high: UInt64, low: UInt64), _ count: Int, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let high =
      sum.low &* XXH64.prime1 &+ sum.high &* XXH64.prime4 &+ (UInt64(count) &- seed) &* XXH64.prime2
    return (high: 0 &- avalanche(high), low: avalanche(sum.low &+ sum.high))
  }

  private static func hash128UpTo128(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let count = bytes.count
    var sum = (high: UInt64(0), low: UInt64(count) &* XXH64.prime1)
    var pair = (count - 1) / 32
    while pair >= 0 {
      mix32(&sum, bytes, 16 * pair, count - 16 * (pair + 1), secret, 32 * pair, seed)
      pair -= 1
    }
    return finish128(sum, count, seed)
  }

  private static func hash128UpTo240(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    let count = bytes.count
    var sum = (high: UInt64(0), low: UInt64(count) &* XXH64.prime1)
    for index in 0..<4 { mix32(&sum, bytes, 32 * index, 32 * index + 16, secret, 32 * index, seed) }
    sum = (high: avalanche(sum.high), low: avalanche(sum.low))
    for index in 4..<count / 32 { mix32(&sum, bytes, 32 * index, 32 * index + 16, secret, 32 * (index - 4) + 3, seed) }
    mix32(&sum, bytes, count - 16, count - 32, secret, 136 - 17 - 16, 0 &- seed)
    return finish128(sum, count, seed)
  }
}
