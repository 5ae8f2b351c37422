// The output folder of a deduplication: what lies in it, who may write, and what an interrupted call left.

import Deduplication
import Glibc
import Storage

/// The output folder of `sluice deduplicate`.
struct DeduplicationFolder: Sendable {
  let path: String

  var keptPath: String { Path.join(path, "kept") }
  var annotatedPath: String { Path.join(path, "annotated") }
  var removalsPath: String { Path.join(path, "removals") }
  var removedPath: String { Path.join(path, "removed.jsonl") }
  var clustersPath: String { Path.join(path, "clusters.jsonl") }
  var statisticsPath: String { Path.join(path, "statistics.json") }
  var inputListPath: String { Path.join(path, DeduplicationInputList.fileName) }
  var indexPath: String { Path.join(path, "index") }
  var scratchPath: String { Path.join(path, ".scratch") }

  func keptShardPath(_ part: Int) -> String { Path.join(keptPath, "\(TaskNumber.text(part)).jsonl.zst") }
  func annotatedShardPath(_ part: Int) -> String { Path.join(annotatedPath, "\(TaskNumber.text(part)).jsonl.zst") }
  func removalsPath(_ part: Int) -> String { Path.join(removalsPath, "\(TaskNumber.text(part)).bits") }
  /// Scan of the documents that stay, for later calls.
  func indexScanPath(_ part: Int) -> String { Path.join(indexPath, "\(TaskNumber.text(part)).scan") }

  func scratch(_ name: String) -> String { Path.join(scratchPath, name) }

  private var statePath: String { scratch("state.json") }
  /// What a finished call leaves; `inputs.json` last, which says whose folder this is.
  private var results: [String] {
    [
      statisticsPath, removedPath, clustersPath, keptPath, annotatedPath, removalsPath, indexPath, inputListPath,
    ]
  }

  /// What intermediate results depend on.
  struct State: Codable, Equatable {
    /// SHA-256 of what signatures and candidates depend on.
    var signatures: String
    /// SHA-256 of what the decisions and the outputs depend on besides.
    var decisions: String
  }

  /// Makes the folder, or checks that it may be written.
  ///
  /// - Throws: `RunError.usage` when it holds what no deduplication wrote; `RunError.tryAgain` when another process
  ///   writes into it.
  func open() throws -> FolderLock {
    if FileSystem.exists(path) {
      let names = try FileSystem.listDirectory(path)
      let isOurs = [inputListPath, scratchPath, removedPath].contains { FileSystem.exists($0) }
      if let name = names.first, !isOurs {
        throw RunError(
          .usage,
          "the output folder \(path) holds \(name), which sluice deduplicate did not write; give a new or an empty folder"
        )
      }
    }
    try FileSystem.createDirectory(scratchPath)
    return try FolderLock(path: scratch("lock"), folder: path)
  }

  /// Keeps what an interrupted call of the same inputs and parameters left, and removes everything else.
  func resume(_ state: State) throws {
    let before = try? RunJSON.decode(State.self, from: statePath)
    if before != state {
      for result in results { try FileSystem.remove(result, recursively: true) }
    }
    if before?.signatures != state.signatures { try clearScratch { $0 == "lock" || $0.hasPrefix("standard-input") } }
    try removeAbandoned()
    if before != state { _ = try AtomicFile.write(RunJSON.encode(state), to: statePath) }
  }

  /// Removes the scratch files of a finished call.
  func finish() throws { try FileSystem.remove(scratchPath, recursively: true) }

  /// Bytes of the scratch files.
  var scratchByteCount: Int {
    ((try? FileSystem.walk(scratchPath, includeHidden: true)) ?? []).reduce(0) { $0 + $1.info.byteCount }
  }

  private func clearScratch(except stays: (String) -> Bool) throws {
    for name in try FileSystem.listDirectory(scratchPath) where !stays(name) {
      try FileSystem.remove(scratch(name), recursively: true)
    }
  }

  /// Removes files that a call which was killed had begun. Nobody else writes here: the lock is held.
  private func removeAbandoned() throws {
    for folder in [path, scratchPath, keptPath, annotatedPath, removalsPath, indexPath]
    where FileSystem.isDirectory(folder) {
      for name in try FileSystem.listDirectory(folder) where AtomicFile.isAbandoned(name) {
        try FileSystem.remove(Path.join(folder, name))
      }
    }
  }

  /// Checks that no call reads what this or another one writes.
  ///
  /// - Throws: `RunError.usage`.
  func checkApart(from parts: [DeduplicationPart], inputs: [String]) throws {
    let output = Self.real(path) + "/"
    for part in parts {
      for file in part.files where file.name != "-" && Self.real(file.path).hasPrefix(output) {
        throw RunError(
          .usage,
          "the input \(file.name) lies in the output folder \(path), which is written anew; give another output folder")
      }
    }
    for input in inputs where input != "-" {
      for folder in try Glob.expand(input, relativeTo: "")
      where FileSystem.isDirectory(folder) && output.hasPrefix(Self.real(folder) + "/") {
        throw RunError(
          .usage,
          "the output folder \(path) lies in the input folder \(folder): the next call would read this one's result; "
            + "give an output folder outside")
      }
    }
  }

  /// A path without symbolic links, as far as it exists.
  private static func real(_ path: String) -> String {
    var existing = Path.absolute(path)
    var rest: [String] = []
    while existing != "/" {
      if let text = realpath(existing, nil) {
        defer { free(text) }
        let resolved = String(cString: text)
        return rest.reversed().reduce(resolved) { Path.join($0, $1) }
      }
      rest.append(Path.lastComponent(existing))
      existing = Path.parent(existing)
    }
    return Path.absolute(path)
  }
}

/// A lock on a folder that ends with the process.
final class FolderLock {
  private let descriptor: Int32

  /// - Throws: `RunError.tryAgain` when another process holds it.
  init(path: String, folder: String) throws {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      throw RunError(.tryAgain, "\(path): cannot be opened for writing: \(String(cString: strerror(errno)))")
    }
    // File systems without locks say so otherwise; there the user takes care.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw RunError(.tryAgain, "another process is writing into \(folder); wait for it, or give another output folder")
    }
  }

  deinit { close(descriptor) }
}
