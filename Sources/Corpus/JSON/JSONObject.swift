// The members of a JSON object: in order, and found by name.

/// The members of a JSON object, in order, found by name in constant time.
///
/// Names are the same when their bytes are the same: unlike `String`, an object tells composed from decomposed
/// characters, as vocabularies must.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  public private(set) var keys: [String] = []
  public private(set) var values: [JSONValue] = []
  private var table = NameTable()

  public init() {}

  /// - Parameter members: a name that comes twice counts with its last value, in the place of the first.
  public init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  /// - Parameter keys: as many as `values`; a name that comes twice counts with its last value.
  init(keys: [String], values: [JSONValue]) {
    var table = NameTable()
    guard table.index(keys) else {
      self.init(zip(keys, values))
      return
    }
    self.init()
    (self.keys, self.values, self.table) = (keys, values, table)
  }

  public var count: Int { keys.count }
  public var isEmpty: Bool { keys.isEmpty }

  /// The members in order.
  public var members: Zip2Sequence<[String], [JSONValue]> { zip(keys, values) }

  /// A member's value. Setting appends a new name at the end, keeps the place of one that is there, and removes it
  /// when set to nil (in linear time).
  public subscript(key: String) -> JSONValue? {
    get { table.position(of: key, in: keys).map { values[$0] } }
    set {
      let position = table.position(of: key, in: keys)
      switch (position, newValue) {
      case (let position?, let newValue?):
        values[position] = newValue
      case (nil, let newValue?):
        keys.append(key)
        values.append(newValue)
        table.insertLast(of: keys)
      case (let position?, nil):
        keys.remove(at: position)
        values.remove(at: position)
        _ = table.index(keys)
      case (nil, nil):
        break
      }
    }
  }

  /// Equal when the same names have equal values, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0] == $1 }
  }
}

/// Positions of names in an array, by open addressing; empty while a search is as fast.
private struct NameTable: Sendable {
  /// Position + 1, or 0 where the slot is free; a power of two, at least twice the number of names.
  private var slots: [UInt32] = []
  private static let searchedCount = 12
  /// Only in memory and never seen in any order; random so that names cannot be made to collide.
  private static let seed = UInt64.random(in: .min ... .max) | 1

  /// Indexes all names anew; false when two of them are equal.
  mutating func index(_ names: [String]) -> Bool {
    slots = []
    if names.count <= Self.searchedCount {
      for position in names.indices where Self.search(names[position], in: names[..<position]) != nil { return false }
      return true
    }
    var size = 32
    while size < names.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for position in names.indices {
      let slot = slot(of: names[position], in: names)
      if slots[slot] != 0 { return false }
      slots[slot] = UInt32(truncatingIfNeeded: position + 1)
    }
    return true
  }

  /// Adds the last of `names`, which is not equal to any before it.
  mutating func insertLast(of names: [String]) {
    guard let last = names.last else { return }
    if names.count * 2 > slots.count {
      if names.count > Self.searchedCount { _ = index(names) }
    } else {
      slots[slot(of: last, in: names)] = UInt32(truncatingIfNeeded: names.count)
    }
  }

  func position(of name: String, in names: [String]) -> Int? {
    if slots.isEmpty { return Self.search(name, in: names[...]) }
    let position = Int(slots[slot(of: name, in: names)]) - 1
    return position >= 0 ? position : nil
  }

  /// The slot that holds `name`, or the free one where it belongs.
  private func slot(of name: String, in names: [String]) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
    while slots[slot] != 0 && !Self.equal(names[Int(slots[slot]) - 1], name) { slot = (slot + 1) & mask }
    return slot
  }

  private static func search(_ name: String, in names: ArraySlice<String>) -> Int? {
    names.firstIndex { equal($0, name) }
  }

  private static func equal(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in right.withUTF8 { left.count == $0.count && left.elementsEqual($0) } }
  }

  private static func hash(_ name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { bytes in
      var hash = seed ^ UInt64(bytes.count)
      var word: UInt64 = 0
      for (index, byte) in bytes.enumerated() {
        word = word << 8 | UInt64(byte)
        if index & 7 == 7 {
          hash = fold(hash ^ word, 0x9e37_79b9_7f4a_7c15 ^ seed)
          word = 0
        }
      }
      return fold(hash ^ word, 0xd6e8_feb8_6659_fd93)
    }
  }

  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
