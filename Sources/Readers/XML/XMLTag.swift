// A tag of XML.

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
    var value: [UInt8] = []
    bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      var index = 0
      while index < source.count {
        if base[index] == UInt8(ascii: "&"), let found = XMLReference(base + index, count: source.count - index) {
          value += Array(String(found.character).utf8)
          index += found.byteCount
        } else {
          value.append(base[index])
          index += 1
        }
      }
    }
    return String(decoding: value, as: UTF8.self)
  }
}
