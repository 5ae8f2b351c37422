// Bytes that are in memory already.

/// A byte source over an array; tests and embedded inputs use it.
public final class MemorySource: SeekableByteSource {
  private let bytes: [UInt8]
  public private(set) var storedOffset = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let count = min(buffer.count, bytes.count - storedOffset)
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[storedOffset..<storedOffset + count]))
    }
    storedOffset += count
    return count
  }

  func seek(to storedOffset: Int) { self.storedOffset = min(max(0, storedOffset), bytes.count) }
}

extension ByteInput {
  /// An input over bytes in memory, as they are.
  public convenience init(bytes: [UInt8], name: String = "memory") {
    self.init(source: MemorySource(bytes), name: name)
  }
}
