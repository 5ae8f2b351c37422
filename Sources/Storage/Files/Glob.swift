// Name patterns: from `crawl-*/**/*.warc.{gz,zst}` to files.

/// Patterns of file names, as shells have them.
///
/// - `*` any characters within a name, `?` one character, `[a-z]` one of a set, `[!a-z]` one outside of it;
/// - `**` as a whole part: any number of folders, none included; at the end, all regular files below;
/// - `{a,b}` either text, nested as needed; `\` takes the next character as it is.
///
/// Names that begin with a dot match only a pattern part that begins with a dot.
public enum Glob {
  /// Most alternatives that the braces of one pattern may stand for.
  static let maximumAlternatives = 10_000

  /// The existing paths that match, sorted by their bytes, each once; none is no error.
  ///
  /// A text that is the path of something that exists stands for itself, whatever characters it has.
  ///
  /// - Parameters:
  ///   - pattern: a pattern or a path, absolute or relative.
  ///   - folder: where relative patterns start; the results begin with it (not when it is "." or empty).
  /// - Throws: `invalidPath` for a pattern that cannot be understood; `permissionDenied` for a folder that must be
  ///   listed and cannot.
  public static func expand(_ pattern: String, relativeTo folder: String) throws(StorageError) -> [String] {
    let base = folder == "." ? "" : folder
    let plain = Path.join(base, pattern)
    if FileSystem.exists(plain) { return [plain] }
    var found: Set<String> = []
    for alternative in try alternatives(of: pattern) {
      var parts = alternative.split(separator: "/").map { Array($0) }
      let isAbsolute = alternative.first == "/"
      if alternative.last == "/" { parts.append([]) }
      try match(parts[...], below: isAbsolute ? "/" : base, into: &found)
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a name matches a pattern without `/`, `**` and braces.
  public static func matches(_ name: String, pattern: String) -> Bool {
    let pattern = Array(pattern.unicodeScalars)
    if name.unicodeScalars.first == "." && pattern.first != "." { return false }
    return matches(Array(name.unicodeScalars), pattern)
  }

  // MARK: - Parts of paths

  private typealias Scalars = [Unicode.Scalar]

  private static func match(
    _ parts: ArraySlice<Scalars>, below folder: String, into found: inout Set<String>
  ) throws(StorageError) {
    guard let part = parts.first else {
      if FileSystem.exists(folder) { found.insert(folder) }
      return
    }
    let rest = parts.dropFirst()
    if part.isEmpty {
      // A pattern that ends with "/" means folders.
      if FileSystem.isDirectory(folder) { found.insert(folder) }
    } else if part == ["*", "*"] {
      let root = folder.isEmpty ? "." : folder
      guard FileSystem.isDirectory(root) else { return }
      let below = try FileSystem.visit(root, followLinks: true, includeHidden: false)
      // "." was only needed to have something to list.
      func trimmed(_ path: String) -> String { folder.isEmpty ? String(path.dropFirst(2)) : path }
      if rest.isEmpty {
        for file in below.files { found.insert(trimmed(file.path)) }
      } else {
        let following = rest.drop { $0 == part }
        try match(following.isEmpty ? [part] : following, below: folder, into: &found)
        for path in below.folders where !following.isEmpty {
          try match(following, below: trimmed(path), into: &found)
        }
      }
    } else if let name = literal(part) {
      try match(rest, below: Path.join(folder, name), into: &found)
    } else {
      let root = folder.isEmpty ? "." : folder
      guard FileSystem.isDirectory(root) else { return }
      for name in try FileSystem.listDirectory(root) {
        let scalars = Array(name.unicodeScalars)
        if scalars.first == "." && part.first != "." { continue }
        guard matches(scalars, part) else { continue }
        let path = Path.join(folder, name)
        if rest.isEmpty || FileSystem.isDirectory(path) { try match(rest, below: path, into: &found) }
      }
    }
  }

  /// The name that a part without wildcards stands for; nil when it has wildcards.
  private static func literal(_ part: Scalars) -> String? {
    var name = String.UnicodeScalarView()
    var index = 0
    while index < part.count {
      if part[index] == "*" || part[index] == "?" || part[index] == "[" { return nil }
      if part[index] == "\\" && index + 1 < part.count { index += 1 }
      name.append(part[index])
      index += 1
    }
    return String(name)
  }

  // MARK: - One name

  /// Matching with one point of return, the latest `*`: at most name × pattern steps.
  private static func matches(_ name: Scalars, _ pattern: Scalars) -> Bool {
    var at = 0
    var place = 0
    var star: (place: Int, at: Int)?
    while at < name.count {
      if place < pattern.count && pattern[place] == "*" {
        star = (place + 1, at)
        place += 1
      } else if let next = matchOne(name[at], pattern, place) {
        at += 1
        place = next
      } else if let back = star {
        star = (back.place, back.at + 1)
        at = back.at + 1
        place = back.place
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }

  /// The place after the pattern's next element when it matches a character; nil when it does not.
  private static func matchOne(_ scalar: Unicode.Scalar, _ pattern: Scalars, _ place: Int) -> Int? {
    guard place < pattern.count else { return nil }
    switch pattern[place] {
    case "*": return nil
    case "?": return place + 1
    case "[":
      guard let set = parseSet(pattern, place) else { return scalar == "[" ? place + 1 : nil }
      let isIn = set.ranges.contains { $0.contains(scalar.value) }
      return isIn != set.isNegated ? set.end : nil
    case "\\" where place + 1 < pattern.count: return pattern[place + 1] == scalar ? place + 2 : nil
    default: return pattern[place] == scalar ? place + 1 : nil
    }
  }

  /// The set that begins at `place`; nil when it has no closing bracket and the bracket is an ordinary character.
  private static func parseSet(
    _ pattern: Scalars, _ place: Int
  ) -> (ranges: [ClosedRange<UInt32>], isNegated: Bool, end: Int)? {
    var index = place + 1
    var ranges: [ClosedRange<UInt32>] = []
    let isNegated = index < pattern.count && (pattern[index] == "!" || pattern[index] == "^")
    if isNegated { index += 1 }
    let first = index
    while index < pattern.count {
      // A bracket that comes first is a member.
      if pattern[index] == "]" && index > first { return (ranges, isNegated, index + 1) }
      if pattern[index] == "\\" && index + 1 < pattern.count { index += 1 }
      let low = pattern[index].value
      if index + 2 < pattern.count && pattern[index + 1] == "-" && pattern[index + 2] != "]" {
        let high = pattern[index + 2].value
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }

  // MARK: - Braces

  /// The patterns without braces that a pattern stands for.
  private static func alternatives(of pattern: String) throws(StorageError) -> [Scalars] {
    var finished: [Scalars] = []
    var open = [Array(pattern.unicodeScalars)]
    while let next = open.popLast() {
      guard let brace = try firstBrace(next, of: pattern) else {
        finished.append(next)
        continue
      }
      for choice in brace.choices {
        open.append(Array(next[..<brace.range.lowerBound]) + choice + Array(next[brace.range.upperBound...]))
      }
      if finished.count + open.count > maximumAlternatives {
        throw StorageError(
          .limitExceeded, "its braces stand for more than \(maximumAlternatives) patterns", path: pattern)
      }
    }
    return finished
  }

  /// The first brace group with a comma: its place and its choices.
  private static func firstBrace(
    _ pattern: Scalars, of whole: String
  ) throws(StorageError) -> (range: Range<Int>, choices: [Scalars])? {
    var index = 0
    while index < pattern.count {
      if pattern[index] == "\\" {
        index += 2
        continue
      }
      if pattern[index] == "{" {
        let group = try parseBrace(pattern, index, of: whole)
        if group.choices.count > 1 { return group }
      }
      index += 1
    }
    return nil
  }

  private static func parseBrace(
    _ pattern: Scalars, _ start: Int, of whole: String
  ) throws(StorageError) -> (range: Range<Int>, choices: [Scalars]) {
    var choices: [Scalars] = []
    var choice: Scalars = []
    var depth = 0
    var index = start
    while index < pattern.count {
      let scalar = pattern[index]
      if scalar == "\\" && index + 1 < pattern.count {
        choice.append(scalar)
        index += 1
        choice.append(pattern[index])
      } else if scalar == "{" {
        depth += 1
        if depth > 1 { choice.append(scalar) }
      } else if scalar == "}" {
        depth -= 1
        if depth == 0 { return (start..<index + 1, choices + [choice]) }
        choice.append(scalar)
      } else if scalar == "," && depth == 1 {
        choices.append(choice)
        choice = []
      } else {
        choice.append(scalar)
      }
      index += 1
    }
    throw StorageError(.invalidPath, "a brace \"{\" is not closed; write \"\\{\" for the character", path: whole)
  }
}
