// A sorted run of words on disk: what a counter holds when its memory is full.

import Storage

/// A file of different words in ascending order of their bytes, each with its count.
///
/// `SLUICEWR`, version u32, zeros u32; for each word its length as LEB128, its bytes, its count as LEB128; a length of 0
/// ends the file. Integers are little-endian.
public struct WordRunFile: Sendable, Codable, Equatable {
  public let path: String
  public let wordCount: Int
  public let summary: FileSummary

  static let header = Array("SLUICEWR".utf8) + [1, 0, 0, 0, 0, 0, 0, 0]

  /// Writes the words of a counter; the file appears whole or not at all.
  ///
  /// - Throws: `StorageError`, of a full disk for example.
  public static func write(_ counter: WordCounter, to path: String) throws(StorageError) -> WordRunFile {
    var writer = try WordRunWriter(path: path)
    let words = SortedWords(counter)
    for word in words.entries {
      try writer.append(UnsafeBufferPointer(start: word.start, count: word.byteCount), count: word.count)
    }
    withExtendedLifetime((counter, words)) {}
    return try writer.commit()
  }

  /// Reads the whole file once and compares it with its checksum.
  ///
  /// - Throws: `corrupt` when it is another file than the one that was written.
  public func verify() throws(StorageError) {
    let source = try FileSource(path: path)
    guard source.fileByteCount == summary.byteCount else {
      throw StorageError(.corrupt, "has \(source.fileByteCount) bytes instead of \(summary.byteCount)", path: path)
    }
    var hash = XXH64()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try chunk.withUnsafeMutableBufferPointer { buffer throws(StorageError) in
        try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if got == 0 { break }
      chunk.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    }
    guard hash.digest() == summary.xxh64 else {
      throw StorageError(.corrupt, "does not have the checksum it was written with", path: path)
    }
  }
}

/// Writes words that come in ascending order.
struct WordRunWriter {
  private let file: AtomicFile
  private var buffer: [UInt8] = WordRunFile.header
  private var wordCount = 0

  init(path: String) throws(StorageError) { file = try AtomicFile(path: path) }

  mutating func append(_ word: UnsafeBufferPointer<UInt8>, count: UInt64) throws(StorageError) {
    append(UInt64(word.count))
    buffer.append(contentsOf: word)
    append(count)
    wordCount += 1
    if buffer.count >= 1 << 16 {
      try file.write(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  mutating func commit() throws(StorageError) -> WordRunFile {
    append(0)
    try file.write(buffer)
    return WordRunFile(path: file.path, wordCount: wordCount, summary: try file.commit())
  }

  private mutating func append(_ value: UInt64) {
    var left = value
    while left >= 0x80 {
      buffer.append(UInt8(truncatingIfNeeded: left) | 0x80)
      left >>= 7
    }
    buffer.append(UInt8(truncatingIfNeeded: left))
  }
}

/// Reads a run from front to back.
final class WordRunReader {
  private let input: ByteInput
  /// The current word.
  private(set) var word: [UInt8] = []
  private(set) var count: UInt64 = 0

  init(path: String) throws(StorageError) {
    input = ByteInput(source: try FileSource(path: path), name: path)
    try input.fill(atLeast: WordRunFile.header.count)
    guard input.withBuffer({ $0.starts(with: WordRunFile.header) }) else { throw damaged("is no run of words") }
    input.consume(WordRunFile.header.count)
  }

  /// Goes to the next word; false at the end.
  func next() throws(StorageError) -> Bool {
    let length = try number()
    if length == 0 { return false }
    guard length < 1 << 40, try input.fill(atLeast: Int(length)) >= Int(length) else {
      throw damaged("ends inside a word")
    }
    input.withBuffer { bytes in
      word.removeAll(keepingCapacity: true)
      word.append(contentsOf: bytes[..<Int(length)])
    }
    input.consume(Int(length))
    count = try number()
    return true
  }

  private func number() throws(StorageError) -> UInt64 {
    try input.fill(atLeast: 10)
    let (value, byteCount) = input.withBuffer { bytes -> (UInt64, Int) in
      var value: UInt64 = 0
      for (index, byte) in bytes.prefix(10).enumerated() {
        value |= UInt64(byte & 0x7f) << UInt64(7 * index)
        if byte < 0x80 { return (value, index + 1) }
      }
      return (0, 0)
    }
    guard byteCount > 0 else { throw damaged("ends inside a number") }
    input.consume(byteCount)
    return value
  }

  private func damaged(_ what: String) -> StorageError {
    StorageError(.corrupt, what, path: input.name, offset: input.offset)
  }
}

/// The words of a counter in ascending order of their bytes.
///
/// SAFETY: entries point into the counter and into `inline`, which live as long as the value and the counter do; the
/// counter must not change meanwhile.
private struct SortedWords {
  struct Entry {
    /// The first eight bytes, the first one highest, with zeros behind a shorter word.
    var prefix: UInt64
    var start: UnsafePointer<UInt8>
    var byteCount: Int
    var count: UInt64

    func precedes(_ other: Entry) -> Bool {
      if prefix != other.prefix { return prefix < other.prefix }
      return UnsafeBufferPointer(start: start, count: byteCount)
        .lexicographicallyPrecedes(UnsafeBufferPointer(start: other.start, count: other.byteCount))
    }
  }
  private(set) var entries: [Entry] = []
  private let inline: FixedBuffer<UInt8>

  init(_ counter: WordCounter) {
    // Short words are not stored as bytes anywhere: they are written out once.
    inline = FixedBuffer(repeating: 0, count: counter.wordCount * 16)
    entries.reserveCapacity(counter.wordCount)
    let inline = inline
    var entries = entries
    counter.forEachWord { word, count in
      guard let base = word.baseAddress else { return }
      var start = base
      if word.count <= WordKey.inlineByteCount {
        let copy = inline.base + entries.count * 16
        copy.update(from: base, count: word.count)
        start = UnsafePointer(copy)
      }
      var prefix: UInt64 = 0
      for index in 0..<8 { prefix = prefix << 8 | (index < word.count ? UInt64(start[index]) : 0) }
      entries.append(Entry(prefix: prefix, start: start, byteCount: word.count, count: count))
    }
    entries.sort { $0.precedes($1) }
    self.entries = entries
  }
}
