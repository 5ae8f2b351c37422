// Word counters of workers, reused from shard to shard; written out when they are full, and summed at the end.

import Storage
import Synchronization
import Tokenization

/// Word counters between two uses. Words are counted alike whichever counter counts them.
final class CounterPool: Sendable {
  let pattern: SplitPattern
  let normalization: BPEModel.Normalization
  /// Where counters go that are full; nil where they never are.
  private let runs: WordRuns?
  private let counterByteLimit: Int
  private let counters = Mutex<[WordCounter]>([])

  /// - Parameters:
  ///   - runs: where counters go that are full.
  ///   - memoryByteCount: what all counters may take together.
  ///   - threads: number of counters.
  init(
    _ pattern: SplitPattern, _ normalization: BPEModel.Normalization = .none, runs: WordRuns? = nil,
    memoryByteCount: Int = .max, threads: Int = 1
  ) {
    self.pattern = pattern
    self.normalization = normalization
    self.runs = runs
    // A table that grows stands beside the one of twice its size for a while.
    counterByteLimit = runs == nil ? .max : max(1 << 18, memoryByteCount / max(1, threads) / 3)
  }

  fileprivate func take() -> WordCounter {
    counters.withLock { $0.popLast() } ?? WordCounter(pattern: pattern, normalization: normalization)
  }

  fileprivate func give(_ counter: WordCounter) { counters.withLock { $0.append(counter) } }

  /// Writes a counter out when it is full.
  fileprivate func relieve(_ counter: WordCounter) throws {
    guard let runs, counter.memoryByteCount > counterByteLimit else { return }
    try runs.append(counter)
    counter.removeAll()
  }

  /// Writes all counters out; called when no worker has one.
  func writeOut() throws {
    guard let runs else { return }
    let counters = counters.withLock { $0 }
    for counter in counters {
      try runs.append(counter)
      counter.removeAll()
    }
  }

  /// The sum of all counters, and of those that were written out. The pool is empty then.
  func sum() throws -> any WordCounts {
    if let runs, !runs.files.isEmpty {
      try writeOut()
      return runs
    }
    let counters = counters.withLock { counters in
      defer { counters = [] }
      return counters
    }
    let sum = counters.max { $0.wordCount < $1.wordCount }
    for counter in counters where counter !== sum {
      sum?.merge(counter)
      counter.removeAll()
    }
    return sum ?? WordCounter(pattern: pattern, normalization: normalization)
  }
}

/// A worker's counter; it goes back to the pool with the worker.
final class PooledCounter {
  let counter: WordCounter
  private let pool: CounterPool

  init(_ pool: CounterPool) {
    self.pool = pool
    counter = pool.take()
  }

  deinit { pool.give(counter) }

  /// To be called between two batches: what is counted may move to the disk.
  func relieve() throws { try pool.relieve(counter) }
}
