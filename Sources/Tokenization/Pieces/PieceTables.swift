// The tables that encoding by pieces needs, made of a vocabulary.

/// Immutable tables, shared by all threads.
final class PieceTables: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  private let blocks: FixedBuffer<UInt16>
  private let data: FixedBuffer<UInt32>
  /// A bit for each pair of ASCII characters that stand side by side in some piece.
  private let asciiJoins: FixedBuffer<UInt64>
  /// The same for all other pairs, by a hash: a bit too many only makes a stretch longer.
  private let joins: FixedBuffer<UInt64>
  private let joinsShift: UInt64
  let pairs: PairTable
  /// Ids by symbol; `noID` where there is none.
  let ids: FixedBuffer<UInt32>
  /// Symbols that are put out in two parts; nil when there are none.
  let unused: [Bool]?
  /// Texts by symbol, a space as 0x20.
  let texts: TokenList
  let literals: PrefixTrie?
  /// Bytes with which literals begin.
  private let literalStarts: FixedBuffer<Bool>
  let byteIDs: [UInt32]?
  let unknownID: UInt32?
  let fusesUnknown: Bool
  let cutsBeforeSpaces: Bool

  /// A character that no piece has.
  static let unknown = UInt32.max - 1
  static let noID = UInt32.max

  init(_ vocabulary: PieceVocabulary) throws(TokenizationError) {
    let blocks = FixedBuffer<UInt16>(repeating: 0, count: 0x4400)
    var data = [UInt32](repeating: Self.unknown, count: 64)
    for (scalar, symbol) in vocabulary.characters where scalar < PlainText.invalidBase {
      let block = Int(scalar >> 6)
      if blocks.base[block] == 0 {
        blocks.base[block] = UInt16(truncatingIfNeeded: data.count / 64)
        data += repeatElement(Self.unknown, count: 64)
      }
      data[Int(blocks.base[block]) * 64 + Int(scalar & 63)] = symbol
    }
    self.blocks = blocks
    self.data = FixedBuffer(data)

    var bits: UInt64 = 12
    while 1 << bits < vocabulary.neighbours.count * 8, bits < 26 { bits += 1 }
    joinsShift = 64 - bits
    asciiJoins = FixedBuffer(repeating: 0, count: 128 * 128 / 64)
    joins = FixedBuffer(repeating: 0, count: 1 << Int(bits - 6))
    for (left, right) in vocabulary.neighbours where !(vocabulary.cutsBeforeSpaces && right == 0x20) {
      if left < 0x80, right < 0x80 {
        asciiJoins.base[Int(left << 1 | right >> 6)] |= 1 << UInt64(right & 63)
      } else {
        let bit = Self.hash(left, right) >> joinsShift
        joins.base[Int(truncatingIfNeeded: bit >> 6)] |= 1 << (bit & 63)
      }
    }

    pairs = PairTable(capacity: vocabulary.merges.count)
    for merge in vocabulary.merges {
      pairs.insert(left: merge.left, right: merge.right, result: merge.result, rank: Int(merge.rank))
    }
    ids = FixedBuffer(vocabulary.symbols.map { $0.id ?? Self.noID })
    unused = vocabulary.symbols.contains(where: \.isUnused) ? vocabulary.symbols.map(\.isUnused) : nil
    texts = vocabulary.texts
    literalStarts = FixedBuffer(repeating: false, count: 256)
    if vocabulary.literals.isEmpty {
      literals = nil
    } else {
      let trie = PrefixTrie(byteCount: vocabulary.literals.reduce(0) { $0 + $1.text.count })
      for literal in vocabulary.literals {
        try trie.insert(literal.text, value: literal.symbol)
        literalStarts.base[Int(literal.text[0])] = true
      }
      literals = trie
    }
    byteIDs = vocabulary.byteIDs
    unknownID = vocabulary.unknownID
    fusesUnknown = vocabulary.fusesUnknown
    cutsBeforeSpaces = vocabulary.cutsBeforeSpaces
  }

  @inline(__always)
  private static func hash(_ left: UInt32, _ right: UInt32) -> UInt64 {
    (UInt64(left) &<< 32 | UInt64(right)) &* 0x9e37_79b9_7f4a_7c15
  }

  /// The symbol of a character.
  @inline(__always)
  func symbol(of scalar: UInt32) -> UInt32 {
    if scalar >= PlainText.invalidBase { return Self.unknown }
    return data.base[Int(blocks.base[Int(scalar &>> 6)]) &* 64 &+ Int(scalar & 63)]
  }

  /// False when nothing can be merged across the border of two characters.
  @inline(__always)
  func joins(_ left: UInt32, _ right: UInt32) -> Bool {
    if left | right < 0x80 {
      return asciiJoins.base[Int(left &<< 1 | right &>> 6)] &>> UInt64(right & 63) & 1 != 0
    }
    let bit = Self.hash(left, right) &>> joinsShift
    return joins.base[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 != 0
  }

  /// The longest literal at a place.
  @inline(__always)
  func literal(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (end: Int, value: UInt32)? {
    guard let literals, literalStarts.base[Int(text[place])] else { return nil }
    return literals.longestPrefix(text, from: place)
  }
}
