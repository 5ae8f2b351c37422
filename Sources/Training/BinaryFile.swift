// Files of floats: written durably, read by position, both without a copy in memory.

import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is written once from its beginning, with its checksum.
struct BinaryFileWriter: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private(set) var byteCount = 0
  private var checksum = XXH64()

  /// - Throws: `inputOutput`.
  init(path: String) throws(TrainingError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw .system("write the file", path) }
  }

  deinit { close(descriptor) }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(TrainingError) {
    checksum.update(bytes)
    byteCount += bytes.count
    var done = 0
    while done < bytes.count {
      let written = Self.systemWrite(descriptor, bytes.baseAddress.map { $0 + done }, min(bytes.count - done, 1 << 30))
      if written < 0 {
        if errno == EINTR { continue }
        throw .system("write", path)
      }
      done += written
    }
  }

  mutating func write(_ bytes: [UInt8]) throws(TrainingError) {
    try bytes.withUnsafeBufferPointer { (all) throws(TrainingError) in try write(UnsafeRawBufferPointer(all)) }
  }

  /// Makes the content last through a power failure; returns its checksum.
  func finish() throws(TrainingError) -> UInt64 {
    if fsync(descriptor) != 0 { throw .system("flush", path) }
    return checksum.digest()
  }

  // The struct's own `write` hides the system's.
  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}

/// A file that is read at any place.
struct BinaryFileReader: ~Copyable {
  let path: String
  let byteCount: Int
  private let descriptor: Int32

  /// - Throws: `inputOutput`.
  init(path: String) throws(TrainingError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw .system("open", path) }
    let end = lseek(descriptor, 0, SEEK_END)
    byteCount = max(0, Int(end))
  }

  deinit { close(descriptor) }

  /// Fills `bytes` from `offset` on.
  ///
  /// - Throws: `corruptCheckpoint` when the file ends before.
  func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(TrainingError) {
    var done = 0
    while done < bytes.count {
      let got = pread(
        descriptor, bytes.baseAddress.map { $0 + done }, min(bytes.count - done, 1 << 30), off_t(offset + done))
      if got < 0 {
        if errno == EINTR { continue }
        throw .system("read", path)
      }
      if got == 0 {
        throw TrainingError(.corruptCheckpoint, "ends at byte \(offset + done), too early", location: path)
      }
      done += got
    }
  }

  /// `count` bytes from `offset` on; the count must be within reason, for they are allocated first.
  func read(at offset: Int, count: Int) throws(TrainingError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { (all) throws(TrainingError) in
      try read(at: offset, into: UnsafeMutableRawBufferPointer(all))
    }
    return bytes
  }

  /// The checksum of the whole file.
  func checksum() throws(TrainingError) -> UInt64 {
    var state = XXH64()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    var offset = 0
    while offset < byteCount {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[0..<min(buffer.count, byteCount - offset)])
      try read(at: offset, into: part)
      state.update(UnsafeRawBufferPointer(part))
      offset += part.count
    }
    return state.digest()
  }
}

extension TrainingError {
  /// The error for a system call that failed just now.
  static func system(_ action: String, _ path: String) -> TrainingError {
    TrainingError(.inputOutput, "cannot \(action): \(String(cString: strerror(errno)))", location: path)
  }

  /// What `Storage` found, as an error of this module.
  init(_ error: StorageError) {
    let code: Code = error.code == .corrupt || error.code == .truncated ? .corruptCheckpoint : .inputOutput
    self.init(code, error.message, location: error.path)
  }
}
