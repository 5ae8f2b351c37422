// Documents that lost their address, on disk between the contest and the stage that leaves them out.

import Storage

/// A file of losers holds those of one range of keys, by task. All integers are little-endian.
///
///     "SLUICURL", version u32, zeros u32, number of tasks u64
///     records: row u32, order of the kept document: high u64, low u64
///     for every pass of the contest, for every task: number of records in front of the task's u64
///     number of records u64, number of passes u64, "SLUICEND"
enum URLLoserLayout {
  static let magic: [UInt8] = Array("SLUICURL".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 24
  static let recordByteCount = 20
  static let trailerByteCount = 24
}

/// Writes a file of losers.
final class URLLoserWriter {
  private let file: AtomicFile
  private let taskCount: Int
  private var buffer: [UInt8] = []
  private var index: [UInt8] = []
  private var recordCount = 0
  private var taskStart = 0
  private var endedTasks = 0

  init(path: String, taskCount: Int) throws {
    file = try AtomicFile(path: path)
    self.taskCount = taskCount
    var header = URLLoserLayout.magic
    header.append(littleEndian: URLLoserLayout.version)
    header.append(littleEndian: UInt32(0))
    header.append(littleEndian: UInt64(taskCount))
    try file.write(header)
  }

  func append(row: UInt32, kept: ContestOrder) throws {
    buffer.append(littleEndian: row)
    buffer.append(littleEndian: kept.high)
    buffer.append(littleEndian: kept.low)
    recordCount += 1
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Ends a task; the next records belong to the next one, or to the first one of the next pass.
  func endTask() {
    index.append(littleEndian: UInt64(taskStart))
    taskStart = recordCount
    endedTasks += 1
  }

  func commit() throws -> FileSummary {
    try flush()
    index.append(littleEndian: UInt64(recordCount))
    index.append(littleEndian: UInt64(taskCount == 0 ? 0 : endedTasks / taskCount))
    index.append(contentsOf: URLLoserLayout.endMagic)
    try file.write(index)
    return try file.commit()
  }

  private func flush() throws {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// The losers of one task, in row order. Memory is 24 bytes for each of them.
public struct URLLosers: Sendable {
  /// A document that goes.
  public struct Loser: Sendable, Equatable {
    public var row: UInt32
    /// The order (the id) of the document that has the address now.
    public var kept: ContestOrder
  }

  private var losers: [Loser] = []

  /// Reads the losers of a task from the files of all ranges.
  ///
  /// - Throws: `StorageError`; `badFile`.
  public init(paths: [String], task: Int) throws {
    for path in paths { try Self.read(path, task: task, into: &losers) }
    losers.sort { $0.row < $1.row }
  }

  /// All of them, by row.
  public var all: [Loser] { losers }

  /// The order of the document in whose favour a row goes; nil when it stays.
  public func kept(insteadOf row: Int) -> ContestOrder? {
    var low = 0
    var high = losers.count
    while low < high {
      let middle = (low + high) / 2
      if Int(losers[middle].row) < row { low = middle + 1 } else { high = middle }
    }
    return low < losers.count && Int(losers[low].row) == row ? losers[low].kept : nil
  }

  private static func read(_ path: String, task: Int, into losers: inout [Loser]) throws {
    let file = try MappedFile(path: path)
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    try file.withBytes { bytes in
      let end = bytes.count - URLLoserLayout.trailerByteCount
      guard end >= URLLoserLayout.headerByteCount, bytes.prefix(8).elementsEqual(URLLoserLayout.magic),
        bytes.suffix(8).elementsEqual(URLLoserLayout.endMagic),
        bytes.integer(at: 8, as: UInt32.self) == URLLoserLayout.version
      else { throw bad("is no complete file of losers of this version") }
      let room = UInt64(end - URLLoserLayout.headerByteCount)
      let taskCount = bytes.integer(at: 16, as: UInt64.self)
      let recordCount = bytes.integer(at: end, as: UInt64.self)
      let passCount = bytes.integer(at: end + 8, as: UInt64.self)
      let (entries, overflow) = taskCount.multipliedReportingOverflow(by: passCount)
      guard !overflow, entries <= room / 8, recordCount <= room / UInt64(URLLoserLayout.recordByteCount),
        entries * 8 + recordCount * UInt64(URLLoserLayout.recordByteCount) == room
      else { throw bad("is damaged: its counts do not add up") }
      guard task < Int(taskCount) else { throw bad("was made for other tasks than the ones at hand") }
      let index = end - Int(entries) * 8
      for pass in 0..<Int(passCount) {
        let entry = index + (pass * Int(taskCount) + task) * 8
        // The number behind the last entry is that of all records.
        let first = bytes.integer(at: entry, as: UInt64.self)
        let last = bytes.integer(at: entry + 8, as: UInt64.self)
        guard first <= last, last <= recordCount else { throw bad("is damaged: its index is out of order") }
        for number in Int(first)..<Int(last) {
          let offset = URLLoserLayout.headerByteCount + number * URLLoserLayout.recordByteCount
          losers.append(
            Loser(
              row: bytes.integer(at: offset, as: UInt32.self),
              kept: ContestOrder(
                high: bytes.integer(at: offset + 4, as: UInt64.self),
                low: bytes.integer(at: offset + 12, as: UInt64.self))))
        }
      }
    }
  }
}
