// The stages of a run, in the order of the way downhill.

/// A stage of the run's graph. The raw value is its name in folders, records and commands.
public enum StageKind: String, Sendable, Codable, CaseIterable {
  case divide
  case urls
  case urlWinners = "url-winners"
  case extract
  case passages
  case passageTable = "passage-table"
  case benchmarkCounts = "benchmark-counts"
  case commonNGrams = "common-ngrams"
  case refine
  case candidates
  case deduplicate
  case tokenizer
  case encode
  case label
  case mix
  case pack
  case order
  case train
  case audit

  /// To be raised when the stage's results change for the same inputs and parameters.
  var version: Int {
    switch self {
    // 2: main content is judged twice, and broken markup read as browsers do.
    case .extract: 2
    // 2: signatures carry order keys, which decide who stays; of refine, 3: quality rules count words and characters as
    // the published filters do, and changed benchmark items are found by clusters; 4: what counts as AI boilerplate,
    // personal data and mojibake; 5: leaked prompts, lines of chat programs' windows, plays.
    case .candidates: 2
    case .refine: 5
    // 3: groups for the validation split.
    case .deduplicate: 3
    // 2: groups and phases; of mix, 3: lengths of phases; of pack, 3: rows say what stands around documents.
    case .mix, .pack: 3
    // 2: the manifest tells where a file is damaged.
    case .order: 2
    default: 1
    }
  }

  /// The stages whose results this one reads.
  var needs: [StageKind] {
    switch self {
    case .divide: []
    case .urls: [.divide]
    case .urlWinners: [.urls]
    case .extract: [.divide, .urls, .urlWinners]
    case .passages: [.extract]
    case .passageTable: [.passages]
    case .benchmarkCounts: [.extract]
    case .commonNGrams: [.benchmarkCounts]
    case .refine: [.extract, .passageTable, .commonNGrams]
    case .candidates: [.refine]
    case .deduplicate: [.refine, .candidates]
    case .tokenizer: [.refine, .deduplicate]
    case .encode: [.refine, .deduplicate, .tokenizer]
    case .label: [.refine]
    case .mix: [.encode, .deduplicate, .label]
    case .pack: [.encode, .mix, .refine, .label, .tokenizer]
    case .order: [.pack, .mix, .tokenizer]
    case .train: [.order]
    case .audit: [.extract, .refine, .deduplicate, .tokenizer, .encode, .mix, .pack, .order, .train]
    }
  }

  /// What the stage does, for people.
  var summary: String {
    switch self {
    case .divide: "places where large files may be divided"
    case .urls: "addresses of the records"
    case .urlWinners: "records that keep their address"
    case .extract: "records to text"
    case .passages: "count lines or paragraphs"
    case .passageTable: "lines or paragraphs in too many documents"
    case .benchmarkCounts: "count n-grams of benchmarks"
    case .commonNGrams: "n-grams that are common language"
    case .refine: "clean, decontaminate, sign"
    case .candidates: "documents that may be duplicates"
    case .deduplicate: "verify and remove duplicates"
    case .tokenizer: "train or read the tokenizer"
    case .encode: "text to tokens"
    case .label: "groups of the documents"
    case .mix: "quotas of the groups"
    case .pack: "tokens to rows"
    case .order: "rows to shards"
    case .train: "train the model"
    case .audit: "sums and summary"
    }
  }
}
