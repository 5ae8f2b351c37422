// The inputs of a deduplication: which files, in which order, in which parts.

import Storage

/// Files that are signed, read and written together; most often one.
struct DeduplicationPart: Sendable {
  /// A file of the inputs.
  struct File: Sendable {
    /// As the user named it; ids of documents without one are made from it.
    var name: String
    /// Where it is read; the spooled copy of the standard input.
    var path: String
    var byteCount: Int
  }

  /// Rank of the argument that named the files, from 0.
  var argument: Int
  var files: [File]

  /// Up to this many files each are a part of their own, so that outputs correspond to inputs; more are put together,
  /// so that a folder of a million little files does not become a million little outputs.
  static let separateFileLimit = 4096
  /// Stored bytes of files that are put together, about.
  private static let byteCount = 64 << 20

  var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// Finds the files of the inputs.
  ///
  /// A file that several inputs or links lead to is read once, for the first of them. Parts stand in the order of the
  /// inputs for the priorities `input` and `first`, else in that of their names, so that the same files give the same
  /// parts however they are listed.
  ///
  /// - Parameter standardInput: the spooled copy that is read for the input `-`.
  /// - Throws: `RunError.noInput` when an input matches nothing; `StorageError`.
  static func list(
    _ inputs: [String], priority: DeduplicationPriority, standardInput: String?
  ) throws -> [DeduplicationPart] {
    var found: [(argument: Int, file: File)] = []
    var seen: Set<FileIdentity> = []
    for (argument, input) in inputs.enumerated() {
      for name in try LineInput.expand([input]) {
        let path = name == "-" ? standardInput ?? name : name
        let info = try FileSystem.info(path)
        if seen.insert(info.identity).inserted {
          found.append((argument, File(name: name, path: path, byteCount: info.byteCount)))
        }
      }
    }
    switch priority {
    case .id: found.sort { precedes($0.file.name, $1.file.name) }
    case .input:
      found.sort {
        $0.argument != $1.argument ? $0.argument < $1.argument : precedes($0.file.name, $1.file.name)
      }
    case .first: break
    }
    return gather(found)
  }

  private static func gather(_ found: [(argument: Int, file: File)]) -> [DeduplicationPart] {
    var parts: [DeduplicationPart] = []
    var gathered = 0
    for (argument, file) in found {
      gathered += file.byteCount
      if found.count > separateFileLimit, let last = parts.last, last.argument == argument, gathered <= byteCount {
        parts[parts.count - 1].files.append(file)
      } else {
        parts.append(DeduplicationPart(argument: argument, files: [file]))
        gathered = file.byteCount
      }
    }
    return parts
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
