// Bytes as printable characters, four for three.

/// Base64 with padding (RFC 4648).
public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Decodes from `at` up to the first byte that is not Base64; false when the groups do not come out even.
  public static func decode(_ bytes: [UInt8], at: inout Int, into output: inout [UInt8]) -> Bool {
    values.withUnsafeBufferPointer { values in
      var group: UInt32 = 0
      var count = 0
      while at < bytes.count, values[Int(bytes[at])] != 0xff {
        group = group << 6 | UInt32(values[Int(bytes[at])])
        count += 1
        at += 1
        if count == 4 {
          output.append(UInt8(truncatingIfNeeded: group >> 16))
          output.append(UInt8(truncatingIfNeeded: group >> 8))
          output.append(UInt8(truncatingIfNeeded: group))
          (group, count) = (0, 0)
        }
      }
      switch count {
      case 0: return true
      case 2, 3:
        for _ in count..<4 {
          guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return false }
          at += 1
        }
        output.append(UInt8(truncatingIfNeeded: group >> (count == 2 ? 4 : 10)))
        if count == 3 { output.append(UInt8(truncatingIfNeeded: group >> 2)) }
        return true
      default: return false
      }
    }
  }

  /// Appends the bytes in Base64.
  public static func encode(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let left = min(3, bytes.endIndex - at)
      var group: UInt32 = 0
      for index in 0..<3 { group = group << 8 | (index < left ? UInt32(bytes[at + index]) : 0) }
      for index in 0..<4 {
        let letter = alphabet[Int(group >> UInt32(18 - 6 * index)) & 63]
        output.append(index <= left ? letter : UInt8(ascii: "="))
      }
      at += 3
    }
  }
}
