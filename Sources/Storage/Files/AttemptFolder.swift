// Scratch folders of one attempt, and what attempts that died have left.

import Glibc

/// A folder for scratch files that no other attempt of this or another process uses. It goes away with the object; that
/// of a process that died is found by its name.
public final class AttemptFolder {
  public let path: String

  /// - Parameter parent: an existing folder.
  public init(in parent: String) throws(StorageError) {
    while true {
      let candidate = AtomicFile.temporaryPath(for: Path.join(parent, "scratch"))
      if mkdir(candidate, 0o777) == 0 {
        path = candidate
        return
      }
      // Another machine with this process number, or a leftover of one long gone.
      if errno != EEXIST { throw .system(errno, "make a scratch folder", path: parent) }
    }
  }

  deinit { try? FileSystem.remove(path, recursively: true) }
}

extension FileSystem {
  /// Removes the files and scratch folders that attempts of dead processes of this machine have left below a folder.
  ///
  /// - Returns: the bytes freed.
  @discardableResult
  public static func removeAbandoned(below root: String) throws(StorageError) -> Int {
    let (files, folders) = try visit(root, followLinks: false, includeHidden: true)
    var freed = 0
    for file in files {
      let folder = Path.lastComponent(Path.parent(file.path))
      guard AtomicFile.isAbandoned(Path.lastComponent(file.path)) || AtomicFile.isAbandoned(folder) else { continue }
      freed += file.info.byteCount
      try remove(file.path)
    }
    for folder in folders where AtomicFile.isAbandoned(Path.lastComponent(folder)) {
      try remove(folder, recursively: true)
    }
    return freed
  }
}
