// UTF-16 to UTF-8 for tables that spreadsheet programs exported, with a count that leads back to the bytes as stored.

/// Transcodes UTF-16 to UTF-8; lone surrogates and a half unit at the very end become U+FFFD.
///
/// - Parameters:
///   - source: the bytes as stored; a unit or a surrogate pair that is cut at the end is left for the next call.
///   - isLast: true when nothing follows, so that what is cut is used up too.
///   - target: room for three bytes per started unit.
/// - Returns: the number of bytes read and written.
func transcodeUTF16(
  _ source: UnsafeBufferPointer<UInt8>, bigEndian: Bool, isLast: Bool, into target: UnsafeMutablePointer<UInt8>
) -> (used: Int, written: Int) {
  // SAFETY: each unit of two bytes writes at most three; a pair of four bytes writes four; the caller gave room.
  let low = bigEndian ? 1 : 0
  var used = 0
  var written = 0
  func put(_ scalar: UInt32) {
    switch scalar {
    case ..<0x80:
      target[written] = UInt8(scalar)
      written += 1
    case ..<0x800:
      target[written] = UInt8(0xc0 | scalar >> 6)
      target[written + 1] = UInt8(0x80 | scalar & 0x3f)
      written += 2
    case ..<0x10000:
      target[written] = UInt8(0xe0 | scalar >> 12)
      target[written + 1] = UInt8(0x80 | scalar >> 6 & 0x3f)
      target[written + 2] = UInt8(0x80 | scalar & 0x3f)
      written += 3
    default:
      target[written] = UInt8(0xf0 | scalar >> 18)
      target[written + 1] = UInt8(0x80 | scalar >> 12 & 0x3f)
      target[written + 2] = UInt8(0x80 | scalar >> 6 & 0x3f)
      target[written + 3] = UInt8(0x80 | scalar & 0x3f)
      written += 4
    }
  }
  func unit(at index: Int) -> UInt32 { UInt32(source[index + low]) | UInt32(source[index + 1 - low]) << 8 }
  while used + 2 <= source.count {
    let first = unit(at: used)
    if first & 0xf800 != 0xd800 {
      put(first)
      used += 2
    } else if first & 0xfc00 == 0xd800 {
      if used + 4 > source.count {
        if !isLast { break }
        put(0xfffd)
        used += 2
        continue
      }
      let second = unit(at: used + 2)
      if second & 0xfc00 == 0xdc00 {
        put(0x10000 + (first & 0x3ff) << 10 + (second & 0x3ff))
        used += 4
      } else {
        put(0xfffd)
        used += 2
      }
    } else {
      put(0xfffd)
      used += 2
    }
  }
  if isLast && used < source.count {
    put(0xfffd)
    used = source.count
  }
  return (used, written)
}

/// Number of bytes in UTF-16 of the characters whose UTF-8 this is, as `transcodeUTF16` wrote it.
func utf16ByteCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
  var units = 0
  for byte in text {
    // Each character has one byte that is no continuation; four-byte characters are pairs.
    units &+= byte & 0xc0 == 0x80 ? 0 : (byte >= 0xf0 ? 2 : 1)
  }
  return units * 2
}
