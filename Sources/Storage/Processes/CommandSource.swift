// The output of a program as a byte source: object stores and foreign formats, through the tools people have.

import CDynamic
import Glibc

/// Bytes that a child process writes to its standard output.
///
/// The program gets its arguments as they are; no shell is involved. Its standard input is empty. A child that has
/// not ended when the source goes away is killed; one whose parent dies ends at its next write.
public final class CommandSource: ByteSource {
  public private(set) var storedOffset = 0

  private let name: String
  private let process: pid_t
  private let output: Int32
  private let errors: Int32
  /// The end of what the child said on standard error.
  private var errorTail: [UInt8] = []
  private var errorsEnded = false
  private var isReaped = false
  private var outcome: StorageError?
  private let statusMeansDamage: Bool

  private static let tailByteCount = 4096

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the program (looked for in the search path) and its arguments.
  ///   - statusMeansDamage: true for a program that reads a file of this machine: an exit status other than 0 then is
  ///     the file's fault (`corrupt`), which another attempt would find again.
  /// - Throws: `programMissing` when it cannot be started.
  public init(_ arguments: [String], statusMeansDamage: Bool = false) throws(StorageError) {
    self.statusMeansDamage = statusMeansDamage
    name = arguments.joined(separator: " ")
    guard let program = arguments.first, !program.isEmpty else {
      throw StorageError(.commandFailed, "an empty command names no program", path: "command")
    }
    let outputPipe = try Self.makePipe(name)
    let errorPipe: (read: Int32, write: Int32)
    do throws(StorageError) {
      errorPipe = try Self.makePipe(name)
    } catch {
      close(outputPipe.read)
      close(outputPipe.write)
      throw error
    }
    var process: pid_t = 0
    let result = Self.spawn(arguments, output: outputPipe.write, errors: errorPipe.write, process: &process)
    close(outputPipe.write)
    close(errorPipe.write)
    guard result == 0 else {
      close(outputPipe.read)
      close(errorPipe.read)
      let why = result == ENOENT ? "is not installed, or not in the search path" : String(cString: strerror(result))
      throw StorageError(.programMissing, "cannot start the program \(program): \(why)", path: name)
    }
    self.process = process
    output = outputPipe.read
    errors = errorPipe.read
    _ = fcntl(errors, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if !isReaped {
      kill(process, SIGKILL)
      var state: Int32 = 0
      while waitpid(process, &state, 0) < 0 && errno == EINTR {}
    }
    close(output)
    close(errors)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    if buffer.isEmpty { return 0 }
    if isReaped {
      if let outcome { throw outcome }
      return 0
    }
    while true {
      var requests = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&requests, errorsEnded ? 1 : 2, -1) < 0 && errno != EINTR { throw .system(errno, "wait", path: name) }
      if requests[1].revents != 0 { drainErrors() }
      if requests[0].revents == 0 { continue }
      let got = Glibc.read(output, buffer.baseAddress, buffer.count)
      if got > 0 {
        storedOffset += got
        return got
      }
      if got == 0 {
        try finish()
        return 0
      }
      if errno != EINTR && errno != EAGAIN { throw .system(errno, "read", path: name, offset: storedOffset) }
    }
  }

  /// Waits for the child, which has closed its output, and judges its end.
  private func finish() throws(StorageError) {
    var state: Int32 = 0
    while true {
      let result = waitpid(process, &state, WNOHANG)
      if result == process { break }
      if result < 0 && errno != EINTR { throw .system(errno, "wait for the program", path: name) }
      // It may still be saying why it fails, and would wait for somebody to listen.
      var request = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
      poll(&request, errorsEnded ? 0 : 1, 20)
      drainErrors()
    }
    isReaped = true
    drainErrors()
    let signal = state & 0x7f
    let status = (state >> 8) & 0xff
    if signal == 0 && status == 0 { return }
    let how = signal != 0 ? "was ended by signal \(signal)" : "ended with status \(status)"
    let said = String(decoding: errorTail, as: UTF8.self).split(separator: "\n").suffix(5).joined(separator: " | ")
    let error = StorageError(
      statusMeansDamage && signal == 0 ? .corrupt : .commandFailed,
      "the program \(how)" + (said.isEmpty ? "" : " and said: \(said)"), path: name,
      offset: storedOffset)
    outcome = error
    throw error
  }

  private func drainErrors() {
    var chunk = [UInt8](repeating: 0, count: Self.tailByteCount)
    while !errorsEnded {
      let got = Glibc.read(errors, &chunk, chunk.count)
      if got > 0 {
        errorTail.append(contentsOf: chunk[..<got])
        errorTail.removeFirst(max(0, errorTail.count - Self.tailByteCount))
      } else if got == 0 {
        errorsEnded = true
      } else if errno != EINTR {
        return
      }
    }
  }

  private static func makePipe(_ name: String) throws(StorageError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard sluice_pipe(&ends) == 0 else { throw .system(errno, "make a pipe", path: name) }
    return (ends[0], ends[1])
  }

  /// Starts the program with signals as a fresh process has them; 0 or an error number.
  private static func spawn(
    _ arguments: [String], output: Int32, errors: Int32, process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { for pointer in vector { free(pointer) } }
    return posix_spawnp(&process, arguments[0], &actions, &attributes, vector, environ)
  }
}

extension ByteInput {
  /// What a program writes, decompressed when its first bytes say that it is compressed.
  public static func command(
    _ arguments: [String], limits: DecompressionLimits = .standard
  ) throws(StorageError) -> ByteInput {
    try decompressing(CommandSource(arguments), name: arguments.joined(separator: " "), limits: limits)
  }
}
