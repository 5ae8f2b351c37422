// The output of a command that is started again when it fails: networks fail, and objects stay what they are.

import Glibc

/// Bytes that a command writes. When it fails, it is started again after a pause, and what was read already is passed
/// over; it must be the same bytes.
public final class RetryingCommandSource: ByteSource {
  public private(set) var storedOffset = 0

  private let arguments: [String]
  private let attempts: Int
  private let pauseMilliseconds: Int
  private var attempt = 1
  private var source: CommandSource
  /// Over everything given out, so that another attempt's bytes can be compared.
  private var hash = XXH64()

  /// Starts the command.
  ///
  /// - Parameters:
  ///   - attempts: how often it may be started, at least 1.
  ///   - pauseMilliseconds: in front of the second attempt; four times as long in front of each later one.
  /// - Throws: `commandFailed` when the program cannot be started at all.
  public init(_ arguments: [String], attempts: Int, pauseMilliseconds: Int = 1000) throws(StorageError) {
    self.arguments = arguments
    self.attempts = attempts
    self.pauseMilliseconds = pauseMilliseconds
    source = try CommandSource(arguments)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    while true {
      do throws(StorageError) {
        if source.storedOffset < storedOffset { try passOver() }
        let count = try source.read(into: buffer)
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        storedOffset += count
        return count
      } catch {
        guard error.code == .commandFailed, attempt < attempts else {
          let tries = attempt > 1 ? " (attempt \(attempt) of \(attempts))" : ""
          throw StorageError(error.code, error.message + tries, path: error.path, offset: error.offset)
        }
      }
      var pause = pauseMilliseconds
      for _ in 1..<attempt { pause = min(pause * 4, 60_000) }
      attempt += 1
      usleep(UInt32(pause) * 1000)
      source = try CommandSource(arguments)
    }
  }

  /// Reads again what was given out before the failure.
  private func passOver() throws(StorageError) {
    var again = XXH64()
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { room.deallocate() }
    while source.storedOffset < storedOffset {
      let wanted = min(room.count, storedOffset - source.storedOffset)
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<wanted]))
      if count == 0 { break }
      again.update(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }
    guard source.storedOffset == storedOffset, again.digest() == hash.digest() else {
      throw StorageError(
        .inputOutput, "another attempt gave other bytes than the first \(storedOffset); it changes while it is read",
        path: arguments.joined(separator: " "), offset: source.storedOffset)
    }
  }
}
