// A whole JSON text as a value: configurations, records, manifests, tokenizers.

/// A JSON value. Objects keep the order of their members.
///
/// For corpora use `JSONLineScanner`, which copies nothing.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case int(Int)
  /// Any other number.
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// The members of a JSON object, in order, found by name in constant time.
///
/// Names are the same when their bytes are the same: unlike `String`, an object tells composed from decomposed
/// characters, as vocabularies must.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  public private(set) var keys: [String] = []
  public private(set) var values: [JSONValue] = []
  /// Where each key stands; kept only when there are more keys than a search looks through faster.
  private var positions: [ExactName: Int] = [:]
  private static let searchedCount = 12

  public init() {}

  /// - Parameter members: a name that comes twice counts with its last value.
  public init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  public var count: Int { keys.count }
  public var isEmpty: Bool { keys.isEmpty }

  /// The members in order.
  public var members: Zip2Sequence<[String], [JSONValue]> { zip(keys, values) }

  /// A member's value. Setting appends a new name at the end, keeps the place of one that is there, and removes it
  /// when set to nil (in linear time).
  public subscript(key: String) -> JSONValue? {
    get { position(of: key).map { values[$0] } }
    set {
      if let newValue {
        set(newValue, for: key)
      } else if let position = position(of: key) {
        keys.remove(at: position)
        values.remove(at: position)
        if !positions.isEmpty { index() }
      }
    }
  }

  mutating func set(_ value: JSONValue, for key: String) {
    if let position = position(of: key) {
      values[position] = value
      return
    }
    keys.append(key)
    values.append(value)
    if !positions.isEmpty {
      positions[ExactName(key)] = keys.count - 1
    } else if keys.count > Self.searchedCount {
      index()
    }
  }

  private func position(of key: String) -> Int? {
    if !positions.isEmpty { return positions[ExactName(key)] }
    let name = ExactName(key)
    return keys.firstIndex { ExactName($0) == name }
  }

  private mutating func index() {
    positions.removeAll(keepingCapacity: true)
    for (position, key) in keys.enumerated() { positions[ExactName(key)] = position }
  }

  /// Equal when the same names have equal values, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0] == $1 }
  }
}

/// A string that equals only strings of the same bytes.
private struct ExactName: Sendable, Hashable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (left: ExactName, right: ExactName) -> Bool {
    var (left, right) = (left.string, right.string)
    return left.withUTF8 { left in right.withUTF8 { left.count == $0.count && left.elementsEqual($0) } }
  }

  func hash(into hasher: inout Hasher) {
    var string = string
    string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

// MARK: Looking in

extension JSONValue {
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var int: Int? { if case .int(let value) = self { value } else { nil } }
  /// Any number.
  public var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  public var isNull: Bool { self == .null }

  /// A member of an object; nil when this is no object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// An element of an array; nil when this is no array or is shorter.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// What kind of value this is, for messages.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

// MARK: Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
  public init(nilLiteral: ()) { self = .null }
}
