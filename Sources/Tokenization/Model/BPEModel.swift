// What a byte-level BPE vocabulary consists of: what trainers make, and files hold.

import Corpus
import TextAnalysis

/// A byte-level BPE vocabulary as plain data. `BPETokenizer` is the same, ready to run.
public struct BPEModel: Sendable, Equatable {
  /// A pair of adjacent tokens that becomes one.
  public struct Merge: Sendable, Equatable {
    public var left: UInt32
    public var right: UInt32
    /// The token that takes their place: the concatenation of their bytes.
    public var result: UInt32

    public init(left: UInt32, right: UInt32, result: UInt32) {
      self.left = left
      self.right = right
      self.result = result
    }
  }

  /// A token that merging never makes: a control token, or text that is matched as a whole before splitting.
  public struct AddedToken: Sendable, Equatable {
    public var content: String
    public var id: UInt32
    /// Control tokens are left out when text is decoded for people.
    public var isSpecial: Bool
    /// Found only where no word character stands beside it.
    public var isSingleWord: Bool
    /// Takes the white space in front of it, or behind it, along.
    public var stripsLeft: Bool
    public var stripsRight: Bool
    /// Looked for in normalised text, where it is itself normalised.
    public var isNormalized: Bool

    public init(
      content: String, id: UInt32, isSpecial: Bool = true, isSingleWord: Bool = false, stripsLeft: Bool = false,
      stripsRight: Bool = false, isNormalized: Bool = false
    ) {
      self.content = content
      self.id = id
      self.isSpecial = isSpecial
      self.isSingleWord = isSingleWord
      self.stripsLeft = stripsLeft
      self.stripsRight = stripsRight
      self.isNormalized = isNormalized
    }
  }

  /// What is done to text before it is split.
  public enum Normalization: String, Sendable {
    case none
    /// Canonical composition, as Qwen 2 asks for.
    case nfc
    /// Compatibility composition: ids decode to the normalised text, which may say less than the original.
    case nfkc

    var form: Normalizer.Form? {
      switch self {
      case .none: nil
      case .nfc: .nfc
      case .nfkc: .nfkc
      }
    }
  }

  public var tokens: TokenList
  /// In the order of their priority, the first one first.
  public var merges: [Merge]
  /// A pre-token that is a token becomes that token, whether merges lead there or not (tiktoken's rule).
  public var ignoresMergesForWholeWords: Bool
  public var addedTokens: [AddedToken]
  public var pattern: SplitPattern
  public var normalization: Normalization
  /// What Hugging Face's library does to ids behind encoding, such as adding control tokens: kept for files, and done by
  /// nothing here.
  public var postProcessor: JSONValue?

  public init(
    tokens: TokenList, merges: [Merge], pattern: SplitPattern, addedTokens: [AddedToken] = [],
    ignoresMergesForWholeWords: Bool = false, normalization: Normalization = .none
  ) {
    self.tokens = tokens
    self.merges = merges
    self.pattern = pattern
    self.addedTokens = addedTokens
    self.ignoresMergesForWholeWords = ignoresMergesForWholeWords
    self.normalization = normalization
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int {
    addedTokens.reduce(tokens.count) { max($0, Int($1.id) + 1) }
  }

  /// The tokens of the single bytes.
  ///
  /// - Throws: `inconsistent` when a byte has no token, for then some text has no encoding.
  func byteTokens() throws(TokenizationError) -> [UInt32] {
    var found = [UInt32](repeating: .max, count: 256)
    for id in 0..<tokens.count where tokens.byteCount(of: id) == 1 {
      let byte = Int(tokens.bytes[Int(tokens.offsets[id])])
      guard found[byte] == .max else {
        throw TokenizationError(.inconsistent, "the byte \(byte) has two tokens, \(found[byte]) and \(id)")
      }
      found[byte] = UInt32(id)
    }
    if let missing = found.firstIndex(of: .max) {
      throw TokenizationError(.inconsistent, "the vocabulary has no token for the byte \(missing)")
    }
    return found
  }

  /// Checks what every later step relies on: merges name tokens, and make the concatenation of what they name.
  func validate() throws(TokenizationError) {
    _ = try byteTokens()
    if let rank = firstWrongMerge() {
      let merge = merges[rank]
      throw TokenizationError(
        .inconsistent,
        "merge \(rank) of \(merge.left) and \(merge.right) does not make \(merge.result): one of them does not exist, or "
          + "the bytes differ")
    }
    for token in addedTokens where Int(token.id) >= TokenList.idLimit {
      throw TokenizationError(.limitExceeded, "the id \(token.id) of “\(token.content)” is too large")
    }
  }

  private func firstWrongMerge() -> Int? {
    let count = UInt32(truncatingIfNeeded: tokens.count)
    return tokens.withPointers { bytes, offsets in
      func equal(_ left: Int, _ right: Int, _ count: Int) -> Bool {
        for index in 0..<count where bytes[left + index] != bytes[right + index] { return false }
        return true
      }
      return merges.firstIndex { merge in
        guard merge.left < count, merge.right < count, merge.result < count else { return true }
        let (left, right, result) = (
          Int(offsets[Int(merge.left)]), Int(offsets[Int(merge.right)]), Int(offsets[Int(merge.result)])
        )
        let leftLength = Int(offsets[Int(merge.left) + 1]) - left
        let rightLength = Int(offsets[Int(merge.right) + 1]) - right
        let length = Int(offsets[Int(merge.result) + 1]) - result
        return leftLength == 0 || rightLength == 0 || length != leftLength + rightLength
          || !equal(left, result, leftLength) || !equal(right, result + leftLength, rightLength)
      }
    }
  }
}
