// What an extension made, and what a model needs to take it in.

import Storage

/// A vocabulary with new tokens besides those of its base.
public struct ExtendedVocabulary: Sendable, Equatable {
  /// A token that the base does not have.
  public struct NewToken: Sendable, Equatable {
    public let id: UInt32
    /// The tokens of the base that it concatenates, by their ids in the base.
    public let pieces: [UInt32]
  }

  /// The vocabulary as a whole. Merges of the base come before all others.
  public let model: BPEModel
  /// In the order in which they were learned, which is that of their ids.
  public let newTokens: [NewToken]
  /// Ids of the base whose tokens are gone, ascending. Ids may have been given to new tokens since.
  public let removedIDs: [UInt32]
  /// One more than the highest id of the base, added tokens included.
  public let baseVocabularySize: Int
  /// Ids that only fill the vocabulary up to a round size; no text is encoded to them.
  public let paddingIDs: [UInt32]

  /// The new ids, ascending.
  public var newIDs: [UInt32] { newTokens.map(\.id) }

  /// The embedding initialisation table: a header line, then for each new token its id, its bytes in hexadecimal, its
  /// base pieces as ids and their weights with spaces between; columns part by tabs.
  ///
  /// The weights are those of the mean, as the usual sub-word method has it: 1 / number of pieces each.
  public func initializationTable() -> [UInt8] {
    var output = Array("id\tbytes\tpieces\tweights\n".utf8)
    for token in newTokens {
      output += Array("\(token.id)\t\(Hex.encode(model.tokens[Int(token.id)]))".utf8)
      let weight = "\(1 / Double(max(1, token.pieces.count)))"
      let weights = repeatElement(weight, count: token.pieces.count).joined(separator: " ")
      output += Array("\t\(token.pieces.map(String.init).joined(separator: " "))\t\(weights)\n".utf8)
    }
    return output
  }

  /// The map from ids of the base to ids of the extended vocabulary: a header line, then a line for each id of the base,
  /// with `-` where its token is gone; columns part by a tab.
  public func idMap() -> [UInt8] {
    var output = Array("old\tnew\n".utf8)
    let removed = Set(removedIDs)
    for id in 0..<UInt32(baseVocabularySize) {
      output += Array("\(id)\t\(removed.contains(id) ? "-" : String(id))\n".utf8)
    }
    return output
  }
}
