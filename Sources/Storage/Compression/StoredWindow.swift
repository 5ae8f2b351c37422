// The stored (compressed) bytes that a decompressor looks at.

/// A window over a source: a buffer that is refilled, and that knows where in the stored file it stands.
final class StoredWindow {
  private let source: any ByteSource
  private let memory: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var sourceEnded = false
  /// How many consumed bytes are kept for `rewind`, of a source that cannot go back itself.
  private let historyByteCount: Int

  static let byteCount = 1 << 18

  /// - Parameter prefix: bytes that were read from `source` already; at most `byteCount` of them.
  init(source: any ByteSource, prefix: [UInt8]) {
    self.source = source
    historyByteCount = source is any SeekableByteSource ? 0 : 1 << 17
    memory = .allocate(byteCount: Self.byteCount + historyByteCount, alignment: 64)
    end = min(prefix.count, memory.count)
    memory.copyBytes(from: prefix.prefix(end))
  }

  deinit { memory.deallocate() }

  /// The bytes at hand. Valid until the next call of a mutating method.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[start..<end]) }

  var isEmpty: Bool { start == end }

  /// Offset in the stored file of the first byte at hand.
  var offset: Int { source.storedOffset - (end - start) }

  func consume(_ count: Int) { start += count }

  /// Reads until `count` bytes (at most `byteCount`) are at hand or the source ends; the number at hand.
  @discardableResult
  func ensure(_ count: Int) throws(StorageError) -> Int {
    while end - start < count && !sourceEnded {
      let kept = max(0, start - historyByteCount)
      let isShort = memory.count - end < max(count - (end - start), 1 << 16)
      if kept > 0 && (isShort || historyByteCount == 0) {
        memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[kept..<end]))
        end -= kept
        start -= kept
      }
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[end...]))
      if got == 0 { sourceEnded = true }
      end += got
    }
    return end - start
  }

  /// Moves back to an offset in the stored file, or as near to it as the source allows.
  func rewind(to wanted: Int) {
    let earliest = offset - start
    if wanted >= earliest && wanted <= offset + (end - start) {
      start += wanted - offset
    } else if let seekable = source as? any SeekableByteSource {
      seekable.seek(to: wanted)
      start = 0
      end = 0
      sourceEnded = false
    } else {
      start = 0
    }
  }
}
