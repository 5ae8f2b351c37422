// Windows of consecutive units as 64-bit hashes: what deduplication and decontamination compare.

/// Hashes of n consecutive units.
///
/// The hash of units u₁…uₖ is `fold((Σ uᵢ·B^(k−i) mod 2⁶⁴) ^ k·K, M)`: a polynomial that rolls in one multiplication a
/// unit for any n, then a fold that mixes its bits. Stored values depend on it: it never changes.
public enum NGrams {
  @usableFromInline static let base: UInt64 = 0x9e37_79b9_7f4a_7c15
  @usableFromInline static let lengthKey: UInt64 = 0xd6e8_feb8_6659_fd93
  @usableFromInline static let multiplier: UInt64 = 0xa076_1d64_78bd_642f

  /// Replaces `output` by the n-grams of a document, in order and with repetitions.
  ///
  /// A document shorter than n is one n-gram of all its units; an empty one has none.
  /// - Parameters:
  ///   - units: the hashes of the document's units, as `TextUnits.hashes`.
  ///   - n: number of units in a window, at least 1.
  public static func hashes(of units: UnsafeBufferPointer<UInt64>, n: Int, into output: inout [UInt64]) {
    let width = min(max(n, 1), units.count)
    let count = width == 0 ? 0 : units.count - width + 1
    if output.count < count {
      output.append(contentsOf: repeatElement(0, count: count - output.count))
    } else if output.count > count {
      output.removeLast(output.count - count)
    }
    guard count > 0, let source = units.baseAddress else { return }
    var leaving: UInt64 = 1
    for _ in 0..<width { leaving = leaving &* base }
    var rolling: UInt64 = 0
    for index in 0..<width { rolling = rolling &* base &+ source[index] }
    let key = UInt64(width) &* lengthKey
    output.withUnsafeMutableBufferPointer { target in
      // SAFETY: target has `count` elements, and index + width stays below units.count inside the loop.
      guard let target = target.baseAddress else { return }
      target[0] = UnitHash.fold(rolling ^ key, multiplier)
      for index in 1..<max(count, 1) {
        rolling = rolling &* base &+ (source[index &+ width &- 1] &- source[index &- 1] &* leaving)
        target[index] = UnitHash.fold(rolling ^ key, multiplier)
      }
    }
  }

  /// Calls `body` with the number of each window's first unit and its hash, in order, until it returns false; nothing is
  /// stored.
  ///
  /// A text shorter than n has no window here.
  @inlinable
  public static func forEachWindow(
    of units: UnsafeBufferPointer<UInt64>, n: Int, _ body: (Int, UInt64) -> Bool
  ) {
    guard n > 0, units.count >= n, let source = units.baseAddress else { return }
    var leaving: UInt64 = 1
    for _ in 0..<n { leaving = leaving &* base }
    var rolling: UInt64 = 0
    for index in 0..<n { rolling = rolling &* base &+ source[index] }
    let key = UInt64(n) &* lengthKey
    var index = 0
    let last = units.count - n
    while body(index, UnitHash.fold(rolling ^ key, multiplier)), index < last {
      // SAFETY: index + n stays below units.count, since index is less than last.
      rolling = rolling &* base &+ (source[index &+ n] &- source[index] &* leaving)
      index &+= 1
    }
  }

  /// The hash of all units as one n-gram.
  @inlinable
  public static func hash(of units: UnsafeBufferPointer<UInt64>) -> UInt64 {
    var rolling: UInt64 = 0
    for unit in units { rolling = rolling &* base &+ unit }
    return UnitHash.fold(rolling ^ UInt64(units.count) &* lengthKey, multiplier)
  }

  /// The n-grams of a document, for callers that have arrays.
  public static func hashes(of units: [UInt64], n: Int, into output: inout [UInt64]) {
    units.withUnsafeBufferPointer { hashes(of: $0, n: n, into: &output) }
  }
}
