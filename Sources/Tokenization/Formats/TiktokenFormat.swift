// tiktoken's rank files: a line for each token, its bytes in Base64 and its rank.

import Storage

/// Reads and writes tiktoken's format.
public enum TiktokenFormat {
  /// The vocabulary of a rank file. Rank and id are the same; two tokens join when their concatenation is a token.
  ///
  /// - Throws: `malformed` with the line's offset, `inconsistent` for ranks or tokens that come twice.
  public static func parse(
    _ bytes: [UInt8], pattern: SplitPattern, addedTokens: [BPEModel.AddedToken] = [],
    normalization: BPEModel.Normalization = .none, path: String = ""
  ) throws(TokenizationError) -> BPEModel {
    var entries: [(token: Range<Int>, rank: Int)] = []
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count / 2)
    var at = 0
    var idCount = 0
    while at < bytes.count {
      let line = at
      let start = decoded.count
      guard Base64.decode(bytes, at: &at, into: &decoded), decoded.count > start, at < bytes.count, bytes[at] == 0x20
      else {
        if bytes[line] == 10 || bytes[line] == 13 {
          at = line + 1
          continue
        }
        throw TokenizationError(.malformed, "expected a token in Base64 and a space", path: path, offset: line)
      }
      at += 1
      var rank = 0
      let digits = at
      while at < bytes.count, bytes[at] &- 0x30 < 10, rank < TokenList.idLimit {
        rank = rank * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at > digits, at == bytes.count || bytes[at] == 10 || bytes[at] == 13 else {
        throw TokenizationError(
          .malformed, "expected a rank below \(TokenList.idLimit) and the end of the line", path: path, offset: digits)
      }
      guard rank < TokenList.idLimit else {
        throw TokenizationError(
          .limitExceeded, "the rank \(rank) is not below \(TokenList.idLimit)", path: path, offset: digits)
      }
      entries.append((start..<decoded.count, rank))
      idCount = max(idCount, rank + 1)
    }
    var seen = [Bool](repeating: false, count: idCount)
    for entry in entries {
      if seen[entry.rank] {
        throw TokenizationError(.inconsistent, "the rank \(entry.rank) comes twice", path: path)
      }
      seen[entry.rank] = true
    }
    let tokens = TokenList.placing(entries.map { decoded[$0.token] }, at: entries.map(\.rank), idCount: idCount)
    do {
      var model = try BPEModel(ranks: tokens, pattern: pattern, addedTokens: addedTokens)
      model.normalization = normalization
      return model
    } catch {
      throw TokenizationError(error.code, error.message, path: path)
    }
  }

  /// The rank file of a vocabulary.
  ///
  /// - Throws: `unsupported` when ids are not in the order of merges, so that ranks cannot say what joins first.
  public static func write(_ model: BPEModel) throws(TokenizationError) -> [UInt8] {
    guard zip(model.merges, model.merges.dropFirst()).allSatisfy({ $0.result < $1.result }) else {
      throw TokenizationError(.unsupported, "tiktoken's format needs ids in the order of the merges")
    }
    var output: [UInt8] = []
    output.reserveCapacity(model.tokens.bytes.count * 2 + model.tokens.count * 8)
    for id in 0..<model.tokens.count where model.tokens.byteCount(of: id) > 0 {
      Base64.encode(model.tokens[id], into: &output)
      output.append(0x20)
      output += Array(String(id).utf8)
      output.append(10)
    }
    return output
  }
}
