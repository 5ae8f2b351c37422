// Reading a fastText model's numbers and strings, none beyond the file's end.

/// A position in the bytes of a model file; every read is checked against what is left.
struct FastTextCursor {
  let bytes: UnsafeRawBufferPointer
  let file: String
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, file: String) {
    self.bytes = bytes
    self.file = file
  }

  var left: Int { bytes.count - offset }

  func failure(_ message: String, at offset: Int? = nil) -> CleaningError {
    CleaningError(code: .model, message: message, location: "\(file), byte \(offset ?? self.offset)")
  }

  /// The next number in little-endian order.
  mutating func number<T: FixedWidthInteger>(_ type: T.Type, _ what: String) throws(CleaningError) -> T {
    let size = MemoryLayout<T>.size
    guard left >= size else { throw failure("the file ends inside of \(what)") }
    defer { offset += size }
    // SAFETY: the bytes offset..<offset + size lie inside the file.
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  /// A count that must lie in `range`.
  mutating func count<T: FixedWidthInteger>(
    _ type: T.Type, _ what: String, in range: ClosedRange<Int>
  ) throws(CleaningError) -> Int {
    let start = offset
    let value = Int(clamping: try number(type, what))
    guard range.contains(value) else {
      throw failure("\(what) is \(value), not \(range.lowerBound) to \(range.upperBound)", at: start)
    }
    return value
  }

  /// A byte that says yes or no.
  mutating func flag(_ what: String) throws(CleaningError) -> Bool {
    try count(UInt8.self, what, in: 0...1) == 1
  }

  /// The offset of the next `count` elements of `size` bytes each, which are then behind the cursor.
  mutating func skip(_ count: Int, of size: Int, _ what: String) throws(CleaningError) -> Int {
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: size)
    guard count >= 0, !overflow, byteCount <= left else {
      throw failure("the file ends inside of \(what): \(count) × \(size) bytes are stated, \(left) are left")
    }
    defer { offset += byteCount }
    return offset
  }

  /// The range of a string up to its zero byte, which is then behind the cursor.
  mutating func string(_ what: String) throws(CleaningError) -> Range<Int> {
    let start = offset
    while offset < bytes.count, bytes[offset] != 0 { offset += 1 }
    guard offset < bytes.count else { throw failure("the file ends inside of \(what)", at: start) }
    defer { offset += 1 }
    return start..<offset
  }
}
