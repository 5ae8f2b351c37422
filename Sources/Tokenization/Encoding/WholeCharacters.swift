// Characters of several bytes that merging may start from as one token, because their bytes always join first.

/// Tokens of whole characters, by character.
///
/// Byte-level BPE starts from single bytes. Where a character `c` of several bytes is a token, its bytes nearly always
/// join to it before anything else can touch them, and starting from `c` gives the same result with a third of the work.
/// This holds exactly when, with `r` the last rank that joining the bytes of `c` needs,
///
/// - every merge with `c` as one side comes after `r`,
/// - every merge whose left side is a proper suffix of `c`, and whose right side does not start inside a character,
///   comes after `r`, and
/// - every merge whose right side is a proper prefix of `c` comes after `r`:
///
/// until `c` is complete, its own next merge then precedes any that crosses its bounds, and before that moment no merge
/// waits for `c`. Only such characters are in the table, and only in valid UTF-8 does the encoder use it.
final class WholeCharacters: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  private let blocks: FixedBuffer<UInt16>
  private let data: FixedBuffer<UInt32>

  static let none = UInt32.max

  /// No character.
  static let empty = WholeCharacters()

  private init() {
    blocks = FixedBuffer(repeating: 0, count: 0x4400)
    data = FixedBuffer(repeating: Self.none, count: 64)
  }

  init(tokens: TokenList, merges: [BPEModel.Merge], byteTokens: [UInt32], pairs: PairTable) {
    let asLeft = FixedBuffer<UInt32>(repeating: .max, count: tokens.count)
    let asRight = FixedBuffer<UInt32>(repeating: .max, count: tokens.count)
    let index = PartialCharacters(tokens: tokens)
    for (rank, merge) in merges.enumerated() {
      let rank = UInt32(truncatingIfNeeded: rank)
      let firstOfRight = tokens.bytes[Int(tokens.offsets[Int(merge.right)])]
      if firstOfRight & 0xc0 != 0x80 {
        asLeft.base[Int(merge.left)] = min(asLeft.base[Int(merge.left)], rank)
      }
      asRight.base[Int(merge.right)] = min(asRight.base[Int(merge.right)], rank)
    }

    blocks = FixedBuffer(repeating: 0, count: 0x4400)
    var data = [UInt32](repeating: Self.none, count: 64)
    for id in 0..<tokens.count {
      let length = tokens.byteCount(of: id)
      guard (2...4).contains(length) else { continue }
      let bytes = Array(tokens[id])
      guard let scalar = Self.scalar(bytes),
        let (result, lastRank) = Self.join(bytes, byteTokens: byteTokens, pairs: pairs), result == UInt32(id)
      else { continue }
      guard lastRank < asLeft.base[id], lastRank < asRight.base[id] else { continue }
      let isSafe = (1..<length).allSatisfy { cut in
        let suffix = index.id(of: bytes[cut...], byteTokens: byteTokens)
        let prefix = index.id(of: bytes[..<cut], byteTokens: byteTokens)
        return suffix.map { lastRank < asLeft.base[$0] } ?? true && prefix.map { lastRank < asRight.base[$0] } ?? true
      }
      guard isSafe else { continue }
      let block = Int(scalar >> 6)
      if blocks.base[block] == 0 {
        blocks.base[block] = UInt16(truncatingIfNeeded: data.count / 64)
        data += repeatElement(Self.none, count: 64)
      }
      data[Int(blocks.base[block]) * 64 + Int(scalar & 63)] = UInt32(id)
    }
    self.data = FixedBuffer(data)
  }

  /// The token of a character, given the number of its block of 64 and its place there.
  @inline(__always)
  func token(block: Int, place: Int) -> UInt32 { data.base[Int(blocks.base[block]) &* 64 &+ place] }

  /// The scalar that `bytes` are, when they are one and no more.
  private static func scalar(_ bytes: [UInt8]) -> UInt32? {
    guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.count == 1 else { return nil }
    return text.unicodeScalars.first?.value
  }

  /// What two to four bytes join to, and the highest rank that was needed; nil when they stay apart.
  private static func join(_ bytes: [UInt8], byteTokens: [UInt32], pairs: PairTable) -> (UInt32, UInt32)? {
    var units = bytes.map { byteTokens[Int($0)] }
    var highest: UInt32 = 0
    while units.count > 1 {
      var best = PairTable.none
      var at = 0
      for index in 0..<units.count - 1 {
        let packed = pairs.merge(units[index], units[index + 1])
        if packed < best { (best, at) = (packed, index) }
      }
      guard best != PairTable.none else { return nil }
      highest = max(highest, UInt32(truncatingIfNeeded: best >> 32))
      units[at] = UInt32(truncatingIfNeeded: best)
      units.remove(at: at + 1)
    }
    return (units[0], highest)
  }
}

/// Tokens of two and three bytes that are parts of characters.
private struct PartialCharacters {
  private var ids: [UInt32: Int] = [:]

  init(tokens: TokenList) {
    for id in 0..<tokens.count where (2...3).contains(tokens.byteCount(of: id)) {
      let token = tokens[id]
      if token.allSatisfy({ $0 >= 0x80 }) { ids[Self.key(token)] = id }
    }
  }

  func id(of bytes: ArraySlice<UInt8>, byteTokens: [UInt32]) -> Int? {
    bytes.count == 1 ? Int(byteTokens[Int(bytes[bytes.startIndex])]) : ids[Self.key(bytes)]
  }

  private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
