// Running a program and looking at what it says.

import Glibc

/// What a program did.
public struct ProgramResult: Sendable {
  /// The exit status, or 128 plus the signal's number.
  public var status: Int32
  public var standardOutput: [UInt8]
  public var standardError: [UInt8]

  public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
  public var errorText: String { String(decoding: standardError, as: UTF8.self) }
}

/// Runs a program found in the search path to its end; nil when it is not installed.
///
/// - Parameter input: bytes for its standard input; they go through a file, so that no amount of them blocks.
public func run(_ program: String, _ arguments: [String] = [], input: [UInt8] = []) -> ProgramResult? {
  let folder = TemporaryFolder("run")
  let inputPath = folder.write(input, to: "input")
  folder.write([], to: "output")
  folder.write([], to: "error")

  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, folder.file("output"), O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, folder.file("error"), O_WRONLY, 0)

  var vector: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  vector.append(nil)
  defer { for pointer in vector { free(pointer) } }

  var process: pid_t = 0
  guard posix_spawnp(&process, program, &actions, nil, vector, environ) == 0 else { return nil }
  var state: Int32 = 0
  while waitpid(process, &state, 0) < 0 && errno == EINTR {}
  let signal = state & 0x7f
  let status = signal == 0 ? (state >> 8) & 0xff : 128 + signal
  if status == 127 { return nil }
  return ProgramResult(
    status: status, standardOutput: folder.read("output"), standardError: folder.read("error"))
}
