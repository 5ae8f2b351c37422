// The passages that stand in too many documents, on disk, and how they are found there.

import Storage

/// A table is one file for each range of hashes. All integers are little-endian.
///
///     header    64 bytes: "SLUICPTB", version u32, the rule 4 × u32, zeros
///     entries   in ascending order of hashes: hash u64 high, u64 low, order key u64, rank u32, number of documents u32
///     filter    words u64: bit ⌊low · bits / 2⁶⁴⌋ is set for every entry, 16 bits an entry
///     trailer   number of entries u64, number of words u64, "SLUICEND"
enum PassageTableLayout {
  static let magic: [UInt8] = Array("SLUICPTB".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let trailerByteCount = 24
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

  @inline(__always)
  static func filterBit(_ low: UInt64, wordCount: Int) -> (word: Int, mask: UInt64) {
    let bit = low.multipliedFullWidth(by: UInt64(wordCount) << 6).high
    return (Int(bit >> 6), 1 << (bit & 63))
  }
}

/// Writes one range of a table.
final class PassageTableWriter {
  private let file: AtomicFile
  private var lows: [UInt64] = []
  private var buffer: [UInt8] = []

  init(path: String, rule: PassageRule) throws {
    file = try AtomicFile(path: path)
    try file.write(PassageTableLayout.header(rule))
  }

  /// Appends an entry; entries come in ascending order.
  func append(_ entry: PassageEntry) throws {
    lows.append(entry.low)
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
    var filter = [UInt64](repeating: 0, count: lows.count / 4 + 1)
    for low in lows {
      let place = PassageTableLayout.filterBit(low, wordCount: filter.count)
      filter[place.word] |= place.mask
    }
    for index in filter.indices { filter[index] = filter[index].littleEndian }
    try filter.withUnsafeBytes { try file.write($0) }
    var end: [UInt8] = []
    end.append(littleEndian: UInt64(lows.count))
    end.append(littleEndian: UInt64(filter.count))
    end.append(contentsOf: PassageTableLayout.endMagic)
    try file.write(end)
    return try file.commit()
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
    parts = try paths.map { try Self.open($0, rule) }
    count = parts.reduce(0) { $0 + $1.entryCount }
    var slots: [UInt8] = []
    for index in paths.indices {
      let count = PassageTableLayout.slots(ofRange: index, of: paths.count).count
      slots.append(contentsOf: repeatElement(UInt8(index), count: count))
    }
    partOfSlot = slots
  }

  private static func open(_ path: String, _ rule: PassageRule) throws -> Part {
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
    guard entryCount <= room / UInt64(PassageTableLayout.entryByteCount), wordCount >= 1, wordCount <= room / 8,
      entryCount * UInt64(PassageTableLayout.entryByteCount) + wordCount * 8 == room
    else { throw bad("is damaged: its entries do not add up") }
    file.advise(.random)
    return Part(
      file: file, entryCount: Int(entryCount),
      filterOffset: PassageTableLayout.headerByteCount + Int(entryCount) * PassageTableLayout.entryByteCount,
      wordCount: Int(wordCount))
  }

  /// The entry of a hash; nil where the passage is not repeated. One access to memory for nearly all that are not, and
  /// about log log n for the others.
  func entry(high: UInt64, low: UInt64) -> PassageEntry? {
    let part = parts[Int(partOfSlot[Int(high >> 56)])]
    let bytes = part.file.bytes
    defer { withExtendedLifetime(part.file) {} }
    let place = PassageTableLayout.filterBit(low, wordCount: part.wordCount)
    guard bytes.integer(at: part.filterOffset + place.word * 8, as: UInt64.self) & place.mask != 0 else { return nil }
    let key = UInt128(high) << 64 | UInt128(low)
    // Hashes are spread evenly, so that a few guesses come close; halving ends it whatever they are.
    var (first, last) = (0, part.entryCount)
    var guesses = 0
    var (least, greatest) = (UInt64(0), UInt64.max)
    while first < last {
      var middle = first + (last - first) / 2
      if guesses < 4, last - first > 8, least <= high, high <= greatest, least < greatest {
        let share = Double(high - least) / Double(greatest - least)
        middle = min(last - 1, first + Int(share * Double(last - first)))
        guesses += 1
      }
      let entry = Self.entry(middle, in: bytes)
      if entry.key == key { return entry }
      if entry.key < key {
        first = middle + 1
        least = entry.high
      } else {
        last = middle
        greatest = entry.high
      }
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
