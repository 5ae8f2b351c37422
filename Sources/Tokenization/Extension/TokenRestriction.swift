// Which tokens an extension may make: of which scripts, and where in a character they may end.

import TextAnalysis

/// Restrictions on the bytes of new tokens.
///
/// Tokens are stretches of bytes, so that the first and the last character in one may be there in part: a *tail* is the
/// end of a character at the token's beginning, a *head* the beginning of a character at its end.
public struct TokenRestriction: Sendable, Equatable {
  /// When not empty, a token has at least one character of these scripts, whole or as a head, and otherwise only
  /// characters that belong to no script of their own, such as spaces and punctuation marks. A head is of a script when
  /// some character of the script begins with it; of which script a tail is, nobody can say, so that it counts for none.
  public var scripts: Set<UnicodeScript> = []
  /// Tokens begin and end with whole characters. Only a token that goes on with a character that its left part began may
  /// end inside that one, as a step on the way to the whole character.
  public var wholeCharacters = false
  /// Tokens of more characters, whole or in part, are not made; 0 for no limit.
  public var maximumCharacterCount = 0

  public init() {}

  /// True when nothing is restricted.
  public var isEmpty: Bool { self == TokenRestriction() }

  /// True when the token of these two tokens may be made.
  func allows(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    let whole = Array(left + right)
    guard let parts = CharacterParts(whole) else { return false }
    if maximumCharacterCount > 0, parts.count > maximumCharacterCount { return false }
    if wholeCharacters {
      if parts.tailByteCount > 0 { return false }
      if parts.headByteCount > 0, parts.headByteCount <= right.count { return false }
    }
    return scripts.isEmpty || isOfScripts(whole, parts)
  }

  private func isOfScripts(_ bytes: [UInt8], _ parts: CharacterParts) -> Bool {
    var hasOwn = false
    for scalar in parts.scalars {
      let script = UnicodeClasses.script(scalar)
      if scripts.contains(script) {
        hasOwn = true
      } else if script != .common && script != .inherited {
        return false
      }
    }
    if parts.headByteCount > 0 {
      let head = bytes[(bytes.count - parts.headByteCount)...]
      guard scripts.contains(where: { ScriptHeads.shared.has(head, $0) }) else { return false }
      hasOwn = true
    }
    return hasOwn
  }
}

/// A token's bytes as the characters that they belong to.
struct CharacterParts {
  /// Bytes of a character that began before the token.
  private(set) var tailByteCount = 0
  /// The whole characters.
  private(set) var scalars: [UInt32] = []
  /// Bytes of a character that ends behind the token.
  private(set) var headByteCount = 0

  /// Nil when no valid UTF-8 can have these bytes in it.
  init?(_ bytes: [UInt8]) {
    while tailByteCount < bytes.count, bytes[tailByteCount] & 0xc0 == 0x80 { tailByteCount += 1 }
    if tailByteCount > 3 { return nil }
    let isValid = bytes.withUnsafeBufferPointer { buffer in
      var at = tailByteCount
      while at < buffer.count {
        if let decoded = UTF8Bytes.decode(buffer, at: at) {
          scalars.append(decoded.scalar)
          at += decoded.byteCount
          continue
        }
        let length = Self.byteCount(startingWith: buffer[at])
        let left = buffer.count - at
        guard left < length, buffer[(at + 1)...].allSatisfy({ $0 & 0xc0 == 0x80 }) else { return false }
        headByteCount = left
        return true
      }
      return true
    }
    if !isValid { return nil }
  }

  /// Characters, whole or in part.
  var count: Int { scalars.count + (tailByteCount > 0 ? 1 : 0) + (headByteCount > 0 ? 1 : 0) }

  /// True when the token ends inside a character.
  static func endsInside(_ bytes: ArraySlice<UInt8>) -> Bool { (CharacterParts(Array(bytes))?.headByteCount ?? 0) > 0 }

  private static func byteCount(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0xc2..<0xe0: 2
    case 0xe0..<0xf0: 3
    case 0xf0..<0xf5: 4
    default: 1
    }
  }
}

/// With which bytes the characters of each script begin.
private struct ScriptHeads: Sendable {
  static let shared = ScriptHeads()

  /// Scripts of the characters that begin with these bytes, as a set of bits.
  private var heads: [UInt32: UInt64] = [:]

  private init() {
    for value in UInt32(0x80)...0x10ffff {
      guard let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar).map(Array.init) else { continue }
      let script = UInt64(1) << UInt64(UnicodeClasses.script(value).rawValue)
      for end in 1..<bytes.count { heads[Self.key(bytes[..<end]), default: 0] |= script }
    }
  }

  func has(_ bytes: ArraySlice<UInt8>, _ script: UnicodeScript) -> Bool {
    (heads[Self.key(bytes)] ?? 0) >> UInt64(script.rawValue) & 1 != 0
  }

  /// At most three bytes, and their number.
  private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(UInt32(bytes.count)) { $0 << 8 | UInt32($1) }
  }
}
