// Text to ids: normalise, cut where nothing can be merged across, look up, merge what was never seen.

/// Scratch memory for encoding by pieces. Make one per thread and use it for many documents: it remembers the stretches
/// that it has met.
public final class PieceWorkspace {
  let cache = WordCache()
  let merger = PieceMerger()
  let output = FixedBuffer<UInt32>(repeating: 0, count: PieceWorkspace.outputCapacity)
  var normalized: [UInt8] = []
  var scratch: [UInt32] = []
  private weak var owner: AnyObject?

  /// Ids gathered before they are appended to the caller's array.
  static let outputCapacity = 1 << 12
  /// Most ids of a stretch that the cache may hold: a space without a piece is three bytes.
  static let largestStretch = 3 * WordCache.longestWordByteCount

  public init() {}

  func adopt(_ tokenizer: AnyObject) {
    if owner !== tokenizer {
      cache.removeAll()
      owner = tokenizer
    }
  }
}

extension SentencePieceTokenizer {
  /// Appends the ids of `bytes` to `ids`. Control tokens are not looked for: their text is text like any other.
  ///
  /// - Complexity: O(n log n) at worst, for one stretch of n characters that pieces join throughout; otherwise linear.
  public func encode(_ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: PieceWorkspace) {
    workspace.adopt(self)
    guard let sections else { return encode(section: bytes, isFirst: true, into: &ids, using: workspace) }
    var start = 0
    var at = 0
    while at < bytes.count {
      guard let found = sections.longestPrefix(bytes, from: at) else {
        at += 1
        continue
      }
      if at > start {
        let section = UnsafeBufferPointer(rebasing: bytes[start..<at])
        encode(section: section, isFirst: start == 0, into: &ids, using: workspace)
      }
      ids.append(found.value)
      at = found.end
      start = at
    }
    if start < bytes.count {
      let section = UnsafeBufferPointer(rebasing: bytes[start...])
      encode(section: section, isFirst: start == 0, into: &ids, using: workspace)
    }
  }

  private func encode(
    section: UnsafeBufferPointer<UInt8>, isFirst: Bool, into ids: inout [UInt32], using workspace: PieceWorkspace
  ) {
    normalizer.normalize(section, hasPrefix: isFirst || !prefixesOnlyStart, into: &workspace.normalized)
    workspace.normalized.withUnsafeBufferPointer { encode(normalized: $0, into: &ids, using: workspace) }
  }

  /// The ids of a text, with a workspace made for this one call: for few and short texts.
  public func encode(_ text: String) -> [UInt32] {
    var ids: [UInt32] = []
    var text = text
    text.withUTF8 { encode($0, into: &ids, using: PieceWorkspace()) }
    return ids
  }

  private func encode(
    normalized text: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: PieceWorkspace
  ) {
    guard let base = text.baseAddress else { return }
    let cache = workspace.cache
    var slots = cache.view
    let output = workspace.output.base
    let fused = tables.fusesUnknown && tables.byteIDs == nil ? tables.unknownID ?? PieceTables.noID : PieceTables.noID
    var last = PieceTables.noID
    var outputCount = 0
    var at = 0
    while at < text.count {
      if outputCount > PieceWorkspace.outputCapacity &- PieceWorkspace.largestStretch {
        ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
        outputCount = 0
      }
      if tables.unused == nil, let literal = tables.literal(text, at: at) {
        output[outputCount] = tables.ids.base[Int(literal.value)]
        last = output[outputCount]
        outputCount &+= 1
        at = literal.end
        continue
      }
      let end = tables.unused == nil ? endOfStretch(text, from: at) : text.count
      let word = base + at
      let count = end &- at
      let first = outputCount
      if count <= WordKey.inlineByteCount {
        let key = WordKey(word, count: count, readable: text.count &- at)
        let slot = slots.find(key, hash: key.hash)
        if slot.pointee.high == 0 {
          let idCount = encodeStretch(word, count, output + outputCount, workspace)
          cache.fill(slot, key, ids: output + outputCount, count: idCount)
          slots = cache.view
          outputCount &+= idCount
        } else {
          outputCount &+= cache.copyIDs(of: slot, to: output + outputCount)
        }
      } else if count <= WordCache.longestWordByteCount {
        outputCount &+= encodeLongStretch(word, count, output + outputCount, workspace)
        slots = cache.view
      } else {
        ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
        outputCount = 0
        workspace.scratch.removeAll(keepingCapacity: true)
        appendStretch(UnsafeBufferPointer(start: word, count: count), to: &workspace.scratch, workspace.merger)
        let joins = fused != PieceTables.noID && last == fused && workspace.scratch.first == fused
        ids.append(contentsOf: joins && fuses(at: word) ? workspace.scratch.dropFirst() : workspace.scratch[...])
        last = workspace.scratch.last ?? last
        at = end
        continue
      }
      if fused != PieceTables.noID {
        if last == fused, output[first] == fused, fuses(at: word) {
          outputCount &-= 1
          for index in first..<outputCount { output[index] = output[index &+ 1] }
        }
        if outputCount > first { last = output[outputCount &- 1] }
      }
      at = end
    }
    ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
  }

  /// False where an unknown character does not join those in front of it.
  @inline(__always)
  private func fuses(at word: UnsafePointer<UInt8>) -> Bool { !(tables.cutsBeforeSpaces && word[0] == 0x20) }

  /// The first place behind `start` that no piece reaches across.
  @inline(__always)
  private func endOfStretch(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let hasLiterals = tables.literals != nil
    var left = PlainText.character(text, start)
    var end = start &+ left.byteCount
    while end < text.count {
      let right = PlainText.character(text, end)
      if !tables.joins(left.scalar, right.scalar) { break }
      if hasLiterals, tables.literal(text, at: end) != nil { break }
      left = right
      end &+= right.byteCount
    }
    return end
  }

  /// Encodes a stretch of at most `longestWordByteCount` bytes, and returns the number of ids at `output`.
  @inline(never)
  private func encodeStretch(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ output: UnsafeMutablePointer<UInt32>, _ workspace: PieceWorkspace
  ) -> Int {
    workspace.scratch.removeAll(keepingCapacity: true)
    appendStretch(UnsafeBufferPointer(start: word, count: count), to: &workspace.scratch, workspace.merger)
    for (index, id) in workspace.scratch.enumerated() { output[index] = id }
    return workspace.scratch.count
  }

  /// The same for a stretch of 16 bytes or more, which the cache may know.
  @inline(never)
  private func encodeLongStretch(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ output: UnsafeMutablePointer<UInt32>, _ workspace: PieceWorkspace
  ) -> Int {
    let cache = workspace.cache
    let hash = WordHash.bytes(word, count: count)
    let slot = cache.findLong(word, count: count, hash: hash)
    if slot.pointee.high != 0 {
      let idCount = Int(slot.pointee.idCount)
      output.update(from: cache.ids.base + Int(slot.pointee.first), count: idCount)
      return idCount
    }
    let idCount = encodeStretch(word, count, output, workspace)
    cache.fillLong(slot, word, count: count, hash: hash, ids: output, idCount: idCount)
    return idCount
  }

  /// Merges a stretch and appends the ids of what it became.
  private func appendStretch(_ text: UnsafeBufferPointer<UInt8>, to ids: inout [UInt32], _ merger: PieceMerger) {
    let unitCount = merger.merge(text, by: tables)
    let fuses = tables.fusesUnknown && tables.byteIDs == nil
    for index in 0..<unitCount {
      let unit = merger.units.base[index]
      let start = Int(merger.starts.base[index])
      let end = index &+ 1 < unitCount ? Int(merger.starts.base[index &+ 1]) : text.count
      merger.forEachPart(of: unit, tables) { symbol in
        let id = symbol == PieceTables.unknown ? PieceTables.noID : tables.ids.base[Int(symbol)]
        if id != PieceTables.noID, id != tables.unknownID {
          ids.append(id)
        } else if let byteIDs = tables.byteIDs {
          let bytes = symbol == PieceTables.unknown ? Array(text[start..<end]) : Array(tables.texts[Int(symbol)])
          for byte in bytes {
            if byte == 0x20, normalizer.rules.escapesSpaces {
              for byte in SentencePieceModel.space { ids.append(byteIDs[Int(byte)]) }
            } else {
              ids.append(byteIDs[Int(byte)])
            }
          }
        } else if let unknownID = tables.unknownID, !(fuses && ids.last == unknownID) {
          ids.append(unknownID)
        }
      }
    }
  }
}
