// Token ids in files: two bytes where the vocabulary allows it, four otherwise; little-endian.

/// Bytes of a token id in a file.
public enum TokenWidth: Int, Sendable {
  case two = 2
  case four = 4
  /// In files of others; ids beyond 2^32 are read as 2^32 - 1, which no vocabulary has.
  case eight = 8

  /// Two bytes for at most 65,536 ids.
  public init(vocabularySize: Int) { self = vocabularySize <= 1 << 16 ? .two : .four }

  /// Fills bytes with one id, again and again.
  public func fill(_ bytes: UnsafeMutableRawBufferPointer, with id: UInt32) {
    for offset in stride(from: 0, to: bytes.count / rawValue * rawValue, by: rawValue) {
      switch self {
      case .two:
        bytes.storeBytes(of: UInt16(truncatingIfNeeded: id).littleEndian, toByteOffset: offset, as: UInt16.self)
      case .four: bytes.storeBytes(of: id.littleEndian, toByteOffset: offset, as: UInt32.self)
      case .eight: bytes.storeBytes(of: UInt64(id).littleEndian, toByteOffset: offset, as: UInt64.self)
      }
    }
  }

  /// Writes ids one behind the other; the bytes are as many as they need.
  public func store(_ ids: UnsafeBufferPointer<UInt32>, to target: UnsafeMutableRawBufferPointer) {
    precondition(target.count == ids.count * rawValue)
    switch self {
    case .two:
      for (index, id) in ids.enumerated() {
        target.storeBytes(of: UInt16(truncatingIfNeeded: id).littleEndian, toByteOffset: index &* 2, as: UInt16.self)
      }
    case .four:
      for (index, id) in ids.enumerated() {
        target.storeBytes(of: id.littleEndian, toByteOffset: index &* 4, as: UInt32.self)
      }
    case .eight:
      for (index, id) in ids.enumerated() {
        target.storeBytes(of: UInt64(id).littleEndian, toByteOffset: index &* 8, as: UInt64.self)
      }
    }
  }

  /// Reads as many ids as `output` has room for, from byte `offset` on.
  ///
  /// SAFETY: the bytes must be there.
  @inline(__always)
  func copy(_ bytes: UnsafeRawBufferPointer, from offset: Int, to output: UnsafeMutableBufferPointer<UInt32>) {
    switch self {
    case .two:
      for index in output.indices {
        output[index] = UInt32(
          UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ index &* 2, as: UInt16.self)))
      }
    case .four:
      for index in output.indices {
        output[index] = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ index &* 4, as: UInt32.self))
      }
    case .eight:
      for index in output.indices {
        output[index] = UInt32(
          clamping: UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ index &* 8, as: UInt64.self)))
      }
    }
  }
}

/// Numbers in files.
enum FileNumber {
  @inline(__always)
  static func append<Value: FixedWidthInteger>(_ value: Value, to output: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
  }

  /// SAFETY: the number must lie inside `bytes`.
  @inline(__always)
  static func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, as: Value.Type = Value.self
  ) -> Value {
    Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// A count or an offset of 64 bits; nil when it is beyond 2^56, which no file of ours reaches.
  static func count(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int? {
    let value = load(bytes, at: offset, as: UInt64.self)
    return value < 1 << 56 ? Int(value) : nil
  }
}
