// Added tokens in text, as Hugging Face's library looks for them before it splits.

import TextAnalysis

/// What becomes of the text of special tokens.
public enum SpecialTokens: String, Sendable, CaseIterable {
  /// It is text like any other: what a corpus says cannot act as control. Hugging Face's `encode_special_tokens`,
  /// tiktoken's `encode_ordinary`.
  case text
  /// It becomes the token: what Hugging Face's `encode` does unless told otherwise.
  case recognize
}

/// Cuts text at added tokens: the leftmost first, of those the longest. A special token that counts as text still hides
/// the tokens inside it, as in Hugging Face's library.
struct AddedTokenFinder: Sendable {
  private let tokens: [BPEModel.AddedToken]
  private let automaton: PhraseAutomaton
  /// True when some token is looked for although special ones are text.
  let hasOrdinary: Bool

  enum Piece {
    case text(Range<Int>)
    case token(UInt32)
  }

  /// Nil without tokens.
  ///
  /// - Parameter form: the normalisation that the tokens' contents go through, too.
  init?(_ tokens: [BPEModel.AddedToken], normalizedTo form: Normalizer.Form?) throws(TokenizationError) {
    // Special tokens come first, which decides between two of one content.
    let ordered = (tokens.filter(\.isSpecial) + tokens.filter { !$0.isSpecial }).filter { !$0.content.isEmpty }
    if ordered.isEmpty { return nil }
    self.tokens = ordered
    hasOrdinary = ordered.contains { !$0.isSpecial }
    automaton = try PhraseAutomaton(
      ordered.map { token in
        let content = Array(token.content.utf8)
        return form.map { Normalizer.normalized(content, to: $0) } ?? content
      })
  }

  /// Calls `body` with the tokens in `text` and the text between them, from left to right.
  func forEachPiece(
    of text: UnsafeBufferPointer<UInt8>, specialTokens: SpecialTokens, _ body: (Piece) -> Void
  ) {
    var done = 0
    var at = 0
    while let found = automaton.next(in: text, from: at) {
      at = found.end
      let token = tokens[found.phrase]
      if token.isSpecial && specialTokens == .text { continue }
      if token.isSingleWord, isWord(in: text, before: found.start) || isWord(in: text, at: found.end) { continue }
      var (start, end) = (found.start, found.end)
      if token.stripsLeft {
        // Not what the token before took.
        while start > done, let space = space(in: text, before: start, from: done) { start = space }
      }
      if token.stripsRight {
        while let decoded = decode(text, end), UnicodeClasses.isWhitespace(decoded.scalar) { end += decoded.byteCount }
      }
      if done < start { body(.text(done..<start)) }
      body(.token(token.id))
      done = end
    }
    if done < text.count { body(.text(done..<text.count)) }
  }

  private func decode(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> UTF8Bytes.Decoded? {
    place < text.count ? UTF8Bytes.decode(text, at: place) : nil
  }

  /// The character that ends at `place`.
  private func character(_ text: UnsafeBufferPointer<UInt8>, before place: Int) -> UTF8Bytes.Decoded? {
    for byteCount in 1...4 where place >= byteCount {
      if let found = UTF8Bytes.decode(text, at: place - byteCount), found.byteCount == byteCount { return found }
    }
    return nil
  }

  private func isWord(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    decode(text, place).map { HuggingFaceClasses.isWord($0.scalar) } ?? false
  }

  private func isWord(in text: UnsafeBufferPointer<UInt8>, before place: Int) -> Bool {
    character(text, before: place).map { HuggingFaceClasses.isWord($0.scalar) } ?? false
  }

  /// Start of the white space that ends at `place`; nil where there is none.
  private func space(in text: UnsafeBufferPointer<UInt8>, before place: Int, from start: Int) -> Int? {
    guard let found = character(text, before: place), UnicodeClasses.isWhitespace(found.scalar),
      place - found.byteCount >= start
    else { return nil }
    return place - found.byteCount
  }
}
