// The passages that stand in too many documents, on disk, and how they are found there.

import Storage

/// A table is one file for each range of hashes. All integers are little-endian.
///
///     header    64 bytes: "SLUICPTB", version u32, the rule 4 × u32, zeros
///     entries   in ascending order of hashes: hash u64 high, u64 low, order key u64, rank u32, number of documents u32
///     filter    words u64: bit ⌊low · bits / 2⁶⁴⌋ is set for every entry, 16 bits an entry
///     buckets   for each value of (high − least hash of the range) >> shift the number of its first entry u32, in the
///               end the number of entries; 2 to 8 entries a bucket
///     trailer   number of entries u64, number of words u64, shift u64, "SLUICEND"
enum PassageTableLayout {
  static let magic: [UInt8] = Array("SLUICPTB".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let trailerByteCount = 32
  static let entryByteCount = 32

  static func header(_ rule: PassageRule) -> [UInt8] {
    var header = magic
    header.append(littleEndian: version)
    header.append(contentsOf: rule.code)
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }

  /// Highest bytes of the hashes of a range.
  static func slots(ofRange index: Int, of count: Int) -> Range<Int> {
    256 * index / count..<256 * (index + 1) / count
  }

  /// The hashes of a range.
  static func hashes(ofRange index: Int, of count: Int) -> ClosedRange<UInt128> {
    let slots = slots(ofRange: index, of: count)
    return UInt128(slots.lowerBound) << 120...UInt128(slots.upperBound - 1) << 120 | (UInt128(1) << 120 - 1)
  }

  /// By how much the distance of a hash from the least of its range is shifted to find its bucket.
  static func bucketShift(_ range: ClosedRange<UInt128>, entryCount: Int) -> Int {
    let width = UInt64(truncatingIfNeeded: (range.upperBound - range.lowerBound) >> 64)
    let bits = Int.bitWidth - (entryCount / 4).leadingZeroBitCount
    return max(0, UInt64.bitWidth - width.leadingZeroBitCount - bits)
  }

  static func bucketCount(_ range: ClosedRange<UInt128>, shift: Int) -> Int {
    Int(clamping: UInt64(truncatingIfNeeded: (range.upperBound - range.lowerBound) >> 64) >> UInt64(shift)) + 1
  }

  @inline(__always)
  static func filterBit(_ low: UInt64, wordCount: Int) -> (word: Int, mask: UInt64) {
    let bit = low.multipliedFullWidth(by: UInt64(wordCount) << 6).high
    return (Int(bit >> 6), 1 << (bit & 63))
  }
}

/// Writes one range of a table.
final class PassageTableWriter {
  private let file: AtomicFile
  private let range: ClosedRange<UInt128>
  private var hashes: [(high: UInt64, low: UInt64)] = []
  private var buffer: [UInt8] = []

  /// - Parameter range: of the hashes.
  init(path: String, rule: PassageRule, range: ClosedRange<UInt128>) throws {
    self.range = range
    file = try AtomicFile(path: path)
    try file.write(PassageTableLayout.header(rule))
  }

  /// Appends an entry; entries come in ascending order.
  func append(_ entry: PassageEntry) throws {
    if hashes.count == Int(UInt32.max) {
      throw DeduplicationError(
        .tooManyDocuments, "a range holds at most \(UInt32.max) repeated passages; use more ranges", at: file.path)
    }
    hashes.append((entry.high, entry.low))
    buffer.append(littleEndian: entry.high)
    buffer.append(littleEndian: entry.low)
    buffer.append(littleEndian: entry.orderKey)
    buffer.append(littleEndian: entry.rank)
    buffer.append(littleEndian: entry.count)
    if buffer.count >= 1 << 18 {
      try file.write(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  func commit() throws -> FileSummary {
    try file.write(buffer)
    var filter = [UInt64](repeating: 0, count: hashes.count / 4 + 1)
    for hash in hashes {
      let place = PassageTableLayout.filterBit(hash.low, wordCount: filter.count)
      filter[place.word] |= place.mask
    }
    for index in filter.indices { filter[index] = filter[index].littleEndian }
    try filter.withUnsafeBytes { try file.write($0) }
    let shift = PassageTableLayout.bucketShift(range, entryCount: hashes.count)
    try file.write(buckets(shift: shift))
    var end: [UInt8] = []
    end.append(littleEndian: UInt64(hashes.count))
    end.append(littleEndian: UInt64(filter.count))
    end.append(littleEndian: UInt64(shift))
    end.append(contentsOf: PassageTableLayout.endMagic)
    try file.write(end)
    return try file.commit()
  }

  private func buckets(shift: Int) -> [UInt8] {
    let least = UInt64(truncatingIfNeeded: range.lowerBound >> 64)
    let count = PassageTableLayout.bucketCount(range, shift: shift)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((count + 1) * 4)
    var next = 0
    for bucket in 0..<count {
      bytes.append(littleEndian: UInt32(next))
      while next < hashes.count, Int((hashes[next].high - least) >> UInt64(shift)) == bucket { next += 1 }
    }
    bytes.append(littleEndian: UInt32(hashes.count))
    return bytes
  }
}

/// The repeated passages of a corpus. Files are mapped: what is looked at is in memory, and nothing else. Safe to use
/// from several threads at once.
public final class PassageTable: Sendable {
  public let rule: PassageRule
  /// Number of repeated passages.
  public let count: Int
  private let parts: [Part]
  /// The part of each value of a hash's highest byte.
  private let partOfSlot: [UInt8]

  private struct Part: Sendable {
    let file: MappedFile
    let entryCount: Int
    let filterOffset: Int
    let wordCount: Int
    let bucketOffset: Int
    let shift: UInt64
    /// Upper half of the least hash.
    let least: UInt64
  }

  /// Opens a table.
  ///
  /// - Parameters:
  ///   - paths: the files of all ranges, in their order.
  ///   - rule: by which the passages were counted.
  /// - Throws: `StorageError`; `badFile` when a file is damaged or belongs to another rule.
  public init(paths: [String], rule: PassageRule) throws {
    guard (1...256).contains(paths.count) else {
      throw DeduplicationError(.badFile, "1 to 256 files make a table, not \(paths.count)", at: "table of passages")
    }
    self.rule = rule
    parts = try paths.enumerated().map { index, path in
      try Self.open(path, rule, PassageTableLayout.hashes(ofRange: index, of: paths.count))
    }
    count = parts.reduce(0) { $0 + $1.entryCount }
    var slots: [UInt8] = []
    for index in paths.indices {
      let count = PassageTableLayout.slots(ofRange: index, of: paths.count).count
      slots.append(contentsOf: repeatElement(UInt8(index), count: count))
    }
    partOfSlot = slots
  }

  private static func open(_ path: String, _ rule: PassageRule, _ range: ClosedRange<UInt128>) throws -> Part {
    let file = try MappedFile(path: path)
    let bytes = file.bytes
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    let end = bytes.count - PassageTableLayout.trailerByteCount
    guard end >= PassageTableLayout.headerByteCount, bytes.prefix(8).elementsEqual(PassageTableLayout.magic),
      bytes.suffix(8).elementsEqual(PassageTableLayout.endMagic)
    else { throw bad("is no complete table of passages") }
    guard bytes.prefix(PassageTableLayout.headerByteCount).elementsEqual(PassageTableLayout.header(rule)) else {
      throw bad("was made by another rule or another version of this program; count again")
    }
    let room = UInt64(end - PassageTableLayout.headerByteCount)
    let entryCount = bytes.integer(at: end, as: UInt64.self)
    let wordCount = bytes.integer(at: end + 8, as: UInt64.self)
    guard entryCount <= room / UInt64(PassageTableLayout.entryByteCount), wordCount >= 1, wordCount <= room / 8 else {
      throw bad("is damaged: impossible counts at its end")
    }
    let filterOffset = PassageTableLayout.headerByteCount + Int(entryCount) * PassageTableLayout.entryByteCount
    let shift = PassageTableLayout.bucketShift(range, entryCount: Int(entryCount))
    let bucketOffset = filterOffset + Int(wordCount) * 8
    guard bytes.integer(at: end + 16, as: UInt64.self) == UInt64(shift),
      bucketOffset + (PassageTableLayout.bucketCount(range, shift: shift) + 1) * 4 == end
    else { throw bad("is damaged, or stands for another range: its parts do not add up") }
    file.advise(.random)
    return Part(
      file: file, entryCount: Int(entryCount), filterOffset: filterOffset, wordCount: Int(wordCount),
      bucketOffset: bucketOffset, shift: UInt64(shift), least: UInt64(truncatingIfNeeded: range.lowerBound >> 64))
  }

  /// The entry of a hash; nil where the passage is not repeated. One access to memory for nearly all that are not,
  /// three for the others.
  func entry(high: UInt64, low: UInt64) -> PassageEntry? {
    let part = parts[Int(partOfSlot[Int(high >> 56)])]
    let bytes = part.file.bytes
    defer { withExtendedLifetime(part.file) {} }
    let place = PassageTableLayout.filterBit(low, wordCount: part.wordCount)
    guard bytes.integer(at: part.filterOffset + place.word * 8, as: UInt64.self) & place.mask != 0 else { return nil }
    let bucket = part.bucketOffset + Int((high - part.least) >> part.shift) * 4
    var first = min(part.entryCount, Int(bytes.integer(at: bucket, as: UInt32.self)))
    var last = min(part.entryCount, Int(bytes.integer(at: bucket + 4, as: UInt32.self)))
    // A few entries, as a rule; halving bounds the time whatever the hashes are.
    while first < last {
      let middle = last - first > 8 ? first + (last - first) / 2 : first
      let entry = Self.entry(middle, in: bytes)
      if entry.high == high, entry.low == low { return entry }
      if (entry.high, entry.low) < (high, low) { first = middle + 1 } else { last = middle }
    }
    return nil
  }

  private static func entry(_ index: Int, in bytes: UnsafeRawBufferPointer) -> PassageEntry {
    let offset = PassageTableLayout.headerByteCount + index * PassageTableLayout.entryByteCount
    return PassageEntry(
      high: bytes.integer(at: offset, as: UInt64.self), low: bytes.integer(at: offset + 8, as: UInt64.self),
      orderKey: bytes.integer(at: offset + 16, as: UInt64.self),
      rank: bytes.integer(at: offset + 24, as: UInt32.self), count: bytes.integer(at: offset + 28, as: UInt32.self))
  }

  /// The passages that most documents hold: at most `limit`, by number of documents, then hash.
  public func mostFrequent(_ limit: Int) -> [(hash: ContentHash, documentCount: Int)] {
    var top: [PassageEntry] = []
    func cut(to limit: Int) {
      top.sort { ($0.count, $1.key) > ($1.count, $0.key) }
      top.removeLast(max(0, top.count - limit))
    }
    for part in parts {
      for index in 0..<part.entryCount {
        top.append(Self.entry(index, in: part.file.bytes))
        if top.count >= 2 * limit + 1024 { cut(to: limit) }
      }
      withExtendedLifetime(part.file) {}
    }
    cut(to: limit)
    return top.map { (ContentHash(high: $0.high, low: $0.low), Int($0.count)) }
  }
}
