// sluice deduplicate: what is asked for and what is found.

import Deduplication
import Storage

/// What `sluice deduplicate` was asked for.
///
/// Memory: 4¼ bytes for each document and 24 for each candidate (`CandidateGraph`, `Resolver`), 32 for each distinct text
/// that goes (`Resolution`), four for each document that has duplicates, and fixed buffers; ids and decisions lie in
/// scratch files below the output folder. A call that was killed, or met a full disk, is repeated: it goes on behind the
/// files that were finished and ends with the same bytes.
public struct DeduplicateCall: Sendable {
  public var inputs: [String]
  /// Folder for the results.
  public var output: String
  public var parameters: SignatureParameters
  public var mode = DeduplicationMode.remove
  public var priority = DeduplicationPriority.id
  /// Output folders of earlier calls with an index, highest priority first: their documents stay whatever happens, and
  /// those of this call go where they repeat them. A folder whose call had folders of its own needs these before it.
  public var against: [String] = []
  /// Write an index, so that later calls can name this output folder.
  public var writesIndex = false
  /// A file for all candidate pairs, `id_a<TAB>id_b<TAB>jaccard`; nil where they are not wanted.
  public var pairs: String?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], output: String, parameters: SignatureParameters) {
    self.inputs = inputs
    self.output = output
    self.parameters = parameters
  }

  /// What was found.
  public struct Outcome: Sendable {
    public var statistics: DuplicationStatistics
    /// The content of statistics.json.
    public var json: [UInt8]
    /// What is damaged and where: all by number, the first in words.
    public var problemCount: Int
    public var problems: [String]
  }

  /// - Throws: `RunError`, `StorageError`, `DeduplicationError`; `Cancelled`.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let folder = DeduplicationFolder(path: output)
    do {
      return try DeduplicationRun(self, folder, cancellation).run()
    } catch let error as StorageError where error.code == .diskFull {
      let free = (try? FileSystem.freeBytes(at: output)).map { ", \($0) are free" } ?? ""
      throw RunError(
        .tryAgain,
        "\(error); \(folder.scratchPath) holds \(folder.scratchByteCount) bytes so far\(free); once there is room the "
          + "same call goes on where it stopped")
    }
  }
}
