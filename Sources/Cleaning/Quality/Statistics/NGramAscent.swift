// How much of a text its n-grams repeat, for all n in one ascent.
//
// An n-gram can come twice only where the (n−1)-grams at both of its places do. So only the 2-grams are all counted;
// from n to n + 1 only those places go along that are kept and whose next place is. In ordinary text few are left after
// three steps, and all n together cost little more than the first.

import TextAnalysis

/// Walks the n-grams of a text for n = 2, 3, …
struct NGramAscent {
  private(set) var n = 1
  /// The most frequent n-gram: where it stands first, of equally frequent ones the first; nil where the text has none.
  private(set) var mostFrequent: (place: Int, count: Int)?

  /// Number of places where an n-gram begins that comes more than once.
  private var count = 0
  /// These places, ascending, with the hash of the n-gram and a number that only its like share; the arrays may be longer.
  private var places: [UInt32] = []
  private var keys: [UInt64] = []
  private var kinds: [UInt32] = []
  /// Kinds are below this.
  private var kindCount = 0
  private var isSeen: [Bool] = []
  private var table = FirstIndexTable()

  /// Places for which room is kept from text to text.
  private static let keptPlaces = 1 << 22

  /// Goes back to n = 1.
  mutating func reset() {
    n = 1
    mostFrequent = nil
    count = 0
  }

  /// False when no n-gram comes twice, and so no longer one will.
  var isRepeating: Bool { n < 2 || count > 0 }

  /// Goes from n to n + 1 in the text of which these are the words.
  mutating func advance(_ words: Words) {
    n += 1
    mostFrequent = words.count >= n ? (0, 1) : nil
    if n == 2 { fillPairs(words) } else { extend(words) }
    guard count > 0 else { return }
    table.fill(keys, count: count)
    kindCount = count
    keepRepeated()
  }

  private mutating func fillPairs(_ words: Words) {
    let count = max(0, words.count - 1)
    Self.makeRoom(in: &keys, count, 0)
    Self.makeRoom(in: &places, count, 0)
    Self.makeRoom(in: &kinds, count, 0)
    self.count = count
    keys.withUnsafeMutableBufferPointer { keys in
      places.withUnsafeMutableBufferPointer { places in
        // SAFETY: there are `count` + 1 words, and room for `count` keys and places.
        guard let keys = keys.baseAddress, let places = places.baseAddress else { return }
        for index in 0..<count {
          keys[index] = Self.extended(words.hashes[index], words.hashes[index &+ 1])
          places[index] = UInt32(truncatingIfNeeded: index)
        }
      }
    }
  }

  static func makeRoom<Element>(in array: inout [Element], _ count: Int, _ value: Element) {
    if array.count < count || array.count > max(count, keptPlaces) {
      array = Array(repeating: value, count: count + count / 4)
    }
  }

  private static func extended(_ key: UInt64, _ word: UInt64) -> UInt64 { UnitHash.absorb(key &* 3, word) }

  private mutating func extend(_ words: Words) {
    let (before, n) = (count, n)
    var kept = 0
    keys.withUnsafeMutableBufferPointer { keys in
      places.withUnsafeMutableBufferPointer { places in
        // SAFETY: `before` places and keys are filled, `kept` is not above `index`, `last` is below the number of words.
        guard let keys = keys.baseAddress, let places = places.baseAddress else { return }
        var index = 0
        while index &+ 1 < before {
          let last = Int(places[index]) &+ n &- 1
          if places[index &+ 1] == places[index] &+ 1, last < words.count {
            places[kept] = places[index]
            keys[kept] = Self.extended(keys[index], words.hashes[last])
            kept &+= 1
          }
          index &+= 1
        }
      }
    }
    count = kept
  }

  private mutating func keepRepeated() {
    let before = count
    var kept = 0
    var most = mostFrequent ?? (0, 0)
    keys.withUnsafeMutableBufferPointer { keys in
      places.withUnsafeMutableBufferPointer { places in
        kinds.withUnsafeMutableBufferPointer { kinds in
          table.firsts.withUnsafeBufferPointer { firsts in
            table.counts.withUnsafeBufferPointer { counts in
              // SAFETY: all hold at least `before` elements, first places are below it, and `kept` is not above `index`.
              guard let keys = keys.baseAddress, let places = places.baseAddress, let kinds = kinds.baseAddress,
                let firsts = firsts.baseAddress, let counts = counts.baseAddress
              else { return }
              for index in 0..<before {
                let first = firsts[index]
                let count = Int(counts[Int(first)])
                if count > most.count { most = (Int(places[index]), count) }
                places[kept] = places[index]
                keys[kept] = keys[index]
                kinds[kept] = first
                kept &+= count > 1 ? 1 : 0
              }
            }
          }
        }
      }
    }
    mostFrequent = most
    count = kept
  }

  /// Characters in the words of the n-grams that have come before, going through the text from its start and behind each
  /// such n-gram going on after its last word.
  mutating func repeatedCharacters(_ words: Words) -> Int {
    if count == 0 { return 0 }
    isSeen.removeAll(keepingCapacity: isSeen.capacity <= Self.keptPlaces)
    isSeen.append(contentsOf: repeatElement(false, count: kindCount))
    var characters = 0
    var next = 0
    for index in 0..<count where Int(places[index]) >= next {
      let kind = Int(kinds[index])
      if isSeen[kind] {
        characters += Self.characters(words, Int(places[index]), n)
        next = Int(places[index]) + n
      } else {
        isSeen[kind] = true
      }
    }
    return characters
  }

  /// Characters of `n` words from `place` on, without what stands between them.
  static func characters(_ words: Words, _ place: Int, _ n: Int) -> Int {
    // SAFETY: an n-gram lies within the words.
    (place..<place + n).reduce(0) { $0 + Int(words.lengths[$1]) }
  }
}
