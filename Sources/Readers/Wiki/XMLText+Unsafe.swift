// Text of XML whose references are resolved by bytes: what libxml2 would take five times as long for.

import Glibc

/// The character data of `source`, which holds no `<`, with its references resolved; a failure with the place where a
/// `&` is none of the five predefined references and no reference to a character.
///
/// Bytes that are not UTF-8 stay what they are.
func decodedXMLText(_ source: UnsafeBufferPointer<UInt8>) -> Result<[UInt8], XMLPieceError> {
  guard let base = source.baseAddress else { return .success([]) }
  let count = source.count
  var damage: Int?
  // SAFETY: no reference is shorter than what it stands for, so that the text never grows beyond its source; the
  // pointers move within their buffers.
  let text = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
    guard let output = buffer.baseAddress else { return }
    var index = 0
    while index < count {
      let rest = count - index
      let found = memchr(base + index, Int32(UInt8(ascii: "&")), rest)
      let length = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base + index) } ?? rest
      memcpy(output + written, base + index, length)
      written += length
      index += length
      if found == nil { return }
      guard let reference = XMLReference(base + index, count: count - index) else {
        damage = index
        return
      }
      if reference.character.isASCII {
        output[written] = UInt8(truncatingIfNeeded: reference.character.value)
        written += 1
      } else {
        for byte in UTF8.encode(reference.character) ?? UTF8.encodedReplacementCharacter {
          output[written] = byte
          written += 1
        }
      }
      index += reference.byteCount
    }
  }
  if let damage {
    return .failure(XMLPieceError(message: "a reference that is none of XML's own", offset: damage))
  }
  return .success(text)
}

/// A reference to a character.
private struct XMLReference {
  var character: Unicode.Scalar
  var byteCount: Int

  private static let longest = 16

  /// The reference at `start`, where a `&` stands; nil where it is none.
  @inline(__always)
  init?(_ start: UnsafePointer<UInt8>, count: Int) {
    guard count >= 4 else { return nil }
    switch (start[1], start[2]) {
    case (UInt8(ascii: "l"), UInt8(ascii: "t")) where start[3] == UInt8(ascii: ";"): (character, byteCount) = ("<", 4)
    case (UInt8(ascii: "g"), UInt8(ascii: "t")) where start[3] == UInt8(ascii: ";"): (character, byteCount) = (">", 4)
    case (UInt8(ascii: "a"), UInt8(ascii: "m")) where Self.reads("p;", start + 3, count - 3):
      (character, byteCount) = ("&", 5)
    case (UInt8(ascii: "q"), UInt8(ascii: "u")) where Self.reads("ot;", start + 3, count - 3):
      (character, byteCount) = ("\"", 6)
    case (UInt8(ascii: "a"), UInt8(ascii: "p")) where Self.reads("os;", start + 3, count - 3):
      (character, byteCount) = ("'", 6)
    case (UInt8(ascii: "#"), _):
      guard let number = Self.number(start, count: min(count, Self.longest)) else { return nil }
      (character, byteCount) = number
    default: return nil
    }
  }

  @inline(__always)
  private static func reads(_ name: StaticString, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= name.utf8CodeUnitCount else { return false }
    for index in 0..<name.utf8CodeUnitCount where start[index] != name.utf8Start[index] { return false }
    return true
  }

  /// `&#8211;` or `&#x2013;`, of a character that XML allows.
  private static func number(_ start: UnsafePointer<UInt8>, count: Int) -> (Unicode.Scalar, Int)? {
    let isHexadecimal = start[2] == UInt8(ascii: "x")
    var index = isHexadecimal ? 3 : 2
    let first = index
    var value: UInt32 = 0
    while index < count, start[index] != UInt8(ascii: ";") {
      guard let digit = Character(Unicode.Scalar(start[index])).hexDigitValue, isHexadecimal || digit < 10 else {
        return nil
      }
      value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
      if value > 0x10ffff { return nil }
      index += 1
    }
    let isAllowed = value >= 0x20 ? value != 0xfffe && value != 0xffff : [0x09, 0x0a, 0x0d].contains(value)
    guard index < count, index > first, isAllowed, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, index + 1)
  }
}
