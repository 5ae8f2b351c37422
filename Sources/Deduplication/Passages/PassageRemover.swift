// Repeated passages out of one text.

import Corpus

/// What is done to one text.
public struct PassageRemoval: Sendable {
  /// A repeated passage in the text.
  public struct Found: Sendable {
    public let hash: ContentHash
    /// Its bytes in the text, without the last line end.
    public let bytes: Range<Int>
    /// Whether it is the passage's first occurrence in its first document.
    public let isFirst: Bool
  }

  public fileprivate(set) var found: [Found] = []
  /// An edit for each passage that goes, in ascending order.
  public fileprivate(set) var edits: [Edit] = []
  /// False where nothing but white space would stay.
  public fileprivate(set) var leavesText = true
}

/// Takes repeated passages out of texts; each worker has a remover of its own.
///
/// A passage goes with its line end, and with the blank lines behind it where it stands between blank lines, so that one
/// distance between the neighbours stays. Behind the last passage that stays nothing is left but the line end that the
/// text had.
public struct PassageRemover {
  private let table: PassageTable
  private let keep: PassageKeep
  private let rank: UInt32
  private var hasher: PassageHasher
  private var pieces: [TextPiece] = []
  private var goes: [Bool] = []

  /// - Parameter rank: of the documents, as they were counted.
  public init(table: PassageTable, keep: PassageKeep, rank: Int = 0) {
    self.table = table
    self.keep = keep
    self.rank = UInt32(clamping: rank)
    hasher = PassageHasher(rule: table.rule)
  }

  /// Decides what goes from a text.
  ///
  /// - Parameter orderKey: of the document, as it was counted.
  public mutating func removal(
    from text: UnsafeBufferPointer<UInt8>, orderKey: UInt64, source: PassageSource
  ) -> PassageRemoval {
    var removal = PassageRemoval()
    if table.count == 0 { return removal }
    PassageCutter.cut(text, unit: table.rule.unit, into: &pieces)
    goes.removeAll(keepingCapacity: true)
    // Only asked whether a passage was seen, never for an order.
    var seen: Set<ContentHash> = []
    for piece in pieces {
      guard !piece.isBlank, let hash = hasher.hash(piece, of: text, source: source),
        let entry = table.entry(high: hash.high, low: hash.low)
      else {
        goes.append(false)
        continue
      }
      let content = ContentHash(high: hash.high, low: hash.low)
      let isFirst = entry.rank == rank && entry.orderKey == orderKey && seen.insert(content).inserted
      removal.found.append(
        PassageRemoval.Found(hash: content, bytes: piece.start..<piece.contentEnd, isFirst: isFirst))
      goes.append(keep == .none || !isFirst)
    }
    if goes.contains(true) { decide(&removal) }
    return removal
  }

  /// Turns `goes` into edits.
  private func decide(_ removal: inout PassageRemoval) {
    guard let lastText = pieces.indices.last(where: { !pieces[$0].isBlank && !goes[$0] }) else {
      removal.leavesText = false
      return
    }
    let rule = table.rule.unit == .line ? RepeatedPassagesStage.lineRule : RepeatedPassagesStage.paragraphRule
    let textEnd = pieces[pieces.count - 1]
    let hasLineEnd = textEnd.contentEnd < textEnd.end
    // Whether the last piece that stays is blank, or there is none.
    var isAfterBlank = true
    for (index, piece) in pieces.enumerated() {
      if !goes[index] {
        if index > lastText { continue }
        // A blank piece that went with the passage before it.
        if piece.isBlank, let edit = removal.edits.last, edit.end == piece.end { continue }
        isAfterBlank = piece.isBlank
        continue
      }
      var start = piece.start
      var end = piece.end
      let takesBlank = isAfterBlank || index > lastText
      if takesBlank, index + 1 < pieces.count, pieces[index + 1].isBlank { end = pieces[index + 1].end }
      if index > lastText, removal.edits.last.map({ $0.end < start }) ?? true {
        // The first one behind all that stays takes what stands between.
        start = hasLineEnd ? pieces[lastText].end : pieces[lastText].contentEnd
      }
      removal.edits.append(Edit(rule: rule, start: start, end: end))
    }
  }
}
