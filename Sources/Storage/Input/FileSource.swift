// Bytes of a regular file, and of standard input.

import Glibc

/// A byte source over a regular file, or over a range of it.
///
/// Anything that is not a regular file (a folder, a named pipe, a device) is refused without waiting for it.
public final class FileSource: SeekableByteSource {
  private let descriptor: Int32
  private let path: String
  private let end: Int
  public private(set) var storedOffset: Int

  /// Size in bytes of the whole file when it was opened.
  public let fileByteCount: Int

  /// Opens a file for reading.
  ///
  /// - Parameter range: the bytes to read; all of the file where it is nil. Clamped to the file.
  public init(path: String, range: Range<Int>? = nil) throws(StorageError) {
    let (descriptor, byteCount) = try Self.openRegular(path)
    self.descriptor = descriptor
    self.path = path
    self.fileByteCount = byteCount
    let whole = 0..<fileByteCount
    let part = range?.clamped(to: whole) ?? whole
    self.storedOffset = part.lowerBound
    self.end = range == nil ? Int.max : part.upperBound
    posix_fadvise(descriptor, part.lowerBound, part.count, POSIX_FADV_SEQUENTIAL)
  }

  deinit { close(descriptor) }

  /// A descriptor of a regular file, and the file's size.
  static func openRegular(_ path: String) throws(StorageError) -> (descriptor: Int32, byteCount: Int) {
    // Without waiting: opening a named pipe would otherwise hang until somebody writes to it.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(errno, "open", path: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw .system(number, "read the size", path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let what = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe, socket or device"
      throw StorageError(.notRegular, "is \(what); name a regular file here", path: path)
    }
    return (descriptor, Int(status.st_size))
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let wanted = min(buffer.count, end - storedOffset)
    if wanted <= 0 { return 0 }
    while true {
      let got = pread(descriptor, buffer.baseAddress, wanted, storedOffset)
      if got >= 0 {
        storedOffset += got
        return got
      }
      if errno != EINTR { throw .system(errno, "read", path: path, offset: storedOffset) }
    }
  }

  func seek(to storedOffset: Int) { self.storedOffset = storedOffset }
}

/// A byte source over an open descriptor that can only be read forward: standard input, or a child's output.
final class DescriptorSource: ByteSource {
  private let descriptor: Int32
  private let name: String
  private let isOwner: Bool
  private(set) var storedOffset = 0

  /// Reads from `descriptor`, which stays the caller's to close.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwner = false
  }

  /// Opens a pipe or a device.
  init(path: String) throws(StorageError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, "open", path: path) }
    self.descriptor = descriptor
    name = path
    isOwner = true
  }

  deinit { if isOwner { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    if buffer.isEmpty { return 0 }
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 {
        storedOffset += got
        return got
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody made the descriptor non-blocking: wait for bytes.
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&request, 1, -1)
      default: throw .system(errno, "read", path: name, offset: storedOffset)
      }
    }
  }
}
