// What a step may use, and how it is watched and stopped.

import Storage

/// Memory, disk and supervision of one step of a deduplication.
public struct WorkResources: Sendable {
  /// How far a step is.
  public struct Progress: Sendable, Equatable {
    /// What is being done.
    public enum Step: String, Sendable, CaseIterable {
      /// Band keys and content hashes are sorted: counted in bands, the content hashes as one more.
      case sorting
      /// Candidate files are put together: counted in files, read three times each.
      case joining
      /// Components are decided: counted in candidates.
      case deciding
      /// The index for later runs is written: counted in sorted runs.
      case indexing
    }

    public var step: Step
    public var done: Int
    public var total: Int
  }

  /// Memory for sorting and for shingle sets, in bytes; what does not fit goes to the scratch folder. What grows with
  /// the corpus (a few bytes for each document, as the types say) comes on top.
  public var memoryByteCount: Int
  /// Folder for intermediate files; exists already.
  public var scratchFolder: String
  /// When set, the work stops soon with `Cancelled`.
  public var cancellation: CancellationFlag?
  /// Called from the working thread, not often.
  public var progress: (@Sendable (Progress) -> Void)?

  public init(
    memoryByteCount: Int = 1 << 30, scratchFolder: String, cancellation: CancellationFlag? = nil,
    progress: (@Sendable (Progress) -> Void)? = nil
  ) {
    self.memoryByteCount = max(1, memoryByteCount)
    self.scratchFolder = scratchFolder
    self.cancellation = cancellation
    self.progress = progress
  }

  /// - Throws: `Cancelled`.
  func report(_ step: Progress.Step, _ done: Int, of total: Int) throws {
    try cancellation?.check()
    progress?(Progress(step: step, done: done, total: total))
  }
}
