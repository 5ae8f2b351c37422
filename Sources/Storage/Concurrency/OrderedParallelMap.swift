// Many threads, one order: results leave in the order in which inputs came.

/// Transforms inputs on several threads and hands on the results in input order.
///
/// The calling thread takes inputs from `next` and gives results to `emit`; `threads` threads of their own do
/// `transform`. With one thread everything happens on the calling thread. The sequence of calls of `emit` depends on
/// neither the number of threads nor their timing.
///
/// The first error, in input order, ends the work: inputs before it have been emitted, nothing after it is, and it is
/// thrown when all threads have ended.
///
/// - Parameters:
///   - threads: number of threads for `transform`, at least 1.
///   - window: an input is taken only while fewer than this many are between taken and emitted; `2 * threads + 2` by
///     default. Bounds memory, however unequal the inputs are.
///   - cancellation: when it is set, no further input is taken or emitted and `Cancelled` is thrown.
///   - makeState: what a thread keeps between inputs; called at most once per thread, on that thread.
///   - next: the next input; nil at the end.
public func orderedParallelMap<Input: Sendable, Output: Sendable, State>(
  threads: Int,
  window: Int? = nil,
  cancellation: CancellationFlag? = nil,
  makeState: @Sendable () throws -> State,
  next: () throws -> Input?,
  transform: @Sendable (inout State, Input) throws -> Output,
  emit: (Output) throws -> Void
) throws {
  if threads <= 1 {
    var state: State?
    try cancellation?.check()
    while let input = try next() {
      var current = try state.take() ?? makeState()
      let output = try transform(&current, input)
      state = consume current
      try cancellation?.check()
      try emit(output)
    }
    return
  }
  let shared = OrderedWindow<Input, Output>(capacity: max(1, window ?? 2 * threads + 2))
  try withoutActuallyEscaping(makeState) { makeState in
    try withoutActuallyEscaping(transform) { transform in
      var workers: [WorkerThread] = []
      defer {
        shared.stop()
        for worker in workers { worker.join() }
      }
      for _ in 0..<threads {
        workers.append(
          try WorkerThread {
            var state: State?
            while let (number, input) = shared.takeInput() {
              shared.finish(
                number,
                Result {
                  var current = try state.take() ?? makeState()
                  defer { state = current }
                  return try transform(&current, input)
                })
            }
          })
      }
      try feed(shared, cancellation: cancellation, next: next, emit: emit)
    }
  }
}

/// The calling thread's part: emit what is ready, else take an input, else wait.
private func feed<Input: Sendable, Output: Sendable>(
  _ shared: OrderedWindow<Input, Output>,
  cancellation: CancellationFlag?,
  next: () throws -> Input?,
  emit: (Output) throws -> Void
) throws {
  var inputsEnded = false
  var inputFailure: (any Error)?
  while true {
    if let outcome = shared.takeOutcome(waiting: inputsEnded || shared.isFull) {
      let output = try outcome.get()
      try cancellation?.check()
      try emit(output)
    } else if inputsEnded {
      if let inputFailure { throw inputFailure }
      return
    } else {
      do {
        try cancellation?.check()
        if let input = try next() {
          shared.submit(input)
        } else {
          inputsEnded = true
        }
      } catch {
        // Inputs before this one come first.
        inputFailure = error
        inputsEnded = true
      }
    }
  }
}

/// The inputs and outcomes between `next` and `emit`: a ring of numbered slots.
private final class OrderedWindow<Input: Sendable, Output: Sendable>: @unchecked Sendable {
  // SAFETY: everything below is read and written only between `lock` and `unlock` of the monitor.
  private enum Slot {
    case empty
    case waiting(Input)
    case running
    case done(Result<Output, any Error>)
  }

  private let monitor = Monitor(conditionCount: 2)
  private static var workIsThere: Int { 0 }
  private static var nextIsDone: Int { 1 }

  private var slots: [Slot]
  private var submitted = 0
  private var started = 0
  private var emitted = 0
  private var stopped = false

  init(capacity: Int) { slots = Array(repeating: .empty, count: capacity) }

  /// True when no further input may be taken before something is emitted.
  var isFull: Bool {
    monitor.lock()
    defer { monitor.unlock() }
    return submitted - emitted >= slots.count
  }

  func submit(_ input: Input) {
    monitor.lock()
    slots[submitted % slots.count] = .waiting(input)
    submitted += 1
    monitor.signal(Self.workIsThere)
    monitor.unlock()
  }

  /// The next input and its number, for a worker; nil when it should end.
  func takeInput() -> (Int, Input)? {
    monitor.lock()
    defer { monitor.unlock() }
    while !stopped && started == submitted { monitor.wait(for: Self.workIsThere) }
    if stopped { return nil }
    let number = started
    guard case .waiting(let input) = slots[number % slots.count] else { return nil }
    slots[number % slots.count] = .running
    started += 1
    return (number, input)
  }

  func finish(_ number: Int, _ outcome: Result<Output, any Error>) {
    monitor.lock()
    slots[number % slots.count] = .done(outcome)
    if number == emitted { monitor.signal(Self.nextIsDone) }
    monitor.unlock()
  }

  /// The outcome that is next in order; nil when it is not ready, or, with `waiting`, when nothing is under way.
  func takeOutcome(waiting: Bool) -> Result<Output, any Error>? {
    monitor.lock()
    defer { monitor.unlock() }
    while emitted < submitted {
      if case .done(let outcome) = slots[emitted % slots.count] {
        slots[emitted % slots.count] = .empty
        emitted += 1
        return outcome
      }
      if !waiting { return nil }
      monitor.wait(for: Self.nextIsDone)
    }
    return nil
  }

  func stop() {
    monitor.lock()
    stopped = true
    monitor.broadcast(Self.workIsThere)
    monitor.unlock()
  }
}
