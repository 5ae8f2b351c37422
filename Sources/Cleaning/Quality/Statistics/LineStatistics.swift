// The lines of a text: lengths, ends, copies. Counted once for Gopher's and FineWeb's rules.

import Corpus
import TextAnalysis

/// The lines of one text.
struct LineStatistics: SharedAnalysis {
  /// A line that is not empty.
  struct Line {
    /// `UnitHash` of its bytes.
    var hash: UInt64
    /// In characters.
    var length: UInt32
    /// Number of Han, Kana and Hangul characters, and flags.
    fileprivate var rest: UInt32

    /// Nothing but white space.
    var isBlank: Bool { rest & 1 != 0 }
    /// A mark that ends sentences stands last, perhaps with closing quotation marks behind it.
    var isTerminated: Bool { rest & 2 != 0 }
    var beginsParagraph: Bool { rest & 4 != 0 }
    /// Length in letters: a Han, Kana or Hangul character says about what three letters say.
    var letterLength: Int { Int(length) + 2 * Int(rest >> 3) }
  }

  /// Lines that are not empty.
  private(set) var lines: [Line] = []
  /// Characters of the text.
  private(set) var characterCount = 0
  private(set) var lineEndCount = 0
  /// All lines, empty ones too.
  private(set) var lineCount = 0
  private(set) var bulletLineCount = 0
  private(set) var ellipsisLineCount = 0
  private var blankLineCount = 0
  /// Buffers for counting copies.
  private var table = FirstIndexTable()
  private var keys: [UInt64] = []
  private var lengths: [UInt32] = []

  /// Lines for which room is kept from text to text.
  private static let keptLines = 1 << 20

  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    lines.removeAll(keepingCapacity: lines.capacity <= Self.keptLines)
    (lineEndCount, lineCount, bulletLineCount, ellipsisLineCount, blankLineCount) = (0, 0, 0, 0, 0)
    let isASCII = UTF8Bytes.asciiEnd(text, from: 0) == text.count
    characterCount = isASCII ? text.count : TextLines.characterCount(text)
    var beginsParagraph = true
    TextLines.forEach(in: text) { range, endByteCount in
      lineCount &+= 1
      if endByteCount > 0 { lineEndCount &+= 1 }
      if range.isEmpty {
        beginsParagraph = true
      } else {
        add(text, range, isASCII: isASCII, beginsParagraph: beginsParagraph)
        beginsParagraph = false
      }
    }
  }

  private mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isASCII: Bool, beginsParagraph: Bool
  ) {
    let bytes = UnsafeBufferPointer(rebasing: text[range])
    let isPlain = isASCII || UTF8Bytes.asciiEnd(bytes, from: 0) == bytes.count
    let content = TextLines.trimmed(text, range)
    let end = LineEnd(text, content)
    if let first = content.first {
      let isBullet =
        text[first] == UInt8(ascii: "-")
        || (text[first] == 0xe2 && content.count >= 3 && text[first + 1] == 0x80 && text[first + 2] == 0xa2)
      if isBullet { bulletLineCount &+= 1 }
      if end.isEllipsis { ellipsisLineCount &+= 1 }
    } else {
      blankLineCount &+= 1
    }
    let syllables = isPlain ? 0 : TextLines.syllableCount(bytes)
    let flags: UInt32 = (content.isEmpty ? 1 : 0) | (end.isTerminated ? 2 : 0) | (beginsParagraph ? 4 : 0)
    lines.append(
      Line(
        hash: UnitHash.hash(bytes),
        length: UInt32(truncatingIfNeeded: isPlain ? bytes.count : TextLines.characterCount(bytes)),
        rest: UInt32(truncatingIfNeeded: syllables) << 3 | flags))
  }

  // MARK: Copies

  /// Lines that are copies of earlier ones.
  ///
  /// - Parameter includesBlank: whether lines of white space alone count; empty ones never do.
  mutating func lineCopies(includesBlank: Bool) -> BlockCopies {
    let skipsBlank = !includesBlank && blankLineCount > 0
    keys.removeAll(keepingCapacity: keys.capacity <= Self.keptLines)
    lengths.removeAll(keepingCapacity: lengths.capacity <= Self.keptLines)
    for line in lines where !(skipsBlank && line.isBlank) {
      keys.append(line.hash)
      lengths.append(line.length)
    }
    return BlockCopies(keys: keys, lengths: lengths, using: &table)
  }

  /// Paragraphs that are copies of earlier ones: lines without an empty one between them.
  mutating func paragraphCopies() -> BlockCopies {
    keys.removeAll(keepingCapacity: keys.capacity <= Self.keptLines)
    lengths.removeAll(keepingCapacity: lengths.capacity <= Self.keptLines)
    for line in lines {
      if let last = keys.last, !line.beginsParagraph {
        keys[keys.count - 1] = UnitHash.absorb(last, line.hash)
        // The line end between them is a character of the paragraph.
        lengths[lengths.count - 1] &+= line.length &+ 1
      } else {
        keys.append(UnitHash.absorb(UnitHash.k0, line.hash))
        lengths.append(line.length)
      }
    }
    return BlockCopies(keys: keys, lengths: lengths, using: &table)
  }
}
