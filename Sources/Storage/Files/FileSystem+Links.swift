// Symbolic links, and the right to read.

import Glibc

extension FileSystem {
  /// Makes a symbolic link, or turns the one of that name to another target, at once.
  ///
  /// - Parameter target: what the link says; relative targets start from the link's folder.
  public static func replaceSymbolicLink(at path: String, target: String) throws(StorageError) {
    if linkTarget(path) == target { return }
    let temporary = AtomicFile.temporaryPath(for: path)
    guard symlink(target, temporary) == 0 else { throw .system(errno, "create a link", path: path) }
    do {
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// What a symbolic link says; nil for anything else.
  public static func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes {
      readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// - Throws: `permissionDenied` or `notFound` when this process may not read the file.
  public static func checkReadable(_ path: String) throws(StorageError) {
    if access(path, R_OK) != 0 { throw .system(errno, "read", path: path) }
  }
}
