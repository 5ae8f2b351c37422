// What comparing needs of a tokenizer, whatever its kind.

import Tokenization

/// A tokenizer under comparison.
struct ComparedTokenizer: Sendable {
  let name: String
  private let tokenizer: Tokenizer
  /// The bytes of all tokens, one after the other, and where each begins; one place more than ids.
  private let bytes: [UInt8]
  private let offsets: [Int]
  /// Ids that text is encoded to as far as they are reached: without control tokens, and without those that name nothing.
  let textIDs: [UInt32]

  init(_ tokenizer: Tokenizer, name: String) {
    self.name = name
    self.tokenizer = tokenizer
    var bytes: [UInt8] = []
    var offsets = [0]
    for id in 0..<UInt32(tokenizer.vocabularySize) {
      bytes += tokenizer.bytes(of: id)
      offsets.append(bytes.count)
    }
    let added = Set(tokenizer.addedTokens.map(\.id))
    textIDs = (0..<UInt32(tokenizer.vocabularySize)).filter { id in
      offsets[Int(id)] < offsets[Int(id) + 1] && !added.contains(id)
    }
    (self.bytes, self.offsets) = (bytes, offsets)
  }

  var vocabularySize: Int { tokenizer.vocabularySize }

  /// How many of `textIDs` no text becomes; nil where that is not known of this kind.
  var unreachableCount: Int? {
    switch tokenizer {
    case .bytePairs(let tokenizer): textIDs.reduce(0) { $0 + (tokenizer.isReachable($1) ? 0 : 1) }
    case .pieces(let tokenizer): tokenizer.unreachablePieces().count
    case .wordPiece: nil
    }
  }

  /// Replaces `ids` by those of a text.
  func encode(
    _ text: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: Tokenizer.Workspace
  ) {
    ids.removeAll(keepingCapacity: true)
    tokenizer.encode(text, into: &ids, using: workspace)
  }

  /// Replaces `text` by the bytes of the tokens, and `ends` by where each token ends in it.
  func decode(_ ids: [UInt32], into text: inout [UInt8], ends: inout [Int]) {
    text.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for id in ids {
      text += bytes[offsets[Int(id)]..<offsets[Int(id) + 1]]
      ends.append(text.count)
    }
  }
}
