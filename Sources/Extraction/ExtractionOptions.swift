// What a configuration may choose about extraction, with the defaults.

/// Options of extraction. Each of them changes what comes out, so all of them belong to the fingerprint of a stage.
public struct ExtractionOptions: Sendable, Equatable, Codable {
  /// Which text of a page is wanted.
  public enum Mode: String, Sendable, Codable, CaseIterable {
    /// The main content: without navigation, side columns, advertisements and the like.
    case main
    /// All text that a page carries.
    case all
  }

  /// How the text is written.
  public enum Style: String, Sendable, Codable, CaseIterable {
    /// Plain text: blank lines between blocks, `- ` before list items, ` | ` between cells.
    case text
    /// Markdown headings, lists, fences and tables.
    case markdown
  }

  /// Which parser turns bytes into tags and text.
  public enum Parser: String, Sendable, Codable, CaseIterable {
    /// Our own: the WHATWG standard's tokeniser with a light stack of open elements.
    case builtin
    /// libxml2's HTML parser through its event interface: to compare with, and not for hostile pages.
    case libxml2
  }

  /// How the encoding of a page is guessed that declares none and is not UTF-8.
  public enum Detector: String, Sendable, Codable, CaseIterable {
    /// ICU's detector with our corrections; always there.
    case builtin
    /// uchardet, opened at run time; where it is not installed, making an extractor fails.
    case uchardet
  }

  public var mode: Mode
  public var style: Style
  public var parser: Parser
  public var detector: Detector
  /// Pages with more bytes than this are dropped.
  public var maximumPageByteCount: Int
  /// Elements nested deeper than this are not told apart; their text stays.
  public var maximumDepth: Int
  /// Block elements and segments beyond this number are not told apart; their text stays.
  public var maximumBlockCount: Int

  public init(
    mode: Mode = .main, style: Style = .text, parser: Parser = .builtin, detector: Detector = .builtin,
    maximumPageByteCount: Int = 32 << 20, maximumDepth: Int = 512, maximumBlockCount: Int = 1 << 17
  ) {
    self.mode = mode
    self.style = style
    self.parser = parser
    self.detector = detector
    self.maximumPageByteCount = maximumPageByteCount
    self.maximumDepth = maximumDepth
    self.maximumBlockCount = maximumBlockCount
  }
}
