// A stream on the disk, for what must look at a file from its end, or hand its name to a program.

import Glibc

/// A file with the bytes of an input; it goes away with the object. That of a process that died is found by its name.
public final class SpooledFile {
  public let path: String

  /// Writes everything that is left of an input into a file.
  ///
  /// - Parameter folder: on the file system that is to give the room; exists already.
  /// - Throws: what reading throws; `diskFull`, `inputOutput`.
  public init(_ input: ByteInput, folder: String) throws(StorageError) {
    path = AtomicFile.temporaryPath(for: Path.join(folder, "spool"))
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, "create a scratch file", path: folder) }
    defer { close(descriptor) }
    while try input.fill(atLeast: 1) > 0 {
      try input.withBuffer { bytes throws(StorageError) in
        var done = 0
        while done < bytes.count {
          let count = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
          if count >= 0 {
            done += count
          } else if errno != EINTR {
            throw .system(errno, "write a scratch file", path: folder)
          }
        }
      }
      input.consume(input.availableByteCount)
    }
  }

  deinit { unlink(path) }

  /// The folder for scratch files of commands: `TMPDIR`, or `/tmp`.
  public static var usualFolder: String {
    guard let value = getenv("TMPDIR"), value.pointee != 0 else { return "/tmp" }
    return String(cString: value)
  }
}
