// Joining the characters of one stretch of text to pieces.

/// Scratch memory in which stretches are merged. A merger is used by one thread at a time.
///
/// Unlike byte-level BPE, two merges may have the same rank (SentencePiece's scores are equal in merged models); then the
/// leftmost comes first, also when an earlier one of that rank has only just made it possible.
final class PieceMerger {
  /// Symbols in the order of the text.
  private(set) var units = FixedBuffer<UInt32>(repeating: 0, count: 256)
  /// Where in the stretch each symbol begins.
  private(set) var starts = FixedBuffer<UInt32>(repeating: 0, count: 256)
  private var merges = FixedBuffer<UInt64>(repeating: 0, count: 256)
  private var next = FixedBuffer<UInt32>(repeating: 0, count: 256)
  private var previous = FixedBuffer<UInt32>(repeating: 0, count: 256)
  private var queue = MergeQueue()
  private let candidates = FixedBuffer<UInt64>(repeating: 0, count: 2 * PieceMerger.scanLimit)
  /// What unused pieces were last seen to be made of, as pairs.
  private var parts: [UInt32: UInt64] = [:]

  /// Up to this many characters the least rank is looked for again and again.
  private static let scanLimit = 64

  /// Merges the characters of `text`.
  ///
  /// - Returns: the number of symbols that `units` then holds.
  func merge(_ text: UnsafeBufferPointer<UInt8>, by tables: PieceTables) -> Int {
    if units.count < text.count {
      units = FixedBuffer(repeating: 0, count: text.count &* 2)
      starts = FixedBuffer(repeating: 0, count: text.count &* 2)
      merges = FixedBuffer(repeating: 0, count: text.count &* 2)
      next = FixedBuffer(repeating: 0, count: text.count &* 2)
      previous = FixedBuffer(repeating: 0, count: text.count &* 2)
    }
    let unitCount = start(text, tables)
    if unitCount < 2 { return unitCount }
    if tables.unused != nil { noteParts(unitCount, tables) }
    for at in 0..<unitCount {
      next.base[at] = UInt32(truncatingIfNeeded: at &+ 1)
      previous.base[at] = UInt32(truncatingIfNeeded: at) &- 1
    }
    if unitCount <= Self.scanLimit {
      mergeByScanning(unitCount, tables)
    } else {
      mergeByQueue(unitCount, tables)
    }
    return collect(unitCount)
  }

  private func start(_ text: UnsafeBufferPointer<UInt8>, _ tables: PieceTables) -> Int {
    let pairs = tables.pairs.view
    var count = 0
    var at = 0
    while at < text.count {
      // Only with unused pieces do stretches reach over literals.
      let literal = tables.unused == nil ? nil : tables.literal(text, at: at)
      let character = PlainText.character(text, at)
      let symbol = literal?.value ?? tables.symbol(of: character.scalar)
      units.base[count] = symbol
      starts.base[count] = UInt32(truncatingIfNeeded: at)
      if count > 0 { merges.base[count &- 1] = pairs.merge(units.base[count &- 1], symbol) }
      count &+= 1
      at = literal?.end ?? at &+ character.byteCount
    }
    if count > 0 { merges.base[count &- 1] = PairTable.none }
    return count
  }

  private func mergeByScanning(_ unitCount: Int, _ tables: PieceTables) {
    let merges = merges.base
    let candidates = candidates.base
    var candidateCount = 0
    for at in 0..<unitCount &- 1 where merges[at] != PairTable.none {
      candidates[candidateCount] = merges[at] & 0xffff_ffff_0000_0000 | UInt64(truncatingIfNeeded: at)
      candidateCount &+= 1
    }
    while candidateCount > 0 {
      var best = candidates[0]
      var bestIndex = 0
      for index in 1..<max(1, candidateCount) where candidates[index] < best {
        best = candidates[index]
        bestIndex = index
      }
      candidateCount &-= 1
      candidates[bestIndex] = candidates[candidateCount]
      let at = Int(truncatingIfNeeded: best & 0xffff_ffff)
      // Otherwise stale; of the same rank it is due now in any case.
      guard merges[at] &>> 32 == best &>> 32 else { continue }
      let (before, after) = join(at, unitCount, tables)
      if before != PairTable.none {
        candidates[candidateCount] = before & 0xffff_ffff_0000_0000 | UInt64(previous.base[at])
        candidateCount &+= 1
      }
      if after != PairTable.none {
        candidates[candidateCount] = after & 0xffff_ffff_0000_0000 | UInt64(truncatingIfNeeded: at)
        candidateCount &+= 1
      }
    }
  }

  private func mergeByQueue(_ unitCount: Int, _ tables: PieceTables) {
    let merges = merges.base
    queue.removeAll()
    for at in 0..<unitCount &- 1 where merges[at] != PairTable.none { queue.append(rank: merges[at] &>> 32, at: at) }
    queue.order()
    while let (rank, at) = queue.removeFirst() {
      guard merges[at] &>> 32 == rank else { continue }
      let (before, after) = join(at, unitCount, tables)
      if before != PairTable.none { queue.insert(rank: before &>> 32, at: Int(previous.base[at])) }
      if after != PairTable.none { queue.insert(rank: after &>> 32, at: at) }
    }
  }

  /// Merges the symbol at `at` with its successor.
  ///
  /// - Returns: the merges of the symbol before with it, and of it with the symbol after.
  @inline(__always)
  private func join(_ at: Int, _ end: Int, _ tables: PieceTables) -> (PairTable.Packed, PairTable.Packed) {
    let units = units.base
    let merges = merges.base
    let pairs = tables.pairs.view
    let symbol = UInt32(truncatingIfNeeded: merges[at])
    let gone = Int(next.base[at])
    let following = Int(next.base[gone])
    units[at] = symbol
    merges[gone] = PairTable.none
    next.base[at] = UInt32(truncatingIfNeeded: following)
    var before = PairTable.none
    if at > 0 {
      let index = Int(previous.base[at])
      before = pairs.merge(units[index], symbol)
      merges[index] = before
      if tables.unused != nil { note(before, units[index], symbol, tables) }
    }
    var after = PairTable.none
    if following != end {
      previous.base[following] = UInt32(truncatingIfNeeded: at)
      after = pairs.merge(symbol, units[following])
      if tables.unused != nil { note(after, symbol, units[following], tables) }
    }
    merges[at] = after
    return (before, after)
  }

  private func collect(_ unitCount: Int) -> Int {
    var count = 0
    var at = 0
    while at != unitCount {
      units.base[count] = units.base[at]
      starts.base[count] = starts.base[at]
      count &+= 1
      at = Int(next.base[at])
    }
    return count
  }

  // MARK: Unused pieces

  private func noteParts(_ unitCount: Int, _ tables: PieceTables) {
    parts.removeAll(keepingCapacity: true)
    for at in 0..<unitCount &- 1 { note(merges.base[at], units.base[at], units.base[at &+ 1], tables) }
  }

  /// Remembers what an unused piece would be made of.
  private func note(_ merge: PairTable.Packed, _ left: UInt32, _ right: UInt32, _ tables: PieceTables) {
    guard merge != PairTable.none, let unused = tables.unused else { return }
    let symbol = UInt32(truncatingIfNeeded: merge)
    if unused[Int(symbol)] { parts[symbol] = UInt64(left) << 32 | UInt64(right) }
  }

  /// Calls `body` with the symbols that a symbol is put out as: itself, or of an unused piece its parts, as the text
  /// that was merged last showed them.
  func forEachPart(of symbol: UInt32, _ tables: PieceTables, _ body: (UInt32) -> Void) {
    guard let unused = tables.unused else { return body(symbol) }
    var stack = [symbol]
    while let top = stack.popLast() {
      if top != PieceTables.unknown, unused[Int(top)], let pair = parts[top] {
        stack.append(UInt32(truncatingIfNeeded: pair))
        stack.append(UInt32(truncatingIfNeeded: pair >> 32))
      } else {
        body(top)
      }
    }
  }
}
