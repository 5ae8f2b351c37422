// Marks of citations, as encyclopaedias have them in their text.

import Glibc

/// Finds `[12]`, `[]`, `[edit]` and `[citation needed]`.
enum C4Citations {
  private static let words = ["edit]", "citation needed]"].map { Array($0.utf8) }

  /// The marks in a range, ascending.
  static func find(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = range.lowerBound
    guard let base = text.baseAddress else { return found }
    // SAFETY: what is searched ends at the range's end.
    while place < range.upperBound,
      let bracket = memchr(base + place, Int32(UInt8(ascii: "[")), range.upperBound - place)
    {
      let start = UnsafeRawPointer(bracket) - UnsafeRawPointer(base)
      place = start + 1
      if let end = end(text, start, range.upperBound) {
        found.append(start..<end)
        place = end
      }
    }
    return found
  }

  private static func end(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    var place = start + 1
    while place < limit, text[place] >= 0x30, text[place] <= 0x39 { place += 1 }
    if place < limit, text[place] == UInt8(ascii: "]") { return place + 1 }
    for word in words where start + 1 + word.count <= limit {
      if text[start + 1..<start + 1 + word.count].elementsEqual(word) { return start + 1 + word.count }
    }
    return nil
  }
}
