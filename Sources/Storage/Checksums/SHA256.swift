// SHA-256 (NIST FIPS 180-4): the identity of files in manifests.

/// The hash function SHA-256, streamed or at once.
public struct SHA256: Sendable {
  private var state: SIMD8<UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  public init() {}

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let taken = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(taken))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
      if pending.count < 64 { return }
      pending.withUnsafeBytes { Self.compress(&state, $0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    Self.compress(&state, UnsafeRawBufferPointer(rebasing: rest[..<whole]))
    pending.append(contentsOf: rest[whole...])
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The 32 bytes of the hash of everything so far; more may follow.
  public func digest() -> [UInt8] {
    var last = state
    var tail = pending
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bitCount = byteCount &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    tail.withUnsafeBytes { Self.compress(&last, $0) }
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for index in 0..<8 {
      for shift in stride(from: 24, through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: last[index] >> UInt32(shift)))
      }
    }
    return digest
  }

  /// The hash as 64 lower-case hexadecimal digits.
  public func hexDigest() -> String { Hex.encode(digest()) }

  /// The 32 bytes of the hash of `bytes`.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var state = SHA256()
    state.update(bytes)
    return state.digest()
  }

  public static func hash(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { hash($0) } }

  /// The hash of `bytes` as 64 lower-case hexadecimal digits.
  public static func hexHash(_ bytes: [UInt8]) -> String { Hex.encode(hash(bytes)) }

  /// The hash of a file as stored, as hexadecimal digits.
  public static func hexHash(ofFile path: String) throws(StorageError) -> String {
    let input = ByteInput(source: try FileSource(path: path), name: path)
    var state = SHA256()
    while try input.fillMore() {
      input.withBuffer { state.update(UnsafeRawBufferPointer($0)) }
      input.consume(input.availableByteCount)
    }
    return state.hexDigest()
  }

  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]

  /// `blocks.count` is a multiple of 64.
  private static func compress(_ state: inout SIMD8<UInt32>, _ blocks: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      constants.span.withUnsafeBufferPointer { constants in
        // SAFETY: both hold 64 words and every index below is smaller; `start + 64` stays within `blocks`.
        let words = schedule.baseAddress!
        let added = constants.baseAddress!
        var start = 0
        while start + 64 <= blocks.count {
          fill(words, from: blocks.baseAddress! + start)
          mix(&state, words, added)
          start += 64
        }
      }
    }
  }

  /// The message schedule of one block: 64 words.
  @inline(__always)
  private static func fill(_ words: UnsafeMutablePointer<UInt32>, from block: UnsafeRawPointer) {
    for index in 0..<16 {
      words[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self))
    }
    for index in 16..<64 {
      let near = words[index &- 2]
      let far = words[index &- 15]
      let small1 = rotateRight(near, 17) ^ rotateRight(near, 19) ^ (near &>> 10)
      let small0 = rotateRight(far, 7) ^ rotateRight(far, 18) ^ (far &>> 3)
      words[index] = small1 &+ words[index &- 7] &+ small0 &+ words[index &- 16]
    }
  }

  /// The 64 rounds, eight at a time so that the variables change roles without moving.
  @inline(__always)
  private static func mix(
    _ state: inout SIMD8<UInt32>, _ words: UnsafeMutablePointer<UInt32>, _ added: UnsafePointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var index = 0
    while index < 64 {
      round(a, b, c, &d, e, f, g, &h, words[index] &+ added[index])
      round(h, a, b, &c, d, e, f, &g, words[index &+ 1] &+ added[index &+ 1])
      round(g, h, a, &b, c, d, e, &f, words[index &+ 2] &+ added[index &+ 2])
      round(f, g, h, &a, b, c, d, &e, words[index &+ 3] &+ added[index &+ 3])
      round(e, f, g, &h, a, b, c, &d, words[index &+ 4] &+ added[index &+ 4])
      round(d, e, f, &g, h, a, b, &c, words[index &+ 5] &+ added[index &+ 5])
      round(c, d, e, &f, g, h, a, &b, words[index &+ 6] &+ added[index &+ 6])
      round(b, c, d, &e, f, g, h, &a, words[index &+ 7] &+ added[index &+ 7])
      index &+= 8
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32
  ) {
    let big1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
    let first = h &+ big1 &+ (g ^ (e & (f ^ g))) &+ word
    let big0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
    d &+= first
    h = first &+ big0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotateRight(_ value: UInt32, _ count: UInt32) -> UInt32 {
    (value &>> count) | (value &<< (32 &- count))
  }
}
