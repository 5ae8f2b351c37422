// One emoji with all that belongs to it (Unicode Technical Standard 51, section 1.4).

import CICUShim
import TextAnalysis

struct EmojiSequence {
  let range: Range<Int>
  /// Names of its parts in small letters with `_` in place of spaces; of flags `flag_` and the letters of the region.
  let name: String

  /// The emoji that begins at `position`; nil when none does.
  init?(_ text: UnsafeBufferPointer<UInt8>, at position: Int) {
    let first = text[position]
    // Keycaps begin with a digit, * or #; everything else is beyond ASCII, from U+200D on.
    guard first >= 0xe2 || first == 0x23 || first == 0x2a || first &- 0x30 < 10 || first == 0xc2 else { return nil }
    var reader = Reader(text: text, position: position)
    guard let name = reader.sequence() else { return nil }
    self.name = name
    range = position..<reader.position
  }

  private struct Reader {
    let text: UnsafeBufferPointer<UInt8>
    var position: Int

    private func peek() -> UTF8Bytes.Decoded? {
      position < text.count ? UTF8Bytes.decode(text, at: position) : nil
    }

    private mutating func take(_ scalar: UInt32) -> Bool {
      guard let next = peek(), next.scalar == scalar else { return false }
      position += next.byteCount
      return true
    }

    mutating func sequence() -> String? {
      guard let first = peek() else { return nil }
      if first.scalar < 0x80 { return keycap(first.scalar) }
      if isRegional(first.scalar) { return flag() }
      var names: [String] = []
      while let element = element(isFirst: names.isEmpty) {
        names.append(element)
        let before = position
        guard take(0x200d) else { break }
        // A joiner that joins nothing stays.
        guard let next = peek(), isElement(next) else {
          position = before
          break
        }
      }
      return names.isEmpty ? nil : names.joined(separator: "_")
    }

    private mutating func keycap(_ scalar: UInt32) -> String? {
      position += 1
      _ = take(0xfe0f)
      guard take(0x20e3) else { return nil }
      switch scalar {
      case 0x23: return "keycap_number_sign"
      case 0x2a: return "keycap_asterisk"
      default: return "keycap_\(scalar - 0x30)"
      }
    }

    private func isRegional(_ scalar: UInt32) -> Bool { (0x1f1e6...0x1f1ff).contains(scalar) }

    private mutating func flag() -> String? {
      var letters = ""
      while letters.utf8.count < 2, let next = peek(), isRegional(next.scalar) {
        letters.unicodeScalars.append(Unicode.Scalar(UInt8(next.scalar - 0x1f1e6) + 0x61))
        position += next.byteCount
      }
      return (letters.utf8.count == 2 ? "flag_" : "regional_indicator_") + letters
    }

    private func isElement(_ decoded: UTF8Bytes.Decoded) -> Bool {
      sluice_icu_emoji(decoded.scalar) & UInt32(SLUICE_EMOJI) != 0 && decoded.scalar >= 0x80
    }

    /// A character with its selector, colour or tags.
    private mutating func element(isFirst: Bool) -> String? {
      guard let base = peek(), isElement(base), let name = Self.name(of: base.scalar) else { return nil }
      let start = position
      position += base.byteCount
      let hasSelector = take(0xfe0f)
      // U+FE0E asks for text.
      if let next = peek(), next.scalar == 0xfe0e {
        position = start
        return nil
      }
      var result = name
      var isColoured = false
      if let next = peek(), (0x1f3fb...0x1f3ff).contains(next.scalar) {
        position += next.byteCount
        isColoured = true
        result +=
          ["_light", "_medium_light", "_medium", "_medium_dark", "_dark"][Int(next.scalar - 0x1f3fb)] + "_skin_tone"
      }
      // Behind a joiner a character is a picture without its selector.
      let isPicture = sluice_icu_emoji(base.scalar) & UInt32(SLUICE_EMOJI_PRESENTATION) != 0
      guard isPicture || hasSelector || isColoured || !isFirst else {
        position = start
        return nil
      }
      if base.scalar == 0x1f3f4, let region = tags() { return "flag_" + region }
      return result
    }

    /// The region that a flag's tags spell.
    private mutating func tags() -> String? {
      let start = position
      var region = ""
      while region.utf8.count < 8, let next = peek(), (0xe0030...0xe007a).contains(next.scalar) {
        region.unicodeScalars.append(Unicode.Scalar(UInt8(next.scalar - 0xe0000)))
        position += next.byteCount
      }
      if !region.isEmpty, take(0xe007f) { return region }
      position = start
      return nil
    }

    /// The character's name in Unicode, which never changes.
    private static func name(of scalar: UInt32) -> String? {
      let capacity = Int(SLUICE_ICU_MAXIMUM_NAME)
      let name = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        // SAFETY: the shim writes at most the capacity it documents, and says how much.
        count = max(0, Int(sluice_icu_name(scalar, buffer.baseAddress)))
      }
      if name.isEmpty { return nil }
      return String(
        decoding: name.map { byte in
          switch byte {
          case 0x41...0x5a: byte | 0x20
          case 0x20, 0x2d: 0x5f
          default: byte
          }
        }, as: UTF8.self)
    }
  }
}
