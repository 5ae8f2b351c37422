// One header of a tar archive: POSIX ustar and pax (IEEE 1003.1), GNU's extensions, and the old V7 form.

import Storage

/// A header block whose checksum is right.
struct TarHeader {
  static let byteCount = 512

  /// What the block announces.
  enum Kind: Equatable {
    case file
    /// A hard or symbolic link.
    case link
    case folder
    /// A device or a named pipe.
    case device
    /// Records of pax for the next member, or for all that follow.
    case pax(isGlobal: Bool)
    /// GNU: the next member's name, or its link's.
    case longName, longLink
    /// GNU: a file with holes, stored as a map and pieces.
    case sparse
    /// A volume's label, a piece of a multi-volume archive, something of a vendor's.
    case other
  }

  let kind: Kind
  /// Name with its prefix, as it stands.
  let name: [UInt8]
  /// Bytes that follow, before they are padded.
  let contentByteCount: Int
  /// True when the block says that it is ustar's or GNU's.
  let isMarked: Bool

  /// - Parameter block: 512 bytes; nil when they are no header.
  init?(_ block: UnsafeBufferPointer<UInt8>) {
    guard block.count == Self.byteCount, block[0] != 0 || block[345] != 0,
      let checksum = Self.number(block[148..<156]), Self.checksums(block).contains(checksum),
      let size = Self.number(block[124..<136]), size >= 0
    else { return nil }
    isMarked = block[257..<262].elementsEqual("ustar".utf8)
    contentByteCount = size
    var name = Array(block[0..<100].prefix { $0 != 0 })
    // GNU keeps times where POSIX has the prefix, and says so with two spaces.
    let isPOSIX = isMarked && block[262] == 0
    if isPOSIX, block[345] != 0 { name = Array(block[345..<500].prefix { $0 != 0 }) + [UInt8(ascii: "/")] + name }
    self.name = name
    switch block[156] {
    case UInt8(ascii: "0"), 0, UInt8(ascii: "7"): kind = name.last == UInt8(ascii: "/") ? .folder : .file
    case UInt8(ascii: "1"), UInt8(ascii: "2"): kind = .link
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): kind = .device
    case UInt8(ascii: "5"): kind = .folder
    case UInt8(ascii: "x"), UInt8(ascii: "X"): kind = .pax(isGlobal: false)
    case UInt8(ascii: "g"): kind = .pax(isGlobal: true)
    case UInt8(ascii: "L"): kind = .longName
    case UInt8(ascii: "K"): kind = .longLink
    case UInt8(ascii: "S"): kind = .sparse
    default: kind = .other
    }
  }

  /// Octal digits between spaces and NULs, or GNU's binary form (a set high bit, then a big-endian number); nil for
  /// anything else, and for numbers that no file has.
  private static func number(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      var value = Int(first & 0x7f)
      for byte in field.dropFirst() {
        guard value < 1 << 54 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    for digit in digits {
      guard (0x30...0x37).contains(digit), value < 1 << 56 else { return nil }
      value = value << 3 | Int(digit - 0x30)
    }
    return value
  }

  /// The sum of all bytes with spaces in the sum's own place; some old writers summed signed bytes.
  private static func checksums(_ block: UnsafeBufferPointer<UInt8>) -> [Int] {
    var unsigned = 0
    var signed = 0
    for (index, byte) in block.enumerated() {
      let counted = (148..<156).contains(index) ? 0x20 : byte
      unsigned += Int(counted)
      signed += Int(Int8(bitPattern: counted))
    }
    return [unsigned, signed]
  }
}

/// What records of pax say of a member.
struct PaxRecords {
  var name: [UInt8]?
  var byteCount: Int?
  /// True for files with holes, which GNU tar describes in records.
  var isSparse = false

  /// Reads `LENGTH KEY=VALUE\n` records; false when they are not that.
  mutating func read(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count, bytes[index] != 0 {
      guard let space = bytes[index...].firstIndex(of: 0x20), space - index < 20,
        let length = Int(String(decoding: bytes[index..<space], as: UTF8.self)), length > space - index,
        length <= bytes.count - index, bytes[index + length - 1] == 0x0a,
        let equals = bytes[(space + 1)..<(index + length)].firstIndex(of: UInt8(ascii: "="))
      else { return false }
      let value = bytes[(equals + 1)..<(index + length - 1)]
      switch String(decoding: bytes[(space + 1)..<equals], as: UTF8.self) {
      // An empty value takes back what a global record said.
      case "path": name = value.isEmpty ? nil : Array(value)
      case "size":
        guard let size = Int(String(decoding: value, as: UTF8.self)), size >= 0 else { return false }
        byteCount = size
      case let key where key.hasPrefix("GNU.sparse."): isSparse = true
      default: break
      }
      index += length
    }
    return true
  }
}
