// Where bytes come from: the lowest interface of every reader.

/// A stream of bytes that is read once, in order.
///
/// Sources are used from one task at a time. They are classes because a decompressor owns the source below it.
public protocol ByteSource: AnyObject {
  /// Reads at most `buffer.count` bytes and returns how many; 0 only at the end of the stream.
  ///
  /// - Throws: `StorageError` with the offset in the file as stored.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int

  /// Offset in the file as stored from which the next read takes its bytes.
  var storedOffset: Int { get }
}

/// A source that can be read again from an earlier place; recovery after damage looks back.
protocol SeekableByteSource: ByteSource {
  /// Makes the next read begin at an offset in the file as stored.
  func seek(to storedOffset: Int)
}
