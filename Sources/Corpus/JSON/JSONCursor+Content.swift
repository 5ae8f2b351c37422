// Strings checked and unescaped in one pass: what the text of every document goes through.

extension JSONCursor {
  /// Bytes of room that `scanString(into:)` wants behind the longest content, since it copies blocks whole.
  static let contentSlack = ByteBlock.byteCount

  /// Consumes a string whose opening quote is consumed already, as `scanString` does, and writes its content.
  ///
  /// SAFETY: `target` has room for the rest of the text (`count - at`) and `contentSlack` bytes more. Each step moves
  /// on by at most as many bytes in the content as in the text, and writes no more than a block from where it stands.
  ///
  /// - Returns: the string's place, and the number of bytes written.
  mutating func scanString(
    into target: UnsafeMutablePointer<UInt8>
  ) throws(JSONError) -> (span: JSONSpan, byteCount: Int) {
    let (base, count, start) = (base, count, at)
    let lastBlock = count &- ByteBlock.byteCount
    var position = start
    var write = target
    var hasEscapes = false
    while true {
      if position <= lastBlock {
        let block = ByteBlock.load(base + position)
        ByteBlock.store(block, to: write)
        let marks = ByteBlock.specialInJSON(block)
        guard ByteBlock.hasMarks(marks) else {
          position &+= ByteBlock.byteCount
          write += ByteBlock.byteCount
          continue
        }
        let plain = ByteBlock.firstMarked(marks)
        position &+= plain
        write += plain
      } else {
        guard position < count else { throw JSONError(.unexpectedEnd, at: count) }
        let byte = base[position]
        if byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
          write.pointee = byte
          write += 1
          position &+= 1
          continue
        }
      }
      let byte = base[position]
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        // Line ends come in twos.
        repeat {
          let simple = position &+ 1 < count ? JSONEscape.simple(base[position &+ 1]) : 0
          if simple != 0 {
            write.pointee = simple
            write += 1
            position &+= 2
          } else {
            let end = try skipLongEscape(from: position)
            write = JSONEscape.writeLong(base, count: count, at: position, to: write)
            position = end
          }
        } while position < count && base[position] == UInt8(ascii: "\\")
      } else if byte >= 0x80 {
        let end = try copyNonASCII(from: position, to: write)
        write += end &- position
        position = end
      } else if byte == UInt8(ascii: "\"") {
        at = position &+ 1
        return (JSONSpan(kind: .string, start: start, end: position, hasEscapes: hasEscapes), write - target)
      } else {
        throw JSONError(.controlCharacter, at: position)
      }
    }
  }

  /// Copies characters outside ASCII, checking them: the common forms by the word, the others one by one.
  ///
  /// SAFETY: as for `scanString(into:)`; `start` is below `count`.
  ///
  /// - Returns: the offset behind what was copied, where a character ends.
  @inline(__always)
  private func copyNonASCII(
    from start: Int, to target: UnsafeMutablePointer<UInt8>
  ) throws(JSONError) -> Int {
    var position = start
    while position &+ 8 <= count {
      let word = ByteWord.load(base + position)
      ByteWord.store(word, to: target + (position &- start))
      let pairs = ByteWord.leadingTwoByteCharacters(word)
      if pairs > 0 {
        position &+= 2 &* pairs
        if pairs < 4 { return position }
      } else if ByteWord.startsWithThreeByteCharacter(word) {
        position &+= 3
        guard ByteWord.startsWithThreeByteCharacter(word >> 24) else { return position }
        position &+= 3
      } else {
        break
      }
    }
    if position > start && (position == count || base[position] < 0x80) { return position }
    return try copyNonASCIISlowly(from: position, to: target + (position &- start))
  }

  private func copyNonASCIISlowly(
    from start: Int, to target: UnsafeMutablePointer<UInt8>
  ) throws(JSONError) -> Int {
    let end = try skipNonASCII(from: start)
    target.update(from: base + start, count: end &- start)
    return end
  }
}
