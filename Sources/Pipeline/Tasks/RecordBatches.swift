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
  private let source: PipelineConfiguration.Source
  private let limits: PipelineConfiguration.Limits
  private var fileIndex = 0
  private var recordCount = 0
  private var open: OpenFile?

  private struct OpenFile {
    let input: ByteInput
    var reader: any RecordReader
    let file: InputFile
    var storedByteCount = 0
  }

  /// Bodies in one batch, about.
  private static let batchByteCount = 1 << 20
  private static let batchEventCount = 512

  init(files: [InputFile], source: PipelineConfiguration.Source, limits: PipelineConfiguration.Limits) {
    self.files = files
    self.source = source
    self.limits = limits
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
        } catch let error as StorageError where error.code == .notFound || error.code == .permissionDenied {
          return EventBatch(
            file: file.name, events: [.quarantined(Self.unreadable(file, error))], storedByteCount: file.byteCount)
        }
      }
      if let batch = try fill() { return batch }
      open = nil
    }
  }

  private func openFile(_ file: InputFile) throws -> OpenFile {
    let info = try FileSystem.info(file.path)
    guard info.byteCount == file.byteCount, info.modificationNanoseconds == file.modified else {
      throw RunError(.usage, "\(file.path) has changed since the run was planned; plan the run again")
    }
    let decompression = DecompressionLimits(
      maximumByteCount: limits.decompressedBytes, maximumRatio: limits.decompressionRatio)
    let input = try ByteInput.open(path: file.path, limits: decompression)
    let reader = try source.readerConfiguration(limits: limits).makeReader(input: input, file: file.name)
    return OpenFile(input: input, reader: reader, file: file)
  }

  /// Reads until the batch is full or the file ends; nil when there was nothing left.
  private mutating func fill() throws -> EventBatch? {
    guard var current = open else { return nil }
    defer { open = current }
    var batch = EventBatch(file: current.file.name, firstRecord: recordCount)
    while batch.bodyByteCount < Self.batchByteCount, batch.events.count < Self.batchEventCount {
      guard let event = try current.reader.next() else { break }
      if case .record(let record) = event {
        batch.bodyByteCount += record.body.count
        recordCount += 1
      }
      batch.events.append(event)
    }
    if batch.events.isEmpty { return nil }
    let stored = min(current.input.storedOffset, current.file.byteCount)
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
