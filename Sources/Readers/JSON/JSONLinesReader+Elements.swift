// JSON that is not one object a line: an array of objects, objects over several lines.

import Corpus

/// Where the reader stands in a file that is no JSON Lines.
struct JSONElements {
  /// True between the brackets of the array that holds the objects.
  var isInArray = false
  /// White space in front of the next element on its line; nil where something else stands there.
  var indentation: Int? = 0
  /// That of the first object that begins a line.
  var usualIndentation: Int?
  /// True behind damage of the stream, where nobody knows what the next byte belongs to.
  var isLost = false
}

extension JSONLinesReader {
  /// The next element: its event covers the comma and the white space behind it.
  mutating func nextElement() throws -> ReadEvent? {
    if elements.isLost, try cursor.need(1) {
      elements.isLost = false
      elements.indentation = nil
      return try resynchronize(from: 0, "what follows the damage is the rest of an element")
    }
    let separators = try separatorByteCount(from: 0)
    if try cursor.need(separators + 1) {
      let byte = cursor.window[separators]
      if byte == UInt8(ascii: elements.isInArray ? "]" : "[") {
        elements.isInArray.toggle()
        elements.indentation = nil
        cursor.head += try separators + 1 + separatorByteCount(from: separators + 1)
        return cursor.skipped("json-array")
      }
    } else if cursor.failure == nil, elements.isInArray, !elements.isLost, separators == 0 {
      elements.isInArray = false
      return cursor.quarantined(.truncated, "the input ends inside the array, behind a whole element", row: row)
    }
    if separators > 0 {
      cursor.head += separators
      return cursor.skipped("json-array")
    }
    if cursor.count == 0 {
      elements.isLost = true
      return try cursor.finish(isTruncated: false, row: row)
    }
    if cursor.window[0] == UInt8(ascii: "{") {
      elements.usualIndentation = elements.usualIndentation ?? elements.indentation
    } else if elements.usualIndentation != nil {
      return try resynchronize(from: 0, "what stands here is no object")
    }
    return try element()
  }

  /// Reads the element at the head.
  private mutating func element() throws -> ReadEvent? {
    var scan = JSONElementScan()
    var scanned = 0
    var isOversized = false
    while true {
      switch scan.advance(cursor.window, from: &scanned) {
      case .whole(let end):
        if isOversized || end > options.maximumLineByteCount {
          cursor.head += end
          return oversized()
        }
        return event(end, separators: try separatorByteCount(from: end))
      case .damaged(let place):
        return try resynchronize(from: place, "the element is not JSON at its byte \(place)")
      case .unfinished: break
      }
      if isOversized || scanned > options.maximumLineByteCount {
        isOversized = true
        cursor.head = cursor.tail
        scanned = 0
      }
      if try !cursor.more() {
        elements.isLost = true
        elements.isInArray = elements.isInArray && cursor.failure != nil
        defer { row += 1 }
        return try cursor.finish(isTruncated: true, row: row)
      }
    }
  }

  /// Quarantines a damaged element up to the next line that begins an object as far to the right as others.
  ///
  /// - Parameter place: distance of the byte that shows the damage.
  private mutating func resynchronize(from place: Int, _ problem: String) throws -> ReadEvent? {
    let newline = UInt8(ascii: "\n")
    // An element that has no end shows it in the next one, whose line has begun by then.
    var from = place < cursor.count ? cursor.window[...place].lastIndex(of: newline) ?? place : place
    while true {
      guard let end = cursor.distance(to: newline, from: from) else {
        cursor.head = cursor.tail
        from = 0
        if try cursor.more() { continue }
        defer { row += 1 }
        elements.isLost = true
        elements.isInArray = elements.isInArray && cursor.failure != nil
        if cursor.failure != nil { return try cursor.finish(isTruncated: true, row: row) }
        return cursor.quarantined(.jsonSyntax, problem + "; no other element can be found behind it", row: row)
      }
      cursor.head += end + 1
      var spaces = 0
      while try cursor.need(spaces + 1), [0x20, 0x09].contains(cursor.window[spaces]), spaces < 1 << 10 { spaces += 1 }
      from = 0
      guard cursor.count > spaces, cursor.window[spaces] == UInt8(ascii: "{"),
        spaces == elements.usualIndentation ?? spaces
      else {
        continue
      }
      cursor.head += spaces
      elements.indentation = spaces
      defer { row += 1 }
      return cursor.quarantined(
        .jsonSyntax, problem + "; reading goes on at the next line that begins an object", row: row)
    }
  }

  /// Bytes from a distance on that are white space and commas, as far as one event takes them.
  private mutating func separatorByteCount(from distance: Int) throws -> Int {
    var count = 0
    while count < 1 << 16, try cursor.need(distance + count + 1) {
      switch cursor.window[distance + count] {
      case UInt8(ascii: "\n"): elements.indentation = 0
      case 0x20, 0x09, 0x0d: elements.indentation = elements.indentation.map { $0 + 1 }
      case UInt8(ascii: ","): elements.indentation = nil
      default: return count
      }
      count += 1
    }
    return count
  }
}
