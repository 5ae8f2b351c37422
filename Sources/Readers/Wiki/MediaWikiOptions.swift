// Which pages and revisions of a MediaWiki dump become records.

/// The options of MediaWiki's XML dumps.
public struct MediaWikiOptions: Sendable, Equatable {
  /// Which revisions of a page are taken, where a dump has several.
  public enum Revisions: String, Sendable, CaseIterable {
    /// The last one of the page in the dump; MediaWiki writes them in the order in which they were made.
    case latest
    /// Each of them, as a record of its own.
    case all
  }

  /// Numbers of the namespaces whose pages are taken (0: articles, 1: their talk, 2: users, 4: the project, 14:
  /// categories …); empty for all.
  public var namespaces: [Int]
  /// True when pages that only lead to another one are records, too.
  public var keepsRedirects: Bool
  public var revisions: Revisions
  /// Longest revision in bytes of XML; longer ones are quarantined, with what is left of their page.
  public var maximumByteCount: Int

  public init(
    namespaces: [Int] = [0], keepsRedirects: Bool = false, revisions: Revisions = .latest,
    maximumByteCount: Int = 64 << 20
  ) {
    self.namespaces = namespaces
    self.keepsRedirects = keepsRedirects
    self.revisions = revisions
    self.maximumByteCount = maximumByteCount
  }
}
