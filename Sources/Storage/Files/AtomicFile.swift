// Files that appear whole or not at all.

import Glibc
import Synchronization

/// Size and checksum of a finished file.
public struct FileSummary: Sendable, Equatable, Codable {
  public var byteCount: Int
  /// XXH64 of all bytes with seed 0.
  public var xxh64: UInt64

  public init(byteCount: Int, xxh64: UInt64) {
    self.byteCount = byteCount
    self.xxh64 = xxh64
  }
}

/// A file that is written under a temporary name in its folder and takes its own name when it is complete.
///
/// Readers see the earlier file or the new one, never a part: bytes are flushed to the disk before the name changes,
/// and the folder after it. A file that is neither committed nor discarded is discarded when the object goes away.
/// Used from one thread at a time.
public final class AtomicFile {
  /// The name that the file will have.
  public let path: String
  /// The name that it has until then: unique to this attempt, hidden, in the same folder.
  public let temporaryPath: String
  /// Bytes written so far; the offset of the next.
  public private(set) var byteCount = 0

  private var descriptor: Int32
  private var hash = XXH64()
  private var buffer: [UInt8] = []
  private var failure: StorageError?

  private static let bufferByteCount = 1 << 20
  private static let counter = Atomic<Int>(0)

  /// Begins a file. Its folder exists already.
  public init(path: String) throws(StorageError) {
    self.path = path
    while true {
      let candidate = Self.temporaryPath(for: path)
      let descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        self.descriptor = descriptor
        temporaryPath = candidate
        return
      }
      // Another machine with this process number, or a leftover of one long gone.
      if errno != EEXIST { throw .system(errno, "create a file", path: path) }
    }
  }

  deinit { discard() }

  /// A name beside `path` that no other attempt of this or another process uses.
  static func temporaryPath(for path: String) -> String {
    // A name may have 255 bytes: leave room for what is added.
    let name = String(decoding: Path.lastComponent(path).utf8.prefix(200), as: UTF8.self)
    let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
    return Path.join(Path.parent(path), ".\(name).tmp-\(getpid())-\(number)")
  }

  /// True for names of files that an attempt began and will not commit any more: its process is gone from this machine.
  public static func isAbandoned(_ name: String) -> Bool {
    // `.NAME.tmp-PROCESS-NUMBER`
    let parts = name.split(separator: "-")
    guard name.hasPrefix("."), parts.count >= 3, parts[parts.count - 3].hasSuffix(".tmp"),
      let process = pid_t(parts[parts.count - 2])
    else { return false }
    return process != getpid() && kill(process, 0) != 0 && errno == ESRCH
  }

  /// Appends bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    if let failure { throw failure }
    guard descriptor >= 0 else {
      throw StorageError(.inputOutput, "was committed or discarded and takes no more bytes", path: path)
    }
    hash.update(bytes)
    byteCount += bytes.count
    if buffer.count + bytes.count <= Self.bufferByteCount {
      if buffer.capacity == 0 { buffer.reserveCapacity(Self.bufferByteCount) }
      buffer.append(contentsOf: bytes)
    } else {
      try flushBuffer()
      if bytes.count >= Self.bufferByteCount {
        try writeThrough(bytes)
      } else {
        buffer.append(contentsOf: bytes)
      }
    }
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(StorageError) {
    try bytes.withUnsafeBufferPointer { all throws(StorageError) in try write(UnsafeRawBufferPointer(all)) }
  }

  /// Gives the file its name, replacing an earlier one, once everything is on the disk.
  ///
  /// - Throws: `diskFull`, `inputOutput`; the temporary file is gone then.
  public func commit() throws(StorageError) -> FileSummary {
    do throws(StorageError) {
      if let failure { throw failure }
      guard descriptor >= 0 else {
        throw StorageError(.inputOutput, "was committed or discarded already", path: path)
      }
      try flushBuffer()
      if fsync(descriptor) != 0 { throw .system(errno, "flush", path: path) }
      // Some file systems report a full disk only here.
      let closed = close(descriptor)
      descriptor = -1
      guard closed == 0 else {
        let number = errno
        unlink(temporaryPath)
        throw .system(number, "close", path: path)
      }
      guard rename(temporaryPath, path) == 0 else {
        let number = errno
        unlink(temporaryPath)
        throw .system(number, "name the finished file", path: path)
      }
      try FileSystem.synchronizeFolder(Path.parent(path))
    } catch {
      discard()
      throw error
    }
    return FileSummary(byteCount: byteCount, xxh64: hash.digest())
  }

  /// Removes what was written. Nothing happens after a commit.
  public func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    buffer = []
    unlink(temporaryPath)
  }

  /// Writes a whole file at once.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) throws(StorageError) -> FileSummary {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    return try file.commit()
  }

  private func flushBuffer() throws(StorageError) {
    try buffer.withUnsafeBufferPointer { all throws(StorageError) in try writeThrough(UnsafeRawBufferPointer(all)) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        let error = StorageError.system(errno, "write", path: path, offset: byteCount)
        failure = error
        throw error
      }
    }
  }
}
