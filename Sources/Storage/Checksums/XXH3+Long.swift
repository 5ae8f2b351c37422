// XXH3 above 240 bytes: eight accumulators in four vectors, stripes of 64 bytes, blocks of 16 stripes.

extension XXH3 {
  private typealias Lanes = SIMD2<UInt64>
  private static var stripeByteCount: Int { 64 }
  private static var stripesPerBlock: Int { 16 }
  private static var blockByteCount: Int { 1024 }

  static func hash64Long(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> UInt64 {
    withSecret(secret, seed) { secret in
      let sums = accumulate(bytes, secret)
      return merge(sums, secret, 11, UInt64(bytes.count) &* XXH64.prime1)
    }
  }

  static func hash128Long(
    _ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer, _ seed: UInt64
  ) -> (high: UInt64, low: UInt64) {
    withSecret(secret, seed) { secret in
      let sums = accumulate(bytes, secret)
      let count = UInt64(bytes.count)
      return (
        high: merge(sums, secret, 192 - 64 - 11, ~(count &* XXH64.prime2)),
        low: merge(sums, secret, 11, count &* XXH64.prime1)
      )
    }
  }

  /// The secret of a seed: the default one with the seed added to and subtracted from its words.
  private static func withSecret<R>(
    _ secret: UnsafeRawBufferPointer, _ seed: UInt64, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R {
    if seed == 0 { return body(secret) }
    var words = secretWords
    for index in 0..<24 {
      words[index] = (index & 1 == 0 ? words[index] &+ seed : words[index] &- seed).littleEndian
    }
    return words.span.withUnsafeBytes { body($0) }
  }

  private struct Accumulators {
    var a = Lanes(shortPrime3, XXH64.prime1)
    var b = Lanes(XXH64.prime2, XXH64.prime3)
    var c = Lanes(XXH64.prime4, shortPrime2)
    var d = Lanes(XXH64.prime5, shortPrime1)
  }

  private static func accumulate(_ bytes: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer) -> Accumulators {
    // SAFETY: every load below lies in `bytes` (more than 240 of them) or in the 192 bytes of `secret`: the offsets
    // are those of the specification, tested for all lengths around its boundaries.
    let input = bytes.baseAddress!
    let keys = secret.baseAddress!
    let count = bytes.count
    var sums = Accumulators()
    let blockCount = (count - 1) / blockByteCount
    for block in 0..<blockCount {
      let start = input + block * blockByteCount
      for stripe in 0..<stripesPerBlock { add(&sums, start + stripe * stripeByteCount, keys + 8 * stripe) }
      scramble(&sums, keys + (192 - 64))
    }
    let start = input + blockCount * blockByteCount
    let stripeCount = (count - 1 - blockCount * blockByteCount) / stripeByteCount
    for stripe in 0..<stripeCount { add(&sums, start + stripe * stripeByteCount, keys + 8 * stripe) }
    add(&sums, input + (count - stripeByteCount), keys + (192 - 64 - 7))
    return sums
  }

  @inline(__always)
  private static func load(_ pointer: UnsafeRawPointer) -> Lanes {
    let lanes = pointer.loadUnaligned(as: Lanes.self)
    return Lanes(UInt64(littleEndian: lanes[0]), UInt64(littleEndian: lanes[1]))
  }

  @inline(__always)
  private static func add(_ sums: inout Accumulators, _ input: UnsafeRawPointer, _ key: UnsafeRawPointer) {
    add(&sums.a, load(input), load(key))
    add(&sums.b, load(input + 16), load(key + 16))
    add(&sums.c, load(input + 32), load(key + 32))
    add(&sums.d, load(input + 48), load(key + 48))
  }

  @inline(__always)
  private static func add(_ sum: inout Lanes, _ data: Lanes, _ key: Lanes) {
    let keyed = data ^ key
    sum &+= Lanes(data[1], data[0]) &+ (keyed & Lanes(repeating: 0xffff_ffff)) &* (keyed &>> 32)
  }

  @inline(__always)
  private static func scramble(_ sums: inout Accumulators, _ key: UnsafeRawPointer) {
    scramble(&sums.a, load(key))
    scramble(&sums.b, load(key + 16))
    scramble(&sums.c, load(key + 32))
    scramble(&sums.d, load(key + 48))
  }

  @inline(__always)
  private static func scramble(_ sum: inout Lanes, _ key: Lanes) {
    sum = (sum ^ (sum &>> 47) ^ key) &* Lanes(repeating: shortPrime1)
  }

  private static func merge(
    _ sums: Accumulators, _ secret: UnsafeRawBufferPointer, _ place: Int, _ start: UInt64
  ) -> UInt64 {
    @inline(__always)
    func fold(_ lanes: Lanes, _ offset: Int) -> UInt64 {
      multiplyFold(lanes[0] ^ load64(secret, place + offset), lanes[1] ^ load64(secret, place + offset + 8))
    }
    return avalanche(
      start &+ fold(sums.a, 0) &+ fold(sums.b, 16) &+ fold(sums.c, 32) &+ fold(sums.d, 48))
  }
}
