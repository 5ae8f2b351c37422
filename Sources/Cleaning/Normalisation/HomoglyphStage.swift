// The stage that repairs homoglyphs: words of one script with letters of another that look the same.

import Corpus
import TextAnalysis

/// Spells words in one script: Latin words with Cyrillic, Greek or full-width letters among theirs, Cyrillic and Greek
/// words with Latin ones.
///
/// A word goes by its letters that only one script has. It stays as it is when it is of one script, when the two scripts
/// are about even, when a letter has no twin, beside digits and signs of addresses and identifiers, and where an ending of
/// the script around it stands at a foreign word ("Googleа").
public struct HomoglyphStage: DocumentStage {
  public static let name: StageName = "homoglyphs"
  /// The rule that repairs are listed under.
  public static let rule = "homoglyph"

  public init() {}

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let edits = Self.repair(&document.text, scratch: &workspace.scratch)
    return edits.isEmpty ? .keep : .edit(edits)
  }

  /// Repairs a text; the edits tell what changed.
  static func repair(_ text: inout [UInt8], scratch: inout [UInt8]) -> [Edit] {
    let repairs = text.withUnsafeBufferPointer { text in
      var finder = HomoglyphFinder(text)
      finder.run()
      return finder.repairs
    }
    if repairs.isEmpty { return [] }
    return text.replaceRanges(repairs, rule: rule, scratch: &scratch)
  }
}

/// Finds words to repair.
private struct HomoglyphFinder {
  private let text: UnsafeBufferPointer<UInt8>
  private(set) var repairs: [(range: Range<Int>, bytes: [UInt8])] = []
  private var letters: [Letter] = []

  private struct Letter {
    var scalar: UInt32
    var start: Int
    var alphabet: Homoglyphs.Alphabet?
  }

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func run() {
    var position = 0
    while position < text.count {
      switch text[position] {
      // First bytes of Greek, Cyrillic and full-width letters: every word that is repaired has one.
      case 0xcd...0xd4, 0xef: position = wordEnd(around: position)
      default: position += 1
      }
    }
  }

  /// Looks at the word that a character at `position` stands in; returns its end.
  private mutating func wordEnd(around position: Int) -> Int {
    guard let decoded = UTF8Bytes.decode(text, at: position), isLetter(decoded.scalar) else { return position + 1 }
    var start = position
    while let previous = UTF8Bytes.decode(text, before: start), isLetter(previous.scalar) {
      start -= previous.byteCount
    }
    letters.removeAll(keepingCapacity: true)
    var end = start
    var hasOthers = false
    while end < text.count, let next = UTF8Bytes.decode(text, at: end), isLetter(next.scalar) {
      let alphabet = Homoglyphs.alphabet(of: next.scalar)
      hasOthers = hasOthers || alphabet == nil
      letters.append(Letter(scalar: next.scalar, start: end, alphabet: alphabet))
      end += next.byteCount
    }
    if !hasOthers, letters.count >= 3, isWord(start, end) { examine(end) }
    return end
  }

  private func isLetter(_ scalar: UInt32) -> Bool { UnicodeClasses.isLetter(scalar) || UnicodeClasses.isMark(scalar) }

  /// False beside what makes a word a part of an identifier, an address or a formula.
  private func isWord(_ start: Int, _ end: Int) -> Bool {
    if let before = UTF8Bytes.decode(text, before: start)?.scalar, joins(before) { return false }
    if let before = UTF8Bytes.decode(text, before: start), before.scalar == 0x2e, start > 1,
      let second = UTF8Bytes.decode(text, before: start - 1), isLetter(second.scalar)
    {
      return false
    }
    guard end < text.count, let after = UTF8Bytes.decode(text, at: end) else { return true }
    if joins(after.scalar) { return false }
    guard after.scalar == 0x2e, end + 1 < text.count, let second = UTF8Bytes.decode(text, at: end + 1) else {
      return true
    }
    return !isLetter(second.scalar)
  }

  private func joins(_ scalar: UInt32) -> Bool {
    // # $ & / = @ \ ^ _
    [0x23, 0x24, 0x26, 0x2f, 0x3d, 0x40, 0x5c, 0x5e, 0x5f].contains(scalar) || UnicodeClasses.isNumber(scalar)
  }

  private mutating func examine(_ end: Int) {
    let counts = Homoglyphs.Alphabet.allCases.map { alphabet in letters.count { $0.alphabet == alphabet } }
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[most] < letters.count else { return }
    let majority = Homoglyphs.Alphabet.allCases[most]
    let minority = letters.count - counts[most]
    let isGreek = letters.contains { $0.alphabet == .greek }
    guard counts[most] > minority, counts[most] >= (isGreek ? 3 : 2), majority != .fullWidth else { return }
    // A letter that the minority's scripts do not have: otherwise nobody knows which of them the word is in.
    let isDistinct = letters.contains { letter in
      letter.alphabet == majority && !Homoglyphs.hasTwin(letter.scalar)
    }
    guard isDistinct else { return }
    var replacements: [(range: Range<Int>, bytes: [UInt8])] = []
    for (index, letter) in letters.enumerated() where letter.alphabet != majority {
      guard let twin = Homoglyphs.twin(of: letter.scalar, in: majority) else { return }
      let next = index + 1 < letters.count ? letters[index + 1].start : end
      replacements.append((letter.start..<next, Array(String(twin).utf8)))
    }
    if isGluedPart(majority) { return }
    repairs += replacements
  }

  /// True where the foreign letters are an ending, or a word or Roman number in front, that is written without a space.
  private func isGluedPart(_ majority: Homoglyphs.Alphabet) -> Bool {
    let foreign = letters.indices.filter { letters[$0].alphabet != majority }
    guard let first = foreign.first, let last = foreign.last, last - first + 1 == foreign.count else { return false }
    let alphabet = letters[first].alphabet
    guard alphabet != .fullWidth else { return false }
    if last == letters.count - 1 {
      // "ДанныеX": a capital behind a small letter begins another word, and X and Y are names of their own.
      let capitals = foreign.allSatisfy { UnicodeClasses.isUppercase(letters[$0].scalar) }
      if capitals,
        UnicodeClasses.isLowercase(letters[first - 1].scalar)
          || foreign.allSatisfy({ letters[$0].scalar == 0x58 || letters[$0].scalar == 0x59 })
      {
        return true
      }
      let neighbours = [neighbour(before: letters[0].start), neighbour(behind: letters[last].start)]
      return neighbours.contains(alphabet)
    }
    guard first == 0 else { return false }
    if foreign.count > 1 { return foreign.allSatisfy { UnicodeClasses.isUppercase(letters[$0].scalar) } }
    return UnicodeClasses.isLowercase(letters[0].scalar) && neighbour(before: letters[0].start) == alphabet
  }

  /// The alphabet of the last letter of the word in front.
  private func neighbour(before position: Int) -> Homoglyphs.Alphabet? {
    var place = position
    for _ in 0..<4 {
      guard let previous = UTF8Bytes.decode(text, before: place) else { return nil }
      if isLetter(previous.scalar) { return Homoglyphs.alphabet(of: previous.scalar) }
      place -= previous.byteCount
    }
    return nil
  }

  /// The alphabet of the first letter of the word behind the one that `position` is in.
  private func neighbour(behind position: Int) -> Homoglyphs.Alphabet? {
    var place = position
    while let next = decode(place), isLetter(next.scalar) { place += next.byteCount }
    for _ in 0..<4 {
      guard let next = decode(place) else { return nil }
      if isLetter(next.scalar) { return Homoglyphs.alphabet(of: next.scalar) }
      place += next.byteCount
    }
    return nil
  }

  private func decode(_ position: Int) -> UTF8Bytes.Decoded? {
    position < text.count ? UTF8Bytes.decode(text, at: position) : nil
  }
}
