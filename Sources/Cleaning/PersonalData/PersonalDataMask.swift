// What stands in place of personal data.

import Storage

/// Makes the text that replaces a hit.
struct PersonalDataMask {
  private let settings: PersonalDataStage.Settings
  private let placeholders: [PersonalDataKind: [UInt8]]

  private let blots: Bool

  /// - Parameter blots: whether a row of black squares stands in place of everything, as long for every value.
  init(_ settings: PersonalDataStage.Settings, blots: Bool = false) {
    self.settings = settings
    self.blots = blots
    var placeholders: [PersonalDataKind: [UInt8]] = [:]
    for kind in PersonalDataKind.allCases { placeholders[kind] = Self.placeholder(settings.placeholder, kind.rawValue) }
    self.placeholders = placeholders
  }

  private static let blot = Array("█████".utf8)

  private static func placeholder(_ template: String, _ name: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(template.utf8)[...]
    let slot = Array("{kind}".utf8)
    while let first = rest.first {
      if rest.starts(with: slot) {
        result += Array(name.utf8)
        rest = rest.dropFirst(slot.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The replacement of the bytes of `range`.
  func replacement(of range: Range<Int>, kind: PersonalDataKind, in text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    if blots { return Self.blot }
    switch settings.mask {
    case .placeholder: return placeholders[kind] ?? []
    case .example: return Array(kind.example.utf8)
    case .pseudonym:
      let name = kind.rawValue + ":" + Self.letters(of: digest(range, kind, text))
      return Self.placeholder(settings.placeholder, name)
    }
  }

  /// HMAC-SHA-256 (RFC 2104) of the kind and the value, in which letter case, separators and width make no difference.
  private func digest(_ range: Range<Int>, _ kind: PersonalDataKind, _ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var message = Array(kind.rawValue.utf8) + [0]
    let folded = FoldedText(text)
    var position = range.lowerBound
    while position < range.upperBound, let character = folded.character(at: position) {
      if character.isASCIILetter {
        message.append(UInt8(character.scalar) | 0x20)
      } else if character.isDigit {
        message.append(UInt8(character.scalar))
      } else if kind == .email || kind == .ip {
        message +=
          character.scalar < 0x80
          ? [UInt8(character.scalar)] : Array(text[position..<position + character.byteCount])
      }
      position += character.byteCount
    }
    var key = Array(settings.key.utf8)
    if key.count > 64 { key = SHA256.hash(key) }
    key += Array(repeating: 0, count: 64 - key.count)
    return SHA256.hash(key.map { $0 ^ 0x5c } + SHA256.hash(key.map { $0 ^ 0x36 } + message))
  }

  /// Ten letters of twenty: 43 bits, no digit among them that could be taken for a number, no vowel for a word.
  private static func letters(of digest: [UInt8]) -> String {
    let alphabet = Array("bcdfghjklmnpqrstvwxz".unicodeScalars)
    var value = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var letters = String.UnicodeScalarView()
    for _ in 0..<10 {
      letters.append(alphabet[Int(value % 20)])
      value /= 20
    }
    return String(letters)
  }
}
