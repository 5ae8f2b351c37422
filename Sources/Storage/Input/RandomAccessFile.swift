// A file that is read at any place: archives whose directory stands at their end.

import Glibc

/// An open regular file. Reads name their places, so that several users may share one.
public final class RandomAccessFile: Sendable {
  private let descriptor: Int32
  /// The file's path, for messages.
  public let path: String
  /// Size in bytes when it was opened.
  public let byteCount: Int

  /// - Throws: `notFound`, `permissionDenied`, `notRegular`, `inputOutput`.
  public init(path: String) throws(StorageError) {
    (descriptor, byteCount) = try FileSource.openRegular(path)
    self.path = path
  }

  deinit { close(descriptor) }

  /// The bytes of a range; fewer where the file ends before.
  public func bytes(_ range: Range<Int>) throws(StorageError) -> [UInt8] {
    let count = min(range.count, max(0, byteCount - range.lowerBound))
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = try bytes.withUnsafeMutableBufferPointer { buffer throws(StorageError) -> Int in
        let rest = UnsafeMutableBufferPointer(rebasing: buffer[done...])
        return try read(at: range.lowerBound + done, into: UnsafeMutableRawBufferPointer(rest))
      }
      if got == 0 { break }
      done += got
    }
    bytes.removeLast(count - done)
    return bytes
  }

  /// Reads at most `buffer.count` bytes from an offset; 0 only at the end of the file.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    while true {
      let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if got >= 0 { return got }
      if errno != EINTR { throw .system(errno, "read", path: path, offset: offset) }
    }
  }
}

/// A byte source over a range of a file that others read, too. It ends early, with `truncated`, where the file does.
final class FileRangeSource: ByteSource {
  private let file: RandomAccessFile
  private let end: Int
  private(set) var storedOffset: Int

  init(_ file: RandomAccessFile, _ range: Range<Int>) {
    self.file = file
    storedOffset = range.lowerBound
    end = range.upperBound
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let wanted = min(buffer.count, end - storedOffset)
    if wanted <= 0 { return 0 }
    let got = try file.read(at: storedOffset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    if got == 0 { throw StorageError(.truncated, "the file ends here", path: file.path, offset: storedOffset) }
    storedOffset += got
    return got
  }
}
