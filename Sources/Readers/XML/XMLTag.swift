// A tag of XML, and references to characters.

/// A start tag, end tag or declaration. The name of an end tag begins with `/`.
struct XMLTag {
  let name: String
  /// True for `<name … />`.
  let isEmpty: Bool
  /// The tag as it stands in the file.
  let bytes: [UInt8]
  private let attributes: [(name: String, value: String)]

  /// Bytes of a tag at most; a `statement="…"` holds a whole query.
  static let maximumByteCount = 1 << 20

  /// - Parameter tag: the bytes from `<` to `>`.
  init(_ tag: [UInt8]) {
    bytes = tag
    var index = 1
    func isNameEnd(_ byte: UInt8) -> Bool { isASCIISpace(byte) || [0x3e, 0x2f, 0x3d].contains(byte) }
    func word() -> String {
      let start = index
      while index < tag.count, !isNameEnd(tag[index]) || (index == 1 && tag[index] == UInt8(ascii: "/")) { index += 1 }
      return String(decoding: tag[start..<index], as: UTF8.self)
    }
    name = word()
    isEmpty = tag.suffix(2).elementsEqual("/>".utf8)
    var attributes: [(String, String)] = []
    while index < tag.count {
      guard !isNameEnd(tag[index]) else {
        index += 1
        continue
      }
      let name = word()
      guard index + 1 < tag.count, tag[index] == UInt8(ascii: "="), tag[index + 1] == UInt8(ascii: "\"") else {
        continue
      }
      let end = tag[(index + 2)...].firstIndex(of: UInt8(ascii: "\"")) ?? tag.count
      attributes.append((name, Self.value(tag[(index + 2)..<end])))
      index = end + 1
    }
    self.attributes = attributes
  }

  var attributeCount: Int { attributes.count }

  func value(of name: String) -> String? { attributes.first { $0.name == name }?.value }

  private static func value(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var value: [UInt8] = []
    var rest = bytes
    while let first = rest.first {
      guard first == UInt8(ascii: "&") else {
        value.append(first)
        rest.removeFirst()
        continue
      }
      let (decoded, length) = XMLReference.decode(rest)
      value += decoded
      rest.removeFirst(length)
    }
    return String(decoding: value, as: UTF8.self)
  }
}

/// References to characters: the five names that XML knows without a declaration, and numbers.
enum XMLReference {
  /// Bytes of the longest reference that is known here.
  static let maximumByteCount = 12

  private static let names: [(name: [UInt8], byte: UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
  ].map { (Array($0.0.utf8), UInt8(ascii: $0.1)) }

  private static let words: [(word: UInt64, mask: UInt64, byte: UInt8, length: Int)] = names.map { name, byte in
    (name.reversed().reduce(0) { $0 << 8 | UInt64($1) }, ~0 >> UInt64(64 - name.count * 8), byte, name.count)
  }

  /// The byte that a reference by name at the start of a little-endian word stands for, and the reference's length; nil
  /// where there is none.
  @inline(__always)
  static func named(_ word: UInt64) -> (byte: UInt8, length: Int)? {
    for known in words where word & known.mask == known.word { return (known.byte, known.length) }
    return nil
  }

  /// What the reference at the start of `bytes` stands for, and its length; the ampersand itself where there is none.
  static func decode(_ bytes: some Collection<UInt8>) -> (bytes: [UInt8], length: Int) {
    for (name, byte) in names where bytes.starts(with: name) { return ([byte], name.count) }
    if bytes.starts(with: "&#".utf8) {
      let number = bytes.prefix(maximumByteCount).dropFirst(2)
      let isHexadecimal = number.first == UInt8(ascii: "x")
      let digits = number.dropFirst(isHexadecimal ? 1 : 0).prefix { $0 != UInt8(ascii: ";") }
      let length = 2 + (isHexadecimal ? 1 : 0) + digits.count + 1
      if length <= maximumByteCount, length <= bytes.count,
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
        let scalar = Unicode.Scalar(value)
      {
        return (Array(String(Character(scalar)).utf8), length)
      }
    }
    return ([UInt8(ascii: "&")], 1)
  }
}
