// E-mail addresses, from the sign in their middle.
//
// The local part is what RFC 5321 allows without quotes, less what running text puts around an address; the domain is
// a host name with a top-level domain, in ASCII or in any script (RFC 5890). What looks alike and is none: users in
// URLs (`ssh://me@host`), places of git and scp (`git@host:path`), handles (`@me@host`), pictures (`icon@2x.png`),
// products of matrices (`a@b.view(…)`).

import TextAnalysis

struct EmailMatcher {
  /// Characters of a local part beyond which it is none (RFC 5321, 4.5.3.1.1).
  static let localLimit = 64
  /// Characters of a domain beyond which it is none.
  static let domainLimit = 253

  let text: FoldedText

  /// The address around the sign at `position`, which takes `byteCount` bytes; nil when it is none.
  func match(signAt position: Int, byteCount: Int) -> Range<Int>? {
    guard let domain = domain(from: position + byteCount) else { return nil }
    guard let start = local(before: position, isForeign: domain.isForeign) else { return nil }
    if isOther(start..<position, domainEnd: domain.end) { return nil }
    return start..<domain.end
  }

  // MARK: The local part

  private static func isLocal(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    // % ' + - . _
    case 0x25, 0x27, 0x2b, 0x2d, 0x2e, 0x5f: true
    default: false
    }
  }

  /// Where the local part in front of `position` begins.
  func local(before position: Int, isForeign: Bool) -> Int? {
    var start = position
    var count = 0
    var first: FoldedText.Character?
    while let character = text.character(before: start) {
      let isWanted = Self.isLocal(character.scalar) || isLetter(character.scalar, ofForeignDomain: isForeign)
      guard isWanted else { break }
      first = character
      start -= character.byteCount
      count += 1
      if count > Self.localLimit { return nil }
    }
    // What running text puts in front: quotes, dashes of lists, dots.
    while let character = first, count > 0, [0x25, 0x27, 0x2d, 0x2e].contains(character.scalar) {
      start += character.byteCount
      count -= 1
      first = text.character(at: start)
    }
    return count > 0 ? start : nil
  }

  /// Letters beyond ASCII: any but Han and kana in front of any domain, these too in front of a domain that is not ASCII;
  /// otherwise the words in front of an address would belong to it.
  private func isLetter(_ scalar: UInt32, ofForeignDomain isForeign: Bool) -> Bool {
    guard scalar >= 0x80, UnicodeClasses.isLetter(scalar) || UnicodeClasses.isMark(scalar) else { return false }
    let isUnspaced = UnicodeClasses.isSyllable(scalar) || UnicodeClasses.isUnspacedLetter(scalar)
    return !isUnspaced || isForeign
  }

  // MARK: The domain

  /// One label of a host name.
  struct Label {
    var range: Range<Int>
    /// First byte where the label is ASCII, else 0.
    var isASCII = true
    var isCapitalised = false
  }

  /// Ends a domain that begins at `position`, with at least two labels and a top-level domain.
  func domain(from position: Int) -> (end: Int, isForeign: Bool)? {
    var labels: [Label] = []
    var next = position
    while next - position <= Self.domainLimit, let label = label(at: next) {
      labels.append(label)
      guard let dot = text.character(at: label.range.upperBound) else { break }
      let isDot = dot.is(".") || (dot.is("。") && !label.isASCII)
      guard isDot else { break }
      next = label.range.upperBound + dot.byteCount
    }
    guard labels.count >= 2 else { return nil }
    // "me@example.org.Then …": a sentence that begins without a space is no top-level domain.
    if let last = labels.last, labels.count > 2, last.isCapitalised, !labels[labels.count - 2].isCapitalised,
      isTopLevel(labels[labels.count - 2])
    {
      labels.removeLast()
    }
    while labels.count >= 2, let last = labels.last {
      if isTopLevel(last) { return (last.range.upperBound, !last.isASCII) }
      labels.removeLast()
    }
    return nil
  }

  func label(at position: Int) -> Label? {
    guard let first = text.character(at: position) else { return nil }
    var label = Label(range: position..<position)
    label.isASCII = first.scalar < 0x80
    label.isCapitalised = first.scalar &- 0x41 < 26
    let isSyllabic = UnicodeClasses.isSyllable(first.scalar)
    var end = position
    var lastLetterEnd = position
    var count = 0
    while count < 63, let character = text.character(at: end) {
      let scalar = character.scalar
      let belongs: Bool
      if character.isASCIIAlphanumeric {
        // Words follow upon names in Han without a space.
        belongs = label.isASCII || !isSyllabic || character.isDigit
      } else if scalar == 0x2d {
        belongs = count > 0
      } else if scalar >= 0x80, UnicodeClasses.isLetter(scalar) || UnicodeClasses.isMark(scalar) {
        belongs = label.isASCII ? UnicodeClasses.script(scalar) == .latin : true
      } else {
        belongs = false
      }
      guard belongs else { break }
      end += character.byteCount
      count += 1
      if scalar != 0x2d { lastLetterEnd = end }
    }
    guard lastLetterEnd > position else { return nil }
    label.range = position..<lastLetterEnd
    return label
  }

  func isTopLevel(_ label: Label) -> Bool {
    if !label.isASCII { return TopLevelDomains.isForeign(text.bytes[label.range]) }
    var letters: [UInt8] = []
    var position = label.range.lowerBound
    while position < label.range.upperBound, let character = text.character(at: position) {
      guard character.scalar < 0x80 else { return false }
      letters.append(UInt8(character.scalar) | 0x20)
      position += character.byteCount
    }
    return TopLevelDomains.contains(letters)
  }

  // MARK: What is no address

  private func isOther(_ local: Range<Int>, domainEnd: Int) -> Bool {
    if let before = text.character(before: local.lowerBound) {
      if before.is("@") { return true }
      if before.is("/") || before.is(":"), isUserOfURL(before: local.lowerBound) { return true }
    }
    let isGit = text.bytes[local].elementsEqual("git".utf8) || text.bytes[local].elementsEqual("hg".utf8)
    if isGit { return true }
    guard let after = text.character(at: domainEnd) else { return false }
    if after.is("@") || after.is("(") || after.is("[") { return true }
    return after.is(":") && isPath(from: domainEnd + after.byteCount)
  }

  /// True where a scheme with its slashes stands in front and no path begins in between.
  private func isUserOfURL(before position: Int) -> Bool {
    var place = position
    for _ in 0..<Self.localLimit {
      guard let character = text.character(before: place), character.scalar > 0x20, !character.is("?") else {
        return false
      }
      place -= character.byteCount
      guard character.is("/") else { continue }
      guard let second = text.character(before: place), second.is("/") else { return false }
      guard let colon = text.character(before: place - second.byteCount) else { return false }
      return colon.is(":")
    }
    return false
  }

  /// True where a slash or a tilde comes before the next space: a place that scp copies from.
  private func isPath(from position: Int) -> Bool {
    var place = position
    for _ in 0..<Self.localLimit {
      guard let character = text.character(at: place), character.scalar > 0x20, character.scalar < 0x80 else {
        return false
      }
      if character.is("/") || character.is("~") { return true }
      place += character.byteCount
    }
    return false
  }
}
