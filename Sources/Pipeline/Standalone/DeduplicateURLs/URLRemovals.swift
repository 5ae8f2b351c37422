// removed.jsonl of `sluice deduplicate urls`: who went, and in whose favour, by the ids that users know.

import Corpus
import Deduplication
import Storage

/// The documents in whose favour others go: 16 bytes each.
struct URLWinnerSet: Sendable {
  let orders: [ContestOrder]

  init(_ orders: [ContestOrder]) {
    var sorted = orders.sorted()
    var kept = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeLast(sorted.count - kept)
    self.orders = sorted
  }

  func holds(_ order: ContestOrder) -> Bool { index(of: order) != nil }

  func index(of order: ContestOrder) -> Int? {
    var low = 0
    var high = orders.count
    while low < high {
      let middle = (low + high) / 2
      if orders[middle] < order { low = middle + 1 } else { high = middle }
    }
    return low < orders.count && orders[low] == order ? low : nil
  }
}

/// Gathers decisions in scratch files and writes them in an order that depends on the documents alone.
///
/// A line of `removed.jsonl` needs the id of a document that may stand anywhere in the inputs, so ids and addresses go to
/// disk first; memory holds where they are.
final class URLRemovals {
  /// Decisions of one batch of lines.
  struct Batch: Sendable {
    fileprivate var winners: [UInt8] = []
    fileprivate var winnerOrders: [ContestOrder] = []
    /// Bytes of each winner's id.
    fileprivate var winnerSizes: [Int] = []
    fileprivate var losers: [UInt8] = []
    fileprivate var loserOrders: [ContestOrder] = []
    fileprivate var loserSizes: [Int] = []

    mutating func append(winner order: ContestOrder, id: [UInt8]) {
      let start = winners.count
      JSONText.appendString(id, to: &winners)
      winnerOrders.append(order)
      winnerSizes.append(winners.count - start)
    }

    mutating func append(
      loser order: ContestOrder, id: [UInt8], url: UnsafeBufferPointer<UInt8>, kept: ContestOrder
    ) {
      let start = losers.count
      losers.append(littleEndian: kept.high)
      losers.append(littleEndian: kept.low)
      let idStart = losers.count
      losers.append(littleEndian: UInt64(0))
      JSONText.appendString(id, to: &losers)
      let size = UInt64(losers.count - idStart - 8)
      withUnsafeBytes(of: size.littleEndian) { bytes in
        for index in 0..<8 { losers[idStart + index] = bytes[index] }
      }
      JSONText.appendString(url, to: &losers)
      loserOrders.append(order)
      loserSizes.append(losers.count - start)
    }
  }

  let winners: URLWinnerSet
  private let names: AtomicFile
  private let decisions: AtomicFile
  /// Where the id of each winner begins and ends.
  private var nameRanges: [Range<Int>]
  /// Who went, and where that is written.
  private var removed: [(order: ContestOrder, offset: Int, byteCount: Int)] = []

  /// - Parameter scratch: beginning of the names of the scratch files.
  init(losers: [URLLosers], scratch: String) throws {
    winners = URLWinnerSet(losers.flatMap { $0.all.map(\.kept) })
    nameRanges = Array(repeating: 0..<0, count: winners.orders.count)
    names = try AtomicFile(path: scratch + "-names")
    decisions = try AtomicFile(path: scratch + "-decisions")
  }

  func append(_ batch: Batch) throws {
    var offset = names.byteCount
    for (order, size) in zip(batch.winnerOrders, batch.winnerSizes) {
      if let index = winners.index(of: order) { nameRanges[index] = offset..<offset + size }
      offset += size
    }
    try names.write(batch.winners)
    offset = decisions.byteCount
    for (order, size) in zip(batch.loserOrders, batch.loserSizes) {
      removed.append((order, offset, size))
      offset += size
    }
    try decisions.write(batch.losers)
  }

  /// Writes `{"id","kept","url"}` for each document that went, by the hashes of ids and lines.
  func write(to path: String) throws {
    _ = try names.commit()
    _ = try decisions.commit()
    let (names, decisions) = (try MappedFile(path: names.path), try MappedFile(path: decisions.path))
    removed.sort { $0.order < $1.order }
    let output = try AtomicFile(path: path)
    var line: [UInt8] = []
    for removal in removed {
      line.removeAll(keepingCapacity: true)
      try decisions.withBytes { bytes in
        let start = removal.offset
        let kept = ContestOrder(
          high: bytes.integer(at: start, as: UInt64.self), low: bytes.integer(at: start + 8, as: UInt64.self))
        guard let winner = winners.index(of: kept), !nameRanges[winner].isEmpty else {
          throw RunError(.ourDefect, "a document went in favour of one that is not among those that stay")
        }
        let idEnd = start + 24 + Int(bytes.integer(at: start + 16, as: UInt64.self))
        JSONText.appendRaw("{\"id\":", to: &line)
        line.append(contentsOf: bytes[(start + 24)..<idEnd])
        JSONText.appendRaw(",\"kept\":", to: &line)
        names.withBytes { line.append(contentsOf: $0[nameRanges[winner]]) }
        JSONText.appendRaw(",\"url\":", to: &line)
        line.append(contentsOf: bytes[idEnd..<start + removal.byteCount])
        JSONText.appendRaw("}\n", to: &line)
      }
      try output.write(line)
    }
    _ = try output.commit()
  }
}
