// The attributes of one start tag that extraction reads; all others pass unseen.

/// The attributes that say something about text or metadata.
enum HTMLAttribute: UInt8, CaseIterable {
  case `class`, id, role, href, rel, name, property, content, lang, xmlLang, hidden, style, ariaHidden, itemprop
  case datetime, type, charset, httpEquiv, start, itemtype

  var htmlName: String {
    switch self {
    case .xmlLang: "xml:lang"
    case .ariaHidden: "aria-hidden"
    case .httpEquiv: "http-equiv"
    case .class: "class"
    default: "\(self)"
    }
  }

  static let table = NameTable(allCases.map { ($0.htmlName, $0.rawValue) })
}

/// The values of the known attributes of one start tag. The bytes belong to the parser and live as long as the event.
struct StartTagAttributes: @unchecked Sendable {
  // SAFETY: only `none`, which holds no pointers, is shared.
  private var starts: [UnsafePointer<UInt8>?]
  private var counts: [Int]
  private var present: UInt32 = 0
  /// Whether values hold character references that are not resolved yet.
  private let hasReferences: Bool

  static let none = StartTagAttributes(hasReferences: false)

  init(hasReferences: Bool) {
    self.hasReferences = hasReferences
    starts = Array(repeating: nil, count: HTMLAttribute.allCases.count)
    counts = Array(repeating: 0, count: HTMLAttribute.allCases.count)
  }

  @inline(__always)
  mutating func reset() { present = 0 }

  /// The first of two attributes with one name counts, as in browsers.
  @inline(__always)
  mutating func set(_ attribute: HTMLAttribute, _ start: UnsafePointer<UInt8>?, _ count: Int) {
    let bit = UInt32(1) << UInt32(attribute.rawValue)
    if present & bit != 0 { return }
    present |= bit
    starts[Int(attribute.rawValue)] = start
    counts[Int(attribute.rawValue)] = count
  }

  @inline(__always)
  func has(_ attribute: HTMLAttribute) -> Bool { present & (1 << UInt32(attribute.rawValue)) != 0 }

  /// The value of an attribute; nil where it is absent, empty where it has none.
  @inline(__always)
  func value(_ attribute: HTMLAttribute) -> UnsafeBufferPointer<UInt8>? {
    guard has(attribute) else { return nil }
    return UnsafeBufferPointer(start: starts[Int(attribute.rawValue)], count: counts[Int(attribute.rawValue)])
  }

  /// The value of an attribute, at most `limit` bytes of it, as a string.
  func string(_ attribute: HTMLAttribute, limit: Int = 2048) -> String? {
    guard let bytes = value(attribute) else { return nil }
    let cut = UnsafeBufferPointer(rebasing: bytes.prefix(limit))
    guard hasReferences, cut.contains(UInt8(ascii: "&")) else { return String(decoding: cut, as: UTF8.self) }
    return String(decoding: CharacterReferences.shared.resolved(cut), as: UTF8.self)
  }
}
