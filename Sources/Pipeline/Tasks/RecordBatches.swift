// The serial part of extraction: files of one task, cut into batches of read events.

import Corpus
import Readers
import Storage

/// Read events of one file, about a mebibyte of bodies.
struct EventBatch: Sendable {
  var file: String
  var events: [ReadEvent] = []
  /// Number of the task's records before this batch.
  var firstRecord = 0
  /// Stored bytes of the input that were read for this batch.
  var storedByteCount = 0
  /// Bodies in the batch.
  var bodyByteCount = 0
}

/// Opens the files of an extract task one after the other and gives their events in batches.
struct RecordBatches {
  private let files: [InputFile]
  /// The part of the only file that is read; nil for whole files.
  private let range: ReadingRange?
  private let source: PipelineConfiguration.Source
  private let opening: InputOpening
  private var fileIndex = 0
  private var recordCount = 0
  private var open: OpenFile?

  private struct OpenFile {
    var input: OpenedInput
    let file: InputFile
    var storedByteCount = 0
    /// True when the part of the file has been read to its end.
    var isFinished = false
  }

  /// Bodies in one batch, about.
  private static let batchByteCount = 1 << 20
  private static let batchEventCount = 512

  init(
    files: [InputFile], range: ReadingRange? = nil, source: PipelineConfiguration.Source,
    limits: PipelineConfiguration.Limits, scratchFolder: String
  ) {
    self.files = range?.isEmpty == true ? [] : files
    self.range = range
    self.source = source
    opening = source.opening(limits: limits, scratchFolder: scratchFolder)
  }

  /// The next batch; nil at the end of the last file.
  ///
  /// - Throws: `StorageError` for failures of the machine; `RunError` when a file is not the one of the plan.
  mutating func next() throws -> EventBatch? {
    while true {
      if open == nil {
        guard fileIndex < files.count else { return nil }
        let file = files[fileIndex]
        fileIndex += 1
        do {
          open = try openFile(file)
        } catch let error as StorageError where error.isAboutTheFile {
          return EventBatch(
            file: file.name, events: [.quarantined(Self.unreadable(file, error))], storedByteCount: file.byteCount)
        }
      }
      if let batch = try fill() { return batch }
      try finish()
    }
  }

  private func openFile(_ file: InputFile) throws -> OpenFile {
    if source.command == nil, try !file.isUnchanged() { throw file.changedSincePlan }
    if let start = range?.start {
      return OpenFile(
        input: try opening.open(path: file.path, file: file.name, resuming: start), file: file,
        storedByteCount: start.position.member.storedOffset)
    }
    return OpenFile(input: try opening.open(source.location(of: file), file: file.name), file: file)
  }

  private mutating func finish() throws {
    guard let file = open?.file else { return }
    open = nil
    if source.command == nil, try !file.isUnchanged() { throw file.changedWhileRead }
  }

  /// Reads until the batch is full or the file ends; nil when there was nothing left.
  private mutating func fill() throws -> EventBatch? {
    guard var current = open else { return nil }
    defer { open = current }
    var batch = EventBatch(file: current.file.name, firstRecord: recordCount)
    while batch.bodyByteCount < Self.batchByteCount, batch.events.count < Self.batchEventCount {
      guard !current.isFinished, let event = try current.input.next() else { break }
      if let end = range?.end, event.end >= end {
        current.isFinished = true
        if event.end > end {
          throw RunError(
            .ourDefect, "\(current.file.path): a record goes on behind byte \(end), where the file was divided")
        }
      }
      if case .record(let record) = event {
        batch.bodyByteCount += record.body.count
        recordCount += 1
      }
      batch.events.append(event)
    }
    if batch.events.isEmpty { return nil }
    // The size of what a command gives is not always known.
    let limit = current.file.byteCount > 0 ? current.file.byteCount : .max
    let stored = max(current.storedByteCount, min(current.input.storedOffset, limit))
    batch.storedByteCount = stored - current.storedByteCount
    current.storedByteCount = stored
    return batch
  }

  /// A file that was there when the run was planned and cannot be opened now.
  private static func unreadable(_ file: InputFile, _ error: StorageError) -> Quarantine {
    Quarantine(
      reason: "unreadable-file", message: error.description,
      origin: Origin(file: file.name, offset: 0, byteCount: 0, row: 0))
  }
}

extension InputFile {
  func isUnchanged() throws(StorageError) -> Bool {
    let info = try FileSystem.info(path)
    return info.byteCount == byteCount && info.modificationNanoseconds == modified
  }

  var changedSincePlan: RunError {
    RunError(.usage, "\(path) has changed since the run was planned; plan the run again")
  }

  /// One that was written to meanwhile may have given half of two versions.
  var changedWhileRead: RunError {
    RunError(.tryAgain, "\(path) was changed while it was being read; plan the run again when it rests")
  }
}

extension StorageError {
  /// True when a file that was there when the run was planned is not there for us now.
  var isAboutTheFile: Bool { code == .notFound || code == .permissionDenied }
}
