// What every reader's tests share: reading everything, and the account of the bytes.

import Corpus
import Storage
import Testing

@testable import Readers

/// Everything a reader said of an input.
struct Reading {
  var records: [Record] = []
  var skipped: [SkippedRegion] = []
  var quarantined: [Quarantine] = []

  var texts: [String] { records.map { String(decoding: $0.body, as: UTF8.self) } }
  var reasons: [String] { quarantined.map(\.reason) }
  var kinds: [String] { skipped.map(\.kind) }
}

/// A source that gives few bytes at a time, so that every token is cut somewhere, and breaks where it is told to.
final class StutteringSource: ByteSource {
  private let bytes: [UInt8]
  private let step: Int
  private let breaksAt: Int?
  private(set) var storedOffset = 0

  init(_ bytes: [UInt8], step: Int, breaksAt: Int? = nil) {
    self.bytes = bytes
    self.step = step
    self.breaksAt = breaksAt
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    if storedOffset == breaksAt {
      throw StorageError(.corrupt, "broken on purpose", path: "test", offset: storedOffset)
    }
    let count = min(buffer.count, step, (breaksAt ?? bytes.count) - storedOffset)
    for index in 0..<count { buffer[index] = bytes[storedOffset + index] }
    storedOffset += count
    return count
  }
}

/// Reads all of `bytes` and checks that the events tile them: in order, without gap, to the last byte.
func read(
  _ bytes: [UInt8], with configuration: ReaderConfiguration, step: Int = .max, breaksAt: Int? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Reading {
  let input = ByteInput(source: StutteringSource(bytes, step: step, breaksAt: breaksAt), name: "test")
  var reader = try configuration.makeReader(input: input, file: "test")
  var reading = Reading()
  var offset = 0
  func take(_ start: Int, _ count: Int, _ event: ReadEvent) {
    #expect(start == offset && count >= 0, "no tiling at \(offset): \(event)", sourceLocation: sourceLocation)
    offset = start + count
  }
  while let event = try reader.next() {
    switch event {
    case .record(let record):
      take(record.origin.offset, record.origin.byteCount, event)
      reading.records.append(record)
    case .skipped(let region):
      take(region.offset, region.byteCount, event)
      reading.skipped.append(region)
    case .quarantined(let entry):
      take(entry.origin.offset, entry.origin.byteCount, event)
      reading.quarantined.append(entry)
    }
  }
  #expect(offset == breaksAt ?? bytes.count, "bytes without an event", sourceLocation: sourceLocation)
  if breaksAt != nil {
    #expect(reading.reasons.last == "stream-corrupt", sourceLocation: sourceLocation)
  }
  return reading
}

/// Cuts `bytes` at every byte, as the end of the file and as a break of the stream, in large and in smallest steps:
/// no crash, the events tile, and every record that lies whole before the cut comes out as it does from the whole.
///
/// - Parameter lookahead: how many bytes behind a record tell that it has ended, where its own do not.
func checkEveryCut(
  of bytes: [UInt8], with configuration: ReaderConfiguration, lookahead: Int = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let whole = try read(bytes, with: configuration, sourceLocation: sourceLocation)
  let slow = try read(bytes, with: configuration, step: 1, sourceLocation: sourceLocation)
  #expect(slow.texts == whole.texts, sourceLocation: sourceLocation)
  #expect(slow.skipped == whole.skipped, sourceLocation: sourceLocation)
  #expect(slow.quarantined == whole.quarantined, sourceLocation: sourceLocation)
  for cut in 0..<bytes.count {
    let expected = whole.records.filter { $0.origin.offset + $0.origin.byteCount + lookahead <= cut }
    for reading in [
      try read(Array(bytes[..<cut]), with: configuration, sourceLocation: sourceLocation),
      try read(bytes, with: configuration, step: 7, breaksAt: cut, sourceLocation: sourceLocation),
    ] {
      let survivors = zip(reading.records, expected).prefix {
        $0.body == $1.body && $0.origin.offset == $1.origin.offset
      }
      #expect(
        Array(survivors).count == expected.count, "records lost by the cut at byte \(cut)",
        sourceLocation: sourceLocation)
    }
  }
}
