// Names of any length looked up without allocating, whatever the case of their letters.

import Glibc

/// A fixed set of names in UTF-8 with a small value each. Lookups ignore the case of ASCII, Greek and Cyrillic letters,
/// white space at the ends, and the difference between `_` and a space.
struct WikiNames: Sendable {
  private struct Entry {
    var start: Int32
    var count: Int32
    var value: UInt8
  }

  // SAFETY: written by the initialiser alone and never freed, since sets are made once; offsets in `entries` lie
  // within `bytes`, values in `slots` are -1 or indices of `entries`.
  private nonisolated(unsafe) let bytes: UnsafePointer<UInt8>
  private nonisolated(unsafe) let entries: UnsafePointer<Entry>
  private nonisolated(unsafe) let slots: UnsafePointer<Int16>
  private let mask: Int

  /// Bytes of the longest name.
  static let longest = 64

  init(_ names: [(String, UInt8)]) {
    var size = 64
    while size < names.count * 3 { size *= 2 }
    let mask = size - 1
    var bytes: [UInt8] = []
    var entries: [Entry] = []
    var slots = [Int16](repeating: -1, count: size)
    for (name, value) in names {
      Array(name.utf8).withUnsafeBufferPointer { name in
        Self.withKey(name) { key in
          var slot = Self.hash(key) & mask
          while slots[slot] >= 0 { slot = (slot + 1) & mask }
          slots[slot] = Int16(entries.count)
          entries.append(Entry(start: Int32(bytes.count), count: Int32(key.count), value: value))
          bytes += key
        }
      }
    }
    self.mask = mask
    self.bytes = Self.kept(bytes)
    self.entries = Self.kept(entries)
    self.slots = Self.kept(slots)
  }

  private static func kept<Element>(_ array: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, array.count))
    _ = memory.initialize(from: array)
    return UnsafePointer(memory.baseAddress ?? UnsafeMutablePointer<Element>.allocate(capacity: 1))
  }

  /// - Parameter lists: names separated by line ends or `|`, by their value.
  init(lists: [(UInt8, StaticString)]) {
    var names: [(String, UInt8)] = []
    for (value, list) in lists {
      list.withUTF8Buffer { text in
        for name in text.split(whereSeparator: { $0 == 0x0a || $0 == UInt8(ascii: "|") }) {
          names.append((String(decoding: name, as: UTF8.self), value))
        }
      }
    }
    self.init(names)
  }

  /// The value of a name; nil when it is none of the set.
  func value(of name: UnsafeBufferPointer<UInt8>) -> UInt8? {
    // White space and escapes aside, no longer text is a name.
    guard name.count <= 2 * Self.longest else { return nil }
    return Self.withKey(name) { key in
      var slot = Self.hash(key) & mask
      while slots[slot] >= 0 {
        let entry = entries[Int(slots[slot])]
        if Int(entry.count) == key.count, let base = key.baseAddress,
          memcmp(bytes + Int(entry.start), base, key.count) == 0
        {
          return entry.value
        }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  /// Hands over a name in its folded form; an empty one when it is too long.
  private static func withKey<R>(_ name: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { buffer in
      var start = 0
      var end = name.count
      while start < end, isSpace(name[start]) { start += 1 }
      while end > start, isSpace(name[end - 1]) { end -= 1 }
      guard end - start <= longest else { return body(UnsafeBufferPointer(rebasing: buffer[..<0])) }
      var count = 0
      var index = start
      while index < end {
        var byte = name[index]
        if byte < 0x80 {
          if byte &- 0x41 < 26 { byte |= 0x20 }
          if byte == UInt8(ascii: "_") { byte = 0x20 }
          buffer[count] = byte
          index += 1
          count += 1
          continue
        }
        buffer[count] = byte
        count += 1
        index += 1
        guard index < end, byte >= 0xce, byte <= 0xd0 else { continue }
        // Capitals of Greek (U+0391…U+03A9) and Cyrillic (U+0400…U+042F) become small letters.
        let trail = name[index]
        switch (byte, trail) {
        case (0xce, 0x91...0x9f), (0xd0, 0x90...0x9f): buffer[count] = trail + 0x20
        case (0xce, 0xa0...0xa9), (0xd0, 0xa0...0xaf):
          buffer[count - 1] = byte + 1
          buffer[count] = trail - 0x20
        case (0xd0, 0x80...0x8f):
          buffer[count - 1] = 0xd1
          buffer[count] = trail + 0x10
        default: buffer[count] = trail
        }
        count += 1
        index += 1
      }
      return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "_") }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ (hash >> 15))
  }
}
