// The addresses of one task's documents, on disk between the pass that reads them and the contest.

import Storage

/// Which document of one address stays.
public enum URLKeeping: String, Sendable, Codable, CaseIterable {
  /// The one with the latest date; documents without a date lose against those with one.
  case newest
  /// The one with the most bytes.
  case longest
  /// The one of the highest priority.
  case first

  /// What documents of one address are compared by first: the greatest stays.
  public func choice(date: PageDate?, byteCount: Int) -> UInt64 {
    switch self {
    case .newest: date?.microseconds ?? 0
    case .longest: UInt64(max(0, byteCount))
    case .first: 0
    }
  }

  /// As it stands in files.
  var code: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }
}

/// What the contest of documents for an address knows of one of them.
public struct URLEntry: Sendable, Equatable {
  public var key: URLKey
  /// The greatest stays (`URLKeeping.choice`).
  public var choice: UInt64
  /// 128 bits that belong to the document wherever it stands: its id. Of equals the smallest stays.
  public var order: ContestOrder
  /// Row of the document in its task.
  public var row: UInt32

  public init(key: URLKey, choice: UInt64, order: ContestOrder, row: UInt32) {
    self.key = key
    self.choice = choice
    self.order = order
    self.row = row
  }
}

/// 128 bits by which documents stand in one order, as document ids do.
public struct ContestOrder: Sendable, Hashable, Comparable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public static func < (left: ContestOrder, right: ContestOrder) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

/// A key file holds the addresses of one task's documents, grouped so that one range of keys is read without the rest.
/// All integers are little-endian.
///
///     header    32 bytes: "SLUICURK", version u32, normalisation u32, keeping u32, zeros
///     segment   at most `documentsPerSegment` addresses each, one behind the other:
///               records, grouped by slot: key high u64, low u64, choice u64, order high u64, low u64, row u32
///               index: 256 × u32, number of records of each slot
///     footer    for every segment: offset of its records u64, number of records u64
///     trailer   number of segments u64, number of documents u64, "SLUICEND"
///
/// A record's *slot* is the highest byte of its key; within a slot of a segment records stand in row order. A document
/// costs 44 bytes, one without an address none.
enum URLKeyLayout {
  static let magic: [UInt8] = Array("SLUICURK".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 32
  static let trailerByteCount = 24
  static let footerEntryByteCount = 16
  static let slotCount = 256
  static let indexByteCount = slotCount * 4
  static let recordByteCount = 44
  static let recordsPerSegment = 1 << 16

  static func header(_ normalization: URLNormalization, _ keeping: URLKeeping) -> [UInt8] {
    var header = magic
    header.append(littleEndian: version)
    header.append(littleEndian: normalization.code)
    header.append(littleEndian: keeping.code)
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }

  static func slot(of key: URLKey) -> Int { Int(key.high >> 56) }
}

/// Writes the key file of one task. Memory is bounded by one segment: about 6 MiB.
///
/// The file appears under its name with `commit`.
public final class URLKeyWriter {
  private let file: AtomicFile
  private let header: [UInt8]
  private var pending: [URLEntry] = []
  private var footer: [UInt8] = []
  private var segmentCount = 0

  /// Number of documents appended so far, those without an address with them.
  public private(set) var documentCount = 0
  /// Number of addresses appended so far.
  public private(set) var addressCount = 0

  public init(path: String, normalization: URLNormalization, keeping: URLKeeping) throws {
    file = try AtomicFile(path: path)
    header = URLKeyLayout.header(normalization, keeping)
    try file.write(header)
  }

  /// Appends the next documents.
  ///
  /// - Parameters:
  ///   - entries: those of them that have an address, with rows from 0 for the first of these documents; ascending.
  ///   - documentCount: how many they are.
  public func append(_ entries: [URLEntry], documentCount count: Int) throws {
    guard documentCount + count <= Int(UInt32.max) else {
      throw DeduplicationError(
        .tooManyDocuments, "a task holds at most \(UInt32.max) documents; use more tasks", at: file.path)
    }
    for var entry in entries {
      entry.row += UInt32(documentCount)
      pending.append(entry)
      if pending.count == URLKeyLayout.recordsPerSegment { try writeSegment() }
    }
    addressCount += entries.count
    documentCount += count
  }

  /// Completes the file.
  public func commit() throws -> FileSummary {
    try writeSegment()
    var end = footer
    end.append(littleEndian: UInt64(segmentCount))
    end.append(littleEndian: UInt64(documentCount))
    end.append(contentsOf: URLKeyLayout.endMagic)
    try file.write(end)
    return try file.commit()
  }

  private func writeSegment() throws {
    if pending.isEmpty { return }
    footer.append(littleEndian: UInt64(file.byteCount))
    footer.append(littleEndian: UInt64(pending.count))
    segmentCount += 1
    var counts = [Int](repeating: 0, count: URLKeyLayout.slotCount)
    for entry in pending { counts[URLKeyLayout.slot(of: entry.key)] += 1 }
    var index: [UInt8] = []
    var places: [Int] = []
    var total = 0
    for count in counts {
      index.append(littleEndian: UInt32(count))
      places.append(total)
      total += count
    }
    let records = [UInt8](unsafeUninitializedCapacity: total * URLKeyLayout.recordByteCount) { bytes, initialized in
      let bytes = UnsafeMutableRawBufferPointer(bytes)
      for entry in pending {
        let slot = URLKeyLayout.slot(of: entry.key)
        // SAFETY: places[slot] numbers the places of this slot, of which there are `total` in all.
        let offset = places[slot] * URLKeyLayout.recordByteCount
        bytes.storeBytes(of: entry.key.high.littleEndian, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: entry.key.low.littleEndian, toByteOffset: offset + 8, as: UInt64.self)
        bytes.storeBytes(of: entry.choice.littleEndian, toByteOffset: offset + 16, as: UInt64.self)
        bytes.storeBytes(of: entry.order.high.littleEndian, toByteOffset: offset + 24, as: UInt64.self)
        bytes.storeBytes(of: entry.order.low.littleEndian, toByteOffset: offset + 32, as: UInt64.self)
        bytes.storeBytes(of: entry.row.littleEndian, toByteOffset: offset + 40, as: UInt32.self)
        places[slot] += 1
      }
      initialized = bytes.count
    }
    try file.write(records)
    try file.write(index)
    pending.removeAll(keepingCapacity: true)
  }
}

/// A committed key file, open for reading.
struct URLKeyFile {
  private struct Segment {
    var records: Int
    /// Offset of the index behind the records.
    var index: Int
  }

  let path: String
  /// Number of documents of the task, those without an address with them.
  let documentCount: Int
  private let file: MappedFile
  private let segments: [Segment]

  /// Opens a file and checks its frame.
  ///
  /// - Throws: `StorageError`; `badFile` when it is no key file, is damaged, or was made with other settings.
  init(path: String, normalization: URLNormalization, keeping: URLKeeping) throws {
    self.path = path
    let file = try MappedFile(path: path)
    self.file = file
    let bytes = file.bytes
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    let end = bytes.count - URLKeyLayout.trailerByteCount
    guard end >= URLKeyLayout.headerByteCount, bytes.prefix(8).elementsEqual(URLKeyLayout.magic),
      bytes.suffix(8).elementsEqual(URLKeyLayout.endMagic)
    else { throw bad("is no complete file of addresses") }
    guard bytes.prefix(URLKeyLayout.headerByteCount).elementsEqual(URLKeyLayout.header(normalization, keeping)) else {
      throw bad("was made with other settings or by another version of this program; make it again")
    }
    let segmentCount = bytes.integer(at: end, as: UInt64.self)
    let total = bytes.integer(at: end + 8, as: UInt64.self)
    guard segmentCount <= UInt64(end / URLKeyLayout.footerEntryByteCount), total <= UInt64(UInt32.max) else {
      throw bad("is damaged: impossible counts at its end")
    }
    documentCount = Int(total)
    let footer = end - Int(segmentCount) * URLKeyLayout.footerEntryByteCount
    var segments: [Segment] = []
    var start = URLKeyLayout.headerByteCount
    for number in 0..<Int(segmentCount) {
      let entry = footer + number * URLKeyLayout.footerEntryByteCount
      let count = bytes.integer(at: entry + 8, as: UInt64.self)
      guard bytes.integer(at: entry, as: UInt64.self) == UInt64(start),
        count <= UInt64(URLKeyLayout.recordsPerSegment)
      else { throw bad("is damaged: segment \(number) is not where it should be") }
      let index = start + Int(count) * URLKeyLayout.recordByteCount
      guard index + URLKeyLayout.indexByteCount <= footer else {
        throw bad("is damaged: segment \(number) does not lie inside the file")
      }
      var indexed: UInt64 = 0
      for slot in 0..<URLKeyLayout.slotCount { indexed += UInt64(bytes.integer(at: index + slot * 4, as: UInt32.self)) }
      guard indexed == count else { throw bad("is damaged: the index of segment \(number) does not add up") }
      segments.append(Segment(records: start, index: index))
      start = index + URLKeyLayout.indexByteCount
    }
    guard start == footer else { throw bad("is damaged: its segments do not fill it") }
    self.segments = segments
  }

  /// Adds the number of records of each slot of a range.
  func addCounts(of slots: Range<Int>, to counts: inout [Int]) {
    for segment in segments {
      for slot in slots {
        counts[slot - slots.lowerBound] += Int(file.bytes.integer(at: segment.index + slot * 4, as: UInt32.self))
      }
    }
  }

  /// Calls `body` with each record whose slot lies in `slots`, in file order.
  ///
  /// - Throws: `badFile` where a record has a row that the task does not have, and what `body` throws.
  func forEach(slots: Range<Int>, _ body: (URLEntry) throws -> Void) throws {
    try file.withBytes { bytes in
      for segment in segments {
        func count(_ slot: Int) -> Int { Int(bytes.integer(at: segment.index + slot * 4, as: UInt32.self)) }
        let first = (0..<slots.lowerBound).reduce(0) { $0 + count($1) }
        let records = slots.reduce(0) { $0 + count($1) }
        for number in first..<first + records {
          // SAFETY: the index was checked to add up to the segment's records, which lie inside the file.
          let offset = segment.records + number * URLKeyLayout.recordByteCount
          func word(_ index: Int) -> UInt64 { bytes.integer(at: offset + index * 8, as: UInt64.self) }
          let row = bytes.integer(at: offset + 40, as: UInt32.self)
          guard Int(row) < documentCount else {
            throw DeduplicationError(.badFile, "is damaged: names a document that its task does not have", at: path)
          }
          try body(
            URLEntry(
              key: URLKey(high: word(0), low: word(1)), choice: word(2),
              order: ContestOrder(high: word(3), low: word(4)),
              row: row))
        }
      }
    }
  }
}
