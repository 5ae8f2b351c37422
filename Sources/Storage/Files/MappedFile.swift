// Files seen as memory.

internal import CKernels
import Glibc

/// A regular file mapped into memory for reading, until the object goes away.
///
/// The file must not be cut short meanwhile: Sluice maps only committed files, which never change.
public final class MappedFile: Sendable {
  public enum Access: Sendable {
    /// From front to back: the system reads ahead.
    case sequential
    /// Here and there: it does not.
    case random
    /// Soon: it begins reading now.
    case willNeed
  }

  public let path: String
  // SAFETY: the mapping is read-only and lives as long as this object.
  private nonisolated(unsafe) let mapping: UnsafeRawBufferPointer

  public init(path: String) throws(StorageError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(errno, "open", path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno, "read the size", path: path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StorageError(.notRegular, "is not a regular file and cannot be mapped", path: path)
    }
    let count = Int(status.st_size)
    if count == 0 {
      mapping = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
      throw .system(errno, "map into memory", path: path)
    }
    mapping = UnsafeRawBufferPointer(start: base, count: count)
  }

  deinit {
    if let base = mapping.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), mapping.count) }
  }

  public var byteCount: Int { mapping.count }

  /// All bytes of the file, valid while this object lives; `withBytes` makes sure of that.
  public var bytes: UnsafeRawBufferPointer { mapping }

  /// Calls `body` with all bytes of the file.
  public func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    defer { withExtendedLifetime(self) {} }
    return try body(mapping)
  }

  /// Asks the processor for the beginning of bytes that are read soon, so that they come from memory while it is busy
  /// with others. Bytes that the file does not have are not asked for.
  public func prefetch(_ range: Range<Int>) {
    guard let base = mapping.baseAddress else { return }
    for offset in stride(from: range.lowerBound, to: min(range.upperBound, range.lowerBound + 192), by: 64)
    where offset >= 0 && offset < mapping.count { sluice_prefetch(base + offset) }
  }

  /// Tells the system how the bytes will be read.
  public func advise(_ access: Access) {
    guard let base = mapping.baseAddress else { return }
    let advice =
      switch access {
      case .sequential: MADV_SEQUENTIAL
      case .random: MADV_RANDOM
      case .willNeed: MADV_WILLNEED
      }
    madvise(UnsafeMutableRawPointer(mutating: base), mapping.count, Int32(advice))
  }
}
