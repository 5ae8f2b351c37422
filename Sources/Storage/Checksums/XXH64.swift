// XXH64 (Yann Collet, https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md): checksums of files.

/// A 64-bit hash of bytes, streamed or at once. Not for secrets; the same on every machine.
public struct XXH64: Sendable {
  static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
  static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
  static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
  static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  private let seed: UInt64
  /// Bytes that do not fill a stripe of 32 yet.
  private var pending: InlineArray<32, UInt8> = .init(repeating: 0)
  private var pendingCount = 0
  private var totalCount: UInt64 = 0

  public init(seed: UInt64 = 0) {
    self.seed = seed
    lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    totalCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if pendingCount > 0 {
      let taken = min(32 - pendingCount, rest.count)
      for index in 0..<taken { pending[pendingCount + index] = rest[rest.startIndex + index] }
      pendingCount += taken
      rest = rest.dropFirst(taken)
      if pendingCount < 32 { return }
      let full = pending
      full.span.withUnsafeBytes { stripe in consumeStripes(stripe) }
      pendingCount = 0
    }
    let whole = rest.count & ~31
    if whole > 0 { consumeStripes(UnsafeRawBufferPointer(rebasing: rest.prefix(whole))) }
    rest = rest.dropFirst(whole)
    for byte in rest {
      pending[pendingCount] = byte
      pendingCount += 1
    }
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The hash of all bytes so far; more may follow.
  public func digest() -> UInt64 {
    var hash = totalCount >= 32 ? merged() : seed &+ Self.prime5
    hash &+= totalCount
    return pending.span.withUnsafeBytes { tail in
      Self.finish(hash, UnsafeRawBufferPointer(rebasing: tail[..<pendingCount]))
    }
  }

  /// The hash of `bytes`.
  public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    let whole = bytes.count & ~31
    var hash: UInt64
    if whole > 0 {
      var state = XXH64(seed: seed)
      state.consumeStripes(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
      hash = state.merged()
    } else {
      hash = seed &+ prime5
    }
    hash &+= UInt64(bytes.count)
    return finish(hash, UnsafeRawBufferPointer(rebasing: bytes[whole...]))
  }

  public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  /// `stripes.count` is a multiple of 32.
  private mutating func consumeStripes(_ stripes: UnsafeRawBufferPointer) {
    var (first, second, third, fourth) = lanes
    var index = 0
    while index < stripes.count {
      first = Self.round(first, load64(stripes, index))
      second = Self.round(second, load64(stripes, index + 8))
      third = Self.round(third, load64(stripes, index + 16))
      fourth = Self.round(fourth, load64(stripes, index + 24))
      index += 32
    }
    lanes = (first, second, third, fourth)
  }

  private func merged() -> UInt64 {
    var hash = rotateLeft(lanes.0, 1) &+ rotateLeft(lanes.1, 7) &+ rotateLeft(lanes.2, 12) &+ rotateLeft(lanes.3, 18)
    hash = (hash ^ Self.round(0, lanes.0)) &* Self.prime1 &+ Self.prime4
    hash = (hash ^ Self.round(0, lanes.1)) &* Self.prime1 &+ Self.prime4
    hash = (hash ^ Self.round(0, lanes.2)) &* Self.prime1 &+ Self.prime4
    return (hash ^ Self.round(0, lanes.3)) &* Self.prime1 &+ Self.prime4
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotateLeft(lane &+ input &* prime2, 31) &* prime1
  }

  private static func finish(_ start: UInt64, _ tail: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start
    var index = 0
    while index + 8 <= tail.count {
      hash = rotateLeft(hash ^ round(0, load64(tail, index)), 27) &* prime1 &+ prime4
      index += 8
    }
    if index + 4 <= tail.count {
      hash = rotateLeft(hash ^ (UInt64(load32(tail, index)) &* prime1), 23) &* prime2 &+ prime3
      index += 4
    }
    while index < tail.count {
      hash = rotateLeft(hash ^ (UInt64(tail[index]) &* prime5), 11) &* prime1
      index += 1
    }
    return avalanche(hash)
  }

  @inline(__always)
  static func avalanche(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
  }
}

@inline(__always)
func rotateLeft(_ value: UInt64, _ count: UInt64) -> UInt64 { (value &<< count) | (value &>> (64 &- count)) }

@inline(__always)
func load64(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

@inline(__always)
func load32(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
  UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
}
