// A text cut into what a difference compares, and equal pieces numbered alike.

/// Tokens that tile a text.
struct DifferenceTokens {
  /// Byte offset of each token, and of the text's end.
  private(set) var starts: [UInt32] = []

  var count: Int { starts.count - 1 }

  /// - Precondition: the text has at most `TextDifference.byteLimit` bytes.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    var units = TextUnits()
    units.analyse(text)
    starts.reserveCapacity(units.count * 2 + 1)
    var position = 0
    for index in 0..<units.count {
      let start = Int(units.starts[index])
      // Several units can be made of one character.
      if start < position { continue }
      cut(text, position..<start)
      starts.append(UInt32(truncatingIfNeeded: start))
      position = Int(units.ends[index])
    }
    cut(text, position..<text.count)
    starts.append(UInt32(truncatingIfNeeded: text.count))
  }

  func bytes(of tokens: Range<Int>) -> Range<Int> { Int(starts[tokens.lowerBound])..<Int(starts[tokens.upperBound]) }

  /// Cuts what stands between two units: line ends alone, runs of spaces, runs of any other one character.
  private mutating func cut(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var last: UInt32 = 0x0a
    var position = range.lowerBound
    while position < range.upperBound {
      let decoded =
        UTF8Bytes.decode(text, at: position)
        ?? UTF8Bytes.Decoded(scalar: 0xffff_ff00 | UInt32(text[position]), byteCount: 1)
      let isLineEnd = decoded.scalar == 0x0a
      let isSpace = !isLineEnd && UnicodeClasses.isWhitespace(decoded.scalar)
      let kind = isSpace ? 0x20 : decoded.scalar
      if isLineEnd || kind != last || position == range.lowerBound {
        starts.append(UInt32(truncatingIfNeeded: position))
      }
      last = kind
      position += decoded.byteCount
    }
  }
}

/// Gives tokens of the same bytes the same number.
struct TokenAlphabet {
  /// A known token; `number` is 0 where a place of the table is free.
  private struct Entry {
    var hash: UInt64 = 0
    var number: UInt32 = 0
    var byteCount: UInt32 = 0
    var bytes: UnsafePointer<UInt8>?
  }

  private var entries: [Entry]
  private let mask: Int
  private var next: UInt32 = 1
  /// Places that are looked at. A token that finds neither itself nor a free place gets a number of its own: a text
  /// made to collide costs a longer difference, not more time.
  private static let probeLimit = 64

  init(tokenCount: Int) {
    var capacity = 1024
    while capacity < tokenCount * 3 / 2 { capacity *= 2 }
    entries = Array(repeating: Entry(), count: capacity)
    mask = capacity - 1
  }

  /// The numbers of a text's tokens. The text's bytes must stay where they are until the last text has its numbers.
  mutating func symbols(of tokens: DifferenceTokens, in text: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var symbols: [UInt32] = []
    symbols.reserveCapacity(tokens.count)
    for index in 0..<tokens.count {
      symbols.append(number(of: UnsafeBufferPointer(rebasing: text[tokens.bytes(of: index..<index + 1)])))
    }
    return symbols
  }

  private mutating func number(of token: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = UnitHash.hash(token)
    var place = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<Self.probeLimit {
      let entry = entries[place]
      if entry.number == 0 {
        entries[place] = Entry(
          hash: hash, number: next, byteCount: UInt32(truncatingIfNeeded: token.count), bytes: token.baseAddress)
        break
      }
      if entry.hash == hash,
        token.elementsEqual(UnsafeBufferPointer(start: entry.bytes, count: Int(entry.byteCount)))
      {
        return entry.number
      }
      place = (place + 1) & mask
    }
    next &+= 1
    return next &- 1
  }
}
