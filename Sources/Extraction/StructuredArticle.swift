// The text of an article in a page's structured data (JSON-LD), for pages whose markup has none.

/// Reads `articleBody` out of JSON-LD without building a tree.
enum StructuredArticle {
  /// The longest value of a key `articleBody`; nil when there is none.
  ///
  /// - Complexity: linear; a key that is no string's key costs its own length.
  static func body(of data: [UInt8]) -> String? {
    let key = Array("\"articleBody\"".utf8)
    guard data.count > key.count else { return nil }
    var longest: [UInt8] = []
    var index = 0
    while index + key.count < data.count {
      guard data[index] == key[0], data[index..<index + key.count].elementsEqual(key) else {
        index += 1
        continue
      }
      index += key.count
      while index < data.count, data[index] <= 0x20 || data[index] == UInt8(ascii: ":") { index += 1 }
      guard index < data.count, data[index] == UInt8(ascii: "\"") else { continue }
      let value = string(in: data, at: &index)
      if value.count > longest.count { longest = value }
    }
    return longest.isEmpty ? nil : String(decoding: longest, as: UTF8.self)
  }

  /// The JSON string that begins at `index`; `index` is behind it afterwards.
  private static func string(in data: [UInt8], at index: inout Int) -> [UInt8] {
    var value: [UInt8] = []
    index += 1
    while index < data.count, data[index] != UInt8(ascii: "\"") {
      guard data[index] == UInt8(ascii: "\\"), index + 1 < data.count else {
        value.append(data[index])
        index += 1
        continue
      }
      let escape = data[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): value.append(0x0a)
      case UInt8(ascii: "t"): value.append(0x20)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): break
      case UInt8(ascii: "u"): append(codePointIn: data, at: &index, to: &value)
      default: value.append(escape)
      }
    }
    index += 1
    return value
  }

  private static func append(codePointIn data: [UInt8], at index: inout Int, to value: inout [UInt8]) {
    guard let first = unit(in: data, at: index) else { return }
    index += 4
    var point = first
    if first & 0xfc00 == 0xd800, index + 6 <= data.count, data[index] == UInt8(ascii: "\\"),
      data[index + 1] == UInt8(ascii: "u"), let second = unit(in: data, at: index + 2), second & 0xfc00 == 0xdc00
    {
      index += 6
      point = 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff)
    }
    let scalar = Unicode.Scalar(point) ?? "\u{fffd}"
    value.append(contentsOf: String(Character(scalar)).utf8)
  }

  private static func unit(in data: [UInt8], at index: Int) -> UInt32? {
    guard index + 4 <= data.count else { return nil }
    return UInt32(String(decoding: data[index..<index + 4], as: UTF8.self), radix: 16)
  }
}

extension PageMetadata {
  /// Text with white space collapsed and its lines as paragraphs.
  static func paragraphs(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    for line in text.utf8.split(separator: 0x0a) {
      let words = line.split(whereSeparator: { $0 <= 0x20 })
      guard !words.isEmpty else { continue }
      if !output.isEmpty { output += [0x0a, 0x0a] }
      output += words.joined(separator: [0x20])
    }
    return output
  }
}
