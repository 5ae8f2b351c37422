// The figures of a deduplication by addresses, and the sums that must come out.

import Auditing
import Corpus
import Deduplication

/// What `sluice deduplicate urls` found.
public struct URLStatistics: Sendable, Equatable {
  /// Documents and the bytes of their lines.
  public struct Amount: Sendable, Equatable {
    public var documents = 0
    public var bytes = 0

    mutating func add(_ other: Amount) {
      documents += other.documents
      bytes += other.bytes
    }
  }

  public var keeping: URLKeeping
  public var ignoresWWW: Bool
  public var input: Amount
  public var kept: Amount
  public var removed: Amount
  /// Documents without the field, and with something in it that is no address: they all stay.
  public var withoutURL: Int
  public var notURL: Int
  /// Documents with an address; of these with a date, where dates count.
  public var withURL: Int
  public var dated: Int
  /// Different addresses, those of more than one document, and documents of the most frequent one.
  public var addresses: Int
  public var shared: Int
  public var largestGroup: Int
  private let losers: Int

  init(
    readings: [URLReading], contest: URLReducer.Summary, kept: Amount, removed: Amount, options: URLLineOptions
  ) {
    keeping = options.keeping
    ignoresWWW = options.ignoresWWW
    input = Amount()
    for reading in readings { input.add(Amount(documents: reading.documents, bytes: reading.bytes)) }
    self.kept = kept
    self.removed = removed
    withoutURL = readings.reduce(0) { $0 + $1.withoutURL }
    notURL = readings.reduce(0) { $0 + $1.notURL }
    withURL = readings.reduce(0) { $0 + $1.addresses }
    dated = readings.reduce(0) { $0 + $1.dated }
    addresses = contest.addresses
    shared = contest.shared
    largestGroup = contest.largestGroup
    losers = contest.losers
  }

  /// Checks that nothing was lost: documents and bytes in are those kept and those removed.
  ///
  /// - Throws: `RunError.ourDefect` with both numbers.
  func check() throws {
    for (what, left, right) in [
      ("documents", input.documents, kept.documents + removed.documents),
      ("bytes", input.bytes, kept.bytes + removed.bytes), ("removed documents", removed.documents, losers),
      ("documents with an address", withURL, addresses + losers),
    ] where left != right {
      throw RunError(.ourDefect, "the sums disagree: \(left) \(what) on one side, \(right) on the other")
    }
  }

  /// The content of statistics.json.
  var json: JSONValue {
    [
      "version": 1, "keep": .string(keeping.rawValue), "ignoreWWW": .bool(ignoresWWW), "input": Self.json(input),
      "kept": Self.json(kept), "removed": Self.json(removed),
      "documents": [
        "withAddress": .int(withURL), "withDate": .int(dated), "withoutField": .int(withoutURL),
        "noAddress": .int(notURL),
      ],
      "addresses": ["different": .int(addresses), "shared": .int(shared), "mostDocuments": .int(largestGroup)],
    ]
  }

  /// A few lines for people.
  public var summary: String {
    let share = input.documents == 0 ? 0 : Double(removed.documents) / Double(input.documents)
    var text = "\(Figures.count(input.documents)) documents, \(Figures.count(addresses)) addresses\n"
    text += "\(Figures.count(removed.documents)) documents removed (\(Figures.percent(share))), "
    text += "\(Figures.bytes(Double(removed.bytes))); the most frequent address had "
    text += "\(Figures.count(largestGroup))\n"
    if withoutURL + notURL > 0 {
      text += "\(Figures.count(withoutURL)) without an address, \(Figures.count(notURL)) with something that is none: "
      text += "they stay\n"
    }
    if keeping == .newest, dated < withURL {
      text += "\(Figures.count(withURL - dated)) addresses without a date that can be read: they lose against dates\n"
    }
    return text
  }

  private static func json(_ amount: Amount) -> JSONValue {
    ["documents": .int(amount.documents), "bytes": .int(amount.bytes)]
  }
}
