// One text and its tokens, while tokenizers are compared.

import Tokenization

/// The tokens of the text at hand by one tokenizer. Used by one worker.
final class EncodedText {
  private let tokenizer: ComparedTokenizer
  private let workspace = Tokenizer.Workspace()
  private(set) var ids: [UInt32] = []
  /// The bytes of the tokens; the text itself, unless the tokenizer normalises it.
  private(set) var text: [UInt8] = []
  /// Where each token ends in `text`.
  private(set) var ends: [Int] = []

  /// Bytes of an excerpt, at most.
  private static let excerptByteCount = 160

  init(_ tokenizer: ComparedTokenizer) { self.tokenizer = tokenizer }

  func encode(_ text: UnsafeBufferPointer<UInt8>) {
    tokenizer.encode(text, into: &ids, using: workspace)
    tokenizer.decode(ids, into: &self.text, ends: &ends)
  }

  /// The line of the text that has most tokens more than by another tokenizer: its offset and its beginning.
  func worstLine(against other: EncodedText) -> (offset: Int, excerpt: String) {
    let (mine, others) = (tokensByLine(), other.tokensByLine())
    var worst = 0
    for line in mine.indices where line < others.count {
      if mine[line].tokens - others[line].tokens > mine[worst].tokens - others[worst].tokens { worst = line }
    }
    guard worst < mine.count else { return (0, "") }
    let start = mine[worst].start
    let line = text[start...].prefix { $0 != 0x0a }.drop { $0 == 0x20 || $0 == 0x09 }
    var excerpt = line.prefix(Self.excerptByteCount)
    // Not in the middle of a character.
    while excerpt.endIndex < line.endIndex, text[excerpt.endIndex] & 0xc0 == 0x80, !excerpt.isEmpty {
      excerpt.removeLast()
    }
    return (start, String(decoding: excerpt, as: UTF8.self))
  }

  /// Where each line begins, and how many tokens begin in it.
  private func tokensByLine() -> [(start: Int, tokens: Int)] {
    var lines = [(start: 0, tokens: 0)]
    var start = 0
    for end in ends {
      lines[lines.count - 1].tokens += 1
      for at in start..<end where text[at] == 0x0a { lines.append((at + 1, 0)) }
      start = end
    }
    return lines
  }
}
