// What is written and how lines begin and end.

extension WikiPage {
  /// Ends the line that is open; the next text stands at least `level` away.
  mutating func closeLine(_ level: WikiBreak) {
    if isCapturing || tables.isInCell {
      appendSpace()
      return
    }
    if isLineOpen { trimLine() }
    isLineOpen = false
    isSoftBreak = false
    sawRemoval = false
    if !prefix.isEmpty { prefix.removeAll(keepingCapacity: true) }
    if level > pendingBreak { pendingBreak = level }
  }

  /// Ends the paragraph, list or preformatted lines that are open.
  mutating func closeBlock() {
    closeLine(.paragraph)
    if isFenceOpen {
      output += "\n```".utf8
      isFenceOpen = false
    }
    block = .none
    if !listMarkers.isEmpty {
      listMarkers.removeAll(keepingCapacity: true)
      listCounters.removeAll(keepingCapacity: true)
    }
  }

  /// Takes white space from the end of the line, and the comma before what has gone.
  private mutating func trimLine() {
    guard output.count > lineStart, output.last == 0x20 else { return }
    while output.count > lineStart, let last = output.last,
      last == 0x20 || (sawRemoval && (last == UInt8(ascii: ",") || last == UInt8(ascii: ";")))
    {
      output.removeLast()
    }
  }

  /// Writes what stands before the first text of a line or of a cell.
  private mutating func openLine() {
    isLineOpen = true
    if isCapturing {
      lineStart = output.count
      return
    }
    if tables.isInCell {
      openCell()
      lineStart = output.count
      return
    }
    writeHeadings()
    writeBreak()
    if block == .preformatted, style == .markdown, !isFenceOpen {
      output += "```\n".utf8
      isFenceOpen = true
    }
    if !prefix.isEmpty {
      output += prefix
      prefix.removeAll(keepingCapacity: true)
    }
    for _ in 0..<pendingIndent { output.append(0x20) }
    pendingIndent = 0
    lineStart = output.count
  }

  /// Writes the headings of the sections that the next text stands in.
  mutating func writeHeadings() {
    guard !headings.isEmpty else { return }
    for heading in headings {
      pendingBreak = .paragraph
      writeBreak()
      if style == .markdown {
        for _ in 0..<heading.level { output.append(UInt8(ascii: "#")) }
        output.append(0x20)
      }
      output += heading.text
    }
    headings.removeAll(keepingCapacity: true)
    pendingBreak = .paragraph
  }

  mutating func writeBreak() {
    if !output.isEmpty {
      if pendingBreak != .none { output.append(0x0a) }
      if pendingBreak == .paragraph { output.append(0x0a) }
    }
    pendingBreak = .none
  }

  // MARK: Text

  /// Appends text of the source that holds no markup.
  @inline(__always)
  mutating func append(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    append(UnsafeBufferPointer(rebasing: text[range]))
  }

  mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
    var run = run
    if isSoftBreak || !isLineOpen {
      guard let begun = beginning(run) else { return }
      run = begun
    } else if !isVerbatim, run[0] == 0x20, endsInSpace {
      run = UnsafeBufferPointer(rebasing: run.drop { $0 == 0x20 })
    }
    if sawRemoval { run = tidied(run) }
    output.append(contentsOf: run)
  }

  private var endsInSpace: Bool { output.last == 0x20 || output.last == 0x0a }

  /// Opens the line for a run; nil when the run is white space that stands for nothing there.
  private mutating func beginning(_ run: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    let rest = run.drop { $0 == 0x20 }
    if isVerbatim, !isSoftBreak {
      guard !rest.isEmpty else {
        pendingIndent += run.count
        return nil
      }
      openLine()
      return run
    }
    guard let first = rest.first else { return nil }
    if isLineOpen {
      // A line end within a paragraph is a space, but between characters of scripts that write none.
      isSoftBreak = false
      let isWide = first >= 0xe3 && first <= 0xe9 && endsInWideCharacter
      if !isWide, !endsInSpace { output.append(0x20) }
    } else {
      openLine()
    }
    return UnsafeBufferPointer(rebasing: rest)
  }

  /// True when the last character is of U+3000…U+9FFF, or a full-width form.
  private var endsInWideCharacter: Bool {
    let count = output.count
    guard count >= 3, output[count - 1] & 0xc0 == 0x80, output[count - 2] & 0xc0 == 0x80 else { return false }
    let lead = output[count - 3]
    return (lead >= 0xe3 && lead <= 0xe9) || (lead == 0xef && output[count - 2] >= 0xbc)
  }

  mutating func appendSpace() {
    guard isLineOpen, !endsInSpace else { return }
    output.append(0x20)
  }

  mutating func append(literal: StaticString) { literal.withUTF8Buffer { append($0) } }

  mutating func append(bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes.withUnsafeBufferPointer { append($0) }
  }

  // MARK: What removals leave behind

  /// The run without what makes no sense behind something that is gone: separators behind an opening parenthesis, the
  /// parenthesis itself where nothing is left in it, a space before a full stop.
  private mutating func tidied(_ run: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    sawRemoval = false
    let isOpened = output.count > lineStart && (output.last == UInt8(ascii: "(") || endsIn(Self.wideOpening))
    if isOpened {
      let rest = run.drop { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
      guard !rest.isEmpty else {
        sawRemoval = true
        return UnsafeBufferPointer(rebasing: rest)
      }
      let closing = closing(at: rest)
      guard closing > 0 else { return UnsafeBufferPointer(rebasing: rest) }
      output.removeLast(output.last == UInt8(ascii: "(") ? 1 : 3)
      let behind = rest.dropFirst(closing)
      if endsInSpace || output.count == lineStart {
        // The space before the parenthesis stands, or the full stop behind it wants none.
        guard let next = behind.first, !Self.isStop(next) else {
          trimLine()
          return UnsafeBufferPointer(rebasing: behind)
        }
        return UnsafeBufferPointer(rebasing: behind.drop { $0 == 0x20 })
      }
      return UnsafeBufferPointer(rebasing: behind)
    }
    guard let first = run.first else { return run }
    if closing(at: run[...]) > 0 {
      while output.count > lineStart, let last = output.last,
        last == 0x20 || last == UInt8(ascii: ",") || last == UInt8(ascii: ";")
      {
        output.removeLast()
      }
    } else if Self.isStop(first) {
      trimLine()
    }
    return run
  }

  private static let wideOpening: [UInt8] = Array("（".utf8)
  private static let wideClosing: [UInt8] = Array("）".utf8)

  private func endsIn(_ bytes: [UInt8]) -> Bool {
    output.count - lineStart >= 3 && output.suffix(3).elementsEqual(bytes)
  }

  /// Bytes of the closing parenthesis at the start of the run; 0 when none is there.
  private func closing(at run: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    if run.first == UInt8(ascii: ")") { return 1 }
    return run.starts(with: Self.wideClosing) ? 3 : 0
  }

  private static func isStop(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }
}
