// Tables of numbers, written little-endian in pieces.

import Storage

/// Collects numbers and hands them to a file a piece at a time.
struct NumberWriter: ~Copyable {
  private let file: AtomicFile
  private var buffer: [UInt8] = []

  private static let byteCount = 1 << 16

  init(_ file: AtomicFile) {
    self.file = file
    buffer.reserveCapacity(Self.byteCount + 8)
  }

  mutating func append<Value: FixedWidthInteger>(_ value: Value) throws(StorageError) {
    FileNumber.append(value, to: &buffer)
    if buffer.count >= Self.byteCount { try flush() }
  }

  mutating func flush() throws(StorageError) {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
