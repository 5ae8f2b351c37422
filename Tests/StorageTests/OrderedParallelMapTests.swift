import Storage
import Synchronization
import TestSupport
import Testing

/// Work of uneven size, so that results become ready out of order.
private func churn(_ rounds: UInt64) -> UInt64 {
  var value = rounds
  for _ in 0..<rounds { value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }
  return value
}

private struct Refused: Error, Equatable { var number: Int }

@Suite struct OrderedParallelMapTests {
  @Test(arguments: [1, 2, 7])
  func resultsComeInInputOrderWhateverTheThreads(threads: Int) throws {
    var generator = SeededGenerator(seed: 11)
    let inputs = (0..<2000).map { _ in generator.next() % 20_000 }
    var index = 0
    var outputs: [UInt64] = []
    try orderedParallelMap(
      threads: threads,
      makeState: { 0 },
      next: {
        defer { index += 1 }
        return index < inputs.count ? inputs[index] : nil
      },
      transform: { (count: inout Int, input: UInt64) in
        count += 1
        return churn(input)
      },
      emit: { outputs.append($0) })
    #expect(outputs == inputs.map(churn))
  }

  @Test func noInputsGiveNoOutputs() throws {
    for threads in [1, 3] {
      try orderedParallelMap(
        threads: threads, makeState: { 0 }, next: { nil as Int? }, transform: { _, input in input },
        emit: { (_: Int) in Issue.record("nothing was put in") })
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (2, 3), (7, 5), (7, 16)])
  func atMostAWindowOfInputsIsBetweenNextAndEmit(threads: Int, window: Int) throws {
    var taken = 0
    var emitted = 0
    var widest = 0
    try orderedParallelMap(
      threads: threads, window: window, makeState: { 0 },
      next: {
        if taken == 500 { return nil }
        taken += 1
        widest = max(widest, taken - emitted)
        return UInt64(taken)
      },
      // The first is slow, so that the others would run far ahead if they could.
      transform: { (_: inout Int, input: UInt64) in churn(input % 50 == 1 ? 500_000 : 10) },
      emit: { _ in emitted += 1 })
    #expect(emitted == 500)
    #expect(widest <= window)
  }

  @Test(arguments: [1, 2, 7])
  func theFirstErrorInInputOrderIsThrownAfterAllBeforeItWereEmitted(threads: Int) {
    var index = 0
    var emitted: [Int] = []
    let alive = Atomic<Int>(0)
    #expect(throws: Refused(number: 137)) {
      try orderedParallelMap(
        threads: threads, makeState: { 0 },
        next: {
          index += 1
          return index <= 1000 ? index : nil
        },
        transform: { (_: inout Int, input: Int) throws -> Int in
          alive.wrappingAdd(1, ordering: .sequentiallyConsistent)
          defer { alive.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
          // Later ones fail sooner.
          if input >= 137 && input % 3 == 2 {
            _ = churn(input == 137 ? 300_000 : 1)
            throw Refused(number: input)
          }
          return input
        },
        emit: { emitted.append($0) })
    }
    #expect(emitted == Array(1..<137))
    // Nothing is still running when the error arrives.
    #expect(alive.load(ordering: .sequentiallyConsistent) == 0)
  }

  @Test(arguments: [1, 4])
  func errorsOfEveryPartArrive(threads: Int) {
    struct NextFailed: Error {}
    struct EmitFailed: Error {}
    struct StateFailed: Error {}
    var count = 0
    var emitted: [Int] = []
    #expect(throws: NextFailed.self) {
      try orderedParallelMap(
        threads: threads, makeState: { 0 },
        next: {
          count += 1
          if count == 20 { throw NextFailed() }
          return count
        },
        transform: { (_: inout Int, input: Int) in input }, emit: { emitted.append($0) })
    }
    #expect(emitted == Array(1..<20))
    #expect(throws: EmitFailed.self) {
      try orderedParallelMap(
        threads: threads, makeState: { 0 }, next: { 1 }, transform: { (_: inout Int, input: Int) in input },
        emit: { (_: Int) in throw EmitFailed() })
    }
    #expect(throws: StateFailed.self) {
      try orderedParallelMap(
        threads: threads, makeState: { throw StateFailed() }, next: { 1 },
        transform: { (_: inout Int, input: Int) in input }, emit: { (_: Int) in })
    }
  }

  @Test(arguments: [1, 4])
  func cancellationEndsEndlessWork(threads: Int) {
    let flag = CancellationFlag()
    var emitted = 0
    #expect(throws: Cancelled.self) {
      try orderedParallelMap(
        threads: threads, cancellation: flag, makeState: { 0 }, next: { 1 },
        transform: { (_: inout Int, input: Int) in input },
        emit: { (_: Int) in
          emitted += 1
          if emitted == 50 { flag.cancel() }
        })
    }
    #expect(emitted == 50)
  }

  @Test func exactlyAsManyThreadsAsAskedForMakeState() throws {
    let made = Atomic<Int>(0)
    let running = Atomic<Int>(0)
    var index = 0
    // Each of the first five inputs waits until all five are being worked on: fewer threads would never end.
    try orderedParallelMap(
      threads: 5, window: 10,
      makeState: { made.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue },
      next: {
        index += 1
        return index <= 40 ? index : nil
      },
      transform: { (_: inout Int, input: Int) in
        if input <= 5 {
          running.wrappingAdd(1, ordering: .sequentiallyConsistent)
          while running.load(ordering: .sequentiallyConsistent) < 5 {}
        }
        return input
      },
      emit: { (_: Int) in })
    #expect(made.load(ordering: .sequentiallyConsistent) == 5)
  }

  @Test func workersHaveAnEightMebibyteStack() throws {
    // More than three mebibytes of stack in use: the usual small thread stacks would crash.
    @Sendable func deep(_ level: Int) -> Int {
      withUnsafeTemporaryAllocation(byteCount: 1000, alignment: 8) { memory in
        memory[level % 1000] = UInt8(truncatingIfNeeded: level)
        return level == 0 ? Int(memory[0]) : deep(level - 1) + Int(memory[level % 1000] & 1)
      }
    }
    var given = false
    var results: [Int] = []
    try orderedParallelMap(
      threads: 2, makeState: { 0 },
      next: {
        defer { given = true }
        return given ? nil : 3500
      }, transform: { (_: inout Int, input: Int) in deep(input) }, emit: { results.append($0) })
    #expect(results == [1750])
  }
}
