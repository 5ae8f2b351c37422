// What the tasks before refine read: the files of one assignment.

import Corpus
import Storage

/// The files of one extract task, and how their records are named.
struct ExtractInput {
  let source: PipelineConfiguration.Source
  private let files: [InputFile]
  private let limits: PipelineConfiguration.Limits
  private let scratchFolder: String
  private let range: ReadingRange?

  /// - Throws: when the file's parts are not known, or the record of them is damaged.
  init(_ context: TaskContext) throws {
    let assignment = context.plan.extractAssignments[context.index]
    source = context.configuration.sources[assignment.source]
    let all = context.plan.listing[assignment.source].files
    files = Array(all[assignment.firstFile..<assignment.firstFile + assignment.fileCount])
    limits = context.configuration.limits
    scratchFolder = context.folder
    range = try assignment.part.map { try ReadingRange($0, context) }
  }

  /// Reads the files from their beginning; the same batches every time.
  func batches() -> RecordBatches {
    RecordBatches(files: files, range: range, source: source, limits: limits, scratchFolder: scratchFolder)
  }

  /// The id of the document that a record becomes.
  func id(of record: Record) -> DocumentID {
    DocumentID.make(source: source.name, file: record.origin.file, position: record.origin.row)
  }
}
