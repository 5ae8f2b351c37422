// From errno to an error that says what to do.

import Glibc

extension StorageError {
  /// The error for a failed system call.
  ///
  /// - Parameters:
  ///   - number: the value of `errno` after the call.
  ///   - action: what was tried, such as "open".
  static func system(_ number: Int32, _ action: String, path: String, offset: Int? = nil) -> StorageError {
    let reason = String(cString: strerror(number))
    switch number {
    case ENOENT, ENOTDIR:
      return StorageError(.notFound, "cannot \(action): no such file or folder", path: path, offset: offset)
    case EACCES, EPERM, EROFS:
      return StorageError(
        .permissionDenied, "cannot \(action): \(reason); check the owner and mode of the file and its folders",
        path: path, offset: offset)
    case ENOSPC, EDQUOT:
      return StorageError(
        .diskFull, "cannot \(action): \(reason); free space on that disk and start again", path: path, offset: offset)
    default:
      return StorageError(.inputOutput, "cannot \(action): \(reason)", path: path, offset: offset)
    }
  }
}
