// The order in which ids win, wherever their documents stand.

import Storage

/// Order keys made of ids.
///
/// Ids that end in a number are in the order of these numbers, so that of documents that were counted the earlier one
/// stays; the others come behind them in the order of their hashes.
enum IdentityOrder {
  /// Longer numbers count as no numbers: 10¹⁴ is the greatest power of ten below 2⁴⁷.
  private static let digitLimit = 14

  /// - Parameters:
  ///   - id: bytes of the id.
  ///   - lineHash: gives the lowest 16 bits, so that documents of one id do not depend on their places either.
  static func key(id: ArraySlice<UInt8>, lineHash: UInt64) -> UInt64 {
    let rank = number(atEndOf: id) ?? (1 << 47 | hash(id) >> 17)
    return rank << 16 | lineHash & 0xffff
  }

  /// The decimal number at the end of an id, below 10¹⁴; nil where there is none.
  private static func number(atEndOf id: ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    var scale: UInt64 = 1
    var digits = 0
    for byte in id.reversed() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
      digits += 1
      if digits > digitLimit { return nil }
      value += UInt64(byte - UInt8(ascii: "0")) * scale
      scale *= 10
    }
    return digits > 0 ? value : nil
  }

  private static func hash(_ id: ArraySlice<UInt8>) -> UInt64 {
    id.withUnsafeBufferPointer { MemberOrder.hash($0) }
  }
}
