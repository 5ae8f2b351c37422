// The directory of a zip archive (APPNOTE 6.3): which members it has and where their bytes are.

import Storage

/// A member as the directory describes it.
struct ZipEntry {
  var name: String
  var flags: UInt16
  var method: UInt16
  var crc32: UInt32
  /// Bytes in the archive, and after decompression.
  var storedByteCount: Int
  var byteCount: Int
  /// Offset of the local header in the file.
  var offset: Int
  var isFolder: Bool
  var isLink: Bool

  var isEncrypted: Bool { flags & 0x41 != 0 }

  /// How it is stored; nil for methods that are not read.
  var compression: MemberCompression? {
    switch method {
    case 0: .stored
    case 8: .deflate
    case 12: .bzip2
    case 93, 20: .zstd
    case 95: .xz
    default: nil
    }
  }
}

/// All members of an archive in the order of their places.
struct ZipDirectory {
  private(set) var entries: [ZipEntry] = []
  /// Offset of the directory in the file; where members end.
  private(set) var offset: Int
  /// What is wrong with the directory; the members then come from their own headers.
  private(set) var problem: String?

  /// Most bytes that a directory may have.
  private static let byteLimit = 1 << 30

  /// - Throws: `StorageError` when reading fails; what is wrong in the bytes is a `problem`.
  init(_ file: RandomAccessFile) throws(StorageError) {
    offset = file.byteCount
    if let place = try Self.place(in: file) {
      if let entries = try Self.read(file, place) {
        self.entries = entries
        offset = place.offset
      } else {
        problem = "the archive's directory at byte \(place.offset) cannot be read"
      }
    } else {
      problem = "the archive has no directory at its end: it is cut off or damaged"
    }
    if problem != nil { try walk(file) }
    entries.sort { $0.offset < $1.offset }
  }

  // MARK: The end of the file

  private struct Place {
    var offset: Int
    var byteCount: Int
    /// Bytes in front of the archive, which its offsets do not count.
    var shift: Int
  }

  private static func place(in file: RandomAccessFile) throws(StorageError) -> Place? {
    let tailStart = max(0, file.byteCount - (22 + 65_535))
    let tail = try file.bytes(tailStart..<file.byteCount)
    guard tail.count >= 22 else { return nil }
    for index in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[index] == 0x50 && tail.number(index, 4) == 0x0605_4b50
      && index + 22 + tail.number(index + 20, 2) <= tail.count
    {
      var end = tailStart + index
      var byteCount = tail.number(index + 12, 4)
      var offset = tail.number(index + 16, 4)
      if byteCount == 0xffff_ffff || offset == 0xffff_ffff || tail.number(index + 10, 2) == 0xffff {
        let locator = try file.bytes(max(0, end - 20)..<end)
        if locator.count == 20, locator.number(0, 4) == 0x0706_4b50, let place = locator.wideNumber(8) {
          // Bytes in front of the archive move this record, too: it stands right before its locator.
          for candidate in [place, end - 76] where candidate >= 0 && candidate <= file.byteCount - 56 {
            let record = try file.bytes(candidate..<candidate + 56)
            guard record.number(0, 4) == 0x0606_4b50, let wideCount = record.wideNumber(40),
              let wideOffset = record.wideNumber(48)
            else { continue }
            (byteCount, offset, end) = (wideCount, wideOffset, candidate)
            break
          }
        }
      }
      let shift = end - byteCount - offset
      guard byteCount >= 0, offset >= 0, byteCount <= end, shift >= 0 else { return nil }
      return Place(offset: offset + shift, byteCount: byteCount, shift: shift)
    }
    return nil
  }

  private static func read(_ file: RandomAccessFile, _ place: Place) throws(StorageError) -> [ZipEntry]? {
    guard place.byteCount <= byteLimit else { return nil }
    let bytes = try file.bytes(place.offset..<place.offset + place.byteCount)
    var entries: [ZipEntry] = []
    var index = 0
    while index + 46 <= bytes.count {
      guard bytes.number(index, 4) == 0x0201_4b50 else { return nil }
      let nameEnd = index + 46 + bytes.number(index + 28, 2)
      let extraEnd = nameEnd + bytes.number(index + 30, 2)
      let end = extraEnd + bytes.number(index + 32, 2)
      guard end <= bytes.count else { return nil }
      let attributes = UInt32(bytes.number(index + 38, 4))
      guard
        var entry = entry(
          bytes, at: index + 8, name: index + 46..<nameEnd, extra: nameEnd..<extraEnd,
          offset: bytes.number(index + 42, 4))
      else { return nil }
      entry.offset += place.shift
      // The upper half is the mode where the archive was made on Unix.
      entry.isLink = bytes[index + 5] == 3 && attributes >> 28 == 0xa
      guard entry.offset >= 0, entry.offset < file.byteCount else { return nil }
      entries.append(entry)
      index = end
    }
    return index == bytes.count ? entries : nil
  }

  /// The fields that local headers and directory share, from the flags on.
  private static func entry(
    _ bytes: [UInt8], at start: Int, name: Range<Int>, extra: Range<Int>, offset: Int
  ) -> ZipEntry? {
    let flags = UInt16(bytes.number(start, 2))
    var entry = ZipEntry(
      name: ZipName.text(bytes[name], isUTF8: flags & 0x800 != 0, extra: bytes[extra]), flags: flags,
      method: UInt16(bytes.number(start + 2, 2)), crc32: UInt32(bytes.number(start + 8, 4)),
      storedByteCount: bytes.number(start + 12, 4), byteCount: bytes.number(start + 16, 4), offset: offset,
      isFolder: bytes[name].last == UInt8(ascii: "/"), isLink: false)
    // Zip64: the fields that are all ones stand in this record instead, in this order.
    var index = extra.lowerBound
    while index + 4 <= extra.upperBound {
      let end = index + 4 + bytes.number(index + 2, 2)
      if bytes.number(index, 2) == 1, end <= extra.upperBound {
        var field = index + 4
        func next() -> Int? {
          defer { field += 8 }
          return field + 8 <= end ? bytes.wideNumber(field) : nil
        }
        if entry.byteCount == 0xffff_ffff {
          guard let wide = next() else { return nil }
          entry.byteCount = wide
        }
        if entry.storedByteCount == 0xffff_ffff {
          guard let wide = next() else { return nil }
          entry.storedByteCount = wide
        }
        if entry.offset == 0xffff_ffff {
          guard let wide = next() else { return nil }
          entry.offset = wide
        }
      }
      index = end
    }
    return entry
  }

  // MARK: Without a directory

  /// Finds members by their local headers, one behind the other, as far as these say how long they are.
  private mutating func walk(_ file: RandomAccessFile) throws(StorageError) {
    entries = []
    var place = 0
    while entries.count < 1 << 24 {
      let header = try file.bytes(place..<place + 30)
      guard header.count == 30, header.number(0, 4) == 0x0403_4b50 else { break }
      let nameCount = header.number(26, 2)
      let count = 30 + nameCount + header.number(28, 2)
      let bytes = try file.bytes(place..<place + count)
      // Sizes behind the data (bit 3) are not known here.
      guard bytes.count == count, header.number(6, 2) & 8 == 0,
        let entry = Self.entry(bytes, at: 6, name: 30..<30 + nameCount, extra: 30 + nameCount..<count, offset: place)
      else { break }
      entries.append(entry)
      let (end, overflow) = (place + count).addingReportingOverflow(entry.storedByteCount)
      guard !overflow, end < file.byteCount else { break }
      place = end
    }
  }
}

/// Names of members.
enum ZipName {
  /// UTF-8 where the archive says so, a Unicode path of Info-ZIP where there is one, UTF-8 where the bytes are that, else
  /// code page 437, as the format has it.
  static func text(_ name: ArraySlice<UInt8>, isUTF8: Bool, extra: ArraySlice<UInt8>) -> String {
    if isUTF8 { return String(decoding: name, as: UTF8.self) }
    if let path = unicodePath(of: name, extra: Array(extra)) { return path }
    if let text = String(validating: name, as: UTF8.self) { return text }
    var scalars = String.UnicodeScalarView()
    for byte in name { scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte) - 0x80]) }
    return String(scalars)
  }

  /// The record 0x7075: version, CRC-32 of the name it belongs to, the name in UTF-8.
  private static func unicodePath(of name: ArraySlice<UInt8>, extra: [UInt8]) -> String? {
    var index = 0
    while index + 4 <= extra.count {
      let end = index + 4 + extra.number(index + 2, 2)
      guard end <= extra.count else { return nil }
      if extra.number(index, 2) == 0x7075, end - index > 9, extra[index + 4] == 1 {
        var crc = CRC32()
        crc.update(Array(name))
        guard crc.value == UInt32(extra.number(index + 5, 4)) else { return nil }
        return String(validating: extra[(index + 9)..<end], as: UTF8.self)
      }
      index = end
    }
    return nil
  }

  /// Code page 437 from 0x80 on.
  private static let upperHalf = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
      + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}").unicodeScalars)
}

extension [UInt8] {
  /// A little-endian number of two or four bytes.
  func number(_ index: Int, _ byteCount: Int) -> Int {
    var value = 0
    for place in (0..<byteCount).reversed() { value = value << 8 | Int(self[index + place]) }
    return value
  }

  /// A little-endian number of eight bytes; nil for one that no file has.
  func wideNumber(_ index: Int) -> Int? {
    let high = number(index + 4, 4)
    return high < 1 << 24 ? high << 32 | number(index, 4) : nil
  }
}
