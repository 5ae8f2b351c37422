// One shard of any format: its items and their tokens.

import Storage

/// Where an item's tokens are.
public struct ShardItem: Sendable, Equatable {
  /// Offset in bytes of its first token; in the uncompressed file where the file is compressed.
  public var byteOffset: Int
  /// Number of its first token, counted over all items of the shard.
  public var firstToken: Int
  public var tokenCount: Int
}

/// The items of a shard.
protocol ShardItems: Sendable {
  var count: Int { get }
  /// The number must exist.
  func item(_ number: Int) -> ShardItem
}

/// Items of one length at equal distances.
struct UniformItems: ShardItems {
  let byteOffset: Int
  let tokenCount: Int
  let count: Int
  /// Bytes from one item to the next.
  let stride: Int

  init(byteOffset: Int, tokenCount: Int, count: Int, width: TokenWidth, stride: Int? = nil) {
    self.byteOffset = byteOffset
    self.tokenCount = tokenCount
    self.count = count
    self.stride = stride ?? tokenCount * width.rawValue
  }

  func item(_ number: Int) -> ShardItem {
    ShardItem(
      byteOffset: byteOffset + number * stride, firstToken: number * tokenCount, tokenCount: tokenCount)
  }
}

/// Items that were looked up when the shard was opened.
struct ListedItems: ShardItems {
  private let items: [ShardItem]

  init(_ items: [ShardItem]) { self.items = items }

  var count: Int { items.count }

  func item(_ number: Int) -> ShardItem { items[number] }
}

/// The bytes of a shard.
enum ShardBytes: Sendable {
  case mapped(MappedFile)
  /// Decompressed.
  case held([UInt8])

  func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    switch self {
    case .mapped(let file): try file.withBytes(body)
    case .held(let bytes):
      try bytes.withUnsafeBufferPointer { buffer throws(E) -> R in try body(UnsafeRawBufferPointer(buffer)) }
    }
  }
}

/// Reads one shard. Safe to use from several threads at once.
public final class TokenShardReader: Sendable {
  public let path: String
  /// Bytes of an id.
  public let width: TokenWidth
  public let itemCount: Int
  /// Tokens of all items.
  public let tokenCount: Int
  /// The columns of the items; nil where these are tokens and nothing else, or columns that Sluice does not write.
  public let columns: SampleColumns?
  private let bytes: ShardBytes
  private let items: any ShardItems

  /// Items must lie inside the bytes, and so must their columns, among which are the inputs.
  init(
    path: String, bytes: ShardBytes, width: TokenWidth, items: any ShardItems, columns: SampleColumns? = nil
  ) {
    self.path = path
    self.columns = columns
    self.bytes = bytes
    self.width = width
    self.items = items
    itemCount = items.count
    let last = items.count == 0 ? nil : items.item(items.count - 1)
    tokenCount = last.map { $0.firstToken + $0.tokenCount } ?? 0
  }

  /// Opens a shard by the file of its tokens.
  ///
  /// - Parameter rowTokenCount: the length of rows, for `llmc`; the whole file is one item where it is nil.
  /// - Throws: `ShardError` with the offset of what does not fit the format; `StorageError`.
  public static func open(
    _ path: String, format: ShardFormat, rowTokenCount: Int? = nil
  ) throws -> TokenShardReader {
    try format.layout.open(path, rowTokenCount: rowTokenCount)
  }

  /// Where an item's tokens are. The item must exist, here and below.
  public func item(_ number: Int) -> ShardItem {
    precondition(number >= 0 && number < itemCount)
    return items.item(number)
  }

  /// The item that holds a token, and the token's place in it. The token must exist.
  public func place(ofToken token: Int) -> (item: Int, place: Int) {
    precondition(token >= 0 && token < tokenCount)
    var low = 0
    var high = itemCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if items.item(middle).firstToken <= token { low = middle } else { high = middle }
    }
    return (low, token - items.item(low).firstToken)
  }

  /// The items in which some bytes of the file lie; nil for bytes before the first, and for a compressed file.
  func items(inBytes range: Range<Int>) -> ClosedRange<Int>? {
    guard case .mapped = bytes, itemCount > 0, !range.isEmpty else { return nil }
    let inputs = columns?.range(of: .inputs)?.lowerBound ?? 0
    /// The last item that begins at a byte or before it.
    func item(atByte byte: Int) -> Int {
      var low = 0
      var high = itemCount
      while high - low > 1 {
        let middle = (low + high) / 2
        if items.item(middle).byteOffset - inputs <= byte { low = middle } else { high = middle }
      }
      return low
    }
    if range.upperBound <= items.item(0).byteOffset - inputs { return nil }
    return item(atByte: range.lowerBound)...item(atByte: range.upperBound - 1)
  }

  /// Copies tokens of an item from the one at `first` on, as many as `output` has room for; they must be there.
  public func copyTokens(ofItem number: Int, from first: Int, to output: UnsafeMutableBufferPointer<UInt32>) {
    let item = item(number)
    precondition(first >= 0 && first + output.count <= item.tokenCount)
    bytes.withBytes { width.copy($0, from: item.byteOffset + first * width.rawValue, to: output) }
  }

  /// Tokens of an item; all of them when no range is given.
  public func tokens(ofItem number: Int, _ range: Range<Int>? = nil) -> [UInt32] {
    let range = range ?? 0..<item(number).tokenCount
    return [UInt32](unsafeUninitializedCapacity: range.count) { buffer, initializedCount in
      copyTokens(
        ofItem: number, from: range.lowerBound, to: UnsafeMutableBufferPointer(rebasing: buffer[..<range.count]))
      initializedCount = range.count
    }
  }

  /// All columns of an item as they stand in the file; nothing where there is but one.
  public func sample(_ number: Int) -> [UInt8] {
    guard let columns, let inputs = columns.range(of: .inputs) else { return [] }
    let start = item(number).byteOffset - inputs.lowerBound
    return bytes.withBytes { Array($0[start..<start + columns.byteCount]) }
  }

  /// The numbers of a column of an item; none where there is no such column.
  public func values(_ name: SampleColumns.Name, ofItem number: Int) -> [Int32] {
    guard let columns, let column = columns[name], let range = columns.range(of: name),
      let inputs = columns.range(of: .inputs)
    else { return [] }
    let start = item(number).byteOffset - inputs.lowerBound + range.lowerBound
    return bytes.withBytes { bytes in
      (0..<(column.count ?? 1)).map { index in
        let place = start + index * column.element.byteCount
        return switch column.element {
        case .uint8: Int32(bytes[place])
        case .uint16: Int32(FileNumber.load(bytes, at: place, as: UInt16.self))
        case .uint32, .int32: FileNumber.load(bytes, at: place, as: Int32.self)
        }
      }
    }
  }

  /// Offset in the file of a token of an item.
  public func byteOffset(ofItem number: Int, token: Int) -> Int { item(number).byteOffset + token * width.rawValue }

  /// The largest id of all tokens; nil when there is none.
  public func largestID() -> UInt32? {
    var largest: UInt32?
    forEachPart { _, _, ids in
      for id in ids where id >= largest ?? 0 { largest = id }
      return true
    }
    return largest
  }

  /// Offset in the file of the first id that is not below `vocabularySize`; nil when there is none.
  public func offsetOfForeignID(vocabularySize: Int) -> Int? {
    var found: Int?
    forEachPart { item, first, ids in
      guard let index = ids.firstIndex(where: { $0 >= vocabularySize }) else { return true }
      found = byteOffset(ofItem: item, token: first + index)
      return false
    }
    return found
  }

  /// Calls `body` with the tokens of all items in parts, until it gives false.
  private func forEachPart(_ body: (Int, Int, UnsafeMutableBufferPointer<UInt32>) -> Bool) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << 15) { buffer in
      for number in 0..<itemCount {
        let count = items.item(number).tokenCount
        for first in stride(from: 0, to: count, by: buffer.count) {
          let part = UnsafeMutableBufferPointer(rebasing: buffer[..<min(buffer.count, count - first)])
          copyTokens(ofItem: number, from: first, to: part)
          if !body(number, first, part) { return }
        }
      }
    }
  }
}
