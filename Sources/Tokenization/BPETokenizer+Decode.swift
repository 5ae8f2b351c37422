// From ids back to bytes.

import TextAnalysis

extension BPETokenizer {
  /// Appends the bytes of the tokens to `bytes`. Ids that have no token add nothing.
  public func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    let offsets = index.offsets.base
    let tokenBytes = UnsafeRawPointer(index.bytes.base)
    let tokenCount = UInt32(truncatingIfNeeded: index.tokenCount)
    let capacity = 1 << 14
    withUnsafeTemporaryAllocation(byteCount: capacity + TokenIndex.padding, alignment: 16) { buffer in
      guard let output = buffer.baseAddress else { return }
      var count = 0
      for id in ids {
        if id < tokenCount, offsets[Int(id)] < offsets[Int(id) &+ 1] {
          let start = Int(offsets[Int(id)])
          let length = Int(offsets[Int(id) &+ 1]) &- start
          if count &+ length > capacity {
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: output, count: count))
            count = 0
          }
          if length <= TokenIndex.padding {
            // SAFETY: `padding` bytes follow the last token, and what `capacity` counts. Most tokens are short, and
            // copying sixteen bytes is faster than asking how many; what is too much is overwritten.
            output.storeBytes(
              of: tokenBytes.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self), toByteOffset: count,
              as: SIMD16<UInt8>.self)
          } else if length <= capacity {
            (output + count).copyMemory(from: tokenBytes + start, byteCount: length)
          } else {
            bytes.append(contentsOf: UnsafeRawBufferPointer(start: tokenBytes + start, count: length))
            continue
          }
          count &+= length
        } else if let added = model.addedTokens.first(where: { $0.id == id }) {
          bytes.append(contentsOf: UnsafeRawBufferPointer(start: output, count: count))
          count = 0
          bytes.append(contentsOf: added.content.utf8)
        }
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: output, count: count))
    }
  }

  /// The bytes of the tokens.
  public func decode(_ ids: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    ids.withUnsafeBufferPointer { decode($0, into: &bytes) }
    return bytes
  }
}

extension BPETokenizer {
  /// What decoding the ids of `text` gives: the text in its normal form. Nil where added tokens swallow white space.
  public func decodedText(of text: [UInt8]) -> [UInt8]? {
    if model.addedTokens.contains(where: { !$0.isSpecial && ($0.stripsLeft || $0.stripsRight) }) { return nil }
    return model.normalization.form.map { Normalizer.normalized(text, to: $0) } ?? text
  }
}
