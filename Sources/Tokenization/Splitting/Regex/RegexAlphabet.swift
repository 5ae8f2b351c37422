// The characters that a regular expression tells apart.

import TextAnalysis

/// Every scalar with the number of its class: two scalars of one class are in the same sets of the pattern.
///
/// The table has the layout of `CharacterClasses`, so that `SplitText` reads it.
final class RegexAlphabet: Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  nonisolated(unsafe) let blocks: FixedBuffer<UInt16>
  nonisolated(unsafe) let data: FixedBuffer<UInt8>
  /// The class of each byte as the printable character that stands for it.
  let mapped: [UInt8]
  /// Number of classes.
  let classCount: Int
  /// Of each set of the pattern, the classes in it.
  let members: [ClassSet]

  /// Bytes that are not UTF-8 have class 0, which `SplitText` gives them; the end of the text has this one.
  static let end = 255
  private static let largestCount = 255

  /// - Throws: `limitExceeded` when the pattern tells more classes apart than there are numbers.
  init(_ sets: [ScalarSet]) throws(TokenizationError) {
    var memberships: [[UInt64]: UInt8] = [:]
    var members = [ClassSet](repeating: ClassSet(), count: sets.count)
    var count = 0
    func number(of scalar: UInt32?) throws(TokenizationError) -> UInt8 {
      var key = [UInt64](repeating: 0, count: sets.count / 64 + 1)
      for (index, set) in sets.enumerated() where set.contains(scalar) { key[index / 64] |= 1 << UInt64(index % 64) }
      if scalar != nil, let known = memberships[key] { return known }
      guard count < Self.largestCount else {
        throw TokenizationError(
          .limitExceeded, "the split pattern tells more than \(Self.largestCount) kinds of characters apart")
      }
      for index in sets.indices where key[index / 64] >> UInt64(index % 64) & 1 != 0 { members[index].insert(count) }
      // Class 0 stays that of bytes which are no character.
      if scalar != nil { memberships[key] = UInt8(count) }
      count += 1
      return UInt8(count - 1)
    }
    _ = try number(of: nil)

    var bounds: Set<UInt32> = [0]
    for set in sets { set.forEachBound { bounds.insert($0) } }
    var numbers = [UInt8](repeating: 0, count: 0x110000)
    var known: [UInt32: UInt8] = [:]
    var last: (properties: UInt32, number: UInt8) = (.max, 0)
    for scalar in 0..<UInt32(0x110000) {
      // Category, White_Space and script.
      let properties =
        UInt32(UnicodeClasses.properties(scalar) & 0x3f) << 8 | UInt32(UnicodeClasses.script(scalar).rawValue)
      if bounds.contains(scalar) {
        known.removeAll(keepingCapacity: true)
      } else if properties == last.properties {
        numbers[Int(scalar)] = last.number
        continue
      }
      let found: UInt8
      if let number = known[properties] { found = number } else { found = try number(of: scalar) }
      known[properties] = found
      last = (properties, found)
      numbers[Int(scalar)] = found
    }
    mapped = ByteAlphabet.scalars.map { numbers[Int($0)] }
    self.members = members
    classCount = count

    // Equal blocks that follow one another are kept once; the first two are ASCII and found without a lookup.
    var data: [UInt8] = []
    blocks = FixedBuffer(repeating: 0, count: 0x110000 / 64)
    for block in 0..<blocks.count {
      let fresh = numbers[block * 64..<(block + 1) * 64]
      if data.count < 192 || !data[(data.count - 64)...].elementsEqual(fresh) { data += fresh }
      blocks.base[block] = UInt16(truncatingIfNeeded: data.count / 64 - 1)
    }
    self.data = FixedBuffer(data)
  }
}

/// A set of classes of an alphabet, and perhaps the end of the text.
struct ClassSet: Equatable {
  private(set) var words = SIMD4<UInt64>()

  static let all: ClassSet = {
    var set = ClassSet()
    set.words = SIMD4(repeating: .max)
    return set
  }()

  mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }
  func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 != 0 }
  mutating func formUnion(_ other: ClassSet) { words |= other.words }
  func isDisjoint(with other: ClassSet) -> Bool { words & other.words == SIMD4() }
}
