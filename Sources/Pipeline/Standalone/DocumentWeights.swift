// How often documents count in what is learnt from a corpus.

import Corpus
import Storage

/// Weights of documents. A weight of 3 counts a document three times; of 2.5, twice or three times, as a hash of its name
/// decides; of 0, not at all. The choice is the same on every run, and a document of a small sample is in a larger one.
public struct DocumentWeights: Sendable, Codable, Equatable {
  /// The weight of some files.
  public struct Rule: Sendable, Codable, Equatable {
    /// A glob over paths as the inputs name them, or over file names where it has no slash.
    public var pattern: String
    public var weight: Double

    public init(pattern: String, weight: Double) {
      self.pattern = pattern
      self.weight = weight
    }
  }

  /// The first rule that matches a file gives its weight; files that none matches have 1.
  public var files: [Rule] = []
  /// A field with a number by which each document counts besides; documents without it count by 1.
  public var field: String?
  /// Share of all documents; the weights are multiplied by it.
  public var sample = 1.0

  /// Weights are at most this.
  public static let largest = 1e9

  public init() {}

  /// Reads `PATTERN=WEIGHT`.
  ///
  /// - Throws: `RunError.usage`.
  public mutating func add(rule text: String) throws {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex,
      let weight = Double(text[text.index(after: mark)...])
    else { throw RunError(.usage, "'\(text)' is no weight: write FILES=NUMBER, such as 'zh/*.jsonl=2.5'") }
    files.append(Rule(pattern: String(text[..<mark]), weight: weight))
  }

  /// Reads a share such as `10%` or `0.1`.
  ///
  /// - Throws: `RunError.usage`.
  public mutating func setSample(_ text: String) throws {
    guard let fraction = Quantities.fraction(text) else {
      throw RunError(.usage, "'\(text)' is no share of the documents: write a number above 0 up to 1, or a percentage")
    }
    sample = fraction
  }

  /// - Throws: `RunError.usage` for weights below 0, above 10⁹, or that are no numbers.
  func check() throws {
    for rule in files where !Self.isWeight(rule.weight) {
      throw RunError(
        .usage, "the weight \(rule.weight) of '\(rule.pattern)' is not between 0 and \(Int(Self.largest))")
    }
    guard sample > 0, sample <= 1 else { throw RunError(.usage, "a sample of \(sample) is not above 0 and up to 1") }
  }

  static func isWeight(_ value: Double) -> Bool { value >= 0 && value <= largest }

  /// The weight of a file's documents, without that of their field.
  func weight(ofFile path: String) -> Double {
    let name = Path.lastComponent(path)
    let rule = files.first { Glob.matches($0.pattern.contains("/") ? path : name, pattern: $0.pattern) }
    return sample * (rule?.weight ?? 1)
  }

  /// How often a document of this weight counts; what is behind the point is decided by its name.
  static func occurrences(_ weight: Double, _ line: borrowing LineText) -> UInt64 {
    if weight == weight.rounded(.down) { return UInt64(weight) }
    var name: [UInt8] = []
    line.appendName(to: &name)
    return occurrences(weight, choice: XXH64.hash(name))
  }

  /// - Parameter choice: evenly spread over all numbers, such as a hash.
  static func occurrences(_ weight: Double, choice: UInt64) -> UInt64 {
    let whole = weight.rounded(.down)
    // 53 bits: exact in a Double, the same on every machine.
    return UInt64(whole) + (Double(choice >> 11) < (weight - whole) * 0x1p53 ? 1 : 0)
  }
}

extension LineText {
  /// The line's own weight; 1 where it has none, nil where it has one that is no number from 0 to 10⁹.
  var ownWeight: Double? {
    guard let weight else { return 1 }
    if weight.kind == .null { return 1 }
    guard weight.kind == .number, let value = Double(String(decoding: bytes[weight.start..<weight.end], as: UTF8.self)),
      DocumentWeights.isWeight(value)
    else { return nil }
    return value
  }
}
