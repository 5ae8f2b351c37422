// The objective as it is asked for: names of special tokens, which become ids once the tokenizer is there.

import TokenShards
import Tokenization

/// What rows are to be for; the keys of `pack.objective`.
public struct ObjectiveSettings: Sendable, Codable, Equatable {
  public var type = Objective.Kind.causal.rawValue
  public var fillInTheMiddle: FillInTheMiddle?
  public var density = 0.15
  public var meanSpan = 3.0
  public var firstSentinel: Int?
  public var probability = 0.15
  public var maskShare = 0.8
  public var randomShare = 0.1
  public var maxPredictions: Int?
  public var sentencePairs = true
  public var shortRows = 0.1
  public var clsToken: String?
  public var sepToken: String?
  public var maskToken: String?
  public var padToken: String?

  public struct FillInTheMiddle: Sendable, Codable, Equatable {
    public var rate = 0.5
    public var suffixFirst = 0.5
    public var prefixToken: String?
    public var middleToken: String?
    public var suffixToken: String?

    public init() {}
  }

  public init() {}

  var kind: Objective.Kind { Objective.Kind(rawValue: type) ?? .causal }

  /// True for rows as they are packed, of documents as they are.
  var isPlain: Bool { kind == .causal && fillInTheMiddle == nil }

  /// True where rows become samples of several columns.
  var needsColumns: Bool { kind != .causal }

  var holdsPairs: Bool { kind == .masked && sentencePairs }

  /// Tokens of documents that a row has room for.
  func rowTokenCount(sequenceLength: Int, _ targets: TargetRule) -> Int {
    objective(ObjectiveIDs()).rowTokenCount(sequenceLength: sequenceLength, targets)
  }

  /// Spans of a full row.
  func sentinelCount(sequenceLength: Int) -> Int {
    SpanCorruption(density: density, meanSpanLength: meanSpan, sentinels: [], endID: 0)
      .sentinelCount(inputCount: sequenceLength)
  }

  fileprivate func objective(_ ids: ObjectiveIDs) -> Objective {
    switch kind {
    case .causal:
      return .causal(
        fillInTheMiddle.map {
          TokenShards.FillInTheMiddle(
            rate: $0.rate, suffixFirstRate: $0.suffixFirst, prefixID: ids.prefix, middleID: ids.middle,
            suffixID: ids.suffix)
        })
    case .spanCorruption:
      return .spanCorruption(
        SpanCorruption(density: density, meanSpanLength: meanSpan, sentinels: ids.sentinels, endID: ids.end))
    case .masked:
      return .masked(
        MaskedTokens(
          probability: probability, maskShare: maskShare, randomShare: randomShare,
          maximumPredictionCount: maxPredictions, pairs: sentencePairs ? .init(shortRate: shortRows) : nil,
          classID: ids.cls, separatorID: ids.sep, maskID: ids.mask, specials: ids.specials))
    }
  }
}

/// Ids that an objective is made with.
private struct ObjectiveIDs {
  var (cls, sep, mask): (UInt32, UInt32, UInt32) = (0, 1, 2)
  var (prefix, middle, suffix): (UInt32, UInt32, UInt32) = (0, 1, 2)
  var end: UInt32 = 0
  var sentinels: [UInt32] = []
  var specials = TokenSet()
}

/// An objective that goes with a tokenizer.
struct ResolvedObjective: Sendable {
  var objective: Objective
  var paddingID: UInt32
}

/// Why an objective does not go with a tokenizer.
struct ObjectiveError: Error, CustomStringConvertible {
  /// The key that can help, as it stands in a pipeline: `mask_token`.
  let key: String
  let message: String

  var description: String { message }
}

/// What an objective must know of a tokenizer: its special tokens, and which ids stand for text.
struct ObjectiveVocabulary {
  /// Ids by the names of special tokens.
  var specials: [String: UInt32] = [:]
  /// Ids of the vocabulary, those of special tokens included.
  var count: Int
  /// The bytes that an id stands for; none for ids that are no text.
  var text: (UInt32) -> [UInt8] = { _ in [] }

  init(_ tokenizer: Tokenizer) {
    for token in tokenizer.addedTokens { specials[token.content] = token.id }
    count = tokenizer.vocabularySize
    let added = Set(tokenizer.addedTokens.map(\.id))
    text = { id in added.contains(id) || Int(id) >= tokenizer.vocabularySize ? [] : tokenizer.bytes(of: id) }
  }
}

extension ObjectiveSettings {
  /// Finds the ids.
  ///
  /// - Parameter end: the end-of-document id.
  /// - Throws: `ObjectiveError` for the first that is missing.
  func resolve(
    _ vocabulary: ObjectiveVocabulary, end: UInt32, sequenceLength: Int
  ) throws(ObjectiveError) -> ResolvedObjective {
    var ids = ObjectiveIDs()
    ids.end = end
    var paddingID = end
    if needsColumns { paddingID = try find(padToken, SpecialTokenNames.padding, "pad_token", vocabulary) ?? end }
    switch kind {
    case .causal:
      if let fill = fillInTheMiddle {
        ids.prefix = try require(fill.prefixToken, SpecialTokenNames.prefix, "prefix_token", vocabulary)
        ids.middle = try require(fill.middleToken, SpecialTokenNames.middle, "middle_token", vocabulary)
        ids.suffix = try require(fill.suffixToken, SpecialTokenNames.suffix, "suffix_token", vocabulary)
        try apart([ids.prefix, ids.middle, ids.suffix, end], "prefix_token")
      }
    case .spanCorruption:
      ids.sentinels = try sentinels(vocabulary, end, paddingID, sentinelCount(sequenceLength: sequenceLength))
    case .masked:
      ids.cls = try require(clsToken, SpecialTokenNames.cls, "cls_token", vocabulary)
      ids.sep = try require(sepToken, SpecialTokenNames.sep, "sep_token", vocabulary)
      ids.mask = try require(maskToken, SpecialTokenNames.mask, "mask_token", vocabulary)
      try apart([ids.mask, ids.cls, ids.sep, paddingID], "mask_token")
      ids.specials = TokenSet(vocabulary.specials.values)
    }
    return ResolvedObjective(objective: objective(ids), paddingID: paddingID)
  }

  private func find(
    _ given: String?, _ usual: [String], _ key: String, _ vocabulary: ObjectiveVocabulary
  ) throws(ObjectiveError) -> UInt32? {
    guard let given else { return usual.lazy.compactMap { vocabulary.specials[$0] }.first }
    guard let id = vocabulary.specials[given] else {
      throw ObjectiveError(key: key, message: "the tokenizer has no special token '\(given)'")
    }
    return id
  }

  private func require(
    _ given: String?, _ usual: [String], _ key: String, _ vocabulary: ObjectiveVocabulary
  ) throws(ObjectiveError) -> UInt32 {
    guard let id = try find(given, usual, key, vocabulary) else {
      throw ObjectiveError(
        key: key, message: "the tokenizer has none of the special tokens \(usual.joined(separator: ", ")); name its own"
      )
    }
    return id
  }

  private func apart(_ ids: [UInt32], _ key: String) throws(ObjectiveError) {
    guard ids.dropFirst().contains(ids[0]) || Set(ids.prefix(3)).count < 3 && key == "prefix_token" else { return }
    throw ObjectiveError(key: key, message: "the id \(ids[0]) has another meaning besides; name a token of its own")
  }

  /// The ids that stand for spans: those of the tokens `<extra_id_0>`, `<extra_id_1>` … as T5 calls them; from
  /// `first_sentinel` downwards where it is given; otherwise a hundred ids above the vocabulary, from the top downwards.
  private func sentinels(
    _ vocabulary: ObjectiveVocabulary, _ end: UInt32, _ padding: UInt32, _ needed: Int
  ) throws(ObjectiveError) -> [UInt32] {
    func fail(_ message: String) -> ObjectiveError { ObjectiveError(key: "first_sentinel", message: message) }
    if firstSentinel == nil {
      let named = (0..<needed).prefix { vocabulary.specials["<extra_id_\($0)>"] != nil }
        .compactMap { vocabulary.specials["<extra_id_\($0)>"] }
      if named.count == needed { return named }
      guard named.isEmpty else {
        throw fail(
          "rows have \(needed) spans, but the tokenizer has <extra_id_0> to <extra_id_\(named.count - 1)> only")
      }
    }
    let first = firstSentinel ?? vocabulary.count + max(100, needed) - 1
    guard first - needed + 1 >= 0, first < 1 << 31 else {
      throw fail("rows have \(needed) spans, for which there is no room from \(first) downwards")
    }
    let ids = (0..<needed).map { UInt32(first - $0) }
    for id in ids {
      if id == end || id == padding {
        throw fail("the id \(id) ends documents or is padding; choose sentinels elsewhere")
      }
      if !vocabulary.text(id).isEmpty {
        throw fail("rows have \(needed) spans, and the id \(id) of their sentinels stands for text; choose others")
      }
    }
    return ids
  }
}

/// What special tokens are called, the most usual first.
enum SpecialTokenNames {
  static let cls = ["[CLS]", "<s>", "<cls>", "<|cls|>"]
  static let sep = ["[SEP]", "</s>", "<sep>", "<|sep|>"]
  static let mask = ["[MASK]", "<mask>", "<|mask|>"]
  static let padding = ["[PAD]", "<pad>", "<|pad|>", "<|padding|>"]
  static let prefix = ["<|fim_prefix|>", "<fim_prefix>", "<fim-prefix>", "<PRE>", "▁<PRE>", "<｜fim▁begin｜>"]
  static let middle = ["<|fim_middle|>", "<fim_middle>", "<fim-middle>", "<MID>", "▁<MID>", "<｜fim▁end｜>"]
  static let suffix = ["<|fim_suffix|>", "<fim_suffix>", "<fim-suffix>", "<SUF>", "▁<SUF>", "<｜fim▁hole｜>"]
}

/// Which tokens end a sentence.
enum SentenceEnds {
  /// Line ends and the full stops, question and exclamation marks of many scripts.
  private static let marks = [
    "\n", "\r", "\u{2028}", "\u{2029}", ".", "!", "?", "…", "。", "！", "？", "｡", "．", "؟", "۔", "।", "॥", "။", "።", "។",
    "᠃",
    "։", "‽",
  ].map { Array($0.utf8) }

  /// The ids whose text ends with such a mark, quotation marks and closing brackets behind it included.
  static func find(in tokenizer: Tokenizer) -> TokenSet {
    let closers = ["\"", "'", "”", "’", "»", ")", "]", "」", "』", "）", "】", " "].map { Array($0.utf8) }
    let vocabulary = ObjectiveVocabulary(tokenizer)
    var ends = TokenSet()
    for id in 0..<UInt32(clamping: vocabulary.count) {
      var text = vocabulary.text(id)[...]
      while let closer = closers.first(where: { text.count > $0.count && text.hasSuffix($0) }) {
        text = text.dropLast(closer.count)
      }
      if marks.contains(where: { text.hasSuffix($0) }) { ends.insert(id) }
    }
    return ends
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
