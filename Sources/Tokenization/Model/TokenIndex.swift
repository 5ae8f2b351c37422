// From bytes to the token that consists of them.

/// Token ids by their bytes, over a list of tokens in memory of its own.
final class TokenIndex: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  private let slots: FixedBuffer<UInt64>
  let bytes: FixedBuffer<UInt8>
  let offsets: FixedBuffer<UInt32>
  private let mask: Int
  /// Tokens whose bytes another token with a lower id has, too.
  private(set) var duplicates: [UInt32] = []

  let tokenCount: Int
  /// Length of the longest token that begins with each byte.
  private let longest: FixedBuffer<UInt32>

  private static let free = UInt64.max
  /// Zero bytes behind the last token, so that loads of sixteen bytes stay inside.
  static let padding = 16

  init(_ tokens: TokenList) {
    bytes = FixedBuffer(tokens.bytes + [UInt8](repeating: 0, count: Self.padding))
    tokenCount = tokens.count
    offsets = FixedBuffer(tokens.offsets)
    var bits = 4
    while 1 << bits < tokens.count &* 2 { bits += 1 }
    mask = 1 << bits - 1
    slots = FixedBuffer(repeating: Self.free, count: 1 << bits)
    longest = FixedBuffer(repeating: 0, count: 256)
    for id in 0..<tokens.count {
      let start = Int(offsets.base[id])
      let length = Int(offsets.base[id + 1]) - start
      guard length > 0 else { continue }
      let first = Int(bytes.base[start])
      longest.base[first] = max(longest.base[first], UInt32(truncatingIfNeeded: length))
      // Zeros follow the last token.
      let hash = Self.hash(bytes.base + start, count: length, readable: length + Self.padding)
      var at = Int(truncatingIfNeeded: hash) & mask
      var isNew = true
      while slots.base[at] != Self.free {
        if slots.base[at] &>> 32 == hash &>> 32, matches(slots.base[at], bytes.base + start, length) {
          isNew = false
          break
        }
        at = (at &+ 1) & mask
      }
      if isNew {
        slots.base[at] = (hash &>> 32) &<< 32 | UInt64(id)
      } else {
        duplicates.append(UInt32(id))
      }
    }
  }

  @inline(__always)
  private func matches(_ slot: UInt64, _ pointer: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let id = Int(slot & 0xffff_ffff)
    let start = Int(offsets.base[id])
    guard Int(offsets.base[id + 1]) &- start == count else { return false }
    var index = 0
    while index < count {
      if bytes.base[start &+ index] != pointer[index] { return false }
      index &+= 1
    }
    return true
  }

  /// True when `id` is the token of these bytes.
  func isToken(_ id: UInt32, _ pointer: UnsafePointer<UInt8>, count: Int) -> Bool {
    Int(id) < tokenCount && matches(UInt64(id), pointer, count)
  }

  @inline(__always)
  private static func hash(_ pointer: UnsafePointer<UInt8>, count: Int, readable: Int) -> UInt64 {
    count <= WordKey.inlineByteCount
      ? WordKey(pointer, count: count, readable: readable).hash : WordHash.bytes(pointer, count: count)
  }

  /// The token of these bytes; nil when there is none.
  func id(of pointer: UnsafePointer<UInt8>, count: Int) -> UInt32? {
    guard count > 0 else { return nil }
    return id(of: pointer, count: count, hash: Self.hash(pointer, count: count, readable: count))
  }

  /// The same with the hash of the word's key, or of its bytes where it is too long for a key.
  @inline(__always)
  func id(of pointer: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> UInt32? {
    if count > Int(longest.base[Int(pointer[0])]) { return nil }
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots.base[at]
      if slot == Self.free { return nil }
      if slot &>> 32 == hash &>> 32, matches(slot, pointer, count) { return UInt32(truncatingIfNeeded: slot) }
      at = (at &+ 1) & mask
    }
  }
}
