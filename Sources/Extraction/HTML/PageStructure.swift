// A page as extraction sees it: text, cut into segments, and the blocks around them.

/// How two neighbouring segments stand to each other in the text.
enum SegmentBreak: UInt8, Comparable {
  /// The next cell of a table's row.
  case cell = 1
  /// A new line.
  case line = 2
  /// A new line with a blank line before it.
  case paragraph = 3

  static func < (left: SegmentBreak, right: SegmentBreak) -> Bool { left.rawValue < right.rawValue }
}

/// What a segment is to a reader.
enum SegmentKind: UInt8 {
  case text, heading, listItem, cell, headerCell, preformatted
}

/// A run of text between two block boundaries.
struct Segment {
  /// Byte offsets in the page's text.
  var start: Int32
  var end: Int32
  /// The innermost block around it.
  var block: Int32
  /// Bytes of it that stand in links.
  var linkByteCount: Int32 = 0
  /// Links that begin in it.
  var linkCount: Int32 = 0
  var breakBefore: SegmentBreak
  var kind: SegmentKind
  /// 1 to 6 for headings, the depth of the list for list items.
  var level: UInt8 = 0
  /// For list items that begin an item of an ordered list its number; -1 for those of an unordered one; otherwise 0.
  var ordinal: Int32 = 0
  /// Number of the data row that a cell belongs to; 0 outside tables.
  var row: Int32 = 0
  /// Bytes of it in `b`, `strong`, `em` and the like.
  var emphasisByteCount: Int32 = 0
}

/// A block element and what is inherited from those around it.
struct Block {
  var parent: Int32
  var tag: HTMLTag
  var depth: UInt16
  /// What its own names say, and what the names of it and of all around it say.
  var ownHints: ClassHints
  var hints: ClassHints
  var ancestors: AncestorSet
  /// Equal for blocks with the same tags and class names from the root down.
  var pathHash: UInt64
}

/// A parsed page. Reused from page to page.
struct PageStructure {
  /// Text of all segments, one behind the other; valid UTF-8, white space collapsed outside preformatted text.
  var text: [UInt8] = []
  var segments: [Segment] = []
  /// Blocks in the order of their start tags; the first is the root.
  var blocks: [Block] = []
  var metadata = PageMetadata()

  mutating func reset() {
    text.removeAll(keepingCapacity: text.capacity < 8 << 20)
    segments.removeAll(keepingCapacity: segments.capacity < 1 << 18)
    blocks.removeAll(keepingCapacity: blocks.capacity < 1 << 18)
    blocks.append(
      Block(parent: -1, tag: .html, depth: 0, ownHints: [], hints: [], ancestors: [], pathHash: 0))
    metadata = PageMetadata()
  }
}

extension PageStructure {
  /// For each segment whether a reader sees it, nil for all: what stands in `noscript` counts only on pages that have
  /// little else.
  var visibleSegments: [Bool]? {
    var hiddenByteCount = 0
    var byteCount = 0
    for segment in segments {
      let count = Int(segment.end - segment.start)
      if blocks[Int(segment.block)].ancestors.contains(.noscript) { hiddenByteCount += count }
      byteCount += count
    }
    if hiddenByteCount == 0 || hiddenByteCount * 2 > byteCount { return nil }
    return segments.map { !blocks[Int($0.block)].ancestors.contains(.noscript) }
  }
}

/// What the head of a page says about it.
struct PageMetadata {
  var title: String?
  var socialTitle: String?
  var language: String?
  var date: String?
  var author: String?
  var canonicalURL: String?
  var siteName: String?
  var pageType: String?
  var description: String?
  /// Contents of `script` elements with structured data, at most 512 KiB together.
  var structuredData: [UInt8] = []
  /// Whether the head declared a generator such as a forum or documentation program.
  var generator: String?
}
