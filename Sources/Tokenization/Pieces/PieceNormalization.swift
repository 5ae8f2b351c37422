// What is done to text before it is encoded by pieces.

/// The normaliser of a piece vocabulary: a table of replacements, what becomes of spaces, and the dummy prefix.
public struct PieceNormalization: Sendable, Equatable {
  /// When a space is put in front of text, so that a word there is the same piece as elsewhere.
  public enum Prefix: Sendable, Equatable {
    case always
    /// Unless the text begins with a space (Hugging Face's `Metaspace`).
    case unlessPresent
  }

  /// Replacements before anything else, SentencePiece's NFKC among them.
  public var charsMap: CharsMap?
  public var addsDummyPrefix = false
  public var prefix = Prefix.always
  /// The dummy prefix goes to the end of the text instead.
  public var treatsSpaceAsSuffix = false
  /// Spaces at both ends go, and several in a row become one.
  public var removesExtraSpaces = false
  /// A space is the piece `▁`.
  public var escapesSpaces = true

  public init() {}

  /// True when text comes back from its pieces as it was, but for a `▁` that stood in it.
  public var isReversible: Bool { charsMap == nil && !removesExtraSpaces && !(addsDummyPrefix && prefix != .always) }
}

/// Text on its way to pieces.
///
/// In the result a space is the byte 0x20 where the vocabulary writes `▁`, which then stands for a space as well: `▁` in
/// the text and a space are the same to such a vocabulary, and one byte is quicker to handle than three.
struct PieceNormalizer: Sendable {
  let rules: PieceNormalization
  /// Text that is taken as a whole, and is left as it is.
  let literals: PrefixTrie?
  /// False to put U+FFFD in the place of bytes that are not UTF-8.
  let keepsInvalidBytes: Bool

  /// Leaves the normal form of `text` in `output`.
  ///
  /// - Parameter hasPrefix: false to leave the dummy prefix out.
  func normalize(_ text: UnsafeBufferPointer<UInt8>, hasPrefix: Bool = true, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(text.count + 1)
    if rules.charsMap != nil || rules.removesExtraSpaces || literals != nil {
      replace(text, hasPrefix, into: &output)
    } else {
      copy(text, hasPrefix, into: &output)
    }
  }

  private var hasSpaceInFront: Bool { rules.addsDummyPrefix && !rules.treatsSpaceAsSuffix }

  /// The usual case: nothing is replaced but `▁` and what is not UTF-8.
  private func copy(_ text: UnsafeBufferPointer<UInt8>, _ hasPrefix: Bool, into output: inout [UInt8]) {
    guard !text.isEmpty else { return }
    if hasPrefix, hasSpaceInFront, rules.prefix == .always || !beginsWithSpace(text) { output.append(0x20) }
    var copied = 0
    var at = 0
    while at < text.count {
      at = PlainText.end(text, from: at)
      guard at < text.count else { break }
      if rules.escapesSpaces, isSpaceSymbol(text, at) {
        output.append(contentsOf: text[copied..<at])
        output.append(0x20)
        at += 3
        copied = at
      } else if let length = PlainText.characterByteCount(text, at) {
        at += length
      } else {
        if !keepsInvalidBytes {
          output.append(contentsOf: text[copied..<at])
          output.append(contentsOf: PlainText.replacement)
          copied = at + 1
        }
        at += 1
      }
    }
    output.append(contentsOf: text[copied...])
    if rules.addsDummyPrefix && rules.treatsSpaceAsSuffix { output.append(0x20) }
  }

  /// The general case, entry by entry.
  private func replace(_ text: UnsafeBufferPointer<UInt8>, _ hasPrefix: Bool, into output: inout [UInt8]) {
    var at = 0
    if rules.removesExtraSpaces {
      while at < text.count {
        let step = step(text, at)
        guard step.replacement.map({ $0.elementsEqual([0x20]) }) ?? (text[at] == 0x20 && step.byteCount == 1) else {
          break
        }
        at += step.byteCount
      }
    }
    guard at < text.count else { return }
    if hasPrefix, hasSpaceInFront { output.append(0x20) }
    var followsSpace = rules.removesExtraSpaces
    while at < text.count {
      let step = step(text, at)
      if let replacement = step.replacement {
        followsSpace = append(replacement, followsSpace, to: &output)
      } else {
        followsSpace = append(text[at..<at + step.byteCount], followsSpace, to: &output)
      }
      if !rules.removesExtraSpaces { followsSpace = false }
      at += step.byteCount
    }
    if rules.removesExtraSpaces {
      while output.last == 0x20 { output.removeLast() }
    }
    if rules.addsDummyPrefix && rules.treatsSpaceAsSuffix { output.append(0x20) }
  }

  /// Appends a replacement, without the spaces that it begins with where one stands in front.
  ///
  /// - Returns: whether a space was the last thing.
  private func append(_ bytes: some Collection<UInt8>, _ followsSpace: Bool, to output: inout [UInt8]) -> Bool {
    var last: UInt8 = 0
    var skips = followsSpace
    var isEmpty = true
    for byte in bytes {
      if skips && byte == 0x20 { continue }
      skips = false
      isEmpty = false
      output.append(byte)
      last = byte
      let count = output.count
      if rules.escapesSpaces, byte == 0x81, count >= 3, output[count - 2] == 0x96, output[count - 3] == 0xe2 {
        output.removeLast(3)
        output.append(0x20)
      }
    }
    return isEmpty ? followsSpace : last == 0x20
  }

  /// What happens to the text at `at`: how many bytes are taken, and what takes their place, if anything does.
  private func step(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (byteCount: Int, replacement: ArraySlice<UInt8>?) {
    if let literals, let literal = literals.longestPrefix(text, from: at) { return (literal.end - at, nil) }
    if let found = rules.charsMap?.match(text, at: at) { return (found.byteCount, found.replacement) }
    if let length = PlainText.characterByteCount(text, at) { return (length, nil) }
    return (1, keepsInvalidBytes ? nil : PlainText.replacement[...])
  }

  private func beginsWithSpace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text[0] == 0x20 || isSpaceSymbol(text, 0)
  }

  private func isSpaceSymbol(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 2 < text.count && text[at] == 0xe2 && text[at + 1] == 0x96 && text[at + 2] == 0x81
  }
}
