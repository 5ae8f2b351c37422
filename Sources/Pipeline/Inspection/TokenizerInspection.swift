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
  /// The kind of vocabulary, in words.
  public let type: String
  /// One more than the highest id.
  public let vocabularySize: Int
  /// Tokens that text is encoded to.
  public let textTokens: Int
  /// Ids below the highest that name no token.
  public let unusedIDs: Int
  public let merges: Int
  /// Empty where text is not cut by a regular expression.
  public let pattern: String
  public let regularExpression: String
  public let normalization: String
  /// True when a pre-token that is a token becomes it, whatever the merges say.
  public let takesWholeWords: Bool
  public let specialTokens: [Token]
  /// The longest tokens, longest first.
  public let longestTokens: [Token]
  public let meanTokenBytes: Double
  /// Of the tokenizer's canonical file, as manifests name it.
  public let sha256: String

  /// - Parameters:
  ///   - path: a tokenizer's file or folder.
  ///   - pattern: the split pattern of files that do not say it.
  ///   - longest: how many of the longest tokens to show.
  /// - Throws: `TokenizationError`.
  public init(_ path: String, pattern: SplitPattern? = nil, longest: Int = 10) throws {
    let tokenizer = try Tokenizer.load(path, pattern: pattern)
    let vocabulary = InspectedVocabulary(tokenizer)
    let added = Set(tokenizer.addedTokens.map { Int($0.id) })
    let texts = vocabulary.texts
    let ids = texts.indices.filter { !texts[$0].isEmpty }
    file = path
    type = vocabulary.type
    vocabularySize = tokenizer.vocabularySize
    textTokens = ids.count
    unusedIDs = tokenizer.vocabularySize - Set(ids).union(added).count
    merges = vocabulary.merges
    self.pattern = vocabulary.pattern?.name ?? ""
    regularExpression = vocabulary.pattern?.regularExpression ?? ""
    normalization = vocabulary.normalization
    takesWholeWords = vocabulary.takesWholeWords
    specialTokens = tokenizer.addedTokens.sorted { $0.id < $1.id }.map {
      Token(id: Int($0.id), text: TerminalText.escape($0.content), bytes: $0.content.utf8.count)
    }
    let byLength = ids.sorted { (-texts[$0].count, $0) < (-texts[$1].count, $1) }
    longestTokens = byLength.prefix(max(0, longest)).map {
      Token(id: $0, text: TerminalText.escape(texts[$0], keepsLines: false), bytes: texts[$0].count)
    }
    meanTokenBytes = Double(ids.reduce(0) { $0 + texts[$1].count }) / Double(max(1, ids.count))
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
    if merges > 0 { text += "merges         \(Figures.count(merges))\n" }
    if !pattern.isEmpty { text += "pattern        \(pattern)  \(regularExpression)\n" }
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
