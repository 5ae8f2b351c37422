// The contest of documents for addresses: one range of keys, all tasks.

import Storage

/// Finds the documents that lose their address to another one, for one of several ranges of keys.
///
/// Of the documents of one address the one with the greatest choice stays; of equals the one whose task has the smallest
/// rank, then the one with the smallest order (the document's id). Position decides only between documents that agree in
/// all of this. The result does not depend on the number or order of tasks, nor on the number of ranges.
///
/// Nothing is sorted. Each pass reads the records of some keys twice: once into a table of the best document of each
/// address, once to write what does not stand in it. Time is linear, also where a million documents share an address,
/// which then costs one place in the table. Memory is `byteCountPerDocument` for each address of a pass; where the range
/// has more of them than the memory holds, it takes more passes over a part of the keys each.
public struct URLReducer: Sendable {
  /// What a reducer found.
  public struct Summary: Sendable, Equatable, Codable {
    /// Different addresses.
    public var addresses = 0
    /// Addresses of more than one document.
    public var shared = 0
    /// Documents that lose.
    public var losers = 0
    /// Documents of the most frequent address.
    public var largestGroup = 0
    public var passes = 0
    public var file = FileSummary(byteCount: 0, xxh64: 0)

    public init() {}
  }

  /// Memory that a reducer takes for a document of its range, at most: its place in the table.
  public static let byteCountPerDocument = 80

  public let index: Int
  public let count: Int
  /// Bytes that the table may take.
  public var memoryByteCount: Int

  /// - Parameters:
  ///   - index: which range, below `count`.
  ///   - count: number of ranges, 1…256.
  public init(range index: Int, of count: Int, memoryByteCount: Int = 1 << 30) throws(DeduplicationError) {
    guard (1...256).contains(count), (0..<count).contains(index) else {
      throw DeduplicationError(.invalidParameter, "range \(index) of \(count): 1 to 256 are allowed", at: "range")
    }
    self.index = index
    self.count = count
    self.memoryByteCount = memoryByteCount
  }

  /// One of the tasks whose documents meet.
  public struct Task: Sendable {
    /// Its committed key file.
    public var path: String
    /// Where it stands among the others: of equal documents the one with the smaller rank stays.
    public var rank: Int

    public init(path: String, rank: Int = 0) {
      self.path = path
      self.rank = rank
    }
  }

  /// Reads this range of all key files and writes the losers.
  ///
  /// - Parameters:
  ///   - tasks: the same list for every range; losers are read back by place in it.
  ///   - path: the file of losers (`URLLosers`); it appears whole.
  @discardableResult
  public func run(
    _ tasks: [Task], normalization: URLNormalization, keeping: URLKeeping, output path: String,
    cancellation: CancellationFlag? = nil
  ) throws -> Summary {
    let slots = URLKeyLayout.slotCount * index / count..<URLKeyLayout.slotCount * (index + 1) / count
    /// Files are opened one after the other: a run may have more of them than a process may map.
    func open(_ task: Task) throws -> URLKeyFile {
      try cancellation?.check()
      return try URLKeyFile(path: task.path, normalization: normalization, keeping: keeping)
    }
    var counts = [Int](repeating: 0, count: slots.count)
    for task in tasks { try open(task).addCounts(of: slots, to: &counts) }
    let passes = Self.passes(slots, counts, capacity: max(1024, memoryByteCount / Self.byteCountPerDocument))
    let writer = try URLLoserWriter(path: path, taskCount: tasks.count)
    var summary = Summary()
    for pass in passes {
      var contest = URLContest(expected: pass.recordCount / pass.partCount, ranks: tasks.map(\.rank))
      for (number, task) in tasks.enumerated() {
        try open(task).forEach(slots: pass.slots) { entry in
          if pass.holds(entry.key) { contest.enter(entry, task: number) }
        }
      }
      contest.describe(&summary)
      for (number, task) in tasks.enumerated() {
        if contest.hasLosers {
          try open(task).forEach(slots: pass.slots) { entry in
            guard pass.holds(entry.key), let winner = contest.winner(over: entry, task: number) else { return }
            try writer.append(row: entry.row, kept: winner)
          }
        }
        writer.endTask()
      }
    }
    summary.passes = passes.count
    summary.file = try writer.commit()
    return summary
  }

  /// The keys of one pass: all of some slots, or a part of one.
  struct Pass: Equatable {
    var slots: Range<Int>
    var part = 0
    var partCount = 1
    /// Most records that it can have.
    var recordCount = 0

    @inline(__always)
    func holds(_ key: URLKey) -> Bool {
      partCount == 1 || Int((key.high << 8).multipliedFullWidth(by: UInt64(partCount)).high) == part
    }
  }

  /// Cuts a range of slots into passes of about `capacity` records.
  static func passes(_ slots: Range<Int>, _ counts: [Int], capacity: Int) -> [Pass] {
    var passes: [Pass] = []
    var open = Pass(slots: slots.lowerBound..<slots.lowerBound)
    for (slot, count) in zip(slots, counts) {
      if open.recordCount + count > capacity, !open.slots.isEmpty {
        passes.append(open)
        open = Pass(slots: slot..<slot)
      }
      open.slots = open.slots.lowerBound..<slot + 1
      open.recordCount += count
      if count > capacity {
        // A slot that is too large by itself. Records of one address stay together, however many they are.
        let parts = (count + capacity - 1) / capacity
        for part in 0..<parts {
          passes.append(Pass(slots: slot..<slot + 1, part: part, partCount: parts, recordCount: count))
        }
        open = Pass(slots: slot + 1..<slot + 1)
      }
    }
    if !open.slots.isEmpty { passes.append(open) }
    return passes
  }
}

/// The best document of each address so far.
struct URLContest {
  private struct Best {
    var entry: URLEntry
    var task: UInt32
    /// Documents of this address.
    var count: UInt32
  }

  private let ranks: [Int]
  private var best: [Best] = []
  /// Open addressing: numbers of `best` from 1, 0 where nothing stands.
  private var places: [UInt32]
  private var entryCount = 0

  /// - Parameter expected: addresses that will come, about, at most. Room for them that stays empty is never touched.
  init(expected: Int, ranks: [Int]) {
    self.ranks = ranks
    places = [UInt32](repeating: 0, count: 64)
    best.reserveCapacity(expected + expected / 8)
  }

  /// True when an address has more than one document.
  var hasLosers: Bool { entryCount > best.count }

  /// Takes a document part.
  mutating func enter(_ entry: URLEntry, task: Int) {
    entryCount += 1
    let place = place(of: entry.key)
    let number = Int(places[place])
    if number == 0 {
      best.append(Best(entry: entry, task: UInt32(task), count: 1))
      places[place] = UInt32(best.count)
      if best.count * 4 > places.count * 3 { grow() }
      return
    }
    best[number - 1].count &+= best[number - 1].count == .max ? 0 : 1
    if precedes(entry, task, best[number - 1]) {
      best[number - 1].entry = entry
      best[number - 1].task = UInt32(task)
    }
  }

  /// The order of the document in whose favour this one goes; nil where it is the best itself.
  func winner(over entry: URLEntry, task: Int) -> ContestOrder? {
    let number = Int(places[place(of: entry.key)])
    guard number > 0 else { return nil }
    let winner = best[number - 1]
    return winner.entry.row == entry.row && Int(winner.task) == task ? nil : winner.entry.order
  }

  func describe(_ summary: inout URLReducer.Summary) {
    summary.addresses += best.count
    summary.losers += entryCount - best.count
    for best in best {
      summary.shared += best.count > 1 ? 1 : 0
      summary.largestGroup = max(summary.largestGroup, Int(best.count))
    }
  }

  private func precedes(_ entry: URLEntry, _ task: Int, _ other: Best) -> Bool {
    if entry.choice != other.entry.choice { return entry.choice > other.entry.choice }
    let (rank, otherRank) = (ranks[task], ranks[Int(other.task)])
    if rank != otherRank { return rank < otherRank }
    if entry.order != other.entry.order { return entry.order < other.entry.order }
    return (task, entry.row) < (Int(other.task), other.entry.row)
  }

  /// Where an address stands in `places`, or where it would.
  @inline(__always)
  private func place(of key: URLKey) -> Int {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: key.low) & mask
    while places[place] != 0, best[Int(places[place]) - 1].entry.key != key { place = (place + 1) & mask }
    return place
  }

  /// Makes room for twice as many addresses.
  private mutating func grow() {
    let count = places.count * 2
    places = []
    places = [UInt32](repeating: 0, count: count)
    for (index, best) in best.enumerated() { places[place(of: best.entry.key)] = UInt32(index + 1) }
  }
}
