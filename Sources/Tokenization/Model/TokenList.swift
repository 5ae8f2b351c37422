// The bytes of all tokens in one array.

/// Byte strings by token id. Ids without a token (holes, added tokens) have no bytes.
public struct TokenList: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [UInt32] = [0]

  /// Ids above this are refused, so that a hostile file cannot ask for memory by naming a large id.
  public static let idLimit = 1 << 24

  public init() {}

  /// The list of the 256 single bytes in the order of `order`.
  init(bytesInOrder order: [UInt8]) {
    for byte in order { append(CollectionOfOne(byte)) }
  }

  /// One more than the highest id.
  public var count: Int { offsets.count - 1 }

  public mutating func append(_ token: some Collection<UInt8>) {
    bytes.append(contentsOf: token)
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// Appends the token `left` followed by `right`.
  mutating func appendConcatenation(_ left: Int, _ right: Int) {
    bytes.append(contentsOf: self[left])
    bytes.append(contentsOf: self[right])
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// The bytes of a token, empty where the id has none.
  public subscript(id: Int) -> ArraySlice<UInt8> {
    guard id >= 0 && id < count else { return [] }
    return bytes[Int(offsets[id])..<Int(offsets[id + 1])]
  }

  /// Length in bytes of a token; `id` must be below `count`.
  func byteCount(of id: Int) -> Int { Int(offsets[id + 1]) - Int(offsets[id]) }

  /// Calls `body` with the bytes of all tokens, and where each begins; `offsets` has one more element than tokens.
  func withPointers<R>(_ body: (_ bytes: UnsafePointer<UInt8>, _ offsets: UnsafePointer<UInt32>) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        // `offsets` is never empty, and who has no bytes reads none.
        let start = offsets.baseAddress.unsafelyUnwrapped
        return body(bytes.baseAddress ?? UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), start)
      }
    }
  }

  /// A list in which `tokens[i]` has the id `ids[i]`.
  static func placing(_ tokens: [ArraySlice<UInt8>], at ids: [Int], idCount: Int) -> TokenList {
    var order = [Int32](repeating: -1, count: idCount)
    for (index, id) in ids.enumerated() { order[id] = Int32(truncatingIfNeeded: index) }
    var list = TokenList()
    list.bytes.reserveCapacity(tokens.reduce(0) { $0 + $1.count })
    list.offsets.reserveCapacity(idCount + 1)
    for index in order {
      if index < 0 { list.append([]) } else { list.append(tokens[Int(index)]) }
    }
    return list
  }
}
