// The weights of the language identifier: n-grams of letters for every script that several languages share.

import Storage

/// What a script's words have summed up.
struct LanguageSum {
  /// A number for each language; more where a row of weights is longer.
  var scores: [Int32]
  var gramCount = 0
}

/// A multinomial logistic regression over the n-grams of a script's letters.
///
/// Integers decide: a text's sums of weights are the same on every machine.
struct LanguageGroup: Sendable {
  /// BCP 47 tags.
  let tags: [String]
  /// Added to each language's logit: how much rarer than others it is, in 256ths.
  let priors: [Int32]
  /// Divides the logits, in 256ths.
  let temperature: Int
  /// Parts of 1 that a weight counts in.
  let steps: Int
  /// Bits of a letter in an n-gram's key, and letters of the longest one, the spaces around words included.
  let letterBits: UInt64
  let longest: Int
  /// Weights in a row of the table, a multiple of eight.
  let rowWidth: Int
  let weights: [Int16]
  private let keys: [UInt64]
  private let rows: [UInt32]
  private let shift: UInt64
  private static let multiplier: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Adds the n-grams of a word, which has a space before and behind it.
  func add(_ word: [UInt16], to sum: inout LanguageSum) {
    let letterMask: UInt64 = (1 &<< letterBits) &- 1
    let slotMask = keys.count - 1
    var gramCount = 0
    sum.scores.withUnsafeMutableBufferPointer { scores in
      weights.withUnsafeBufferPointer { weights in
        keys.withUnsafeBufferPointer { keys in
          rows.withUnsafeBufferPointer { rows in
            var letters: UInt64 = 0
            var length = 0
            for letter in word {
              letters = letters &<< letterBits | UInt64(letter) & letterMask
              length = min(length &+ 1, longest)
              var mask = letterMask
              // The space alone is no n-gram.
              let isSpace = letter == 0x20
              for n in 1...length {
                let key = letters & mask
                mask = mask &<< letterBits | letterMask
                if n == 1, isSpace { continue }
                gramCount &+= 1
                // SAFETY: slots are below the power of two that keys and rows have elements, most of which are free; a
                // row has as many weights as the sum has elements.
                var slot = Int(truncatingIfNeeded: (key &* Self.multiplier) >> shift)
                while keys[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & slotMask }
                guard keys[slot] != 0 else { continue }
                let row = Int(rows[slot])
                for index in 0..<scores.count { scores[index] &+= Int32(weights[row &+ index]) }
              }
            }
          }
        }
      }
    }
    sum.gramCount += gramCount
  }

  init(
    tags: [String], priors: [Int32], temperature: Int, steps: Int, letterBits: Int, longest: Int, grams: [UInt64],
    planes: ArraySlice<UInt8>
  ) {
    self.tags = tags
    self.priors = priors
    self.temperature = temperature
    self.steps = steps
    self.letterBits = UInt64(letterBits)
    self.longest = longest
    rowWidth = (tags.count + 7) / 8 * 8
    var size = 16
    while size < grams.count * 3 { size *= 2 }
    var keys = [UInt64](repeating: 0, count: size)
    var rows = [UInt32](repeating: 0, count: size)
    var weights = [Int16](repeating: 0, count: grams.count * rowWidth)
    shift = UInt64(64 - size.trailingZeroBitCount)
    for (index, key) in grams.enumerated() {
      var slot = Int(truncatingIfNeeded: (key &* Self.multiplier) >> shift)
      while keys[slot] != 0 { slot = (slot + 1) & (size - 1) }
      keys[slot] = key
      rows[slot] = UInt32(index * rowWidth)
      for language in tags.indices {
        let weight = planes[planes.startIndex + language * grams.count + index]
        weights[index * rowWidth + language] = Int16(Int8(bitPattern: weight))
      }
    }
    self.keys = keys
    self.rows = rows
    self.weights = weights
  }
}

/// The groups of languages that scripts share, as `scripts/language-model/train.py` packs them.
///
/// The table is a byte with the number of groups, then for each group: u8 script, u8 bits of a letter, u8 longest
/// n-gram, u8 languages; for each language its tag, a zero byte and an i16 prior; u16 temperature, u16 steps, u32 number
/// of n-grams. Then the n-grams in ascending order: for each a byte with how many letters it shares with the one before
/// (upper half) and how many follow (lower half); the low bytes of these letters, and their high bytes; last the weights,
/// an i8 each, language by language.
struct LanguageModel: Sendable {
  private(set) var groups: [LanguageScript: LanguageGroup] = [:]

  /// The table of the program; nil where it is damaged, which the tests would find.
  static let standard: LanguageModel? = {
    let digits = LanguageModelTable.table.withUTF8Buffer { Array($0) }
    var at = 0
    var stored: [UInt8] = []
    var table: [UInt8] = []
    guard Base64.decode(digits, at: &at, into: &stored), at == digits.count,
      (try? ZstdDecompressor().decompress(frame: stored, into: &table, limit: 1 << 24)) != nil
    else { return nil }
    return LanguageModel(table)
  }()

  init?(_ table: [UInt8]) {
    var at = 0
    func bytes(_ count: Int) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= table.count - at else { return nil }
      defer { at += count }
      return table[at..<at + count]
    }
    func number(_ byteCount: Int) -> Int? { bytes(byteCount)?.reversed().reduce(0) { $0 << 8 | Int($1) } }
    guard let groupCount = number(1) else { return nil }
    for _ in 0..<groupCount {
      guard let scriptNumber = number(1), let script = LanguageScript(rawValue: UInt8(scriptNumber)),
        let letterBits = number(1), let longest = number(1), letterBits * longest <= 64, let tagCount = number(1)
      else { return nil }
      var tags: [String] = []
      var priors: [Int32] = []
      for _ in 0..<tagCount {
        guard let end = table[at...].firstIndex(of: 0), let tag = bytes(end - at), bytes(1) != nil,
          let prior = number(2)
        else { return nil }
        tags.append(String(decoding: tag, as: UTF8.self))
        priors.append(Int32(Int16(truncatingIfNeeded: prior)))
      }
      guard let temperature = number(2), temperature > 0, let steps = number(2), steps > 0, let count = number(4),
        let heads = bytes(count)
      else { return nil }
      let letterCount = heads.reduce(0) { $0 + Int($1 & 15) }
      guard let low = bytes(letterCount), let high = bytes(letterCount), let planes = bytes(tagCount * count) else {
        return nil
      }
      var gram: [UInt64] = []
      var grams: [UInt64] = []
      var letter = 0
      for head in heads {
        guard Int(head >> 4) <= gram.count, Int(head >> 4) + Int(head & 15) <= longest else { return nil }
        gram.removeLast(gram.count - Int(head >> 4))
        for _ in 0..<(head & 15) {
          gram.append(UInt64(low[low.startIndex + letter]) | UInt64(high[high.startIndex + letter]) << 8)
          letter += 1
        }
        grams.append(gram.reduce(0) { $0 << UInt64(letterBits) | $1 })
      }
      groups[script] = LanguageGroup(
        tags: tags, priors: priors, temperature: temperature, steps: steps, letterBits: letterBits, longest: longest,
        grams: grams, planes: planes)
    }
    guard at == table.count else { return nil }
  }
}
