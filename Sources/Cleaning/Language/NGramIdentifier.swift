// The identifier that needs no file: scripts, and n-grams of letters where languages share one.

import TextAnalysis

/// Tells the language of a text among some seventy.
///
/// The script with most letters decides; where it is written by one language alone, that is the answer, else a logistic
/// regression over n-grams of letters. The score is the probability among that script's languages times the script's
/// share of the letters.
public struct NGramIdentifier: Sendable {
  /// Fewer letters than this say nothing, counted by what they are worth.
  private static let minimumLetters = 3

  private let letters = LetterTable.standard
  private let groups: [LanguageGroup]

  public init() {
    let model = LanguageModel.standard
    groups = LanguageScript.allCases.compactMap { model?.groups[$0] }
  }

  /// Tags of all languages that can be told, in alphabetical order.
  public var tags: [String] { (groups.flatMap(\.tags) + LetterKind.certain.map(\.tag)).sorted() }

  /// - Parameter text: UTF-8; bytes that are not are passed over.
  public func identify(_ text: UnsafeBufferPointer<UInt8>) -> IdentifiedLanguage {
    var scan = LanguageScan(letters: letters, groups: groups)
    for range in TextSample.ranges(of: text) { scan.read(text, range) }
    let total = scan.letterValues.reduce(0, +)
    guard total >= Self.minimumLetters,
      let number = scan.letterValues.indices.max(by: { scan.letterValues[$0] < scan.letterValues[$1] })
    else { return .undetermined }
    let share = Double(scan.letterValues[number]) / Double(total)
    switch letters.kinds[number] {
    case .certain(let tag): return IdentifiedLanguage(tag: tag, score: share)
    case .shared:
      let group = groups[number]
      let probabilities = Self.probabilities(scan.sums[number], group)
      guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else {
        return .undetermined
      }
      return IdentifiedLanguage(tag: group.tags[best], score: share * probabilities[best])
    }
  }

  private static func probabilities(_ sum: LanguageSum, _ group: LanguageGroup) -> [Double] {
    let root = Double(max(sum.gramCount, 1)).squareRoot().squareRoot()
    let logits = group.tags.indices.map { index in
      (Double(sum.scores[index]) / Double(group.steps) / root + Double(group.priors[index]) / 256)
        * 256 / Double(group.temperature)
    }
    return LogisticFunction.softmax(logits)
  }
}
