// The lines of a part in batches, the same ones in every pass.

import Storage

/// Reads the files of a part batch by batch.
struct PartReader {
  /// A batch and its place.
  struct Batch: Sendable {
    /// Number of the batch in the part, from 0.
    var number: Int
    /// Place of its file in the part.
    var file: Int
    /// Its lines, with the name that the user gave the file.
    var lines: LineBatch
  }

  private let part: DeduplicationPart
  /// What the first pass found; nil in that pass.
  private let scan: DocumentScan?
  private var input: LineInput
  private var number = 0
  private var file = 0

  init(_ part: DeduplicationPart, options: LineInputOptions, scan: DocumentScan? = nil) throws {
    self.part = part
    self.scan = scan
    input = try LineInput(part.files.map(\.path), options: options)
  }

  /// What could not be read, with the names that the user gave.
  var problems: [String] {
    input.problems.map { problem in
      for file in part.files where file.path != file.name && problem.hasPrefix(file.path) {
        return "standard input" + problem.dropFirst(file.path.count)
      }
      return problem
    }
  }

  /// The next batch; nil at the end.
  ///
  /// - Throws: `RunError.tryAgain` when the files are not those of the first pass any more.
  mutating func next() throws -> Batch? {
    guard var lines = try input.next() else {
      if let scan, scan.blockCount != number { throw changed() }
      return nil
    }
    while part.files[file].path != lines.file {
      file += 1
      if file == part.files.count { throw changed() }
    }
    if let scan, number == scan.blockCount { throw changed() }
    lines.file = part.files[file].name
    defer { number += 1 }
    return Batch(number: number, file: file, lines: lines)
  }

  private func changed() -> RunError {
    RunError(.tryAgain, "\(part.files[min(file, part.files.count - 1)].name) changed while it was read; start again")
  }
}
