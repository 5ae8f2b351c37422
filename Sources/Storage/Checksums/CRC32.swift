// CRC-32 (ISO 3309): the checksum of gzip, zip and PNG.

/// The running checksum of bytes: polynomial 0x04c11db7, reflected. Eight bytes at a time through eight tables, after
/// Kounavis and Berry, "A Systematic Approach to Building High Performance Software-Based CRC Generators" (2005).
public struct CRC32: Sendable {
  /// `tables[256 k + byte]` is what a byte contributes when k bytes follow it in the same step.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte in 0..<UInt32(256) {
      var value = byte
      for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
      tables.append(value)
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xff)] ^ before >> 8)
    }
    return tables
  }()

  private var state = UInt32.max

  public init() {}

  /// The checksum of everything so far.
  public var value: UInt32 { ~state }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var state = state
    Self.tables.withUnsafeBufferPointer { tables in
      var index = 0
      while index + 8 <= bytes.count {
        // SAFETY: eight bytes from `index` on are in the buffer; table indices are below 8 × 256.
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(state)
        var next: UInt32 = 0
        for place in 0..<8 {
          next ^= tables[(7 - place) * 256 + Int(truncatingIfNeeded: word >> UInt64(place * 8)) & 0xff]
        }
        state = next
        index += 8
      }
      for byte in bytes[index...] { state = tables[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
    }
    self.state = state
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }
}
