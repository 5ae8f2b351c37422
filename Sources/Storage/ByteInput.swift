// A window over a byte source: what readers scan.

/// A growing buffer over a `ByteSource`: readers look at `withBuffer`, ask for more with `fill`, and `consume`
/// what they have understood. Memory is bounded by the longest record plus one chunk.
public final class ByteInput {
  /// The file's path, or another name for messages.
  public let name: String
  /// Offset in the *decompressed* stream of the first byte in the buffer.
  public private(set) var offset = 0

  private let source: any ByteSource
  private var storage: [UInt8] = []
  private var start = 0
  private var end = 0
  private var sourceEnded = false

  /// Bytes asked of the source at once.
  static let chunkByteCount = 1 << 18

  public init(source: any ByteSource, name: String) {
    self.source = source
    self.name = name
  }

  /// Number of bytes in the buffer now.
  public var availableByteCount: Int { end - start }

  /// True when the source has ended and everything was consumed.
  public var isAtEnd: Bool { sourceEnded && start == end }

  /// Offset in the file as stored, of the next byte that the source will read.
  public var storedOffset: Int { source.storedOffset }

  /// Reads until at least `count` bytes are available or the source ends; returns the number available.
  ///
  /// When the source fails, bytes read before the failure stay in the buffer, so that whole records among them
  /// can still be used.
  @discardableResult
  public func fill(atLeast count: Int) throws(StorageError) -> Int {
    while end - start < count && !sourceEnded {
      makeRoom()
      let got = try readChunk()
      if got == 0 { sourceEnded = true }
      end += got
    }
    return end - start
  }

  /// Reads one more chunk; false at the end of the source.
  public func fillMore() throws(StorageError) -> Bool {
    let before = end - start
    return try fill(atLeast: before + 1) > before
  }

  /// The bytes that are available now. The pointer is valid only inside `body`.
  public func withBuffer<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    try storage.withUnsafeBufferPointer { whole throws(E) -> R in
      try body(UnsafeBufferPointer(rebasing: whole[start..<end]))
    }
  }

  /// Drops the first `count` available bytes.
  public func consume(_ count: Int) {
    precondition(count >= 0 && count <= end - start)
    start += count
    offset += count
    if start == end {
      start = 0
      end = 0
    }
  }

  private func makeRoom() {
    if storage.count - end >= Self.chunkByteCount { return }
    if start > 0 {
      storage.withUnsafeMutableBufferPointer { buffer in
        let base = buffer.baseAddress!
        base.update(from: base + start, count: end - start)
      }
      end -= start
      start = 0
    }
    let needed = end + Self.chunkByteCount
    if storage.count < needed {
      storage.append(contentsOf: repeatElement(0, count: max(needed, storage.count * 2) - storage.count))
    }
  }

  private func readChunk() throws(StorageError) -> Int {
    let from = end
    let source = source
    return try storage.withUnsafeMutableBufferPointer { whole throws(StorageError) -> Int in
      try source.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: whole[from...])))
    }
  }
}
