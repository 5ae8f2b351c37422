// The phrases that C4 drops lines or documents for.

import TextAnalysis

/// What of the phrases a line holds.
struct C4Phrases: Sendable {
  struct Found {
    var loremIpsum = false
    var javascript = false
    var curlyBracket = false
    var policy = false
  }

  private static let policies = [
    "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies",
  ]

  private let automaton: PhraseAutomaton

  init() throws(CleaningError) {
    let phrases = ["lorem ipsum", "javascript", "{"] + Self.policies
    automaton = try PhraseAutomaton(phrases: phrases.map { Array($0.utf8) }, wholeWords: false)
  }

  func find(in line: UnsafeBufferPointer<UInt8>, _ hits: inout [PhraseAutomaton.Hit]) -> Found {
    hits.removeAll(keepingCapacity: true)
    var found = Found()
    var start = 0
    // Stretch by stretch, so that a line full of hits fills no memory.
    repeat {
      let end = min(line.count, start + Self.stretch)
      automaton.find(in: line, start..<end, limit: Int.max, into: &hits)
      for hit in hits {
        switch hit.phrase {
        case 0: found.loremIpsum = true
        case 1: found.javascript = true
        case 2: found.curlyBracket = true
        default: found.policy = true
        }
      }
      hits.removeAll(keepingCapacity: true)
      start = end < line.count ? end - Self.overlap : end
    } while start < line.count
    return found
  }

  private static let stretch = 1 << 16
  /// Longer than any phrase.
  private static let overlap = 32
}
