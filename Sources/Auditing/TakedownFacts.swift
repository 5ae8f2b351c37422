// What a list of documents to be removed has done.

/// Which entries of takedown lists matched a document.
public struct TakedownFacts: Sendable, Codable, Equatable {
  /// An entry of a list.
  public struct Entry: Sendable, Codable, Equatable, Hashable, Comparable {
    /// The list's file name.
    public var list: String
    /// From 1.
    public var line: Int

    public init(list: String, line: Int) {
      self.list = list
      self.line = line
    }

    public static func < (left: Entry, right: Entry) -> Bool {
      left.list == right.list
        ? left.line < right.line : left.list.utf8.lexicographicallyPrecedes(right.list.utf8)
    }
  }

  public var entries: Int
  public var documents: Int
  /// Entries that no document of the run answers to, ascending.
  public var unmatched: [Entry]

  public init(entries: Int, documents: Int, unmatched: [Entry]) {
    self.entries = entries
    self.documents = documents
    self.unmatched = unmatched
  }

  private static let shownLimit = 10

  /// For people.
  var text: String {
    var text = "takedown    \(Figures.count(documents)) documents for \(Figures.count(entries)) entries"
    if unmatched.isEmpty { return text + "; every entry matched\n" }
    text += "; \(Figures.count(unmatched.count)) matched nothing:\n"
    for entry in unmatched.prefix(Self.shownLimit) { text += "  \(TerminalText.escape(entry.list)):\(entry.line)\n" }
    if unmatched.count > Self.shownLimit {
      text += "  … and \(Figures.count(unmatched.count - Self.shownLimit)) more\n"
    }
    return text
  }
}
