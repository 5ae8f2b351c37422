// Asking work to stop.

import Synchronization

/// Thrown by work that was asked to stop.
public struct Cancelled: Error, Sendable, CustomStringConvertible {
  public init() {}
  public var description: String { "stopped on request" }
}

/// A switch that is turned once and seen by all threads. Turning it is safe in a signal handler.
public final class CancellationFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public func cancel() { flag.store(true, ordering: .relaxed) }

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Throws when the flag is set.
  public func check() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }
}
