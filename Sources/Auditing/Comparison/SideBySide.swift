// Two texts laid side by side, for a terminal or a page: which pieces stand in which row, and what is folded.

import TextAnalysis

/// Two texts in rows: what is equal stands side by side, what differs is marked.
///
/// A row ends where a line of either text ends. Pieces are ranges of bytes, so that whoever shows them decides about
/// escapes, colours and wrapping.
public struct SideBySide: Sendable, Equatable {
  /// A stretch of one text.
  public struct Piece: Sendable, Equatable {
    /// Byte offsets, the line end excluded.
    public var bytes: Range<Int>
    /// True where the other text has something else, or nothing.
    public var isChanged: Bool
    /// True where the line end behind the bytes belongs to the piece.
    public var endsLine: Bool
  }

  /// What one text has in a row.
  public struct Cell: Sendable, Equatable {
    public var pieces: [Piece] = []
    /// Number of the line that begins here, from 1; nil where the row goes on with one, or holds nothing.
    public var line: Int?
  }

  /// What is not shown.
  public struct Fold: Sendable, Equatable {
    public var left: Range<Int>
    public var right: Range<Int>
    /// Line ends in the stretch of the left text.
    public var lineCount: Int
    /// False where both stretches are equal.
    public var isChanged: Bool
  }

  public enum Row: Sendable, Equatable {
    case cells(left: Cell, right: Cell)
    case fold(Fold)
  }

  /// How much of a long stretch is shown.
  public struct Folding: Sendable {
    /// Lines and bytes of an equal stretch that are shown next to a change, whichever are fewer.
    public var contextLineCount = 3
    public var contextByteCount = 320
    /// Bytes of a changed stretch that are shown, half of them at its start, half at its end.
    public var changedByteCount = 4096
    /// Stretches are not folded for fewer bytes.
    public var minimumByteCount = 80

    public init() {}
  }

  public private(set) var rows: [Row] = []
  /// Lines of the longer text.
  public private(set) var lineCount = 1

  private var left = Cell(line: 1)
  private var right = Cell(line: 1)
  private var leftLine = 1
  private var rightLine = 1

  /// Lays out two texts.
  ///
  /// - Parameters:
  ///   - difference: that of both texts.
  ///   - marksSpace: false where white space alone does not count as a difference.
  ///   - folding: nil to show everything.
  public init(
    left leftText: [UInt8], right rightText: [UInt8], difference: TextDifference, marksSpace: Bool = true,
    folding: Folding?
  ) {
    leftText.withUnsafeBufferPointer { leftText in
      rightText.withUnsafeBufferPointer { rightText in
        var calm = CalmStretch()
        var (leftEnd, rightEnd) = (0, 0)
        for change in difference.changes {
          calm.append(leftEnd..<change.left.lowerBound, rightEnd..<change.right.lowerBound, isSpace: false)
          (leftEnd, rightEnd) = (change.left.upperBound, change.right.upperBound)
          if change.isSpace && !marksSpace {
            calm.append(change.left, change.right, isSpace: true)
          } else {
            add(calm, leftText, rightText, folding, isLast: false)
            calm = CalmStretch()
            addChange(change, leftText, rightText, folding)
          }
        }
        calm.append(leftEnd..<leftText.count, rightEnd..<rightText.count, isSpace: false)
        add(calm, leftText, rightText, folding, isLast: true)
      }
    }
    flush()
    lineCount = max(leftLine, rightLine)
  }

  // MARK: Stretches

  private typealias Text = UnsafeBufferPointer<UInt8>

  /// What stands between two changes that are marked: equal stretches, and white space that differs between them.
  private struct CalmStretch {
    struct Part {
      var left: Range<Int>
      var right: Range<Int>
      var isSpace: Bool
    }

    private(set) var parts: [Part] = []

    mutating func append(_ left: Range<Int>, _ right: Range<Int>, isSpace: Bool) {
      if !left.isEmpty || !right.isEmpty { parts.append(Part(left: left, right: right, isSpace: isSpace)) }
    }

    /// The places of both texts at which the stretch is cut near a place of the left text.
    func cut(at position: Int) -> (left: Int, right: Int) {
      guard let part = parts.first(where: { position < $0.left.upperBound }), !part.isSpace else {
        let part = parts.first { position < $0.left.upperBound } ?? parts[parts.count - 1]
        return (part.left.upperBound, part.right.upperBound)
      }
      return (position, part.right.lowerBound + position - part.left.lowerBound)
    }
  }

  private mutating func add(
    _ calm: CalmStretch, _ leftText: Text, _ rightText: Text, _ folding: Folding?, isLast: Bool
  ) {
    guard let first = calm.parts.first, let last = calm.parts.last else { return }
    let (leftRange, rightEnd) = (first.left.lowerBound..<last.left.upperBound, last.right.upperBound)
    let end = (left: leftRange.upperBound, right: rightEnd)
    var (head, tail) = (end, end)
    if let folding, leftRange.count > folding.minimumByteCount {
      head = calm.cut(at: Self.head(of: leftRange, in: leftText, folding))
      if !isLast { tail = calm.cut(at: max(head.left, Self.tail(of: leftRange, in: leftText, folding))) }
      if tail.left - head.left < folding.minimumByteCount { (head, tail) = (end, end) }
    }
    for part in calm.parts where part.left.lowerBound < head.left || part.right.lowerBound < head.right {
      add(part, until: head, leftText, rightText)
    }
    if head == end { return }
    addFold(head.left..<tail.left, head.right..<tail.right, leftText, rightText, isChanged: false)
    for part in calm.parts where part.left.upperBound > tail.left || part.right.upperBound > tail.right {
      add(part, from: tail, until: end, leftText, rightText)
    }
  }

  /// The part of a calm stretch that lies between two cuts.
  private mutating func add(
    _ part: CalmStretch.Part, from start: (left: Int, right: Int) = (0, 0), until end: (left: Int, right: Int),
    _ leftText: Text, _ rightText: Text
  ) {
    let leftRange = max(part.left.lowerBound, start.left)..<min(part.left.upperBound, end.left)
    let rightRange = max(part.right.lowerBound, start.right)..<min(part.right.upperBound, end.right)
    if part.isSpace {
      addBeside(leftRange, rightRange, leftText, rightText, isChanged: false)
    } else {
      addPieces(leftRange, rightRange.lowerBound - leftRange.lowerBound, leftText)
    }
  }

  private mutating func addPieces(_ range: Range<Int>, _ shift: Int, _ leftText: Text) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = leftText[start..<range.upperBound].firstIndex(of: 0x0a)
      let stop = end ?? range.upperBound
      left.pieces.append(Piece(bytes: start..<stop, isChanged: false, endsLine: end != nil))
      right.pieces.append(Piece(bytes: start + shift..<stop + shift, isChanged: false, endsLine: end != nil))
      if end != nil {
        leftLine += 1
        rightLine += 1
        flush()
        (left.line, right.line) = (leftLine, rightLine)
      }
      start = stop + (end == nil ? 0 : 1)
    }
  }

  private mutating func addChange(
    _ change: TextDifference.Change, _ leftText: Text, _ rightText: Text, _ folding: Folding?
  ) {
    guard let folding, max(change.left.count, change.right.count) > folding.changedByteCount + folding.minimumByteCount
    else { return addBeside(change.left, change.right, leftText, rightText, isChanged: true) }
    let (leftFold, rightFold) = (
      Self.middle(of: change.left, in: leftText, folding), Self.middle(of: change.right, in: rightText, folding)
    )
    addBeside(
      change.left.lowerBound..<leftFold.lowerBound, change.right.lowerBound..<rightFold.lowerBound, leftText, rightText,
      isChanged: true)
    addFold(leftFold, rightFold, leftText, rightText, isChanged: true)
    addBeside(
      leftFold.upperBound..<change.left.upperBound, rightFold.upperBound..<change.right.upperBound, leftText, rightText,
      isChanged: true)
  }

  /// Lines of both stretches, side by side as far as both have some.
  private mutating func addBeside(
    _ leftRange: Range<Int>, _ rightRange: Range<Int>, _ leftText: Text, _ rightText: Text, isChanged: Bool
  ) {
    var (leftStart, rightStart) = (leftRange.lowerBound, rightRange.lowerBound)
    while leftStart < leftRange.upperBound || rightStart < rightRange.upperBound {
      let leftEnds = Self.add(&leftStart, leftRange.upperBound, leftText, isChanged, to: &left)
      let rightEnds = Self.add(&rightStart, rightRange.upperBound, rightText, isChanged, to: &right)
      if !leftEnds && !rightEnds { return }
      leftLine += leftEnds ? 1 : 0
      rightLine += rightEnds ? 1 : 0
      flush()
      if leftEnds { left.line = leftLine }
      if rightEnds { right.line = rightLine }
    }
  }

  /// Moves what is left of a line into a cell; returns whether a line ended.
  private static func add(
    _ start: inout Int, _ end: Int, _ text: Text, _ isChanged: Bool, to cell: inout Cell
  ) -> Bool {
    if start == end { return false }
    let lineEnd = text[start..<end].firstIndex(of: 0x0a)
    cell.pieces.append(Piece(bytes: start..<(lineEnd ?? end), isChanged: isChanged, endsLine: lineEnd != nil))
    start = lineEnd.map { $0 + 1 } ?? end
    return lineEnd != nil
  }

  private mutating func addFold(
    _ leftRange: Range<Int>, _ rightRange: Range<Int>, _ leftText: Text, _ rightText: Text, isChanged: Bool
  ) {
    let leftLines = leftText[leftRange].count { $0 == 0x0a }
    let rightLines = rightText[rightRange].count { $0 == 0x0a }
    flush()
    rows.append(.fold(Fold(left: leftRange, right: rightRange, lineCount: leftLines, isChanged: isChanged)))
    leftLine += leftLines
    rightLine += rightLines
    if let last = leftText[leftRange].last { left.line = last == 0x0a ? leftLine : nil }
    if let last = rightText[rightRange].last { right.line = last == 0x0a ? rightLine : nil }
  }

  private mutating func flush() {
    let (shownLeft, nextLeft) = Self.closed(left)
    let (shownRight, nextRight) = Self.closed(right)
    if !left.pieces.isEmpty || !right.pieces.isEmpty { rows.append(.cells(left: shownLeft, right: shownRight)) }
    (left, right) = (nextLeft, nextRight)
  }

  /// A cell as it is shown, and the one below it: a line that has nothing to show yet begins further down.
  private static func closed(_ cell: Cell) -> (shown: Cell, next: Cell) {
    cell.pieces.isEmpty ? (Cell(), cell) : (cell, Cell())
  }

  // MARK: Where to cut

  /// Behind the last of the first lines that are shown.
  private static func head(of range: Range<Int>, in text: Text, _ folding: Folding) -> Int {
    let limit = min(range.upperBound, range.lowerBound + folding.contextByteCount)
    var position = range.lowerBound
    for _ in 0..<folding.contextLineCount {
      guard let end = text[position..<limit].firstIndex(of: 0x0a) else { return wordStart(limit, range, text) }
      position = end + 1
    }
    return position
  }

  /// The start of the last lines that are shown.
  private static func tail(of range: Range<Int>, in text: Text, _ folding: Folding) -> Int {
    let limit = max(range.lowerBound, range.upperBound - folding.contextByteCount)
    // The line that the change stands in comes besides.
    var position = range.upperBound
    for _ in 0...folding.contextLineCount {
      guard let end = text[limit..<position].lastIndex(of: 0x0a) else { return wordStart(limit, range, text) }
      position = end
    }
    return position + 1
  }

  /// What of a changed stretch is not shown; empty at its end where all of it is.
  private static func middle(of range: Range<Int>, in text: Text, _ folding: Folding) -> Range<Int> {
    if range.count <= folding.changedByteCount + folding.minimumByteCount {
      return range.upperBound..<range.upperBound
    }
    let half = folding.changedByteCount / 2
    return scalarStart(range.lowerBound + half, range, text)..<scalarStart(range.upperBound - half, range, text)
  }

  /// The first place at or behind `position` where a word begins, or where no character is cut in two when none begins
  /// nearby.
  private static func wordStart(_ position: Int, _ range: Range<Int>, _ text: Text) -> Int {
    let nearby = position..<min(range.upperBound, position + 24)
    return text[nearby].firstIndex(of: 0x20).map { $0 + 1 } ?? scalarStart(position, range, text)
  }

  /// The first place at or behind `position` where no character is cut in two.
  private static func scalarStart(_ position: Int, _ range: Range<Int>, _ text: Text) -> Int {
    var position = position
    while position < range.upperBound, text[position] & 0xc0 == 0x80 { position += 1 }
    return position
  }
}
