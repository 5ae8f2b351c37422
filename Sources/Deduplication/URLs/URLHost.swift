// The authority of an address: user, host, port.

import TextAnalysis

/// Rules 2 and 3 of `URLNormalizer`. Keeps buffers; one serves one worker.
struct URLHost: Sendable {
  /// Longest host as written, and longest in normal form. A name of the domain name system has 253 bytes at most, in
  /// its ASCII form.
  private static let maximumByteCount = 2048

  /// Characters that no host holds (WHATWG URL, forbidden domain code points).
  private static let forbidden = ASCIISet(" #/:<>?@[\\]^|%`{}\"")

  private var name: [UInt8] = []
  private var label: [UInt8] = []
  private var scratch: [UInt8] = []

  /// Appends host and port of an authority; false when it has no host that could be one.
  mutating func append(
    _ authority: UnsafeBufferPointer<UInt8>, scheme: URLScheme, _ normalization: URLNormalization,
    to output: inout [UInt8]
  ) -> Bool {
    let hostStart = (authority.lastIndex(of: UInt8(ascii: "@")) ?? -1) + 1
    let rest = UnsafeBufferPointer(rebasing: authority[hostStart...])
    var hostEnd = rest.count
    if rest.first == UInt8(ascii: "[") {
      guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
      hostEnd = close + 1
      guard Self.appendAddress(UnsafeBufferPointer(rebasing: rest[..<hostEnd]), to: &output) else { return false }
    } else {
      hostEnd = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.count
      guard read(UnsafeBufferPointer(rebasing: rest[..<hostEnd])) else { return false }
      output.append(contentsOf: normalization.removesWWW ? Self.withoutWWW(name[...]) : name[...])
    }
    if hostEnd == rest.count { return true }
    guard rest[hostEnd] == UInt8(ascii: ":") else { return false }
    return Self.appendPort(UnsafeBufferPointer(rebasing: rest[(hostEnd + 1)...]), scheme, to: &output)
  }

  // MARK: Names

  /// Brings a host's name into its form, in `name`; false when it can be none.
  private mutating func read(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    guard host.count <= Self.maximumByteCount else { return false }
    decode(host)
    if name.allSatisfy({ $0 < 0x80 }) {
      for index in name.indices { name[index] = name[index].asciiLowercase }
    } else {
      guard UTF8Bytes.isValid(name) else { return false }
      Self.fold(&name, scratch: &scratch)
    }
    if name.containsPunycode { decodeLabels() }
    while name.last == UInt8(ascii: ".") { name.removeLast() }
    let forbidden = Self.forbidden
    return !name.isEmpty && name.first != UInt8(ascii: ".") && name.count <= Self.maximumByteCount
      && name.allSatisfy { $0 > 0x20 && $0 != 0x7f && !forbidden.contains($0) }
  }

  /// Copies a host into `name` with its escapes decoded.
  private mutating func decode(_ host: UnsafeBufferPointer<UInt8>) {
    name.removeAll(keepingCapacity: true)
    var position = 0
    while position < host.count {
      if host[position] == UInt8(ascii: "%"), position + 2 < host.count,
        let high = host[position + 1].hexadecimalValue, let low = host[position + 2].hexadecimalValue
      {
        name.append(high << 4 | low)
        position += 3
      } else {
        name.append(host[position])
        position += 1
      }
    }
  }

  /// NFKC, lower case, ideographic full stops as dots, without characters that are not seen (as UTS 46 maps names,
  /// nearly). What it gives, it gives again.
  private static func fold(_ text: inout [UInt8], scratch: inout [UInt8]) {
    removeInvisible(&text)
    // Lower case may leave a letter and its mark that compose, which has to be seen once more.
    for _ in 0..<2 { Normalizer.normalize(&text, to: .nfkcLowercase, scratch: &scratch) }
    var written = 0
    var position = 0
    while position < text.count {
      // U+3002, which NFKC also makes of U+FF61.
      if text[position] == 0xe3, position + 2 < text.count, text[position + 1] == 0x80, text[position + 2] == 0x82 {
        text[written] = UInt8(ascii: ".")
        position += 3
      } else {
        text[written] = text[position]
        position += 1
      }
      written += 1
    }
    text.removeSubrange(written...)
  }

  /// Removes soft hyphens, zero-width spaces, word joiners, byte order marks and variation selectors.
  private static func removeInvisible(_ text: inout [UInt8]) {
    var written = 0
    var position = 0
    while position < text.count {
      let rest = text.count - position
      let (first, second, third) = (
        text[position], rest > 1 ? text[position + 1] : 0, rest > 2 ? text[position + 2] : 0
      )
      switch (first, second, third) {
      case (0xc2, 0xad, _): position += 2
      case (0xe2, 0x80, 0x8b), (0xe2, 0x81, 0xa0), (0xef, 0xbb, 0xbf), (0xef, 0xb8, 0x80...0x8f): position += 3
      default:
        text[written] = first
        written += 1
        position += 1
      }
    }
    text.removeSubrange(written...)
  }

  /// Writes the `xn--` labels of `name` in Unicode. A label that is no Punycode, or hides ASCII, stays as it is.
  private mutating func decodeLabels() {
    var result: [UInt8] = []
    var start = 0
    while start <= name.count {
      let end = name[start...].firstIndex(of: UInt8(ascii: ".")) ?? name.count
      let written = name[start..<end]
      if start > 0 { result.append(UInt8(ascii: ".")) }
      if written.starts(with: "xn--".utf8), Punycode.decode(written.dropFirst(4), into: &label) {
        Self.fold(&label, scratch: &scratch)
        let isName = label.contains { $0 >= 0x80 } && !label.contains(UInt8(ascii: "."))
        result.append(contentsOf: isName ? label[...] : written)
      } else {
        result.append(contentsOf: written)
      }
      start = end + 1
    }
    name = result
  }

  /// Without `www.` where a name of at least two labels is left.
  private static func withoutWWW(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var name = name
    while name.starts(with: "www.".utf8) {
      let rest = name.dropFirst(4)
      if rest.first == UInt8(ascii: ".") || !rest.contains(UInt8(ascii: ".")) { break }
      name = rest
    }
    return name
  }

  // MARK: Numbers

  /// Appends an IPv6 address in brackets, in lower case.
  private static func appendAddress(_ address: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
    guard address.count > 3, address.count < 64 else { return false }
    for byte in address[1..<address.count - 1] {
      guard byte.hexadecimalValue != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else { return false }
    }
    output.append(contentsOf: address.lazy.map(\.asciiLowercase))
    return true
  }

  /// Appends a port unless it goes without saying; false when it is none.
  private static func appendPort(
    _ digits: UnsafeBufferPointer<UInt8>, _ scheme: URLScheme, to output: inout [UInt8]
  ) -> Bool {
    var port = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return false }
      port = port * 10 + Int(digit - UInt8(ascii: "0"))
      if port > 65_535 { return false }
    }
    let isDefault = scheme.isWeb ? port == 80 || port == 443 : port == scheme.defaultPort
    if digits.isEmpty || isDefault { return true }
    output.append(UInt8(ascii: ":"))
    output.append(contentsOf: String(port).utf8)
    return true
  }
}

extension [UInt8] {
  /// True when a label begins with `xn--`.
  fileprivate var containsPunycode: Bool {
    if starts(with: "xn--".utf8) { return true }
    return indices.contains { self[$0] == UInt8(ascii: ".") && self[($0 + 1)...].starts(with: "xn--".utf8) }
  }
}
