// The passages of one task on disk: sorted segments, so that any range of hashes is found without reading the rest.

import Storage

/// A run file holds the passages of one task's documents. All integers are little-endian.
///
///     header    64 bytes: "SLUICPRN", version u32, the rule 4 × u32, rank u32, zeros
///     segments  one behind the other; each in ascending order of hashes, every hash once:
///               hash u64 high, u64 low, order key of the first document u64, number of documents u32
///     footer    number of records of each segment u64
///     trailer   number of segments u64, number of documents u64, "SLUICEND"
enum PassageRunLayout {
  static let magic: [UInt8] = Array("SLUICPRN".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let trailerByteCount = 24
  static let recordByteCount = 28

  static func header(_ rule: PassageRule, rank: UInt32) -> [UInt8] {
    var header = magic
    header.append(littleEndian: version)
    header.append(contentsOf: rule.code)
    header.append(littleEndian: rank)
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }
}

/// Writes the run file of one task. Memory is bounded by one segment: 64 bytes for each of its records, 64 MiB in all.
///
/// The file appears under its name with `commit`. It depends on the order of the documents, what is made of it does not.
public final class PassageRunWriter {
  private let file: AtomicFile
  private let entriesPerSegment: Int
  private var entries: [PassageEntry] = []
  private var segments: [Int] = []

  /// Number of documents appended so far.
  public private(set) var documentCount = 0
  /// Occurrences of passages in them.
  public private(set) var passageCount = 0

  /// - Parameter rank: documents of a smaller one come first, whatever their order keys.
  public convenience init(path: String, rule: PassageRule, rank: Int = 0) throws {
    try self.init(path: path, rule: rule, rank: rank, entriesPerSegment: 1 << 20)
  }

  init(path: String, rule: PassageRule, rank: Int, entriesPerSegment: Int) throws {
    file = try AtomicFile(path: path)
    self.entriesPerSegment = entriesPerSegment
    try file.write(PassageRunLayout.header(rule, rank: UInt32(clamping: rank)))
  }

  public func append(_ batch: PassageBatch) throws {
    documentCount += batch.documentCount
    passageCount += batch.passageCount
    var rest = batch.entries[...]
    while !rest.isEmpty {
      let part = rest.prefix(entriesPerSegment - entries.count)
      entries.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if entries.count < entriesPerSegment { continue }
      PassageEntry.fold(&entries)
      // What repeats itself is worth collecting before it is written.
      if entries.count > entriesPerSegment / 2 { try writeSegment() }
    }
  }

  public func commit() throws -> FileSummary {
    PassageEntry.fold(&entries)
    if !entries.isEmpty { try writeSegment() }
    var end: [UInt8] = []
    for count in segments { end.append(littleEndian: UInt64(count)) }
    end.append(littleEndian: UInt64(segments.count))
    end.append(littleEndian: UInt64(documentCount))
    end.append(contentsOf: PassageRunLayout.endMagic)
    try file.write(end)
    return try file.commit()
  }

  private func writeSegment() throws {
    segments.append(entries.count)
    var bytes: [UInt8] = []
    let block = 1 << 14
    bytes.reserveCapacity(block * PassageRunLayout.recordByteCount)
    for start in stride(from: 0, to: entries.count, by: block) {
      bytes.removeAll(keepingCapacity: true)
      for entry in entries[start..<min(entries.count, start + block)] {
        bytes.append(littleEndian: entry.high)
        bytes.append(littleEndian: entry.low)
        bytes.append(littleEndian: entry.orderKey)
        bytes.append(littleEndian: entry.count)
      }
      try file.write(bytes)
    }
    entries.removeAll(keepingCapacity: true)
  }
}

/// A committed run file, open for reading.
struct PassageRunFile {
  let path: String
  /// Number of documents that were counted.
  let documentCount: Int
  private let rank: UInt32
  private let file: MappedFile
  /// Record numbers of each segment.
  private let segments: [Range<Int>]

  /// Opens a file and checks its frame.
  ///
  /// - Throws: `StorageError`; `badFile` when it is no run file, or was made with another rule.
  init(path: String, rule: PassageRule) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    let end = bytes.count - PassageRunLayout.trailerByteCount
    guard end >= PassageRunLayout.headerByteCount, bytes.prefix(8).elementsEqual(PassageRunLayout.magic),
      bytes.suffix(8).elementsEqual(PassageRunLayout.endMagic)
    else { throw bad("is no complete file of passages") }
    rank = bytes.integer(at: 28, as: UInt32.self)
    guard bytes.prefix(PassageRunLayout.headerByteCount).elementsEqual(PassageRunLayout.header(rule, rank: rank))
    else { throw bad("was counted by another rule or another version of this program; count again") }
    let segmentCount = bytes.integer(at: end, as: UInt64.self)
    documentCount = Int(clamping: bytes.integer(at: end + 8, as: UInt64.self))
    guard segmentCount <= UInt64(end - PassageRunLayout.headerByteCount) / 8 else {
      throw bad("is damaged: impossible counts at its end")
    }
    let footer = end - Int(segmentCount) * 8
    let recordCount = (footer - PassageRunLayout.headerByteCount) / PassageRunLayout.recordByteCount
    var segments: [Range<Int>] = []
    var first = 0
    for number in 0..<Int(segmentCount) {
      let count = bytes.integer(at: footer + number * 8, as: UInt64.self)
      guard count <= UInt64(recordCount - first) else { throw bad("is damaged: segment \(number) is outside the file") }
      segments.append(first..<first + Int(count))
      first += Int(count)
    }
    guard first * PassageRunLayout.recordByteCount + PassageRunLayout.headerByteCount == footer else {
      throw bad("is damaged: its segments do not add up")
    }
    self.segments = segments
  }

  /// Number of records whose hashes lie in a range.
  func count(in range: ClosedRange<UInt128>) -> Int {
    segments.reduce(0) { $0 + records(of: $1, in: range).count }
  }

  /// Appends the records whose hashes lie in a range.
  ///
  /// - Throws: `badFile` where they are not in order.
  func read(in range: ClosedRange<UInt128>, into entries: inout [PassageEntry]) throws(DeduplicationError) {
    let bytes = file.bytes
    for segment in segments {
      var previous: UInt128?
      for record in records(of: segment, in: range) {
        let offset = Self.offset(of: record)
        let entry = PassageEntry(
          high: bytes.integer(at: offset, as: UInt64.self), low: bytes.integer(at: offset + 8, as: UInt64.self),
          orderKey: bytes.integer(at: offset + 16, as: UInt64.self), rank: rank,
          count: bytes.integer(at: offset + 24, as: UInt32.self))
        let key = entry.key
        if !range.contains(key) || previous.map({ key <= $0 }) ?? false {
          throw DeduplicationError(.badFile, "is damaged: record \(record) is out of order", at: path)
        }
        previous = key
        entries.append(entry)
      }
    }
    withExtendedLifetime(file) {}
  }

  private static func offset(of record: Int) -> Int {
    PassageRunLayout.headerByteCount + record * PassageRunLayout.recordByteCount
  }

  private func records(of segment: Range<Int>, in range: ClosedRange<UInt128>) -> Range<Int> {
    let first = firstRecord(of: segment) { $0 >= range.lowerBound }
    return first..<max(first, firstRecord(of: segment) { $0 > range.upperBound })
  }

  /// The first record from which on a condition holds.
  private func firstRecord(of segment: Range<Int>, where holds: (UInt128) -> Bool) -> Int {
    let bytes = file.bytes
    defer { withExtendedLifetime(file) {} }
    var (low, high) = (segment.lowerBound, segment.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let offset = Self.offset(of: middle)
      let key =
        UInt128(bytes.integer(at: offset, as: UInt64.self)) << 64
        | UInt128(bytes.integer(at: offset + 8, as: UInt64.self))
      if holds(key) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
