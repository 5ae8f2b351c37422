// What this process has used: time and memory.

import Glibc

/// Processor time and memory of this process so far, of all its threads.
public struct ProcessUsage: Sendable, Equatable, Codable {
  public var userSeconds: Double
  public var systemSeconds: Double
  /// The most memory that was resident at any time.
  public var peakResidentByteCount: Int

  /// User and system time together.
  public var cpuSeconds: Double { userSeconds + systemSeconds }

  /// The figures now.
  public static var current: ProcessUsage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return ProcessUsage(
      userSeconds: seconds(usage.ru_utime), systemSeconds: seconds(usage.ru_stime),
      peakResidentByteCount: usage.ru_maxrss * 1024)
  }

  /// Bytes that are resident now; 0 where the system does not tell.
  public static var residentByteCount: Int {
    guard let stream = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(stream) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = fread(&text, 1, text.count, stream)
    let fields = String(decoding: text[..<count], as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }
}

/// Seconds of processor time of all threads of this process.
public enum CPUClock {
  public static var seconds: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  /// Seconds of processor time of the calling thread.
  public static var threadSeconds: Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

  static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Seconds since some fixed moment, never set back: for how long things take, never for what is written.
public enum MonotonicClock {
  public static var seconds: Double { CPUClock.seconds(of: CLOCK_MONOTONIC) }
}
