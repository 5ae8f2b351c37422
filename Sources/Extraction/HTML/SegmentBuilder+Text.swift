// Text to segments: white space, line breaks, and where a segment begins and ends.

extension SegmentBuilder {
  mutating func raiseBreak(_ level: SegmentBreak) {
    if level > pendingBreak { pendingBreak = level }
  }

  mutating func lineBreak() {
    if preformattedDepth > 0 {
      if isOpen { page.text.append(0x0a) }
      return
    }
    pendingSpace = false
    if isOpen { pendingLineBreaks += 1 }
  }

  /// Ends the segment that is open and demands a break of at least `level` before the next.
  mutating func closeSegment(_ level: SegmentBreak) {
    pendingSpace = false
    pendingLineBreaks = 0
    guard isOpen else {
      raiseBreak(level)
      return
    }
    if page.segments.count >= maximumSegmentCount {
      // The last segment takes the rest of the page, line by line.
      if preformattedDepth > 0 { page.text.append(0x0a) } else { pendingLineBreaks = 1 }
      return
    }
    isOpen = false
    pendingBreak = level
    while page.text.count > Int(segment.start), let last = page.text.last, last <= 0x20 { page.text.removeLast() }
    segment.end = Int32(page.text.count)
    if segment.end > segment.start { page.segments.append(segment) }
  }

  mutating func openSegment() {
    isOpen = true
    segment = Segment(
      start: Int32(page.text.count), end: 0, block: block, breakBefore: pendingBreak, kind: .text)
    if preformattedDepth > 0 {
      segment.kind = .preformatted
    } else if headingLevel > 0 {
      segment.kind = .heading
      segment.level = headingLevel
    } else if cellDepth > 0 {
      segment.kind = cellIsHeader ? .headerCell : .cell
      segment.row = row
    } else if !lists.isEmpty {
      segment.kind = .listItem
      segment.level = UInt8(truncatingIfNeeded: min(lists.count, 32))
    }
    segment.ordinal = pendingOrdinal
    pendingOrdinal = 0
    segment.linkCount = pendingLinks
    pendingLinks = 0
    cellIsFresh = false
  }

  /// Text with its character references resolved.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if hiddenDepth > 0 {
      switch capture {
      case .none: return
      case .title: captured.append(contentsOf: bytes.prefix(max(0, Self.titleLimit - captured.count)))
      case .structuredData:
        if captured.count <= Self.structuredDataLimit { captured.append(contentsOf: bytes) }
      }
      return
    }
    let before = page.text.count
    let wasOpen = isOpen
    if preformattedDepth > 0 { appendVerbatim(bytes) } else { appendCollapsed(bytes) }
    guard isOpen, linkDepth > 0 || emphasisDepth > 0 else { return }
    let added = Int32(page.text.count - (wasOpen ? before : Int(segment.start)))
    if linkDepth > 0 { segment.linkByteCount &+= added }
    if emphasisDepth > 0 { segment.emphasisByteCount &+= added }
  }

  mutating func appendVerbatim(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if !isOpen {
      // The first line end of preformatted text belongs to the tag; a run of white space alone opens nothing.
      guard bytes.contains(where: { $0 > 0x20 }) else { return }
      openSegment()
      if bytes.first == 0x0d { index = 1 }
      if index < bytes.count, bytes[index] == 0x0a { index += 1 }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0d {
        if index + 1 >= bytes.count || bytes[index + 1] != 0x0a { page.text.append(0x0a) }
      } else if byte >= 0x20 || byte == 0x0a || byte == 0x09 {
        page.text.append(byte)
      }
      index += 1
    }
  }

  mutating func appendCollapsed(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let count = bytes.count
    var index = 0
    while index < count {
      let runStart = index
      while index < count {
        let byte = base[index]
        if byte <= 0x20 || byte == 0x7f { break }
        if byte == 0xc2, index + 1 < count, base[index + 1] == 0xa0 { break }
        if byte == 0xe3, index + 2 < count, base[index + 1] == 0x80, base[index + 2] == 0x80 { break }
        index += 1
      }
      if index > runStart {
        prepareRun()
        page.text.append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: index - runStart))
      }
      guard index < count else { return }
      let byte = base[index]
      index += byte == 0xc2 ? 2 : byte == 0xe3 ? 3 : 1
      // Other control characters are dropped without a trace.
      if byte > 0x7f || Self.isWhiteSpace(byte) { pendingSpace = true }
    }
  }

  @inline(__always)
  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    if byte == 0x20 { return true }
    return byte >= 0x09 && byte <= 0x0d
  }

  /// Opens a segment where none is open, and writes the white space owed before a run of other bytes.
  @inline(__always)
  mutating func prepareRun() {
    if !isOpen {
      openSegment()
    } else if pendingLineBreaks > 1, page.segments.count < maximumSegmentCount {
      closeSegment(.paragraph)
      openSegment()
    } else if pendingLineBreaks > 0 {
      page.text.append(0x0a)
    } else if pendingSpace {
      page.text.append(0x20)
    }
    pendingLineBreaks = 0
    pendingSpace = false
  }
}
