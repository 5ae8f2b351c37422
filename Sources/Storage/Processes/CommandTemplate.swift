// A command with a place for an address: how object stores and other remote files are read.

import Glibc

/// The words of a command, in one of which `{url}` stands for the address of what it writes to its standard output.
public struct CommandTemplate: Sendable, Equatable {
  /// The program and its arguments.
  public let words: [String]

  /// What stands for the address.
  public static let place = "{url}"

  /// - Parameter words: one text is split into words as a shell splits it (`'…'`, `"…"` and `\` quote; nothing else has
  ///   a meaning, since there is no shell); several are the words themselves.
  /// - Throws: `invalidPath` for a quote that is not closed, no program, or no `{url}`.
  public init(_ words: [String]) throws(StorageError) {
    self.words = words.count == 1 ? try Self.split(words[0]) : words
    let text = words.joined(separator: " ")
    guard let program = self.words.first, !program.isEmpty, !program.contains(Self.place) else {
      throw StorageError(.invalidPath, "the command names no program", path: text)
    }
    guard self.words.contains(where: { $0.contains(Self.place) }) else {
      throw StorageError(
        .invalidPath, "the command has no {url}, where the address of each input is to stand", path: text)
    }
  }

  /// The words with the address in its place.
  ///
  /// - Throws: `invalidPath` for an address that a program could take for an option, or that no argument can hold.
  public func arguments(url: String) throws(StorageError) -> [String] {
    if url.isEmpty || url.hasPrefix("-") || url.utf8.contains(0) {
      throw StorageError(.invalidPath, "is no address: it is empty, begins with '-', or holds a NUL", path: url)
    }
    return words.map { word in
      var rest = word[...]
      var filled = ""
      while let found = Self.firstPlace(in: rest) {
        filled += rest[..<found.lowerBound] + url
        rest = rest[found.upperBound...]
      }
      return filled + rest
    }
  }

  /// The path of the program; nil when it is not installed.
  public var programPath: String? { ProgramSearch.path(of: words[0]) }

  private static func firstPlace(in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(place) { return start..<text.index(start, offsetBy: place.count) }
      start = text.index(after: start)
    }
    return nil
  }

  private static func split(_ text: String) throws(StorageError) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch (scalar, quote) {
      case ("\\", nil), ("\\", "\""):
        guard let next = scalars.next() else {
          throw StorageError(.invalidPath, "the command ends with a backslash", path: text)
        }
        word = word ?? .init()
        // Inside double quotes a backslash is itself but in front of what has a meaning there.
        if quote != nil, next != "\"", next != "\\" { word?.append("\\") }
        word?.append(next)
      case ("'", nil), ("\"", nil):
        quote = scalar
        word = word ?? .init()
      case (_, .some(let open)) where open == scalar: quote = nil
      case (" ", nil), ("\t", nil), ("\n", nil):
        if let whole = word { words.append(String(whole)) }
        word = nil
      default:
        word = word ?? .init()
        word?.append(scalar)
      }
    }
    guard quote == nil else { throw StorageError(.invalidPath, "a quote in the command is not closed", path: text) }
    if let whole = word { words.append(String(whole)) }
    return words
  }
}

/// Where programs are.
public enum ProgramSearch {
  /// The path of a program: of a name the first executable file in the search path, of a path itself; nil when there is
  /// none.
  public static func path(of program: String) -> String? {
    func isProgram(_ path: String) -> Bool { !FileSystem.isDirectory(path) && access(path, X_OK) == 0 }
    if program.contains("/") { return isProgram(program) ? program : nil }
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").map { Path.join(String($0), program) }.first(where: isProgram)
  }
}
