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

  /// Bytes of an at sign in an address of the web, `%40` or `%2540`, whose digits begin at `position`; nil for anything else.
  static func escapedSignByteCount(_ bytes: UnsafeBufferPointer<UInt8>, digitsAt position: Int) -> Int? {
    guard position > 0, bytes[position - 1] == UInt8(ascii: "%") else { return nil }
    for form in ["40", "2540"] where bytes[position...].starts(with: form.utf8) { return form.utf8.count + 1 }
    return nil
  }

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
    while let character = text.character(before: start) {
      let isWanted = Self.isLocal(character.scalar) || isLetter(character.scalar, ofForeignDomain: isForeign)
      guard isWanted else { break }
      start -= character.byteCount
      count += 1
      if count > Self.localLimit { return nil }
    }
    start = behindEscapes(start, position)
    // What running text puts in front: quotes, dashes of lists, dots.
    while start < position, let character = text.character(at: start),
      [0x25, 0x27, 0x2d, 0x2e].contains(character.scalar)
    { start += character.byteCount }
    return start < position ? start : nil
  }

  /// Where a local part begins of which an escape of JSON or of the web is no part: `\njane@…`, `\u003cjane@…`, `to%3Djane@…`.
  private func behindEscapes(_ start: Int, _ end: Int) -> Int {
    var result = start
    if start > text.start, start < end, text.bytes[start - 1] == UInt8(ascii: "\\") {
      let first = text.bytes[start]
      let isScalar = first == UInt8(ascii: "u") && start + 5 < end && hexDigits(start + 1, count: 4)
      if isScalar {
        result = start + 5
      } else if start + 1 < end, "bfnrt".utf8.contains(first) {
        result = start + 1
      }
    }
    var place = result
    while place + 2 < end {
      guard text.bytes[place] == UInt8(ascii: "%"), hexDigits(place + 1, count: 2) else {
        place += 1
        continue
      }
      let values = text.bytes[place + 1...place + 2].compactMap(NetworkAddressMatcher.hexValue)
      place += 3
      if !Self.isLocal(UInt32(values[0] << 4 | values[1])) { result = place }
    }
    return result
  }

  private func hexDigits(_ start: Int, count: Int) -> Bool {
    text.bytes[start..<start + count].allSatisfy { NetworkAddressMatcher.hexValue($0) != nil }
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
      topLevelEnd(of: labels[labels.count - 2]) != nil
    {
      labels.removeLast()
    }
    while labels.count >= 2, let last = labels.last {
      if let end = topLevelEnd(of: last) { return (end, !last.isASCII) }
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

  /// Where the top-level domain ends that a label is; nil when it is none. Where a space was lost, words stand behind it:
  /// `example.comPhone`, `example.中国谢谢`.
  func topLevelEnd(of label: Label) -> Int? {
    if !label.isASCII {
      return TopLevelDomains.internationalPrefix(of: text.bytes[label.range]).map { label.range.lowerBound + $0 }
    }
    var letters: [UInt8] = []
    var ends: [Int] = []
    var position = label.range.lowerBound
    while position < label.range.upperBound, let character = text.character(at: position), character.scalar < 0x80 {
      letters.append(UInt8(character.scalar) | 0x20)
      position += character.byteCount
      ends.append(position)
    }
    if position == label.range.upperBound, TopLevelDomains.contains(letters) { return position }
    guard let count = TopLevelDomains.frequentPrefix(of: letters), let next = text.character(at: ends[count - 1]),
      let last = text.character(before: ends[count - 1])
    else { return nil }
    let beginsWord = next.isDigit || (next.isASCIILetter && next.scalar & 0x20 == 0 && last.scalar & 0x20 != 0)
    return beginsWord ? ends[count - 1] : nil
  }

  // MARK: What is no address

  private func isOther(_ local: Range<Int>, domainEnd: Int) -> Bool {
    if let before = text.character(before: local.lowerBound) {
      if before.is("@") { return true }
      if before.is("/") || before.is(":"), isUserOfURL(before: local.lowerBound) { return true }
    }
    let name = String(decoding: text.bytes[local], as: UTF8.self)
    if name == "git" || name == "hg" { return true }
    // Labels of Kotlin, and members that programs call: their names are those of small countries.
    let isOfProgram =
      ["this", "super", "return"].contains(name) || [0x28, 0x5b, 0x5f].contains(text.byte(at: domainEnd))
    if isOfProgram, !hasFrequentDomain(local.upperBound..<domainEnd) { return true }
    guard let after = text.character(at: domainEnd) else { return false }
    return after.is("@") || (after.is(":") && isPath(from: domainEnd + after.byteCount))
  }

  private func hasFrequentDomain(_ range: Range<Int>) -> Bool {
    let bytes = text.bytes[range]
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return true }
    let label = bytes[(dot + 1)...].map { $0 | 0x20 }
    return TopLevelDomains.frequentPrefix(of: label) == label.count
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
      guard let colon = text.character(before: place - second.byteCount), colon.is(":") else { return false }
      let scheme = text.bytes[..<(place - second.byteCount - colon.byteCount)].suffix(6)
      return !scheme.map { $0 | 0x20 }.elementsEqual("mailto".utf8)
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
