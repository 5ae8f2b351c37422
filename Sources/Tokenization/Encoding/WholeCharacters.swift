// Characters of several bytes that merging may start from as one token, because their bytes always join first.

/// Tokens of whole characters, by character, and when merging may start from them.
///
/// Byte-level BPE starts from single bytes. Where a character `c` of several bytes is a token, its bytes nearly always
/// join to it before anything else can touch them, and starting from `c` gives the same result with a third of the work.
/// With `r` the last rank that joining the bytes of `c` needs, this holds exactly when
///
/// - every merge with `c` as one side comes after `r`,
/// - every merge comes after `r` whose left side is the end of a character with the last byte of `c`, and whose right
///   side starts with the byte that follows `c`, and
/// - every merge comes after `r` whose right side is the beginning of a character with the first byte of `c`, and whose
///   left side ends with the byte before `c`:
///
/// until `c` is complete, its own next merge then precedes any that crosses its bounds, and before that moment no merge
/// waits for `c`. The first condition is that of being in the table; the others depend on the neighbouring bytes, and are
/// two comparisons. (They ask a little more than needed, since they know only one byte of each side.)
final class WholeCharacters: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  private let blocks: FixedBuffer<UInt16>
  private let data: FixedBuffer<UInt64>
  private let crossingLeft: FixedBuffer<UInt32>
  private let crossingRight: FixedBuffer<UInt32>

  /// No token: the rank is above all.
  static let none = UInt64.max

  /// No character.
  static let empty = WholeCharacters()

  private init() {
    blocks = FixedBuffer(repeating: 0, count: 0x4400)
    data = FixedBuffer(repeating: Self.none, count: 64)
    crossingLeft = FixedBuffer(repeating: .max, count: 64 * 256)
    crossingRight = FixedBuffer(repeating: .max, count: 64 * 256)
  }

  init(tokens: TokenList, merges: [BPEModel.Merge], byteTokens: [UInt32], pairs: PairTable) {
    let blocks = FixedBuffer<UInt16>(repeating: 0, count: 0x4400)
    let crossingLeft = FixedBuffer<UInt32>(repeating: .max, count: 64 * 256)
    let crossingRight = FixedBuffer<UInt32>(repeating: .max, count: 64 * 256)
    let earliest = FixedBuffer<UInt32>(repeating: .max, count: tokens.count)
    var data = [UInt64](repeating: Self.none, count: 64)
    tokens.withPointers { bytes, offsets in
      // Ranks fall, so that the earliest merge stays.
      for rank in merges.indices.reversed() {
        let merge = merges[rank]
        let rank = UInt32(truncatingIfNeeded: rank)
        let leftStart = Int(offsets[Int(merge.left)])
        let leftEnd = Int(offsets[Int(merge.left) + 1])
        let rightStart = Int(offsets[Int(merge.right)])
        let rightEnd = Int(offsets[Int(merge.right) + 1])
        earliest.base[Int(merge.left)] = rank
        earliest.base[Int(merge.right)] = rank
        let (last, first) = (bytes[leftEnd - 1], bytes[rightStart])
        if first >= 0xc2, rightEnd - rightStart < Self.byteCount(first: first) {
          crossingLeft.base[Int(first & 0x3f) << 8 | Int(last)] = rank
        }
        if first & 0xc0 != 0x80, bytes[leftStart] & 0xc0 == 0x80, leftEnd - leftStart < 4 {
          crossingRight.base[Int(last & 0x3f) << 8 | Int(first)] = rank
        }
      }
      for id in 0..<tokens.count {
        let start = Int(offsets[id])
        let length = Int(offsets[id + 1]) - start
        guard length >= 2, length <= 4, bytes[start] >= 0xc2 else { continue }
        let text = SplitText(base: bytes + start, count: length)
        guard text.isOneCharacter,
          let (result, lastRank) = Self.join(bytes + start, length, byteTokens, pairs), result == UInt32(id),
          lastRank < earliest.base[id]
        else { continue }
        var scalar = Int(bytes[start]) & (0xff >> (length + 1))
        for index in 1..<length { scalar = scalar << 6 | Int(bytes[start + index] & 0x3f) }
        let block = scalar >> 6
        if blocks.base[block] == 0 {
          blocks.base[block] = UInt16(truncatingIfNeeded: data.count / 64)
          data += repeatElement(Self.none, count: 64)
        }
        data[Int(blocks.base[block]) * 64 + scalar & 63] = UInt64(lastRank) << 32 | UInt64(id)
      }
    }
    self.blocks = blocks
    self.data = FixedBuffer(data)
    self.crossingLeft = crossingLeft
    self.crossingRight = crossingRight
  }

  private static func byteCount(first: UInt8) -> Int { first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4 }

  /// The table for inner loops.
  var view: View {
    View(
      blocks: UnsafePointer(blocks.base), data: UnsafePointer(data.base),
      crossingLeft: UnsafePointer(crossingLeft.base), crossingRight: UnsafePointer(crossingRight.base))
  }

  /// The addresses of the table's parts.
  ///
  /// SAFETY: valid as long as the table lives.
  struct View {
    fileprivate let blocks: UnsafePointer<UInt16>
    fileprivate let data: UnsafePointer<UInt64>
    fileprivate let crossingLeft: UnsafePointer<UInt32>
    fileprivate let crossingRight: UnsafePointer<UInt32>

    /// The token of a character in the upper half of which its rank stands, given the number of its block of 64 and its
    /// place there; `none` when it has none.
    @inline(__always)
    func token(block: Int, place: Int) -> UInt64 { data[Int(blocks[block]) &* 64 &+ place] }

    /// True when no merge up to the token's rank crosses from the byte `previous` into a character that starts with
    /// `first`.
    @inline(__always)
    func isSafe(_ token: UInt64, after previous: UInt8, first: UInt8) -> Bool {
      token &>> 32 < UInt64(crossingLeft[Int(first & 0x3f) &<< 8 | Int(previous)])
    }

    /// True when no merge up to the token's rank crosses from a character that ends with `last` to the byte `next`.
    @inline(__always)
    func isSafe(_ token: UInt64, before next: UInt8, last: UInt8) -> Bool {
      token &>> 32 < UInt64(crossingRight[Int(last & 0x3f) &<< 8 | Int(next)])
    }
  }

  /// What two to four bytes join to, and the highest rank that was needed; nil when they stay apart.
  private static func join(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ byteTokens: [UInt32], _ pairs: PairTable
  ) -> (UInt32, UInt32)? {
    var units = SIMD4<UInt32>(repeating: 0)
    for index in 0..<count { units[index] = byteTokens[Int(bytes[index])] }
    var highest: UInt32 = 0
    var unitCount = count
    while unitCount > 1 {
      var best = PairTable.none
      var at = 0
      for index in 0..<unitCount - 1 {
        let packed = pairs.merge(units[index], units[index + 1])
        if packed < best { (best, at) = (packed, index) }
      }
      guard best != PairTable.none else { return nil }
      highest = max(highest, UInt32(truncatingIfNeeded: best >> 32))
      units[at] = UInt32(truncatingIfNeeded: best)
      unitCount -= 1
      for index in at + 1..<max(at + 1, unitCount) { units[index] = units[index + 1] }
    }
    return (units[0], highest)
  }
}
