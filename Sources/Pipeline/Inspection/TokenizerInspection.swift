// sluice tokenizer inspect: what a vocabulary is.

import Auditing
import Storage
import Tokenization

/// A tokenizer, described.
public struct TokenizerInspection: Sendable, Codable {
  public struct Token: Sendable, Codable {
    public let id: Int
    /// The token's text, escaped.
    public let text: String
    public let bytes: Int
  }

  public let file: String
  public let type: String
  /// One more than the highest id.
  public let vocabularySize: Int
  /// Tokens that text is encoded to.
  public let textTokens: Int
  /// Ids below the highest that name no token.
  public let unusedIDs: Int
  public let merges: Int
  public let pattern: String
  public let regularExpression: String
  public let normalization: String
  /// True when a pre-token that is a token becomes it, whatever the merges say.
  public let takesWholeWords: Bool
  public let specialTokens: [Token]
  /// The longest tokens, longest first.
  public let longestTokens: [Token]
  public let meanTokenBytes: Double
  /// Of the canonical `tokenizer.json`, as manifests name it.
  public let sha256: String

  /// - Parameters:
  ///   - path: a tokenizer's file or folder.
  ///   - pattern: the split pattern of files that do not say it.
  ///   - longest: how many of the longest tokens to show.
  /// - Throws: `TokenizationError`.
  public init(_ path: String, pattern: SplitPattern? = nil, longest: Int = 10) throws {
    let tokenizer = try BPETokenizer.load(path, pattern: pattern)
    let model = tokenizer.model
    let added = Set(model.addedTokens.map { Int($0.id) })
    let texts = (0..<model.tokens.count).filter { !model.tokens[$0].isEmpty }
    file = path
    type = "byte-level BPE"
    vocabularySize = model.vocabularySize
    textTokens = texts.count
    unusedIDs = model.vocabularySize - Set(texts).union(added).count
    merges = model.merges.count
    self.pattern = model.pattern.name
    regularExpression = model.pattern.regularExpression
    normalization = model.normalization.rawValue
    takesWholeWords = model.ignoresMergesForWholeWords
    specialTokens = model.addedTokens.sorted { $0.id < $1.id }.map {
      Token(id: Int($0.id), text: TerminalText.escape($0.content), bytes: $0.content.utf8.count)
    }
    let byLength = texts.sorted { (-model.tokens[$0].count, $0) < (-model.tokens[$1].count, $1) }
    longestTokens = byLength.prefix(max(0, longest)).map {
      Token(id: $0, text: TerminalText.escape(model.tokens[$0], keepsLines: false), bytes: model.tokens[$0].count)
    }
    meanTokenBytes = Double(texts.reduce(0) { $0 + model.tokens[$1].count }) / Double(max(1, texts.count))
    sha256 = tokenizer.sha256()
  }

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func text() -> String {
    var text = "tokenizer      \(file)\n"
    text += "type           \(type)\(takesWholeWords ? ", whole words before merges" : "")\n"
    text += "vocabulary     \(Figures.count(vocabularySize)) ids: \(Figures.count(textTokens)) tokens of "
    text +=
      "\(Figures.decimal(meanTokenBytes, places: 2)) bytes on average, \(Figures.count(specialTokens.count)) added, "
    text += "\(Figures.count(unusedIDs)) unused\n"
    text += "merges         \(Figures.count(merges))\n"
    text += "pattern        \(pattern)  \(regularExpression)\n"
    text += "normalization  \(normalization)\n"
    text += "SHA-256        \(sha256)\n"
    if !specialTokens.isEmpty { text += "\n" + Self.table("added token", specialTokens) }
    if !longestTokens.isEmpty { text += "\n" + Self.table("longest tokens", longestTokens) }
    return text
  }

  private static func table(_ title: String, _ tokens: [Token]) -> String {
    TextTable(
      header: ["id", "bytes", title], rows: tokens.map { ["\($0.id)", "\($0.bytes)", "“\($0.text)”"] },
      numericColumns: [0, 1]
    ).text()
  }
}
