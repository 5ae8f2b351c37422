// Tables: which parts end which, and text that stands in a table outside its cells and is shown before it.

extension SegmentBuilder {
  struct OpenTable {
    /// The number of segments before the table.
    var firstSegment: Int
    /// Tables are numbered in the order of their start tags.
    var number: Int
  }

  /// Segments that are shown before a table though they stand in it.
  struct FosteredRun {
    var segments: Range<Int>
    var table: OpenTable
  }

  /// The state before text that moves out of a table.
  struct Fostering {
    var table: OpenTable
    var firstSegment: Int
    var block: Int32
    var pendingBreak: SegmentBreak
  }

  // MARK: Parts of tables

  /// Whether the innermost element of tables that is open is a table itself, no cell of it.
  var isInTable: Bool {
    guard isOpen(.table) else { return false }
    for position in stack.indices.reversed() {
      switch stack[position].tag {
      case .table: return true
      case .td, .th, .caption, .template: return false
      default: break
      }
    }
    return false
  }

  /// A start tag where only parts of tables belong.
  ///
  /// - Returns: false where it is ignored.
  mutating func prepareTable(for tag: HTMLTag) -> Bool {
    switch tag {
    case .table, .tr, .td, .th, .tbody, .thead, .tfoot, .caption, .colgroup, .col, .script, .style, .template: break
    case .form:
      // It is empty there, and its end tag ends nothing.
      return false
    default:
      if openTables.isEmpty || hiddenDepth > 0 || tag.display == .void { break }
      closeTop(.colgroup)
      beginFostering()
    }
    return true
  }

  /// Ends what cannot be open around a new part of the innermost table.
  mutating func clearTable(for tag: HTMLTag) {
    var keeps = stack.count - 1
    while keeps >= 0, stack[keeps].tag != .table, stack[keeps].tag != .template { keeps -= 1 }
    if keeps < 0 {
      // Cells without a table are no elements in a browser; that they are apart helps a reader.
      if tag == .td || tag == .th { closeCellOutsideTable() }
      return
    }
    if tag == .tr || tag == .td || tag == .th {
      if keeps + 1 < stack.count, stack[keeps + 1].tag.isTableSection { keeps += 1 }
      if tag != .tr, keeps + 1 < stack.count, stack[keeps + 1].tag == .tr { keeps += 1 }
    }
    while depth > keeps + 1 { popElement() }
    endFostering()
  }

  /// Ends the parts in a row or a body that has no start tag of its own.
  ///
  /// - Returns: false where it has one, or where no such part is open.
  mutating func closeImpliedPart(_ tag: HTMLTag) -> Bool {
    var outermost = -1
    for position in stack.indices.reversed() {
      let open = stack[position].tag
      if open == tag { return false }
      if open == .td || open == .th || open == .tr { outermost = position }
      if open == .table || open.isTableSection && tag == .tr { break }
      if open == .template || open == .caption || open.isTableSection { return false }
    }
    guard outermost >= 0 else { return false }
    while depth > outermost { popElement() }
    return true
  }

  private mutating func closeCellOutsideTable() {
    guard isOpen(.tr), let row = stack.lastIndex(where: { $0.tag == .tr }), row + 1 < stack.count else { return }
    let cell = stack[row + 1].tag
    if cell == .td || cell == .th { while depth > row + 1 { popElement() } }
  }

  mutating func openTable() {
    openTables.append(OpenTable(firstSegment: page.segments.count, number: tableCount))
    tableCount += 1
  }

  // MARK: Text before tables

  /// From here text moves before the innermost table, up to its next part or its end.
  mutating func beginFostering() {
    guard fostering == nil, page.segments.count < maximumSegmentCount, let table = openTables.last,
      let element = stack.last(where: { $0.tag == .table })
    else { return }
    closeSegment(.line)
    fostering = Fostering(
      table: table, firstSegment: page.segments.count, block: block, pendingBreak: pendingBreak)
    pendingBreak = .line
    cellIsFresh = false
    block = element.block
  }

  mutating func endFostering() {
    guard let state = fostering else { return }
    fostering = nil
    closeSegment(.line)
    pendingBreak = state.pendingBreak
    block = state.block
    let run = state.firstSegment..<page.segments.count
    guard !run.isEmpty else { return }
    cellFirstSegment += run.count
    fostered.append(FosteredRun(segments: run, table: state.table))
  }

  /// Puts the text that tables held outside their cells before them.
  mutating func moveFosteredText() {
    var segments: [Segment] = []
    segments.reserveCapacity(page.segments.count)
    // Of tables that begin at one place the outer one began first.
    let runs = fostered.enumerated().sorted {
      ($0.element.table.firstSegment, $0.element.table.number, $0.offset)
        < ($1.element.table.firstSegment, $1.element.table.number, $1.offset)
    }
    var nextRun = 0
    var nextGap = 0
    for position in page.segments.indices {
      while nextRun < runs.count, runs[nextRun].element.table.firstSegment <= position {
        segments += page.segments[runs[nextRun].element.segments]
        nextRun += 1
      }
      if nextGap < fostered.count, fostered[nextGap].segments.upperBound == position { nextGap += 1 }
      if nextGap < fostered.count, fostered[nextGap].segments.contains(position) { continue }
      segments.append(page.segments[position])
    }
    var text: [UInt8] = []
    text.reserveCapacity(page.text.count)
    for index in segments.indices {
      let range = Int(segments[index].start)..<Int(segments[index].end)
      segments[index].start = Int32(text.count)
      text += page.text[range]
      segments[index].end = Int32(text.count)
    }
    page.text = text
    page.segments = segments
  }
}

extension HTMLTag {
  var isTableSection: Bool { self == .tbody || self == .thead || self == .tfoot }
}
