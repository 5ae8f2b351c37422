// Questions to and changes of the file system, with errors that name the path.

import Glibc

/// What is known of a file without opening it.
public struct FileInfo: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case regular, folder, symbolicLink, other
  }

  public var kind: Kind
  public var byteCount: Int
  /// Time of the last change of content, in nanoseconds since 1970.
  public var modificationNanoseconds: Int
  /// Device and number of the file: the same for two names of one file.
  public var identity: FileIdentity

  public var isRegular: Bool { kind == .regular }
  public var isDirectory: Bool { kind == .folder }

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .symbolicLink
    default: kind = .other
    }
    byteCount = Int(status.st_size)
    modificationNanoseconds = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }
}

/// Which file a name leads to, whatever the name.
public struct FileIdentity: Hashable, Sendable {
  public var device: UInt64
  public var number: UInt64
}

/// The file system, as far as Sluice needs it.
public enum FileSystem {
  /// Whether a path leads to anything, symbolic links followed.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a path leads to a folder, symbolic links followed.
  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What is known of a file.
  ///
  /// - Parameter followLinks: whether a symbolic link stands for what it leads to, or for itself.
  public static func info(_ path: String, followLinks: Bool = true) throws(StorageError) -> FileInfo {
    var status = stat()
    let result = followLinks ? stat(path, &status) : lstat(path, &status)
    guard result == 0 else { throw .system(errno, "read the properties", path: path) }
    return FileInfo(status)
  }

  /// Makes a folder and, on request, those above it. A folder that is there already is no error.
  public static func createDirectory(_ path: String, withParents: Bool = true) throws(StorageError) {
    if mkdir(path, 0o777) == 0 { return }
    let number = errno
    if number == EEXIST && isDirectory(path) { return }
    let parent = Path.parent(path)
    guard number == ENOENT, withParents, parent != path, !parent.isEmpty else {
      throw .system(number, "make the folder", path: path)
    }
    try createDirectory(parent, withParents: true)
    if mkdir(path, 0o777) != 0 && errno != EEXIST { throw .system(errno, "make the folder", path: path) }
  }

  /// Removes a file or an empty folder, or with `recursively` a folder and all it holds. What is not there is no
  /// error. Symbolic links are removed, never followed.
  public static func remove(_ path: String, recursively: Bool = false) throws(StorageError) {
    guard let kind = try? info(path, followLinks: false).kind else { return }
    if kind == .folder && recursively {
      // A loop over levels, not recursion: depth is bounded by memory, not by the stack.
      var folders = [path]
      var next = 0
      while next < folders.count {
        let folder = folders[next]
        next += 1
        for name in try listDirectory(folder) {
          let child = Path.join(folder, name)
          if try info(child, followLinks: false).kind == .folder {
            folders.append(child)
          } else {
            try removeOne(child, isFolder: false)
          }
        }
      }
      for folder in folders.reversed() { try removeOne(folder, isFolder: true) }
    } else {
      try removeOne(path, isFolder: kind == .folder)
    }
  }

  private static func removeOne(_ path: String, isFolder: Bool) throws(StorageError) {
    let result = isFolder ? rmdir(path) : unlink(path)
    if result != 0 && errno != ENOENT { throw .system(errno, "remove", path: path) }
  }

  /// Gives a file or folder another name on the same disk, replacing a file of that name at once.
  public static func rename(_ path: String, to newPath: String) throws(StorageError) {
    guard Glibc.rename(path, newPath) == 0 else { throw .system(errno, "rename to \(newPath)", path: path) }
  }

  /// Names in a folder without `.` and `..`, in order of their bytes.
  public static func listDirectory(_ path: String) throws(StorageError) -> [String] {
    guard let folder = opendir(path) else { throw .system(errno, "list", path: path) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        if errno != 0 { throw .system(errno, "list", path: path) }
        break
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2e] && name != [0x2e, 0x2e] { names.append(name) }
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
    return names.map { String(decoding: $0, as: UTF8.self) }
  }

  /// All of a file, as stored.
  ///
  /// - Parameter limit: most bytes that the file may have; a larger one is an error.
  public static func readAll(_ path: String, limit: Int = 1 << 32) throws(StorageError) -> [UInt8] {
    let source = try FileSource(path: path)
    var bytes: [UInt8] = []
    var failure: StorageError?
    // One byte more than the size, so that the end shows without another allocation.
    var room = min(source.fileByteCount, limit) + 1
    while failure == nil {
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: room))
      var got = 0
      do throws(StorageError) {
        got = try bytes.withUnsafeMutableBufferPointer { all throws(StorageError) -> Int in
          try source.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: all[before...])))
        }
      } catch { failure = error }
      bytes.removeLast(room - got)
      if got == 0 { break }
      if bytes.count > limit {
        failure = StorageError(.limitExceeded, "has more than the \(limit) bytes allowed here", path: path)
      }
      room = max(1, min(1 << 20, limit + 1 - bytes.count))
    }
    if let failure { throw failure }
    return bytes
  }

  /// Bytes that an ordinary user may still write on the disk that holds `path`.
  public static func freeBytes(at path: String) throws(StorageError) -> Int {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { throw .system(errno, "ask for free space", path: path) }
    let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflow ? Int.max : Int(clamping: bytes)
  }

  /// Makes the names in a folder last through a power failure.
  public static func synchronizeFolder(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, "open the folder", path: path) }
    defer { close(descriptor) }
    // Some network file systems cannot do this for folders, and say so with EINVAL.
    if fsync(descriptor) != 0 && errno != EINVAL { throw .system(errno, "flush the folder", path: path) }
  }
}
