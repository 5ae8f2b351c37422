// How well a tokenizer suits a corpus: bytes per token, and tokens per character of each script.

import TextAnalysis

/// Figures about texts and the tokens they became; figures of parts add up to those of the whole.
public struct TokenizerStatistics: Sendable, Equatable {
  /// Characters (scalars) and tokens of one script.
  public struct Share: Sendable, Equatable {
    public var characterCount = 0
    public var tokenCount = 0

    /// Tokens per character; nil without characters.
    public var tokensPerCharacter: Double? {
      characterCount == 0 ? nil : Double(tokenCount) / Double(characterCount)
    }
  }

  public private(set) var byteCount = 0
  public private(set) var tokenCount = 0
  /// Tokens that begin inside a character.
  public private(set) var cutCharacterCount = 0
  private var shares = [Share](repeating: Share(), count: UnicodeScript.allCases.count)

  public init() {}

  /// Bytes per token; nil without tokens.
  public var bytesPerToken: Double? { tokenCount == 0 ? nil : Double(byteCount) / Double(tokenCount) }

  /// The figures of a script. A token belongs to the script of the first character in it that has one of its own (not
  /// a space or a punctuation mark); without such a character, to `common`.
  public subscript(script: UnicodeScript) -> Share { shares[Int(script.rawValue)] }

  /// Adds a text and its tokens. Without normalisation, the tokens' bytes are the text's.
  public mutating func add(_ ids: [UInt32], by tokenizer: BPETokenizer) { add(ids, by: .bytePairs(tokenizer)) }

  /// The same with a tokenizer of any kind.
  public mutating func add(_ ids: [UInt32], by tokenizer: Tokenizer) {
    var ends: [Int] = []
    ends.reserveCapacity(ids.count)
    var text: [UInt8] = []
    for id in ids {
      text += tokenizer.bytes(of: id)
      ends.append(text.count)
    }
    byteCount += text.count
    tokenCount += ids.count
    var scripts: [UnicodeScript] = []
    scripts.reserveCapacity(text.count)
    var isStart: [Bool] = []
    isStart.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let decoded = UTF8Bytes.decode(bytes, at: at)
        let script = decoded.map { UnicodeClasses.script($0.scalar) } ?? .unknown
        shares[Int(script.rawValue)].characterCount += 1
        for offset in 0..<(decoded?.byteCount ?? 1) {
          scripts.append(script)
          isStart.append(offset == 0)
          at += 1
        }
      }
    }
    var start = 0
    for end in ends {
      if start < end && !isStart[start] { cutCharacterCount += 1 }
      let own = scripts[start..<end].first { $0 != .common && $0 != .inherited && $0 != .unknown }
      shares[Int((own ?? .common).rawValue)].tokenCount += 1
      start = end
    }
  }

  /// Adds the figures of another part.
  public mutating func add(_ other: TokenizerStatistics) {
    byteCount += other.byteCount
    tokenCount += other.tokenCount
    cutCharacterCount += other.cutCharacterCount
    for index in shares.indices {
      shares[index].characterCount += other.shares[index].characterCount
      shares[index].tokenCount += other.shares[index].tokenCount
    }
  }
}
