// Tokens by their bytes while more of them are made.

/// The tokens of a base vocabulary, and those that were learned above it.
final class KnownTokens {
  private let base: TokenIndex
  private var made: [[UInt8]: UInt32] = [:]

  init(base: TokenIndex) { self.base = base }

  func insert(_ bytes: [UInt8], _ id: UInt32) { made[bytes] = id }

  func id(of bytes: [UInt8]) -> UInt32? {
    if let id = made[bytes] { return id }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { base.id(of: $0, count: buffer.count) }
    }
  }
}
