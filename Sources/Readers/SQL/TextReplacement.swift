// SQLite's `replace`, with which its older dumps write line ends.

import Glibc

/// `text` with every `pattern` replaced from left to right, as SQLite does it; nil when it grows beyond the limit.
///
/// Patterns of dumps are a few bytes: they are looked for by their first byte, each place in a bounded number of steps.
/// Longer ones take the search of Knuth, Morris and Pratt. Both are linear, whatever the texts repeat.
func replacing(_ pattern: [UInt8], with replacement: [UInt8], in text: [UInt8], limit: Int) -> [UInt8]? {
  guard !pattern.isEmpty, pattern.count <= text.count else { return text }
  if pattern.count > 16 { return replacingLong(pattern, with: replacement, in: text, limit: limit) }
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var isTooLong = false
  text.withUnsafeBufferPointer { text in
    guard let base = text.baseAddress else { return }
    var kept = 0
    var index = 0
    // SAFETY: every place that is looked at has the pattern's length of bytes before the end of the text.
    let lastPlace = text.count - pattern.count
    while index <= lastPlace, !isTooLong {
      guard let found = memchr(base + index, Int32(pattern[0]), lastPlace - index + 1) else { break }
      index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      guard memcmp(base + index, pattern, pattern.count) == 0 else {
        index += 1
        continue
      }
      result.append(contentsOf: UnsafeBufferPointer(start: base + kept, count: index - kept))
      result.append(contentsOf: replacement)
      index += pattern.count
      kept = index
      isTooLong = result.count > limit
    }
    result.append(contentsOf: UnsafeBufferPointer(start: base + kept, count: text.count - kept))
  }
  return isTooLong ? nil : result
}

private func replacingLong(
  _ pattern: [UInt8], with replacement: [UInt8], in text: [UInt8], limit: Int
) -> [UInt8]? {
  // At each place the length of the longest beginning of the pattern that also ends there, short of the whole.
  var borders = [Int](repeating: 0, count: pattern.count)
  var matched = 0
  for index in pattern.indices.dropFirst() {
    while matched > 0, pattern[index] != pattern[matched] { matched = borders[matched - 1] }
    if pattern[index] == pattern[matched] { matched += 1 }
    borders[index] = matched
  }
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  matched = 0
  for byte in text {
    result.append(byte)
    while matched > 0, byte != pattern[matched] { matched = borders[matched - 1] }
    if byte == pattern[matched] { matched += 1 }
    guard matched == pattern.count else { continue }
    matched = 0
    result.removeLast(pattern.count)
    result.append(contentsOf: replacement)
    if result.count > limit { return nil }
  }
  return result
}
