// The repetition rules of Gopher (Rae et al. 2021, table A1).

import Corpus
import TextAnalysis

/// Drops documents that say the same again and again.
///
/// Shares of lines and paragraphs that are copies of earlier ones, of their bytes, of the bytes in the most frequent
/// 2- to 4-gram, and of the bytes in repeated 5- to 10-grams, with the published limits. Where most of the text is
/// written without spaces, n counts characters and is half as large again.
public struct GopherRepetitionStage: DocumentStage {
  public static let name: StageName = "gopher-repetition"

  public enum Reason: String, Sendable, CaseIterable {
    case duplicateLines = "gopher-duplicate-lines"
    case duplicateLineBytes = "gopher-duplicate-line-bytes"
    case duplicateParagraphs = "gopher-duplicate-paragraphs"
    case duplicateParagraphBytes = "gopher-duplicate-paragraph-bytes"
    case frequentNGram = "gopher-frequent-ngram"
    case duplicateNGrams = "gopher-duplicate-ngrams"
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var maximumDuplicateLineShare: Double = 0.3
    public var maximumDuplicateLineByteShare: Double = 0.2
    public var maximumDuplicateParagraphShare: Double = 0.3
    public var maximumDuplicateParagraphByteShare: Double = 0.2
    /// Limits for 2-, 3-, … grams.
    public var maximumFrequentNGramShares: [Double] = [0.20, 0.18, 0.16]
    /// Limits for 5-, 6-, … grams.
    public var maximumDuplicateNGramShares: [Double] = [0.15, 0.14, 0.13, 0.12, 0.11, 0.10]

    public init() {}
  }

  private let settings: Settings

  public init(settings: Settings = Settings()) { self.settings = settings }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let finding = document.text.withUnsafeBufferPointer { text in
      blocks(text) ?? workspace.withUnits(of: document) { nGrams($0, byteCount: text.count, text) }
    }
    guard let (reason, share) = finding else { return .keep }
    return .drop(DropReason(reason, detail: ["measured": GopherQualityStage.digits(share)]))
  }

  private func blocks(_ text: UnsafeBufferPointer<UInt8>) -> (Reason, Double)? {
    let paragraphs = BlockRepetition(text, separator: 2)
    let lines = BlockRepetition(text, separator: 1)
    let checks: [(Reason, Double, Double)] = [
      (.duplicateParagraphs, paragraphs.share, settings.maximumDuplicateParagraphShare),
      (.duplicateParagraphBytes, paragraphs.byteShare, settings.maximumDuplicateParagraphByteShare),
      (.duplicateLines, lines.share, settings.maximumDuplicateLineShare),
      (.duplicateLineBytes, lines.byteShare, settings.maximumDuplicateLineByteShare),
    ]
    return checks.first { $0.1 > $0.2 }.map { ($0.0, $0.1) }
  }

  private func nGrams(
    _ units: borrowing TextUnits, byteCount: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> (Reason, Double)? {
    guard units.count > 0, byteCount > 0 else { return nil }
    var counter = NGramRepetition(unitCount: units.count)
    let starts = units.starts
    var unspaced = 0
    for start in starts where text[Int(start)] >= 0xe3 && text[Int(start)] <= 0xed { unspaced += 1 }
    let isUnspaced = unspaced * 2 > units.count
    func width(_ n: Int) -> Int { isUnspaced ? n + (n + 1) / 2 : n }
    for (index, limit) in settings.maximumFrequentNGramShares.enumerated() {
      let share = Double(counter.mostFrequentBytes(units, n: width(index + 2))) / Double(byteCount)
      if share > limit { return (.frequentNGram, share) }
    }
    for (index, limit) in settings.maximumDuplicateNGramShares.enumerated() {
      let share = Double(counter.repeatedBytes(units, n: width(index + 5))) / Double(byteCount)
      if share > limit { return (.duplicateNGrams, share) }
    }
    return nil
  }
}
