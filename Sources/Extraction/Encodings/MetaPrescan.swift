// The encoding that the first bytes of a page declare, found as the HTML standard says.

import TextAnalysis

/// "Prescan a byte stream to determine its encoding" (HTML standard, 13.2.3.2).
struct MetaPrescan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// Number of bytes that are looked at. The standard recommends 1,024; browsers look further, and so do we.
  static let byteCount = 16384

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The declared encoding; nil where none is declared or its label is unknown.
  static func encoding(of page: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var prescan = MetaPrescan(UnsafeBufferPointer(rebasing: page.prefix(byteCount)))
    return prescan.run()
  }

  private mutating func run() -> TextEncoding? {
    if starts(with: "<?xml"), let declared = xmlDeclaration() { return Self.asDeclared(declared) }
    while index < bytes.count {
      if starts(with: "<!--") {
        index += 2
        while index < bytes.count, !starts(with: "-->") { index += 1 }
        index += 3
      } else if starts(with: "<meta"), let next = byte(at: index + 5), next <= 0x20 || next == UInt8(ascii: "/") {
        index += 5
        if let encoding = metaEncoding() { return encoding }
      } else if bytes[index] == UInt8(ascii: "<"), startsTag() {
        index += 1
        while let next = byte(at: index), next > 0x20, next != UInt8(ascii: ">") { index += 1 }
        while attribute() != nil {}
      } else if bytes[index] == UInt8(ascii: "<"), let next = byte(at: index + 1),
        next == 0x21 || next == 0x2f || next == 0x3f
      {
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        index += 1
      } else {
        index += 1
      }
    }
    return nil
  }

  /// A declaration inside an ASCII-compatible prefix cannot mean UTF-16.
  private static func asDeclared(_ encoding: TextEncoding) -> TextEncoding {
    encoding.isUTF16 ? .utf8 : encoding == .userDefined ? .windows1252 : encoding
  }

  private func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    for offset in 0..<length {
      var byte = bytes[index + offset]
      if byte &- 0x41 < 26 { byte |= 0x20 }
      if byte != text.utf8Start[offset] { return false }
    }
    return true
  }

  /// Whether a start or end tag begins here: `<a` or `</a`.
  private func startsTag() -> Bool {
    guard var next = byte(at: index + 1) else { return false }
    if next == UInt8(ascii: "/") {
      guard let behind = byte(at: index + 2) else { return false }
      next = behind
    }
    return (next | 0x20) &- 0x61 < 26
  }

  private mutating func metaEncoding() -> TextEncoding? {
    var seen: Set<[UInt8]> = []
    var gotPragma = false
    var needsPragma: Bool?
    var encoding: TextEncoding?
    while let (name, value) = attribute() {
      guard seen.insert(name).inserted else { continue }
      if name.elementsEqual("http-equiv".utf8) {
        if value.elementsEqual("content-type".utf8) { gotPragma = true }
      } else if name.elementsEqual("content".utf8) {
        if encoding == nil, let found = Self.charset(inContent: value) {
          encoding = found
          needsPragma = true
        }
      } else if name.elementsEqual("charset".utf8) {
        encoding = TextEncoding(label: String(decoding: value, as: UTF8.self))
        needsPragma = false
      }
    }
    guard let needsPragma, !needsPragma || gotPragma, let encoding else { return nil }
    return Self.asDeclared(encoding)
  }

  /// "Get an attribute": the next attribute of the tag, names and values in lower case; nil at the tag's end.
  private mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while let next = byte(at: index), next <= 0x20 || next == UInt8(ascii: "/") { index += 1 }
    guard let first = byte(at: index) else { return nil }
    if first == UInt8(ascii: ">") {
      index += 1
      return nil
    }
    var name: [UInt8] = []
    while let next = byte(at: index), next > 0x20, next != UInt8(ascii: "/"), next != UInt8(ascii: ">") {
      if next == UInt8(ascii: "="), !name.isEmpty { break }
      name.append(Self.lower(next))
      index += 1
    }
    while let next = byte(at: index), next <= 0x20 { index += 1 }
    guard byte(at: index) == UInt8(ascii: "=") else { return (name, []) }
    index += 1
    while let next = byte(at: index), next <= 0x20 { index += 1 }
    var value: [UInt8] = []
    if let quote = byte(at: index), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while let next = byte(at: index), next != quote {
        value.append(Self.lower(next))
        index += 1
      }
      // A value that the limit cut is none.
      if index >= bytes.count { return nil }
      index += 1
    } else {
      while let next = byte(at: index), next > 0x20, next != UInt8(ascii: ">") {
        value.append(Self.lower(next))
        index += 1
      }
      if index >= bytes.count { return nil }
    }
    return (name, value)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// "Extract a character encoding from a meta element": the charset in `text/html; charset=…`, lower case.
  static func charset(inContent value: [UInt8]) -> TextEncoding? {
    var index = 0
    let word = Array("charset".utf8)
    while index + word.count <= value.count {
      guard value[index..<index + word.count].elementsEqual(word) else {
        index += 1
        continue
      }
      index += word.count
      while index < value.count, value[index] <= 0x20 { index += 1 }
      guard index < value.count, value[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < value.count, value[index] <= 0x20 { index += 1 }
      guard index < value.count else { return nil }
      let label: ArraySlice<UInt8>
      if value[index] == UInt8(ascii: "\"") || value[index] == UInt8(ascii: "'") {
        guard let end = value[(index + 1)...].firstIndex(of: value[index]) else { return nil }
        label = value[(index + 1)..<end]
      } else {
        label = value[index...].prefix(while: { $0 > 0x20 && $0 != UInt8(ascii: ";") })
      }
      return TextEncoding(label: String(decoding: label, as: UTF8.self))
    }
    return nil
  }

  /// The encoding of `<?xml version="1.0" encoding="…"?>`.
  private func xmlDeclaration() -> TextEncoding? {
    let declaration = bytes.prefix(while: { $0 != UInt8(ascii: ">") })
    let text = String(decoding: UnsafeBufferPointer(rebasing: declaration), as: UTF8.self)
    guard let key = text.firstRange(ofASCII: "encoding") else { return nil }
    let rest = text.utf8[key...].drop(while: { $0 <= 0x20 || $0 == UInt8(ascii: "=") })
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return TextEncoding(label: String(Substring(rest.dropFirst().prefix(while: { $0 != quote }))))
  }
}

extension String {
  /// The index behind the first occurrence of an ASCII string.
  fileprivate func firstRange(ofASCII needle: String) -> String.Index? {
    var start = utf8.startIndex
    while start < utf8.endIndex {
      if utf8[start...].starts(with: needle.utf8) { return utf8.index(start, offsetBy: needle.utf8.count) }
      start = utf8.index(after: start)
    }
    return nil
  }
}
