// The printable characters that stand for bytes in Hugging Face's and GPT-2's files.

/// GPT-2's one-to-one map of bytes to characters: printable Latin-1 stands for itself, the rest for U+0100 and up.
enum ByteAlphabet {
  private static func isPrintable(_ byte: Int) -> Bool {
    (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte)
  }

  /// The bytes in the order of their characters.
  static let bytesInOrder: [UInt8] =
    (0...255).filter(isPrintable).map { UInt8($0) } + (0...255).filter { !isPrintable($0) }.map { UInt8($0) }

  /// The scalar of each byte.
  static let scalars: [UInt32] = {
    var scalars = [UInt32](repeating: 0, count: 256)
    var next: UInt32 = 256
    for byte in 0...255 {
      if isPrintable(byte) {
        scalars[byte] = UInt32(byte)
      } else {
        scalars[byte] = next
        next += 1
      }
    }
    return scalars
  }()

  /// The byte of each scalar up to U+0143; 0x100 where there is none.
  static let bytes: [UInt16] = {
    var bytes = [UInt16](repeating: 0x100, count: 0x144)
    for (byte, scalar) in scalars.enumerated() { bytes[Int(scalar)] = UInt16(byte) }
    return bytes
  }()
}
