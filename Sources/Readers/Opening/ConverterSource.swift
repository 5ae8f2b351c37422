// What a program makes of a file of this machine, as bytes.

import Storage

/// The output of a program that reads a file. That it fails is the file's fault (`corrupt`), unless the program does not
/// run at all, or the machine has no room for it.
final class ConverterSource: ByteSource {
  private let source: CommandSource
  private let path: String
  private let probe: [String]

  /// - Parameters:
  ///   - arguments: the program and its arguments.
  ///   - path: the file, for messages.
  ///   - probe: a call of the program that succeeds wherever it runs.
  init(_ arguments: [String], path: String, probe: [String]) throws(StorageError) {
    source = try CommandSource(arguments, statusMeansDamage: true)
    self.path = path
    self.probe = probe
  }

  var storedOffset: Int { source.storedOffset }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    do throws(StorageError) {
      return try source.read(into: buffer)
    } catch {
      let isMachines = ["Out of Memory Error", "out of memory", "Permission denied", "No space left"].contains {
        error.message.contains($0)
      }
      let isDamage = error.code == .corrupt && !isMachines && runs()
      // The command itself says nothing to a user.
      throw StorageError(isDamage ? .corrupt : .commandFailed, error.message, path: path, offset: error.offset)
    }
  }

  /// True when the program works at all.
  private func runs() -> Bool {
    do throws(StorageError) {
      let input = ByteInput(source: try CommandSource(probe), name: path)
      while try input.fillMore() { input.consume(input.availableByteCount) }
      return true
    } catch {
      return false
    }
  }
}
