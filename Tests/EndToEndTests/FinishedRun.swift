// One finished run over the fixtures, for the tests that only look at it.

import Foundation
import Testing

/// A run that is made once and never changed; tests that damage something damage copies.
final class FinishedRun: Sendable {
  let path: String
  // SAFETY: made once, read only; it removes the folder when the process ends or forgets it.
  private nonisolated(unsafe) let folder: RunFolder

  static let shared = Result { try FinishedRun() }

  private init() throws {
    folder = try RunFolder()
    path = folder.path("run")
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    let finished = try folder.run(["run", pipeline, "--run", path, "--quiet"])
    try #require(finished.status == 0, "\(finished.errors)")
  }

  var shards: String { "\(path)/shards" }

  /// Copies the shards into a test's folder, links resolved, and returns the copy's path.
  func copyShards(to folder: RunFolder) throws -> String {
    let copy = folder.path("copy")
    try FileManager.default.copyItem(
      at: URL(filePath: shards).resolvingSymlinksInPath(), to: URL(filePath: copy, directoryHint: .isDirectory))
    return copy
  }
}

extension Data {
  /// A little-endian number of two bytes.
  func number(at offset: Int) -> Int { Int(self[startIndex + offset]) | Int(self[startIndex + offset + 1]) << 8 }
}

/// A JSON object of a program's output.
func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
