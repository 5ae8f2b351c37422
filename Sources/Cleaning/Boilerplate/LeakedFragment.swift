// Fragments of chat programs inside a line: marks of citations, and what a model thought before it answered.

/// A fragment that a chat program put into its text.
enum LeakedFragment {
  static let citationRule = "citation-mark"
  static let reasoningRule = "reasoning-block"

  /// What the automaton looks for; each stands at a fragment's beginning, in lower case.
  static let phrases: [String] =
    [
      "【", ":contentreference[oaicite", "[oaicite:", "citeturn", "fileciteturn", "\u{e200}cite", "[cite:",
      "[cite_start]", "[cite_end]",
      "[oai_citation", "[citation:",
    ]
    + reasoningTags.map { "<\($0)>" }
  /// Tags around reasoning.
  static let reasoningTags = ["think", "thinking", "thought", "reasoning", "scratchpad"]

  /// A mark is at most this long.
  private static let markByteLimit = 200

  /// The mark of a citation at `start`, nil for anything else.
  static func citation(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    let limit = min(text.count, start + markByteLimit)
    switch text[start] {
    case 0xe3: return lensMark(text, start, limit)
    case UInt8(ascii: ":"):
      // :contentReference[oaicite:0]{index=0}
      guard let bracket = index(of: UInt8(ascii: "]"), text, start, limit) else { return nil }
      guard bracket + 1 < limit, text[bracket + 1] == UInt8(ascii: "{") else { return start..<bracket + 1 }
      return index(of: UInt8(ascii: "}"), text, bracket, limit).map { start..<$0 + 1 }
    case UInt8(ascii: "["): return bracketMark(text, start, limit)
    case 0xee:
      // The private use characters U+E200…U+E201 around a mark.
      var end = start
      while end + 2 < limit {
        if text[end] == 0xee, text[end + 1] == 0x88, text[end + 2] == 0x81 { return start..<end + 3 }
        end += 1
      }
      return nil
    default: return turnMark(text, start, limit)
    }
  }

  /// `【4†source】`, `【12:0†notes.pdf】`.
  private static func lensMark(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Range<Int>? {
    var position = start + 3
    let digits = position
    while position < limit, isDigit(text[position]) || text[position] == UInt8(ascii: ":") { position += 1 }
    // A dagger follows the number.
    guard position > digits, position + 2 < limit, text[position] == 0xe2, text[position + 1] == 0x80,
      text[position + 2] == 0xa0
    else { return nil }
    while position + 2 < limit {
      if text[position] == 0xe3, text[position + 1] == 0x80, text[position + 2] == 0x91 { return start..<position + 3 }
      if text[position] == 0x0a { return nil }
      position += 1
    }
    return nil
  }

  /// `[cite: 1, 2]`, `[cite_start]`, `[citation:3]`, `[oai_citation:0‡page](address)`.
  private static func bracketMark(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Range<Int>? {
    let isCitation =
      matches("cite", text, start + 1, limit) || matches("oaicite", text, start + 1, limit)
      || matches("citation:", text, start + 1, limit)
    guard isCitation || matches("oai_citation", text, start + 1, limit),
      let end = index(of: UInt8(ascii: "]"), text, start, limit)
    else { return nil }
    if !isCitation {
      guard end + 1 < limit, text[end + 1] == UInt8(ascii: "(") else { return nil }
      return index(of: UInt8(ascii: ")"), text, end, limit).map { start..<$0 + 1 }
    }
    if let colon = index(of: UInt8(ascii: ":"), text, start, end) {
      guard text[colon + 1..<end].allSatisfy({ isDigit($0) || $0 == 0x20 || $0 == 0x2c || $0 == 0x2d }) else {
        return nil
      }
    }
    return start..<end + 1
  }

  /// `citeturn0search1turn2view0`.
  private static func turnMark(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int) -> Range<Int>? {
    var position = start + (matches("file", text, start, limit) ? 8 : 4)
    var turns = 0
    while matches("turn", text, position, limit) {
      var end = position + 4
      let digits = end
      while end < limit, isDigit(text[end]) { end += 1 }
      let word = end
      while end < limit, (text[end] | 0x20) >= 0x61, (text[end] | 0x20) <= 0x7a { end += 1 }
      let number = end
      while end < limit, isDigit(text[end]) { end += 1 }
      guard word > digits, number > word, end > number else { break }
      position = end
      turns += 1
    }
    return turns > 0 ? start..<position : nil
  }

  /// Whether a phrase is a tag of reasoning that opens its line.
  static func opensReasoning(_ text: UnsafeBufferPointer<UInt8>, _ hit: PhraseAutomaton.Hit) -> Bool {
    guard text[Int(hit.end) - 1] == UInt8(ascii: ">"),
      reasoningTags.contains(
        String(decoding: UnsafeBufferPointer(rebasing: text[Int(hit.start) + 1..<Int(hit.end) - 1]), as: UTF8.self)
          .lowercased())
    else { return false }
    var start = Int(hit.start)
    while start > 0, text[start - 1] == 0x20 || text[start - 1] == 0x09 { start -= 1 }
    return start == 0 || text[start - 1] == 0x0a
  }

  /// Behind the closing tag of a tag of reasoning and the white space there; nil without one.
  static func reasoningEnd(_ text: UnsafeBufferPointer<UInt8>, _ hit: PhraseAutomaton.Hit) -> Int? {
    let closing = [UInt8(ascii: "<"), UInt8(ascii: "/")] + text[Int(hit.start) + 1..<Int(hit.end)]
    var position = Int(hit.end)
    while position + closing.count <= text.count {
      if text[position] == UInt8(ascii: "<"), text[position..<position + closing.count].elementsEqual(closing) {
        var end = position + closing.count
        while end < text.count, text[end] <= 0x20 { end += 1 }
        return end
      }
      position += 1
    }
    return nil
  }

  private static func matches(
    _ word: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ limit: Int
  ) -> Bool {
    guard position + word.utf8CodeUnitCount <= limit else { return false }
    return word.withUTF8Buffer { bytes in bytes.indices.allSatisfy { text[position + $0] == bytes[$0] } }
  }

  private static func index(
    of byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int
  ) -> Int? {
    var position = start
    while position < limit, text[position] != 0x0a {
      if text[position] == byte { return position }
      position += 1
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
