// What is read out of the values of attributes without turning them into strings.

extension UnsafeBufferPointer<UInt8> {
  /// A hash of the first name in a class attribute, digits left out, so that numbered names fall together.
  var firstNameHash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in prefix(64) {
      if byte <= 0x20 {
        if hash != 0xcbf2_9ce4_8422_2325 { break }
        continue
      }
      if byte &- 0x30 < 10 { continue }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }

  /// Whether an inline style takes the element out of sight.
  var hidesContent: Bool {
    containsLowercased("display:none") || containsLowercased("display: none") || containsLowercased("visibility:hidden")
  }

  /// Whether the first KiB contains a lower-case ASCII string, letters compared without case.
  func containsLowercased(_ needle: StaticString) -> Bool {
    let length = needle.utf8CodeUnitCount
    let limit = Swift.min(count, 1024)
    guard length > 0, limit >= length else { return false }
    let wanted = needle.utf8Start
    var start = 0
    while start + length <= limit {
      var offset = 0
      while offset < length {
        var byte = self[start + offset]
        if byte &- 0x41 < 26 { byte |= 0x20 }
        if byte != wanted[offset] { break }
        offset += 1
      }
      if offset == length { return true }
      start += 1
    }
    return false
  }
}
