// What comparing needs of a tokenizer, whatever its kind.

import Tokenization

/// A tokenizer under comparison.
struct ComparedTokenizer: Sendable {
  let name: String
  private let tokenizer: BPETokenizer
  /// The bytes of all tokens, one after the other, and where each begins; one place more than ids.
  private let bytes: [UInt8]
  private let offsets: [Int]

  init(_ tokenizer: BPETokenizer, name: String) {
    self.name = name
    self.tokenizer = tokenizer
    var bytes: [UInt8] = []
    var offsets = [0]
    for id in 0..<UInt32(tokenizer.vocabularySize) {
      bytes += tokenizer.model.tokens[Int(id)]
      offsets.append(bytes.count)
    }
    (self.bytes, self.offsets) = (bytes, offsets)
  }

  var vocabularySize: Int { tokenizer.vocabularySize }

  /// Ids that text can be encoded to, as far as they are tokens of text at all.
  var textIDs: [UInt32] { (0..<UInt32(vocabularySize)).filter { offsets[Int($0)] < offsets[Int($0) + 1] } }

  func isReachable(_ id: UInt32) -> Bool { tokenizer.isReachable(id) }

  func makeWorkspace() -> EncodeWorkspace { EncodeWorkspace() }

  func encode(
    _ text: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: EncodeWorkspace
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
