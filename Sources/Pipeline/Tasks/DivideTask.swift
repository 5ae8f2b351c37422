// divide: the places in a large file from which tasks can read on.

import Corpus
import Readers
import Storage

/// Reads one file as extract will, keeps nothing of it, and writes the state of its reader at the places where the parts
/// begin.
///
/// Where a part begins is decided by stored bytes alone: at the first event behind its share, and in a compressed file
/// in the first member that begins behind it. A file without such members has one part, and the other tasks are empty.
struct DivideTask {
  private let context: TaskContext
  private let part: FilePart
  private let file: InputFile
  private let source: PipelineConfiguration.Source

  init(_ context: TaskContext) throws {
    self.context = context
    let assignment = context.plan.dividedFiles[context.index]
    guard let part = assignment.part else { throw RunError(.ourDefect, "a file that is not divided has a task") }
    self.part = part
    file = context.plan.listing[assignment.source].files[assignment.firstFile]
    source = context.configuration.sources[assignment.source]
  }

  /// Decompressed bytes between two tries to find a place, where the first finds none.
  private static let patienceByteCount = 1 << 20

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .divide, index: context.index)
    let states = try states()
    let name = "parts/\(TaskNumber.text(context.index)).json"
    record.outputs = [
      OutputFile(
        name: name, role: "parts",
        summary: try AtomicFile.write(RunJSON.encode(states), to: context.outputPath(name)))
    ]
    record.facts["parts"] = states.count + 1
    return record
  }

  /// The states at the beginnings of the second and of later parts.
  private func states() throws -> [ReaderState] {
    guard try file.isUnchanged() else { throw file.changedSincePlan }
    let opening = source.opening(limits: context.configuration.limits, scratchFolder: context.folder)
    var input: OpenedInput
    do {
      input = try opening.open(.file(file.path), file: file.name)
    } catch let error as StorageError where error.isAboutTheFile {
      // Extract says so, too, and accounts for it.
      return []
    }
    var states: [ReaderState] = []
    var nextTry = 0
    var reported = 0
    while states.count + 1 < part.count, let event = try input.next() {
      let wanted = file.byteCount / part.count * (states.count + 1)
      guard input.storedOffset >= wanted, event.end >= nextTry else { continue }
      try context.cancellation.check()
      context.advance(bytes: input.storedOffset - reported, documents: 0)
      reported = input.storedOffset
      nextTry = event.end + Self.patienceByteCount
      guard let state = input.state() else { continue }
      if state.position.member.storedOffset >= wanted {
        states.append(state)
        nextTry = 0
      } else if state.position.member.storedOffset == 0, input.storedOffset > wanted * 2 {
        // One member goes on and on: a file that was compressed in one piece.
        break
      }
    }
    guard try file.isUnchanged() else { throw file.changedWhileRead }
    return states
  }
}

/// The stretch of a divided file that one task reads.
struct ReadingRange {
  /// Where the part begins; nil at the file's beginning.
  let start: ReaderState?
  /// Offset of the first byte behind the part in the decompressed file; nil at its end.
  let end: Int?
  /// True when the file has fewer parts than were planned, and this is none of them.
  let isEmpty: Bool

  init(_ part: FilePart, _ context: TaskContext) throws {
    let record = try context.records(.divide)[part.task]
    let states = try RunJSON.decode([ReaderState].self, from: context.path(of: record.output("parts"), in: .divide))
    start = part.index == 0 || part.index > states.count ? nil : states[part.index - 1]
    end = part.index < states.count ? states[part.index].position.offset : nil
    isEmpty = part.index > states.count
  }
}

extension ReadEvent {
  /// Offset of the first byte behind the event.
  var end: Int {
    switch self {
    case .record(let record): record.origin.offset + record.origin.byteCount
    case .skipped(let region): region.offset + region.byteCount
    case .quarantined(let entry): entry.origin.offset + entry.origin.byteCount
    }
  }
}
