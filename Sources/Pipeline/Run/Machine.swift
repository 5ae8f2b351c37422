// What this machine has.

import Glibc

enum Machine {
  /// Processors that may run threads of this process.
  static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Bytes of memory in all.
  static var memoryByteCount: Int { max(1 << 28, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) }
}
