// What differs between two texts, word by word in every script.

/// The stretches in which two texts differ.
///
/// Texts are compared by tokens that tile them: each text unit (`TextUnits`: a word, or one character of the scripts
/// written without spaces), each run of spaces, each line end, each run of one other character. Tokens are equal when
/// their bytes are, so a difference is exact: the left text with every change put in is the right text, byte for byte.
///
/// The search is Myers' (An O(ND) difference algorithm, 1986) in linear space. Where two stretches differ too much for
/// it, they are anchored on windows of 16, 4 or 1 tokens that stand once in each of them (patience difference), and
/// what has no anchor is one change. Work is bounded by the length of the texts, whatever they hold.
public struct TextDifference: Sendable, Equatable {
  /// A stretch of the left text that became a stretch of the right one; one of both may be empty.
  public struct Change: Sendable, Equatable {
    /// Byte offsets in the left text.
    public var left: Range<Int>
    /// Byte offsets in the right text.
    public var right: Range<Int>
    /// True where neither stretch holds anything but white space.
    public var isSpace: Bool

    public init(left: Range<Int>, right: Range<Int>, isSpace: Bool = false) {
      self.left = left
      self.right = right
      self.isSpace = isSpace
    }
  }

  /// In order, none empty on both sides; between them the texts are equal. Changes touch only where one of them is of
  /// white space alone.
  public private(set) var changes: [Change]
  /// Bytes, of both texts together, in changes that were not searched through because they differ too much: they may
  /// hold equal words.
  public private(set) var unsearchedByteCount: Int

  /// Steps of the search that any two texts get; long texts get more by their length.
  public static let defaultWorkLimit = 1 << 27
  /// Longer texts are one change unless they are equal.
  static let byteLimit = 1 << 31

  /// Compares two texts; bytes that are no UTF-8 are compared as they are.
  ///
  /// - Parameter workLimit: steps of the search before it gives up on what is left of it.
  /// - Complexity: time O(n + m + min((n + m)·d, workLimit)) for texts of n and m bytes and d changed tokens; memory
  ///   about 30 bytes for each token.
  public init(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, workLimit: Int = Self.defaultWorkLimit
  ) {
    // One of both orders is searched, and turned round for the other: the result is symmetric.
    let isTurned = right.lexicographicallyPrecedes(left)
    let (first, second) = isTurned ? (right, left) : (left, right)
    changes = []
    unsearchedByteCount = 0
    if first.elementsEqual(second) { return }
    if max(first.count, second.count) > Self.byteLimit {
      changes = [Change(left: 0..<first.count, right: 0..<second.count)]
      unsearchedByteCount = first.count + second.count
    } else {
      search(first, second, workLimit)
    }
    changes = changes.flatMap { Self.withSpaceApart($0, first, second) }
    if isTurned { changes = changes.map { Change(left: $0.right, right: $0.left, isSpace: $0.isSpace) } }
  }

  /// Compares two texts.
  public init(_ left: [UInt8], _ right: [UInt8], workLimit: Int = Self.defaultWorkLimit) {
    self = left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { TextDifference(left, $0, workLimit: workLimit) }
    }
  }

  private mutating func search(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ workLimit: Int
  ) {
    let leftTokens = DifferenceTokens(left)
    let rightTokens = DifferenceTokens(right)
    var alphabet = TokenAlphabet(tokenCount: leftTokens.count + rightTokens.count)
    let leftSymbols = alphabet.symbols(of: leftTokens, in: left)
    let rightSymbols = alphabet.symbols(of: rightTokens, in: right)
    leftSymbols.withUnsafeBufferPointer { leftSymbols in
      rightSymbols.withUnsafeBufferPointer { rightSymbols in
        var search = SequenceDifference(leftSymbols, rightSymbols, workLimit: workLimit)
        search.run { leftRange, rightRange, isSearched in
          let change = Change(left: leftTokens.bytes(of: leftRange), right: rightTokens.bytes(of: rightRange))
          if !isSearched { unsearchedByteCount += change.left.count + change.right.count }
          append(change)
        }
      }
    }
  }

  private mutating func append(_ change: Change) {
    if let last = changes.last, last.left.upperBound == change.left.lowerBound,
      last.right.upperBound == change.right.lowerBound
    {
      changes[changes.count - 1] = Change(
        left: last.left.lowerBound..<change.left.upperBound, right: last.right.lowerBound..<change.right.upperBound)
    } else {
      changes.append(change)
    }
  }

  /// A change as it is, or where both texts have something, the white space at its ends as changes of their own.
  private static func withSpaceApart(
    _ change: Change, _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> [Change] {
    let leftCore = core(of: change.left, in: left)
    let rightCore = core(of: change.right, in: right)
    if leftCore.isEmpty && rightCore.isEmpty { return [Change(left: change.left, right: change.right, isSpace: true)] }
    if change.left.isEmpty || change.right.isEmpty { return [change] }
    let parts = [
      Change(
        left: change.left.lowerBound..<leftCore.lowerBound, right: change.right.lowerBound..<rightCore.lowerBound,
        isSpace: true), Change(left: leftCore, right: rightCore),
      Change(
        left: leftCore.upperBound..<change.left.upperBound, right: rightCore.upperBound..<change.right.upperBound,
        isSpace: true),
    ]
    return parts.filter { part in
      !(part.left.isEmpty && part.right.isEmpty)
        && !(part.isSpace && left[part.left].elementsEqual(right[part.right]))
    }
  }

  /// A stretch without the white space at its ends; of white space alone the end.
  private static func core(of range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var (start, end) = (range.upperBound, range.upperBound)
    var position = range.lowerBound
    while position < range.upperBound {
      let decoded = UTF8Bytes.decode(text, at: position) ?? UTF8Bytes.Decoded(scalar: 0, byteCount: 1)
      let next = position + decoded.byteCount
      if !UnicodeClasses.isWhitespace(decoded.scalar) {
        if start == range.upperBound { start = position }
        end = next
      }
      position = next
    }
    return start..<max(start, end)
  }

  /// The difference as people read it: where only a few bytes between two changes are equal, and those are no more than
  /// changed before and behind them, both changes become one that holds the equal bytes on both sides.
  ///
  /// - Parameter keepsSpaceApart: true where changes of white space alone stay as they are.
  public func coalesced(equalByteLimit: Int = 16, keepsSpaceApart: Bool = false) -> TextDifference {
    var result = self
    result.changes = []
    for change in changes {
      var change = change
      while let last = result.changes.last {
        if keepsSpaceApart, last.isSpace || change.isSpace { break }
        let equal = change.left.lowerBound - last.left.upperBound
        let before = max(last.left.count, last.right.count)
        let behind = max(change.left.count, change.right.count)
        if equal > min(equalByteLimit, before, behind) { break }
        change = Change(
          left: last.left.lowerBound..<change.left.upperBound, right: last.right.lowerBound..<change.right.upperBound)
        result.changes.removeLast()
      }
      result.changes.append(change)
    }
    return result
  }

  /// The right text, made of the left one and what the right one brings.
  public func apply(to left: [UInt8], takingFrom right: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(right.count)
    var position = 0
    for change in changes {
      text += left[position..<change.left.lowerBound]
      text += right[change.right]
      position = change.left.upperBound
    }
    return text + left[position...]
  }
}
