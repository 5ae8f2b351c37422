// Archives made by hand, so that each byte of them can be wrong.

import Storage

/// A tar archive, member by member.
struct TarBuilder {
  private(set) var bytes: [UInt8] = []

  /// A header block with a right checksum.
  static func header(
    _ name: [UInt8], size: Int, type: Character = "0", prefix: String = "", magic: String = "ustar\u{0}00"
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, at place: Int) {
      for (index, byte) in text.enumerated() { block[place + index] = byte }
    }
    func octal(_ value: Int, _ width: Int) -> String {
      let digits = String(value, radix: 8)
      return String(repeating: "0", count: width - 1 - digits.count) + digits
    }
    put(name.prefix(100), at: 0)
    put("0000644\u{0}0000000\u{0}0000000\u{0}".utf8, at: 100)
    put(octal(size, 12).utf8, at: 124)
    put("00000000000".utf8, at: 136)
    put(String(repeating: " ", count: 8).utf8, at: 148)
    put(String(type).utf8, at: 156)
    put(magic.utf8, at: 257)
    put(prefix.utf8, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put((octal(sum, 7) + "\u{0} ").utf8, at: 148)
    return block
  }

  mutating func add(_ name: String, _ content: [UInt8], type: Character = "0", prefix: String = "") {
    append(Self.header(Array(name.utf8), size: content.count, type: type, prefix: prefix), content)
  }

  mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  mutating func append(_ header: [UInt8], _ content: [UInt8] = []) {
    bytes += header + content + [UInt8](repeating: 0, count: -content.count & 511)
  }

  /// Records of pax for the next member.
  mutating func addPax(_ records: [(String, String)], type: Character = "x") {
    var content: [UInt8] = []
    for (key, value) in records {
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count + 1
      while "\(length)\(rest)".utf8.count != length { length += 1 }
      content += Array("\(length)\(rest)".utf8)
    }
    add("pax", content, type: type)
  }

  /// With the two blocks of zeros at the end.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// A zip archive, member by member.
struct ZipBuilder {
  private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func crc(_ content: [UInt8]) -> Int {
    var crc = CRC32()
    crc.update(content)
    return Int(crc.value)
  }

  /// - Parameters:
  ///   - stored: the compressed content; as it is where nil.
  ///   - describes: sizes and checksum stand behind the content, zeros in the local header.
  ///   - wide: the directory has its numbers in a zip64 record.
  mutating func add(
    _ name: [UInt8], _ content: [UInt8], method: Int = 0, stored: [UInt8]? = nil, flags: Int = 0,
    describes: Bool = false,
    wide: Bool = false, crc: Int? = nil, offset: Int? = nil, mode: Int = 0
  ) {
    let data = stored ?? content
    let sum = crc ?? Self.crc(content)
    let place = offset ?? bytes.count
    let flags = describes ? flags | 8 : flags
    if offset == nil {
      bytes += Self.number(0x0403_4b50, 4) + Self.number(20, 2) + Self.number(flags, 2) + Self.number(method, 2)
      bytes +=
        Self.number(0, 4)
        + (describes
          ? Self.number(0, 12)
          : Self.number(sum, 4) + Self.number(data.count, 4)
            + Self.number(content.count, 4))
      bytes += Self.number(name.count, 2) + Self.number(0, 2) + name + data
      if describes {
        bytes +=
          Self.number(0x0807_4b50, 4) + Self.number(sum, 4) + Self.number(data.count, 4)
          + Self.number(content.count, 4)
      }
    }
    let extra =
      wide
      ? Self.number(1, 2) + Self.number(24, 2) + Self.number(content.count, 8) + Self.number(data.count, 8)
        + Self.number(place, 8) : []
    directory += Self.number(0x0201_4b50, 4) + [20, 3] + Self.number(20, 2) + Self.number(flags, 2)
    directory += Self.number(method, 2) + Self.number(0, 4) + Self.number(sum, 4)
    directory += wide ? [UInt8](repeating: 0xff, count: 8) : Self.number(data.count, 4) + Self.number(content.count, 4)
    directory += Self.number(name.count, 2) + Self.number(extra.count, 2) + Self.number(0, 6)
    directory += Self.number(mode << 16, 4)
    directory += (wide ? [UInt8](repeating: 0xff, count: 4) : Self.number(place, 4)) + name + extra
    count += 1
  }

  mutating func add(_ name: String, _ text: String) { add(Array(name.utf8), Array(text.utf8), flags: 0x800) }

  func finished(comment: String = "") -> [UInt8] {
    bytes + directory + Self.number(0x0605_4b50, 4) + Self.number(0, 4) + Self.number(count, 2) + Self.number(count, 2)
      + Self.number(directory.count, 4) + Self.number(bytes.count, 4) + Self.number(comment.utf8.count, 2)
      + Array(comment.utf8)
  }
}
