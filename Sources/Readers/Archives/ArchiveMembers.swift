// What archives of all formats share: which members are read, what they are called, how they are opened.

import Corpus
import Storage

/// Chooses, names and opens the members of one archive.
struct ArchiveMembers {
  private let opening: InputOpening
  private let archive: String
  private let patterns: [MemberPattern]
  /// How often a name came, by its hash: names that come again are told apart.
  private var seen: [UInt64: Int] = [:]

  /// What stands between an archive's name and a member's.
  static let separator = "!/"

  init(opening: InputOpening, archive: String) {
    self.opening = opening
    self.archive = archive
    patterns = opening.members.map(MemberPattern.init)
  }

  /// True when a member of this name is read; hidden ones are where a pattern asks for them.
  func takes(_ name: String) -> Bool {
    if let isTaken = MemberPattern.choice(name, patterns) { return isTaken }
    if Self.isHidden(name) { return false }
    return !opening.isKindKnown || opening.configuration.kind.takes(fileNamed: name)
  }

  /// True for what folders leave out, too: names with a dot in front, among them macOS's `._name`, and what macOS puts
  /// beside the files of an archive.
  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0 == "__MACOSX" || ($0.hasPrefix(".") && $0 != "." && $0 != "..") }
  }

  /// The member's name as it stands, without a leading `./`. It is never followed as a path: `..` and a leading slash
  /// stay what they are.
  static func name(_ bytes: [UInt8]) -> String {
    var rest = bytes[...]
    while rest.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { rest = rest.dropFirst(2) }
    return String(decoding: rest, as: UTF8.self)
  }

  /// The name in origins: `pages.tar!/en/index.html`; `pages.tar!2/en/index.html` where that name comes a second time.
  mutating func file(for name: String) -> String {
    let hash = XXH64.hash(Array(name.utf8))
    let count = seen[hash, default: 0] + 1
    seen[hash] = count
    return archive + (count == 1 ? Self.separator : "!\(count)/") + name
  }

  /// Opens a member.
  func open(_ source: any ByteSource, file: String) throws -> OpenedInput {
    var input: ByteInput
    do throws(StorageError) {
      input = try ByteInput.decompressing(source, name: file, limits: opening.limits)
    } catch {
      // Damaged from its first byte: the reader meets that again, and tells of it.
      guard error.isDamage else { throw error }
      input = ByteInput(source: source, name: file)
    }
    return try opening.read(opening.look(into: input, file: file), file: file, isMember: true)
  }
}

/// A pattern for members: of whole names where it has a slash, else of their last parts; one that begins with `!` takes
/// members out.
struct MemberPattern {
  private let parts: [String]
  private let isNegative: Bool

  init(_ pattern: String) {
    isNegative = pattern.hasPrefix("!")
    parts = (isNegative ? pattern.dropFirst() : pattern[...]).split(separator: "/").map(String.init)
  }

  /// What the last pattern that fits says; nil where none fits and all of them only take out.
  static func choice(_ name: String, _ patterns: [MemberPattern]) -> Bool? {
    let names = name.split(separator: "/").map(String.init)
    if let last = patterns.last(where: { $0.fits(names) }) { return !last.isNegative }
    return patterns.allSatisfy(\.isNegative) ? nil : false
  }

  private func fits(_ names: [String]) -> Bool {
    guard let last = names.last, let only = parts.first else { return false }
    if parts.count == 1, only != "**" { return Glob.matches(last, pattern: only) }
    // places[i]: the first i parts of the pattern fit the names so far.
    var places = [Bool](repeating: false, count: parts.count + 1)
    places[0] = true
    for index in parts.indices where parts[index] == "**" && places[index] { places[index + 1] = true }
    for name in names {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for index in parts.indices where places[index] {
        if parts[index] == "**" {
          next[index] = true
        } else if Glob.matches(name, pattern: parts[index]) {
          next[index + 1] = true
        }
      }
      for index in parts.indices where parts[index] == "**" && next[index] { next[index + 1] = true }
      places = next
    }
    return places[parts.count]
  }
}
