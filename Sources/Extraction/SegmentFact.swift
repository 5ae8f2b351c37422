// Facts about a segment that a person can check on the page, told from the features that the model judges by.

/// A fact about a segment, and where facts like it mostly point.
///
/// The trees weigh all features together, so that a fact is no share of the score: it says what there is to argue with.
/// Sides were found by counting: on real pages, of the segments with a fact clearly more, or clearly fewer, are kept
/// than of all segments.
public struct SegmentFact: Sendable, Equatable {
  /// What is told, the most telling first.
  public enum Kind: String, Sendable, CaseIterable {
    case position, place, links
    case likeSegments = "like-segments"
    case prose, surroundings, neighbours
    case commonWords = "common-words"
    case repeated, names, furniture
    case titleWords = "title-words"
    case digits, separators, kind
  }

  public enum Side: String, Sendable {
    case keep, drop
  }

  public var kind: Kind
  /// Nil for what points nowhere by itself.
  public var side: Side?
  /// A few words, such as `80 % links`.
  public var text: String
}

extension ExplainedSegment {
  /// What can be said of the segment, the most telling first.
  public var facts: [SegmentFact] { FactFinder(features).facts }

  /// Words of the text; a Han, Kana or Hangul character counts as half of one. Beyond 31 rounded down to five bits.
  public var wordCount: Int { FactFinder(features).count("words") }

  /// The share of the text that stands in links, 0 to 1.
  public var linkShare: Double { Double(FactFinder(features).value("links") ?? 0) / 256 }
}

/// Finds the facts in a row of features. Features are known by their names, so that others may come and go beside them.
private struct FactFinder {
  private let features: [Int16]
  private static let layout = FeatureLayout.shared

  init(_ features: [Int16]) { self.features = features }

  func value(_ name: String) -> Int? { values(name).first }

  /// The values of all features of one name.
  func values(_ name: String) -> [Int] {
    Self.layout.places[name, default: []].filter(features.indices.contains).map { Int(features[$0]) }
  }

  /// A number that the feature holds by its logarithm.
  func count(_ name: String) -> Int { value(name).map(Scale.number(ofLog:)) ?? 0 }

  private func isSet(_ name: String) -> Bool { value(name) == 1 }

  private func percent(_ name: String) -> Int { value(name).map(Self.percent) ?? 0 }

  private static func percent(_ share: Int) -> Int { (share * 100 + 128) / 256 }

  var facts: [SegmentFact] {
    var facts: [SegmentFact] = []
    func tell(_ kind: SegmentFact.Kind, _ side: SegmentFact.Side?, _ text: String?) {
      if let text { facts.append(SegmentFact(kind: kind, side: side, text: text)) }
    }
    if isSet("repeated") { tell(.repeated, .drop, "the page says the same above") }
    links(tell)
    for side: SegmentFact.Side? in [.drop, .keep, nil] { tell(.place, side, place(side)) }
    for side: SegmentFact.Side? in [.drop, .keep, nil] { tell(.names, side, names(side)) }
    prose(tell)
    furniture(tell)
    surroundings(tell)
    words(tell)
    tell(.kind, nil, kind)
    return SegmentFact.Kind.allCases.flatMap { kind in facts.filter { $0.kind == kind } }
  }

  private typealias Tell = (SegmentFact.Kind, SegmentFact.Side?, String?) -> Void

  private func links(_ tell: Tell) {
    let share = percent("links")
    if share > 0 {
      tell(.links, share >= 50 ? .drop : nil, "\(share) % links")
    } else if count("words") >= 16 {
      tell(.links, .keep, "no links")
    }
  }

  private func prose(_ tell: Tell) {
    let sentences = value("sentence-ends") ?? 0
    let said = "\(plural(count("words"), "word")), \(sentences == 0 ? "no sentence" : plural(sentences, "sentence"))"
    if isSet("prose") {
      tell(.prose, .keep, said)
    } else {
      tell(.prose, sentences == 0 && count("words") < 8 ? .drop : nil, said)
    }
  }

  private func furniture(_ tell: Tell) {
    if let words = value("furniture"), words > 0 {
      let side: SegmentFact.Side? = percent("furniture-share") >= 25 ? .drop : nil
      tell(.furniture, side, "\(plural(words, "word")) that pages use for themselves")
    }
    if isSet("copyright") { tell(.furniture, .drop, "a copyright sign") }
  }

  private func surroundings(_ tell: Tell) {
    let like = count("group-segments")
    if like >= 4, percent("group-links") >= 50 {
      tell(.likeSegments, .drop, "one of \(like) in like places, \(percent("group-links")) % links")
    } else if like >= 4, percent("group-prose") >= 50 {
      tell(.likeSegments, .keep, "one of \(like) in like places, \(percent("group-prose")) % prose")
    }
    if isSet("in-half") {
      tell(.surroundings, .keep, "in the block with half of the prose")
    } else if !isSet("in-most") {
      tell(.surroundings, .drop, "outside of the block with most of the prose")
    }
    if percent("container-links") >= 50 {
      tell(.surroundings, .drop, "around it \(percent("container-links")) % links")
    }
    if percent("container-prose") >= 50 {
      tell(.surroundings, .keep, "around it \(percent("container-prose")) % prose")
    }
    // As many features for those before it as for those behind it, the nearest in the middle.
    let links = values("neighbour-links")
    if links.count >= 2, links.count % 2 == 0 {
      let nearest = links[(links.count / 2 - 1)...(links.count / 2)]
      if nearest.allSatisfy({ $0 >= 128 }) { tell(.neighbours, .drop, "between links") }
    }
    let commonWords = values("neighbour-stop-words")
    if commonWords.count >= 2, commonWords.count % 2 == 0 {
      let nearest = commonWords[(commonWords.count / 2 - 1)...(commonWords.count / 2)]
      if nearest.allSatisfy({ $0 >= 64 }) { tell(.neighbours, .keep, "between running text") }
    }
    if let distance = value("after-h1"), distance < 0, distance > -1000 {
      tell(.position, .drop, "\(-distance) before the main heading")
    }
  }

  private func words(_ tell: Tell) {
    if count("words") >= 8 {
      let share = percent("stop-word-share")
      if share >= 25 { tell(.commonWords, .keep, "\(share) % common words") }
      if share < 5 { tell(.commonWords, nil, "\(share) % common words") }
    }
    if percent("title-share") >= 50, let words = value("title-words"), words >= 2 {
      tell(.titleWords, nil, "\(plural(words, "word")) of the title")
    }
    if percent("digits") >= 30 { tell(.digits, nil, "\(percent("digits")) % digits") }
    if let separators = value("separators"), separators >= 2 { tell(.separators, nil, "\(separators) separators") }
  }

  private var kind: String? {
    guard let raw = value("kind").flatMap(UInt8.init(exactly:)), let kind = SegmentKind(rawValue: raw) else {
      return nil
    }
    switch kind {
    case .text: return nil
    case .heading: return "a heading of level \(value("level") ?? 0)"
    case .listItem: return "a list item"
    case .cell: return "a table's cell"
    case .headerCell: return "a table's header"
    case .preformatted: return "preformatted"
    }
  }

  private func place(_ side: SegmentFact.Side?) -> String? {
    let names = AncestorSet.named.filter { entry in
      entry.side == side && isSet("in.\(entry.set.bit)")
    }.map(\.name)
    return names.isEmpty ? nil : "in \(names.joined(separator: ", "))"
  }

  private func names(_ side: SegmentFact.Side?) -> String? {
    let names = ClassHints.Family.allCases.filter { family in
      family.side == side && (isSet("near.\(family.rawValue)") || isSet("around.\(family.rawValue)"))
    }
    return names.isEmpty ? nil : "named \(names.map { "\($0)" }.joined(separator: ", "))"
  }

  private func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension AncestorSet {
  /// The families of elements with their names, and where they mostly point.
  static let named: [(set: AncestorSet, name: String, side: SegmentFact.Side?)] = [
    (.nav, "nav", .drop), (.header, "header", .drop), (.footer, "footer", .drop), (.aside, "aside", .drop),
    (.form, "form", .drop), (.control, "control", .drop), (.list, "list", .drop), (.article, "article", .keep),
    (.main, "main", .keep), (.quote, "quote", .keep), (.paragraph, "paragraph", .keep),
    (.preformatted, "preformatted", .keep), (.section, "section", nil), (.table, "table", nil),
    (.definitions, "definitions", nil), (.figure, "figure", nil), (.heading, "heading", nil),
    (.details, "details", nil), (.noscript, "noscript", nil), (.address, "address", nil),
  ]

  /// The number of the bit of a set with one element.
  var bit: Int { rawValue.trailingZeroBitCount }
}

extension ClassHints.Family {
  /// Where names of the family mostly point.
  fileprivate var side: SegmentFact.Side? {
    switch self {
    case .navigation, .menu, .footer, .header, .sidebar, .related, .breadcrumb, .cookie, .popup, .login, .search,
      .legal,
      .subscribe, .teaser, .toolbar, .hidden, .editor:
      .drop
    case .article, .body, .content, .entry, .post, .recipe, .text: .keep
    default: nil
    }
  }
}

extension Scale {
  /// The smallest number that `log` takes for `value`.
  static func number(ofLog value: Int) -> Int {
    guard value > 0 else { return 0 }
    let exponent = min(value / 16, 40)
    return ((16 + value % 16) << exponent) / 16 - 1
  }
}
