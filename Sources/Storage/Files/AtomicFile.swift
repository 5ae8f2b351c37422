// Files that appear whole or not at all.

import Glibc
import Synchronization

/// Size and checksum of a finished file.
public struct FileSummary: Sendable, Equatable, Codable {
  public var byteCount: Int
  /// XXH64 of all bytes with seed 0.
  public var xxh64: UInt64
  /// Where damage is to be found; nil for files of which that was not asked. Not part of the summary's JSON.
  public var blocks: BlockSums?

  private enum CodingKeys: String, CodingKey { case byteCount, xxh64 }

  public init(byteCount: Int, xxh64: UInt64, blocks: BlockSums? = nil) {
    self.byteCount = byteCount
    self.xxh64 = xxh64
    self.blocks = blocks
  }
}

/// A file that is written under a temporary name in its folder and takes its own name when it is complete.
///
/// Readers see the earlier file or the new one, never a part: bytes are flushed to the disk before the name changes,
/// and the folder after it. A file that is neither committed nor discarded is discarded when the object goes away.
/// Used from one thread at a time.
///
/// A file that is announced to be large goes to the disk past the page cache where the file system allows that
/// (`O_DIRECT`): copying pages into the kernel would cost more than everything else that is done to them, and would
/// push out of memory what is still to be read.
public final class AtomicFile {
  /// The name that the file will have.
  public let path: String
  /// The name that it has until then: unique to this attempt, hidden, in the same folder.
  public let temporaryPath: String
  /// Bytes written so far; the offset of the next.
  public private(set) var byteCount = 0

  private var descriptor: Int32
  private var hash = XXH64()
  private var summer: BlockSummer?
  private var failure: StorageError?
  /// True while blocks go past the page cache.
  private var isDirect: Bool
  /// What goes to the disk at once; a multiple of every block size of disks.
  private let blockByteCount: Int
  /// Begins at a multiple of 4,096, as direct writing asks: a block, and room for what is written in place beyond it.
  private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var bufferedCount = 0

  /// Most bytes that `write(count:_:)` takes.
  public static let inPlaceByteCount = 1 << 20
  /// Files from this size on are written past the page cache.
  private static let directByteCount = 8 << 20
  /// `O_DIRECT`, which C shows only to those who ask for Linux's own; 0 where its number is not known.
  #if arch(x86_64)
    private static let directFlag: Int32 = 0o40000
  #elseif arch(arm64)
    private static let directFlag: Int32 = 0o200000
  #else
    private static let directFlag: Int32 = 0
  #endif
  private static let counter = Atomic<Int>(0)

  /// Begins a file. Its folder exists already.
  ///
  /// - Parameters:
  ///   - expectedByteCount: about as many bytes will come; 0 where that is not known.
  ///   - sumsBlocks: true to have `blocks` in the summary.
  /// - Throws: `StorageError.notRegular` where a device, a pipe or a folder has the name: what is renamed over it would
  ///   take its place for everybody.
  public init(path: String, expectedByteCount: Int = 0, sumsBlocks: Bool = false) throws(StorageError) {
    if let present = try? FileSystem.info(path), !present.isRegular {
      throw StorageError(.notRegular, "cannot be replaced by a file: this is a device, a pipe or a folder", path: path)
    }
    self.path = path
    summer = sumsBlocks ? BlockSummer() : nil
    isDirect = expectedByteCount >= Self.directByteCount
    // Small blocks of a buffered file are still in the processor's cache when the kernel copies them.
    blockByteCount = isDirect ? 1 << 20 : 1 << 18
    while true {
      let candidate = Self.temporaryPath(for: path)
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
      let descriptor = open(candidate, isDirect ? flags | Self.directFlag : flags, 0o666)
      if descriptor >= 0 {
        self.descriptor = descriptor
        temporaryPath = candidate
        return
      }
      if errno == EINVAL, isDirect {
        // The file system has no direct writing. Some leave the file there all the same.
        unlink(candidate)
        isDirect = false
        continue
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
    try checkOpen()
    byteCount += bytes.count
    if !isDirect, bufferedCount + bytes.count > blockByteCount, bytes.count >= blockByteCount {
      try flushBuffer()
      check(bytes)
      try writeThrough(bytes)
      return
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let room = try room()
      let part = rest.prefix(min(room.count, blockByteCount))
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
      bufferedCount += part.count
      rest = rest.dropFirst(part.count)
    }
  }

  /// Appends `count` bytes, at most `inPlaceByteCount`, which `body` puts where they stay until they go to the disk.
  ///
  /// - Throws: what `body` throws, when nothing is appended; `StorageError`.
  public func write<R>(count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> R) throws -> R {
    precondition(count >= 0 && count <= Self.inPlaceByteCount)
    try checkOpen()
    let room = try room()
    let result = try body(UnsafeMutableRawBufferPointer(rebasing: room[..<count]))
    byteCount += count
    bufferedCount += count
    return result
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
      buffer.deallocate()
      buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
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
    return FileSummary(byteCount: byteCount, xxh64: hash.digest(), blocks: summer?.sums())
  }

  /// Removes what was written. Nothing happens after a commit.
  public func discard() {
    buffer.deallocate()
    buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    bufferedCount = 0
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(temporaryPath)
  }

  /// Writes a whole file at once.
  @discardableResult
  public static func write(
    _ bytes: [UInt8], to path: String, sumsBlocks: Bool = false
  ) throws(StorageError) -> FileSummary {
    let file = try AtomicFile(path: path, sumsBlocks: sumsBlocks)
    try file.write(bytes)
    return try file.commit()
  }

  private func checkOpen() throws(StorageError) {
    if let failure { throw failure }
    guard descriptor >= 0 else {
      throw StorageError(.inputOutput, "was committed or discarded and takes no more bytes", path: path)
    }
  }

  /// Room in the buffer, `inPlaceByteCount` at least; whole blocks that stood before it have gone to the disk.
  private func room() throws(StorageError) -> UnsafeMutableRawBufferPointer {
    if buffer.isEmpty {
      buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: blockByteCount + Self.inPlaceByteCount, alignment: 4096)
    }
    if bufferedCount >= blockByteCount {
      let whole = bufferedCount / blockByteCount * blockByteCount
      try flush(whole)
      // SAFETY: both stretches lie in the buffer; they may overlap.
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[whole..<bufferedCount]))
      bufferedCount -= whole
    }
    return UnsafeMutableRawBufferPointer(rebasing: buffer[bufferedCount...])
  }

  /// Writes the first bytes of the buffer, and leaves them there.
  private func flush(_ count: Int) throws(StorageError) {
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    check(bytes)
    try writeThrough(bytes)
  }

  /// Adds bytes to the checksum and the sums, a part at a time that stays in the processor's cache for both.
  private func check(_ bytes: UnsafeRawBufferPointer) {
    guard summer != nil else { return hash.update(bytes) }
    for start in stride(from: 0, to: bytes.count, by: 1 << 14) {
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 1 << 14)])
      hash.update(part)
      summer?.update(part)
    }
  }

  private func flushBuffer() throws(StorageError) {
    let whole = bufferedCount / blockByteCount * blockByteCount
    if whole > 0 { try flush(whole) }
    let tail = UnsafeRawBufferPointer(rebasing: buffer[whole..<bufferedCount])
    if isDirect, !tail.isEmpty { endDirectWriting() }
    check(tail)
    try writeThrough(tail)
    bufferedCount = 0
  }

  /// From here on through the page cache: a file's last bytes are no whole block.
  private func endDirectWriting() {
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags & ~Self.directFlag)
    isDirect = false
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count >= 0 {
        done += count
        // After a short write the rest is no whole block any more.
        if done < bytes.count, isDirect { endDirectWriting() }
      } else if errno == EINVAL, isDirect {
        endDirectWriting()
      } else if errno != EINTR {
        let error = StorageError.system(errno, "write", path: path, offset: byteCount)
        failure = error
        throw error
      }
    }
  }
}
