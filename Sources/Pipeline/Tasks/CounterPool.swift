// Word counters of workers, reused from shard to shard and summed at the end.

import Storage
import Synchronization
import Tokenization

/// Word counters between two uses. Words are counted alike whichever counter counts them.
final class CounterPool: Sendable {
  private let counters = Mutex<[WordCounter]>([])

  func take(_ pattern: SplitPattern) -> WordCounter {
    counters.withLock { $0.popLast() } ?? WordCounter(pattern: pattern)
  }

  func give(_ counter: WordCounter) { counters.withLock { $0.append(counter) } }

  /// The sum of all counters.
  func sum(_ pattern: SplitPattern) -> WordCounter {
    let sum = WordCounter(pattern: pattern)
    for counter in counters.withLock({ $0 }) { sum.merge(counter) }
    return sum
  }
}

/// A worker's counter; it goes back to the pool with the worker.
final class PooledCounter {
  let counter: WordCounter
  private let pool: CounterPool

  init(_ pool: CounterPool, _ pattern: SplitPattern) {
    self.pool = pool
    counter = pool.take(pattern)
  }

  deinit { pool.give(counter) }
}
