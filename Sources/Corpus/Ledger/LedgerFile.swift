// Ledgers on disk: lines of JSON in zstd frames, in the order in which they are given.

import Glibc
import Storage

/// Writes a ledger: `.jsonl.zst`, frames of about one mebibyte of lines.
public final class LedgerWriter {
  public let path: String
  /// Lines so far.
  public private(set) var entryCount = 0

  private let file: AtomicFile
  private let compressor: ZstdCompressor
  private var lines: [UInt8] = []
  private var frame: [UInt8] = []
  private static let frameByteCount = 1 << 20

  /// Begins a ledger. Its folder exists already.
  public init(path: String, level: Int32 = 3) throws(StorageError) {
    self.path = path
    file = try AtomicFile(path: path)
    compressor = ZstdCompressor(level: level, checksum: true)
  }

  public func append(_ entry: LedgerEntry) throws(StorageError) {
    entry.appendLine(to: &lines)
    entryCount += 1
    try flush(above: Self.frameByteCount)
  }

  /// Appends whole lines, as `StageRunner.takeLedger` gives them.
  public func append(lines: [UInt8]) throws(StorageError) {
    self.lines.append(contentsOf: lines)
    lines.withUnsafeBufferPointer { entryCount += $0.reduce(0) { $0 + ($1 == 0x0a ? 1 : 0) } }
    try flush(above: Self.frameByteCount)
  }

  public func commit() throws(StorageError) -> FileSummary {
    try flush(above: 0)
    return try file.commit()
  }

  public func discard() { file.discard() }

  private func flush(above limit: Int) throws(StorageError) {
    guard lines.count > limit else { return }
    frame.removeAll(keepingCapacity: true)
    compressor.compress(lines, into: &frame)
    lines.removeAll(keepingCapacity: true)
    try file.write(frame)
  }
}

/// Reads a ledger from front to back.
public struct LedgerReader {
  private var lines: LineReader
  private let path: String

  public init(path: String) throws(StorageError) {
    self.path = path
    lines = LineReader(input: try ByteInput.open(path: path))
  }

  /// The next entry; nil at the end.
  ///
  /// - Throws: `CorpusError` (`malformed`) with the offset in the decompressed ledger, or `StorageError`.
  public mutating func next() throws -> LedgerEntry? {
    let path = path
    return try lines.next { line, offset in
      guard let entry = try? LedgerEntry(line: line) else {
        throw CorpusError(.malformed, "this line is no ledger entry", path: path, offset: offset)
      }
      return entry
    }
  }
}

/// Lines of an input, without their line ends; the last may lack one.
public struct LineReader {
  private let input: ByteInput
  /// Bytes at the front of the buffer that are known to hold no line end.
  private var searchedCount = 0

  public init(input: ByteInput) { self.input = input }

  /// Calls `body` with the next line and the offset of its first byte; nil at the end. The line is valid only inside
  /// `body`.
  ///
  /// Memory is that of the longest line.
  public mutating func next<R>(_ body: (UnsafeBufferPointer<UInt8>, Int) throws -> R) throws -> R? {
    while true {
      let searched = searchedCount
      let end = input.withBuffer { bytes -> Int? in
        guard let base = bytes.baseAddress, bytes.count > searched,
          let found = memchr(base + searched, 0x0a, bytes.count - searched)
        else { return nil }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
      }
      let available = input.availableByteCount
      if let end { return try take(end, thenSkip: 1, body) }
      searchedCount = available
      if try !input.fillMore() { return available == 0 ? nil : try take(available, thenSkip: 0, body) }
    }
  }

  private mutating func take<R>(
    _ count: Int, thenSkip skip: Int, _ body: (UnsafeBufferPointer<UInt8>, Int) throws -> R
  ) throws -> R {
    searchedCount = 0
    defer { input.consume(count + skip) }
    let offset = input.offset
    return try input.withBuffer { try body(UnsafeBufferPointer(rebasing: $0[..<count]), offset) }
  }
}
