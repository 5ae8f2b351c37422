// A folder that a test may fill, gone when the test ends.

import Glibc
import Storage

/// A new empty folder; removed with all it holds when the value goes away.
public final class TemporaryFolder: Sendable {
  /// The folder's absolute path.
  public let path: String

  /// - Parameter label: a part of the folder's name, for a person who finds one.
  public init(_ label: String = "test") {
    var template = Array("/tmp/sluice-\(label)-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("cannot make a folder below /tmp") }
    path = String(cString: made)
  }

  deinit {
    try? FileSystem.remove(path, recursively: true)
  }

  /// The path of `name` in this folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file, making the folders above it, and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) -> String {
    let target = file(name)
    var parent = path
    for part in name.split(separator: "/").dropLast() {
      parent += "/" + part
      mkdir(parent, 0o755)
    }
    guard let stream = fopen(target, "wb") else { preconditionFailure("cannot write \(target)") }
    defer { fclose(stream) }
    let written = fwrite(bytes, 1, bytes.count, stream)
    precondition(written == bytes.count, "cannot write \(target)")
    return target
  }

  /// Writes a text file and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String) -> String { write(Array(text.utf8), to: name) }

  /// The bytes of a file in this folder; empty when there is none.
  public func read(_ name: String) -> [UInt8] {
    guard let stream = fopen(file(name), "rb") else { return [] }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
