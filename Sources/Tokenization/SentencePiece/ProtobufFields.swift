// The wire format of protocol buffers, as much as SentencePiece's models need: fields by number, nothing by schema.

/// Walks over the fields of a message.
///
/// Nothing is copied or recursed into: a field of a message is a range of the file, and whoever wants its fields walks
/// over that. Every length is checked against what is left of the message around it, so that no file can ask for more
/// than its own bytes.
struct ProtobufFields {
  /// One field: its number, its value, and its place in the file.
  struct Field {
    enum Value {
      case varint(UInt64)
      case fixed64(UInt64)
      case bytes(Range<Int>)
      case fixed32(UInt32)
    }
    var number: Int
    var value: Value
    /// With the tag.
    var range: Range<Int>
  }

  private let file: UnsafeBufferPointer<UInt8>
  private let end: Int
  private let path: String
  private(set) var at: Int

  /// - Parameter range: the message's place in `file`.
  init(_ file: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, path: String) {
    self.file = file
    self.path = path
    at = range.lowerBound
    end = range.upperBound
  }

  /// The next field; nil at the end of the message.
  ///
  /// - Throws: `malformed` with the offset of what is damaged.
  mutating func next() throws(TokenizationError) -> Field? {
    guard at < end else { return nil }
    let start = at
    let tag = try varint("a field's tag")
    guard let number = Int(exactly: tag >> 3), (1...0x1fff_ffff).contains(number) else {
      throw error("the field number \(tag >> 3) does not exist", start)
    }
    let value: Field.Value
    switch tag & 7 {
    case 0: value = .varint(try varint("the value of field \(number)"))
    case 1: value = .fixed64(try fixed(8, number))
    case 2:
      let place = at
      let length = try varint("the length of field \(number)")
      guard length <= UInt64(end - at) else {
        throw error("field \(number) says it has \(length) bytes, \(end - at) are left", place)
      }
      value = .bytes(at..<at + Int(length))
      at += Int(length)
    case 5: value = .fixed32(UInt32(truncatingIfNeeded: try fixed(4, number)))
    default: throw error("field \(number) has the wire type \(tag & 7), which SentencePiece does not use", start)
    }
    return Field(number: number, value: value, range: start..<at)
  }

  private mutating func varint(_ what: String) throws(TokenizationError) -> UInt64 {
    let start = at
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard at < end else { throw error("the file ends inside \(what)", start) }
      let byte = UInt64(file[at])
      at += 1
      guard shift < 63 || byte < 2 else { break }
      value |= (byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw error("\(what) does not fit into 64 bits", start)
  }

  private mutating func fixed(_ count: Int, _ number: Int) throws(TokenizationError) -> UInt64 {
    guard end - at >= count else { throw error("the file ends inside the value of field \(number)", at) }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(file[at + index]) << UInt64(8 * index) }
    at += count
    return value
  }

  private func error(_ message: String, _ offset: Int) -> TokenizationError {
    TokenizationError(.malformed, message, path: path, offset: offset)
  }
}

/// Appends fields in the wire format.
enum ProtobufText {
  static func appendVarint(_ value: UInt64, to output: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: value))
  }

  static func append(_ number: Int, varint value: UInt64, to output: inout [UInt8]) {
    appendVarint(UInt64(number) << 3, to: &output)
    appendVarint(value, to: &output)
  }

  static func append(_ number: Int, float value: Float, to output: inout [UInt8]) {
    appendVarint(UInt64(number) << 3 | 5, to: &output)
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      output.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
    }
  }

  static func append(_ number: Int, bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    appendVarint(UInt64(number) << 3 | 2, to: &output)
    appendVarint(UInt64(bytes.count), to: &output)
    output.append(contentsOf: bytes)
  }
}
