// E-mail addresses that are spelt out so that programs do not find them: "name [at] host [dot] org".

/// Finds addresses whose sign is a word. The word stands in brackets, or between spaces where the dots are words, too.
struct ObfuscatedEmailScanner {
  private let text: FoldedText
  private let matcher: EmailMatcher

  private init(_ text: FoldedText) {
    self.text = text
    matcher = EmailMatcher(text: text)
  }

  /// The hits with those of such addresses; what overlaps an earlier hit is left out.
  static func adding(
    to hits: [PersonalDataScanner.Hit], in bytes: UnsafeBufferPointer<UInt8>
  ) -> [PersonalDataScanner.Hit] {
    var result: [PersonalDataScanner.Hit] = []
    var next = 0
    var text = FoldedText(bytes)
    var position = 0
    while position < bytes.count {
      guard mayOpen(bytes, position),
        let range = ObfuscatedEmailScanner(text).match(signAt: position)
      else {
        position += 1
        continue
      }
      while next < hits.count, hits[next].range.upperBound <= range.lowerBound {
        result.append(hits[next])
        next += 1
      }
      if next == hits.count || hits[next].range.lowerBound >= range.upperBound {
        result.append(PersonalDataScanner.Hit(range: range, kind: .email))
      }
      position = range.upperBound
      text.start = position
    }
    return result + hits[next...]
  }

  /// A bracket, or a space in front of "at" and another one.
  private static func mayOpen(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    switch bytes[position] {
    case 0x28, 0x3c, 0x5b, 0x7b, 0xef: return true
    case 0x20:
      return position + 3 < bytes.count && bytes[position + 1] | 0x20 == 0x61 && bytes[position + 2] | 0x20 == 0x74
        && bytes[position + 3] == 0x20
    default: return false
    }
  }

  private static let signs = ["at", "@", "ät", "arroba", "æt"].map { Array($0.unicodeScalars.map(\.value)) }
  private static let dots = ["dot", ".", "punkt", "punto", "point", "点", "點"].map {
    Array($0.unicodeScalars.map(\.value))
  }

  private func match(signAt position: Int) -> Range<Int>? {
    var start = position
    for _ in 0..<2 {
      guard let character = text.character(before: start), character.is(" ") else { break }
      start -= character.byteCount
    }
    guard let sign = word(Self.signs, at: position) else { return nil }
    guard let local = matcher.local(before: start, isForeign: false) else { return nil }
    var labels = 0
    var place = sign.end
    var end: Int?
    var hasWord = false
    while labels < 8, let label = matcher.label(at: place) {
      labels += 1
      place = label.range.upperBound
      if labels > 1, let last = matcher.topLevelEnd(of: label), sign.isBracketed || hasWord { end = last }
      if let dot = text.character(at: place), dot.is(".") {
        place += dot.byteCount
      } else if let dot = word(Self.dots, at: place) {
        hasWord = true
        place = dot.end
      } else {
        break
      }
    }
    return end.map { local..<$0 }
  }

  /// A word of a list that begins at `position`: in brackets with spaces around and inside, or between spaces.
  private func word(_ list: [[UInt32]], at position: Int) -> (end: Int, isBracketed: Bool)? {
    var place = skipSpaces(position)
    let hasSpace = place > position
    let closing: UInt32? =
      switch text.character(at: place)?.scalar {
      case 0x28: 0x29
      case 0x3c: 0x3e
      case 0x5b: 0x5d
      case 0x7b: 0x7d
      default: nil
      }
    if closing != nil, let bracket = text.character(at: place) { place = skipSpaces(place + bracket.byteCount) }
    for word in list {
      guard var end = wordEnd(word, at: place) else { continue }
      let inner = end
      end = skipSpaces(end)
      if let closing {
        guard let bracket = text.character(at: end), bracket.scalar == closing else { continue }
        return (skipSpaces(end + bracket.byteCount), true)
      }
      if hasSpace, end > inner { return (end, false) }
    }
    return nil
  }

  private func wordEnd(_ word: [UInt32], at position: Int) -> Int? {
    var place = position
    for scalar in word {
      guard let character = text.character(at: place) else { return nil }
      let folded = character.isASCIILetter ? character.scalar | 0x20 : character.scalar
      guard folded == scalar else { return nil }
      place += character.byteCount
    }
    return place
  }

  private func skipSpaces(_ position: Int) -> Int {
    var place = position
    for _ in 0..<2 {
      guard let character = text.character(at: place), character.is(" ") else { break }
      place += character.byteCount
    }
    return place
  }
}
