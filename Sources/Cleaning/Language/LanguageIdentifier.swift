// What tells languages: the built-in identifier, or a model of fastText that the user has.

/// A language and how sure it is.
public struct IdentifiedLanguage: Sendable, Equatable {
  /// A BCP 47 tag, or the label of the user's model; `und` where nothing tells.
  public let tag: String
  /// From 0 to 1.
  public let score: Double

  /// What has no letters: numbers, addresses, signs.
  public static let undetermined = IdentifiedLanguage(tag: "und", score: 0)
}

/// Tells the language of texts.
public enum LanguageIdentifier: Sendable {
  case builtIn(NGramIdentifier)
  /// A model such as `lid.176.bin` or `lid.176.ftz`.
  case fastText(FastTextModel)

  /// - Parameter model: path of a fastText model; nil for the built-in identifier.
  /// - Throws: `CleaningError` for a file that is no such model.
  public init(model: String? = nil) throws(CleaningError) {
    self = if let model { .fastText(try FastTextModel(path: model)) } else { .builtIn(NGramIdentifier()) }
  }

  /// The tags that documents can be given.
  public var tags: [String] {
    switch self {
    case .builtIn(let identifier): identifier.tags
    case .fastText(let model): model.labels
    }
  }

  public func identify(_ text: [UInt8]) -> IdentifiedLanguage {
    text.withUnsafeBufferPointer { text in
      switch self {
      case .builtIn(let identifier): return identifier.identify(text)
      case .fastText(let model):
        guard let best = model.predict(text).first else { return .undetermined }
        return IdentifiedLanguage(tag: best.label, score: best.probability)
      }
    }
  }
}

/// A language range of RFC 4647, basic filtering: `zh` is any Chinese, `zh-Hant` Chinese in traditional characters.
struct LanguageRange: Sendable {
  private let prefix: String

  init(_ range: String) { prefix = range.lowercased() }

  func contains(_ tag: String) -> Bool {
    let tag = tag.lowercased()
    return tag == prefix || tag.hasPrefix(prefix + "-")
  }
}
