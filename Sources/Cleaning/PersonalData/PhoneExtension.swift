// What is dialled behind a telephone number, and goes with it: "x123", " ext. 45", "-89", "转8001", "/65059977".

struct PhoneExtension {
  let text: FoldedText

  /// Where an extension ends that a word announces behind a number, also in parentheses; nil when there is none.
  func end(behind position: Int) -> Int? {
    var place = position
    for _ in 0..<2 {
      guard let character = text.character(at: place), character.is(" ") || character.is(",") else { break }
      place += character.byteCount
    }
    var isBracketed = false
    if let bracket = text.character(at: place), bracket.is("(") {
      isBracketed = true
      place += bracket.byteCount
    }
    guard let word = Self.words.first(where: { starts(with: $0, at: place) }) else { return nil }
    place += word.count
    for _ in 0..<3 {
      guard let character = text.character(at: place), [0x20, 0x2e, 0x3a].contains(character.scalar) else { break }
      place += character.byteCount
    }
    let digits = text.digitsEnd(from: place)
    guard (1...6).contains(digits.count) else { return nil }
    let after = text.character(at: digits.end)
    if isBracketed {
      guard let after, after.is(")") else { return nil }
      return digits.end + after.byteCount
    }
    if let after, FoldedText.joinsWords(after.scalar) { return nil }
    return digits.end
  }

  /// Longer ones in front of those that they begin with.
  private static let words: [[UInt8]] = [
    "extension", "extn", "ext", "x", "durchwahl", "dw", "app", "poste", "interno", "int", "ramal", "anexo", "toestel",
    "wew", "klapka", "dahili", "转分机", "转", "轉", "分机号", "分机", "分機", "内线", "内線", "転", "доб", "вн", "내선",
  ].map { Array($0.utf8) }

  private func starts(with word: [UInt8], at position: Int) -> Bool {
    guard position + word.count <= text.end else { return false }
    return word.indices.allSatisfy { index in
      let byte = text.bytes[position + index]
      return byte == word[index] || (word[index] < 0x80 && byte | 0x20 == word[index])
    }
  }

  /// Whether the group behind the first `groupCount` of a number with an area code is its extension or its last digits once
  /// more, and ends it: `030/1234567-89`, `021-65059988-801`, `021-65059988/65059977`.
  static func follows(_ cluster: NumberCluster, _ groupCount: Int, hasPlus: Bool) -> Bool {
    guard groupCount < cluster.groups.count, groupCount > 1, !cluster.isCut else { return false }
    guard hasPlus || (cluster.digits[0] == 0 && cluster.digits[1] != 0) else { return false }
    let (last, next) = (cluster.groups[groupCount - 1], cluster.groups[groupCount])
    if groupCount + 1 < cluster.groups.count {
      // More of the same: a row of numbers.
      let separator = cluster.groups[groupCount + 1].separator
      guard separator == .space || separator == .open else { return false }
    }
    switch next.separator {
    case .hyphen:
      guard (1...5).contains(next.digitCount), last.digitCount >= 4 else { return false }
      return last.separator != .hyphen || (last.digitCount >= 7 && next.digitCount > 1)
    case .slash:
      return last.separator != .slash && last.digitCount >= 6
        && (next.digitCount <= 4 || next.digitCount == last.digitCount)
    default: return false
    }
  }
}
