// Names as byte strings looked up without allocating: tags, attributes, stems of class names.

/// A fixed set of ASCII names of up to sixteen bytes with a small value each.
///
/// Open addressing over the packed bytes of the name; lookups ignore the case of ASCII letters.
struct NameTable: Sendable {
  private var low: [UInt64]
  private var high: [UInt64]
  private var values: [UInt8]
  private let mask: Int

  init(_ names: [(name: String, value: UInt8)]) {
    var size = 64
    while size < names.count * 4 { size *= 2 }
    mask = size - 1
    low = Array(repeating: 0, count: size)
    high = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    for (name, value) in names {
      var bytes = Array(name.utf8)
      bytes.withUnsafeMutableBufferPointer { buffer in
        guard let key = Self.pack(UnsafeBufferPointer(buffer)) else { return }
        var slot = Self.slot(key.0, key.1) & mask
        while low[slot] != 0, (low[slot], high[slot]) != key { slot = (slot + 1) & mask }
        low[slot] = key.0
        high[slot] = key.1
        values[slot] = value
      }
    }
  }

  /// The value of `name`, or nil when it is none of the table's names.
  @inline(__always)
  func value(of name: UnsafeBufferPointer<UInt8>) -> UInt8? {
    guard let key = Self.pack(name) else { return nil }
    return value(low: key.0, high: key.1)
  }

  @inline(__always)
  func value(low keyLow: UInt64, high keyHigh: UInt64) -> UInt8? {
    var slot = Self.slot(keyLow, keyHigh) & mask
    while low[slot] != 0 {
      if low[slot] == keyLow, high[slot] == keyHigh { return values[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The bytes of a name in two words, lower-cased; nil when it is empty or longer than sixteen bytes.
  @inline(__always)
  static func pack(_ name: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64)? {
    let count = name.count
    guard count > 0, count <= 16 else { return nil }
    var low: UInt64 = 0
    var high: UInt64 = 0
    var index = 0
    while index < count {
      var byte = name[index]
      if byte &- 0x41 < 26 { byte |= 0x20 }
      if index < 8 {
        low |= UInt64(byte) << UInt64(index * 8)
      } else {
        high |= UInt64(byte) << UInt64((index - 8) * 8)
      }
      index += 1
    }
    return (low, high)
  }

  @inline(__always)
  private static func slot(_ low: UInt64, _ high: UInt64) -> Int {
    let product = (low ^ (high &* 0x9e37_79b9_7f4a_7c15)).multipliedFullWidth(by: 0xbf58_476d_1ce4_e5b9)
    return Int(truncatingIfNeeded: (product.high ^ product.low) & 0x7fff_ffff)
  }
}
