// Room on the disk for one piece of work, without a name.

import Glibc

/// A file for intermediate results. It has no name, so that it is gone with the object, and with the process however
/// that ends. Used from one thread at a time.
public final class ScratchFile {
  /// Bytes written so far; the offset of the next.
  public private(set) var byteCount = 0
  private let folder: String
  private let descriptor: Int32

  /// - Parameter folder: on the file system that is to give the room; exists already.
  public init(folder: String) throws(StorageError) {
    self.folder = folder
    while true {
      let path = AtomicFile.temporaryPath(for: Path.join(folder, "scratch"))
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        self.descriptor = descriptor
        unlink(path)
        return
      }
      if errno != EEXIST { throw .system(errno, "create a scratch file", path: folder) }
    }
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  ///
  /// - Throws: `diskFull`, `inputOutput`.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, base + done, bytes.count - done, off_t(byteCount))
      if count >= 0 {
        done += count
        byteCount += count
      } else if errno != EINTR {
        throw .system(errno, "write a scratch file", path: folder, offset: byteCount)
      }
    }
  }

  /// Fills a buffer with the bytes at an offset.
  ///
  /// - Throws: `truncated` where the file has fewer bytes; `inputOutput`.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) {
    guard let base = buffer.baseAddress else { return }
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count == 0 { throw StorageError(.truncated, "a scratch file ends early", path: folder, offset: offset + done) }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw .system(errno, "read a scratch file", path: folder, offset: offset + done)
      }
    }
  }
}
