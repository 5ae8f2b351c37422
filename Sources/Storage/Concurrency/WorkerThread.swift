// Threads of our own: what blocks here starves nobody else.

import Glibc

/// A POSIX thread with a roomy stack. Every thread is joined before it is forgotten.
struct WorkerThread {
  private let handle: pthread_t

  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  /// Bytes of stack: parsers in C libraries recurse.
  static let stackByteCount = 8 << 20

  /// Starts `body` on a thread that receives no signals, so that they reach the program's main thread.
  init(_ body: @escaping @Sendable () -> Void) throws(StorageError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackByteCount)

    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    var handle = pthread_t()
    let retained = Unmanaged.passRetained(Body(body))
    let result = pthread_create(
      &handle, &attributes,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, retained.toOpaque())
    guard result == 0 else {
      retained.release()
      throw .system(result, "start a thread (the system's limit may be reached)", path: "worker")
    }
    self.handle = handle
  }

  /// Waits for the thread's end. Called exactly once.
  func join() { pthread_join(handle, nil) }
}

/// A mutex with conditions that threads wait for.
final class Monitor: @unchecked Sendable {
  // SAFETY: the memory is made and freed once; POSIX allows any thread to use what lies in it.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let conditions: UnsafeMutablePointer<pthread_cond_t>
  private let conditionCount: Int

  init(conditionCount: Int) {
    self.conditionCount = conditionCount
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    conditions = .allocate(capacity: conditionCount)
    for index in 0..<conditionCount {
      (conditions + index).initialize(to: pthread_cond_t())
      pthread_cond_init(conditions + index, nil)
    }
  }

  deinit {
    for index in 0..<conditionCount { pthread_cond_destroy(conditions + index) }
    conditions.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  /// Gives up the lock until the condition is signalled; spurious returns happen.
  func wait(for condition: Int) { pthread_cond_wait(conditions + condition, mutex) }
  func signal(_ condition: Int) { pthread_cond_signal(conditions + condition) }
  func broadcast(_ condition: Int) { pthread_cond_broadcast(conditions + condition) }
}
