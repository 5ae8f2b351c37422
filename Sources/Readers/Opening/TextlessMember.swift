// A member of an archive that turns out to be a table without text: no fault of the members behind it.

import Corpus
import Storage

/// Reads a member whose kind was told from its content. Where it is a table that lacks the columns of the text, one
/// entry covers what is left of it.
struct TextlessMember: RecordReader {
  private var reader: any RecordReader
  private let input: ByteInput
  private let file: String
  /// Offset behind the last event, in the member.
  private var end = 0
  private var isFinished = false

  /// - Parameter input: the bytes that `reader` reads.
  init(_ reader: any RecordReader, input: ByteInput, file: String) {
    self.reader = reader
    self.input = input
    self.file = file
    end = input.offset
  }

  mutating func next() throws -> ReadEvent? {
    if isFinished { return nil }
    do {
      guard let event = try reader.next() else { return nil }
      switch event {
      case .record(let record): end = record.origin.offset + record.origin.byteCount
      case .skipped(let region): end = region.offset + region.byteCount
      case .quarantined(let entry): end = entry.origin.offset + entry.origin.byteCount
      }
      return event
    } catch let error as ReaderError where error.code == .unknownColumn {
      isFinished = true
      return .quarantined(try rest(error.message))
    }
  }

  private func rest(_ message: String) throws(StorageError) -> Quarantine {
    do throws(StorageError) {
      while try input.fill(atLeast: 1) > 0 { input.consume(input.availableByteCount) }
    } catch {
      // Damage behind the place where the member was given up.
      guard error.isDamage else { throw error }
      input.consume(input.availableByteCount)
    }
    let origin = Origin(file: file, offset: end, byteCount: max(0, input.offset - end), row: 0)
    return Quarantine(reason: QuarantineReason.noText.rawValue, message: message, origin: origin)
  }
}
