// Segments to text: plain or Markdown.

/// Writes chosen segments of a page as text.
struct Renderer {
  let style: ExtractionOptions.Style

  /// Segments longer than this that follow each other are paragraphs, whatever elements they stand in.
  static let paragraphByteCount = 120

  /// - Parameters:
  ///   - chosen: for each segment whether it is wanted; nil for all.
  ///   - output: receives the text; no line end at its end.
  func render(_ page: borrowing PageStructure, chosen: [Bool]?, into output: inout [UInt8]) {
    var pending = SegmentBreak.cell
    var previous: Segment?
    for index in page.segments.indices {
      let segment = page.segments[index]
      if segment.breakBefore > pending { pending = segment.breakBefore }
      if let chosen, !chosen[index] {
        if pending < .line { pending = .line }
        continue
      }
      if let previous {
        writeBreak(pending, from: previous, to: segment, into: &output)
      }
      write(segment, of: page, startsLine: previous == nil || pending != .cell, into: &output)
      previous = segment
      pending = .cell
    }
    if style == .markdown, let previous, previous.row > 0, isCell(previous) { output += " |".utf8 }
  }

  private func isCell(_ segment: Segment) -> Bool { segment.kind == .cell || segment.kind == .headerCell }

  private func writeBreak(
    _ level: SegmentBreak, from previous: Segment, to segment: Segment, into output: inout [UInt8]
  ) {
    var level = level
    let bothLong =
      Int(previous.end - previous.start) >= Self.paragraphByteCount
      && Int(segment.end - segment.start) >= Self.paragraphByteCount
    if level == .line, bothLong, previous.kind == .text, segment.kind == .text { level = .paragraph }
    if level == .cell {
      output += " | ".utf8
      return
    }
    if style == .markdown, isCell(previous), previous.row > 0 {
      output += " |".utf8
      if previous.kind == .headerCell, isCell(segment), segment.row != previous.row, level == .line {
        writeTableRule(into: &output)
      }
    }
    output.append(0x0a)
    if level == .paragraph { output.append(0x0a) }
  }

  /// Writes the rule below a table's header with as many columns as the line above has.
  private func writeTableRule(into output: inout [UInt8]) {
    let lineStart = (output.lastIndex(of: 0x0a) ?? -1) + 1
    let bars = output[lineStart...].count(where: { $0 == UInt8(ascii: "|") })
    guard bars > 1, bars <= 256 else { return }
    output.append(0x0a)
    for _ in 1..<bars { output += "| --- ".utf8 }
    output.append(UInt8(ascii: "|"))
  }

  private func write(
    _ segment: Segment, of page: borrowing PageStructure, startsLine: Bool, into output: inout [UInt8]
  ) {
    let range = Int(segment.start)..<Int(segment.end)
    if segment.ordinal != 0, startsLine, !isCell(segment) { writeMarker(segment, into: &output) }
    if style == .markdown {
      switch segment.kind {
      case .heading:
        for _ in 0..<segment.level { output.append(UInt8(ascii: "#")) }
        output.append(0x20)
      case .preformatted:
        output += "```\n".utf8
        output += page.text[range]
        output += "\n```".utf8
        return
      case .cell, .headerCell:
        if startsLine { output += "| ".utf8 }
      default: break
      }
    }
    output += page.text[range]
  }

  private func writeMarker(_ segment: Segment, into output: inout [UInt8]) {
    for _ in 1..<max(1, Int(segment.level)) { output += "  ".utf8 }
    if style == .markdown, segment.ordinal > 0 {
      output += "\(segment.ordinal). ".utf8
    } else {
      output += "- ".utf8
    }
  }
}
