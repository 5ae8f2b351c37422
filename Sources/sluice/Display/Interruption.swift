// Ctrl-C and the polite signals: the run stops at the next batch; a second one stops at once.

import Glibc
import Storage

/// Ties SIGINT and SIGTERM to one cancellation flag.
enum Interruption {
  static let flag = CancellationFlag()

  /// Installs the handlers and returns the flag.
  static func install() -> CancellationFlag {
    let flag = flag
    let handler: @convention(c) (Int32) -> Void = { _ in
      if Interruption.flag.isCancelled { _exit(130) }
      Interruption.flag.cancel()
    }
    signal(SIGINT, handler)
    signal(SIGTERM, handler)
    // A file that grows beyond the allowed size is an error of its write, with a name, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    return flag
  }
}
