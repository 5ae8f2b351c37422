// Where an input's bytes come from.

import Storage

/// A place that bytes are read from.
public enum InputLocation: Sendable, Equatable {
  /// A regular file, or a range of its stored bytes that begins where a record or a compressed member begins.
  case file(String, range: Range<Int>? = nil)
  /// A file that need not be regular: a named pipe, or what a shell puts in place of `<(…)`. It is read once.
  case stream(String)
  case standardInput
  /// What a command writes for an address.
  case command(CommandTemplate, url: String, attempts: Int)

  /// Opens the place; compression is recognised by content.
  ///
  /// - Throws: `StorageError`.
  public func open(limits: DecompressionLimits) throws(StorageError) -> ByteInput {
    switch self {
    case .file(let path, let range): try ByteInput.open(path: path, range: range, limits: limits)
    case .stream(let path): try ByteInput.openStream(path: path, limits: limits)
    case .standardInput: try ByteInput.standardInput(limits: limits)
    case .command(let command, let url, let attempts):
      try ByteInput.decompressing(
        RetryingCommandSource(command.arguments(url: url), attempts: attempts), name: url, limits: limits)
    }
  }

  /// The whole file's path, where there is one.
  var path: String? {
    switch self {
    case .file(let path, nil): path
    default: nil
    }
  }

  /// True when the first byte that is read is the first of the input.
  var isFromStart: Bool {
    if case .file(_, let range?) = self { return range.lowerBound == 0 }
    return true
  }
}
