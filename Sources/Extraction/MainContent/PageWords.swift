// The words that a page says of itself, to be found again in its text.

/// The words of a page's title or of its description.
struct PageWords {
  private static let slotCount = 512
  private var table: [UInt64] = []
  private var count = 0

  init(_ text: String?) {
    guard let text else { return }
    table = [UInt64](repeating: 0, count: Self.slotCount)
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var previous: UInt64 = 0
    let bytes = Array(text.utf8.prefix(600))
    var index = 0
    while index <= bytes.count, count < 128 {
      let byte = index < bytes.count ? bytes[index] : 0x20
      let folded = byte | 0x20
      if byte >= 0xe3, byte <= 0xed, index + 2 < bytes.count {
        let packed = UInt64(byte) | UInt64(bytes[index + 1]) << 8 | UInt64(bytes[index + 2]) << 16
        if previous != 0 { insert(previous | packed << 24) }
        previous = packed
        index += 3
        continue
      }
      previous = 0
      if byte >= 0x80 || folded &- 0x61 < 26 || byte &- 0x30 < 10 {
        let value = UInt64(folded &- 0x61 < 26 ? folded : byte)
        if length < 8 {
          low |= value << UInt64(length * 8)
        } else if length < 16 {
          high |= value << UInt64((length - 8) * 8)
        }
        length += 1
      } else {
        if length > 2, length <= 16 { insert(low &+ high &* 3) }
        low = 0
        high = 0
        length = 0
      }
      index += 1
    }
  }

  private mutating func insert(_ word: UInt64) {
    var slot = Self.slot(word)
    while table[slot] != 0 {
      if table[slot] == word { return }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    table[slot] = word
    count += 1
  }

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9e37_79b9_7f4a_7c15) >> 55)
  }

  @inline(__always)
  func contains(_ word: UInt64) -> Bool {
    guard count > 0 else { return false }
    var slot = Self.slot(word)
    while table[slot] != 0 {
      if table[slot] == word { return true }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    return false
  }
}
