// What BERT does to text before it is cut into words.

import TextAnalysis

/// BERT's normaliser, as Hugging Face's library has it.
public struct BertNormalizer: Sendable, Equatable {
  /// Control characters and U+FFFD go, every white space becomes a space.
  public var cleansText = true
  /// Ideographs stand alone.
  public var separatesIdeographs = true
  /// Marks on letters go; nil for: where text is lower-cased.
  public var stripsAccents: Bool?
  public var lowercases = true

  public init(lowercases: Bool = true) { self.lowercases = lowercases }

  var removesMarks: Bool { stripsAccents ?? lowercases }

  /// Appends the normal form of a stretch of text as scalars; a space parts words.
  func append(_ text: UnsafeBufferPointer<UInt8>, to scalars: inout [UInt32]) {
    let start = scalars.count
    var at = 0
    while at < text.count {
      let next = UTF8Bytes.decode(text, at: at) ?? UTF8Bytes.Decoded(scalar: 0xfffd, byteCount: 1)
      at += next.byteCount
      let scalar = next.scalar
      if cleansText, scalar == 0 || scalar == 0xfffd || BertClasses.isControl(scalar) { continue }
      if cleansText, BertClasses.isSpace(scalar) {
        scalars.append(0x20)
      } else if separatesIdeographs, BertClasses.isIdeograph(scalar) {
        scalars.append(0x20)
        append(scalar, to: &scalars)
        scalars.append(0x20)
      } else {
        append(scalar, to: &scalars)
      }
    }
    if removesMarks {
      CanonicalDecomposition.order(&scalars, from: start)
      scalars.removeSubrange(Self.removeMarks(&scalars, from: start)...)
    }
    if lowercases {
      for index in start..<scalars.count { scalars[index] = BertClasses.lowercase(scalars[index]) }
      // The one character whose lower case is two: İ.
      if scalars[start...].contains(0x130) {
        let tail = scalars[start...].flatMap { $0 == 0x130 ? [0x69, 0x307] : [$0] }
        scalars.replaceSubrange(start..., with: tail)
      }
    }
  }

  private func append(_ scalar: UInt32, to scalars: inout [UInt32]) {
    if removesMarks, !BertClasses.isNewComposite(scalar) {
      CanonicalDecomposition.append(scalar, to: &scalars)
    } else {
      scalars.append(scalar)
    }
  }

  /// Moves what is left together, and returns where it ends.
  private static func removeMarks(_ scalars: inout [UInt32], from start: Int) -> Int {
    var kept = start
    for index in start..<scalars.count where !BertClasses.isMark(scalars[index]) {
      scalars[kept] = scalars[index]
      kept += 1
    }
    return kept
  }
}
