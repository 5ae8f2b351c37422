// From ids back to bytes.

extension BPETokenizer {
  /// Appends the bytes of the tokens to `bytes`. Ids that have no token add nothing.
  public func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    let offsets = index.offsets.base
    let tokenCount = UInt32(truncatingIfNeeded: model.tokens.count)
    var byteCount = 0
    var addedBytes: [UInt32: [UInt8]] = [:]
    for id in ids {
      if id < tokenCount { byteCount &+= Int(offsets[Int(id) &+ 1] &- offsets[Int(id)]) }
    }
    for token in model.addedTokens { addedBytes[token.id] = Array(token.content.utf8) }
    bytes.reserveCapacity(bytes.count + byteCount)
    for id in ids {
      if id < tokenCount, offsets[Int(id)] < offsets[Int(id) &+ 1] {
        let start = Int(offsets[Int(id)])
        let length = Int(offsets[Int(id) &+ 1]) &- start
        bytes.append(contentsOf: UnsafeBufferPointer(start: index.bytes.base + start, count: length))
      } else if let added = addedBytes[id] {
        bytes += added
      }
    }
  }

  /// The bytes of the tokens.
  public func decode(_ ids: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    ids.withUnsafeBufferPointer { decode($0, into: &bytes) }
    return bytes
  }
}
