// A set of token ids, for questions that are asked of every token.

import Corpus

/// A set of ids: a bit each.
public struct TokenSet: Sendable, Equatable {
  private var words: [UInt64] = []
  public private(set) var count = 0

  public init() {}

  public init(_ ids: some Sequence<UInt32>) {
    for id in ids { insert(id) }
  }

  public mutating func insert(_ id: UInt32) {
    let word = Int(id >> 6)
    if word >= words.count { words.append(contentsOf: repeatElement(0, count: word + 1 - words.count)) }
    if words[word] >> UInt64(id & 63) & 1 == 0 { count += 1 }
    words[word] |= 1 << UInt64(id & 63)
  }

  public func contains(_ id: UInt32) -> Bool {
    let word = Int(id >> 6)
    return word < words.count && words[word] >> UInt64(id & 63) & 1 == 1
  }

  /// The ids as runs of consecutive ones, in ascending order.
  public var ranges: [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    for (index, word) in words.enumerated() where word != 0 {
      for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 {
        let id = UInt32(index << 6 + bit)
        if let last = ranges.last, last.upperBound + 1 == id {
          ranges[ranges.count - 1] = last.lowerBound...id
        } else {
          ranges.append(id...id)
        }
      }
    }
    return ranges
  }

  /// Pairs of the first and the last id of each run.
  var json: JSONValue {
    .array(ranges.map { .array([.int(Int($0.lowerBound)), .int(Int($0.upperBound))]) })
  }

  /// Nil for anything but pairs of ids below 2³¹.
  init?(json: JSONValue) {
    guard let pairs = json.array else { return nil }
    for pair in pairs {
      let bounds = pair.array?.compactMap(\.int) ?? []
      guard bounds.count == 2, bounds[0] >= 0, bounds[0] <= bounds[1], bounds[1] < 1 << 31 else { return nil }
      for id in bounds[0]...bounds[1] { insert(UInt32(id)) }
    }
  }
}
