// One pass over a text that finds personal data: at signs, digits, colons; everything else is passed over.

import TextAnalysis

/// Finds personal data in a text.
struct PersonalDataScanner {
  /// A stretch of the text.
  struct Hit: Equatable {
    var range: Range<Int>
    var kind: PersonalDataKind
  }

  private var text: FoldedText
  private let settings: PersonalDataStage.Settings
  private let kinds: Kinds
  private var cluster = NumberCluster()
  private(set) var hits: [Hit] = []

  /// The kinds that are looked for, as bits.
  private struct Kinds: OptionSet {
    let rawValue: Int
    init(rawValue: Int) { self.rawValue = rawValue }
    init(_ kinds: [PersonalDataKind]) {
      rawValue = kinds.reduce(0) { $0 | 1 << (PersonalDataKind.allCases.firstIndex(of: $1) ?? 0) }
    }
    static let email = Kinds([.email])
    static let ip = Kinds([.ip])
    static let phone = Kinds([.phone])
    static let card = Kinds([.creditCard])
    static let chineseID = Kinds([.chineseID])
    static let iban = Kinds([.iban])
    static let clusters = Kinds([.phone, .creditCard, .chineseID])
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ settings: PersonalDataStage.Settings) {
    text = FoldedText(bytes)
    self.settings = settings
    kinds = Kinds(settings.kinds)
  }

  /// The hits of a text, ascending and disjoint.
  static func hits(in bytes: UnsafeBufferPointer<UInt8>, _ settings: PersonalDataStage.Settings) -> [Hit] {
    var scanner = PersonalDataScanner(bytes, settings)
    scanner.run()
    return scanner.hits
  }

  private mutating func run() {
    var position = 0
    let count = text.bytes.count
    while true {
      position = ByteScan.nextSuspect(text.bytes, from: position)
      if position >= count { return }
      let byte = text.bytes[position]
      switch byte {
      case 0x40: position = emailEnd(position, 1)
      case 0x3a: position = addressEnd(position)
      case 0x30...0x39: position = numberEnd(position)
      default:
        // A full-width form or a digit of another script, or nothing of interest.
        guard let character = text.character(at: position) else { return }
        if character.isDigit {
          position = numberEnd(position)
        } else if character.is("@") {
          position = emailEnd(position, character.byteCount)
        } else {
          position += character.byteCount
        }
      }
    }
  }

  private mutating func add(_ range: Range<Int>, _ kind: PersonalDataKind) -> Int {
    hits.append(Hit(range: range, kind: kind))
    text.start = range.upperBound
    return range.upperBound
  }

  private mutating func emailEnd(_ position: Int, _ byteCount: Int) -> Int {
    guard kinds.contains(.email), let range = EmailMatcher(text: text).match(signAt: position, byteCount: byteCount)
    else { return position + byteCount }
    return add(range, .email)
  }

  private mutating func addressEnd(_ position: Int) -> Int {
    guard kinds.contains(.ip), position >= text.start + 4,
      NetworkAddressMatcher.hexValue(text.bytes[position - 4]) != nil
    else { return position + 1 }
    let matcher = NetworkAddressMatcher(text: text, includesPrivate: settings.includesPrivateAddresses)
    guard let range = matcher.matchV6(colonAt: position) else { return position + 1 }
    return add(range, .ip)
  }

  /// Looks at the digits that begin at `position`; returns where to go on.
  private mutating func numberEnd(_ position: Int) -> Int {
    if let count = EmailMatcher.escapedSignByteCount(text.bytes, digitsAt: position) {
      let end = emailEnd(position - 1, count)
      if end != position - 1 + count { return end }
    }
    if let end = ByteScan.shortNumberEnd(text.bytes, from: position) { return end }
    let run = text.digitsEnd(from: position)
    if run.count <= 3, let next = text.character(at: run.end), next.is("."), kinds.contains(.ip) {
      let matcher = NetworkAddressMatcher(text: text, includesPrivate: settings.includesPrivateAddresses)
      if let range = matcher.matchV4(at: position) { return add(range, .ip) }
    }
    if run.count >= 2, kinds.contains(.iban), position >= text.start + 2,
      let range = IBANMatcher(text: text).match(digitsAt: position)
    {
      return add(range, .iban)
    }
    // Short numbers with nothing behind them that could go on with a longer one.
    if run.count < 7, NumberCluster.separator(text, at: run.end) == nil { return run.end }
    return longNumberEnd(position, run.end)
  }

  private mutating func longNumberEnd(_ position: Int, _ runEnd: Int) -> Int {
    guard !kinds.isDisjoint(with: .clusters) else { return runEnd }
    // Digits within a word, or behind a decimal point, are no number of their own.
    if let before = text.character(before: position), FoldedText.joinsWords(before.scalar) { return runEnd }
    cluster.read(text, at: position)
    guard cluster.digits.count >= 7 else { return runEnd }
    if kinds.contains(.chineseID),
      let range = ChineseIDMatcher(text: text, includesOld: settings.includesOldChineseIDs).match(cluster)
    {
      return add(range, .chineseID)
    }
    if kinds.contains(.card), cluster.digits.count >= 12, let range = CardMatcher(text: text).match(cluster) {
      return add(range, .creditCard)
    }
    if kinds.contains(.phone), let range = PhoneMatcher(text: text).match(cluster) { return add(range, .phone) }
    return runEnd
  }
}
