// What a matcher remembers of a costly text.

/// The places at which instructions are known to fail.
struct FailureMemory {
  private let wordsPerPlace: Int
  private var pages: [[UInt64]] = []
  private var wordCount = 0
  private static let pageBits = 10

  init(instructionCount: Int) { wordsPerPlace = (instructionCount + 63) / 64 }

  var isFull: Bool { wordCount > RegexMatcher.largestMemory }

  func contains(_ instruction: Int32, _ place: Int) -> Bool {
    let page = place >> Self.pageBits
    guard page < pages.count, !pages[page].isEmpty else { return false }
    let word = (place & (1 << Self.pageBits - 1)) * wordsPerPlace + Int(instruction >> 6)
    return pages[page][word] >> UInt64(instruction & 63) & 1 != 0
  }

  mutating func insert(_ instruction: Int32, _ place: Int) {
    let page = place >> Self.pageBits
    while pages.count <= page { pages.append([]) }
    if pages[page].isEmpty {
      pages[page] = [UInt64](repeating: 0, count: wordsPerPlace << Self.pageBits)
      wordCount += wordsPerPlace << Self.pageBits
    }
    let word = (place & (1 << Self.pageBits - 1)) * wordsPerPlace + Int(instruction >> 6)
    pages[page][word] |= 1 << UInt64(instruction & 63)
  }
}
