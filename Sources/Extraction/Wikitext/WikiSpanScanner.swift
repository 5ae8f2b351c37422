// One pass over a page that pairs beginnings with ends, by a stack, as MediaWiki's preprocessor does.

import Glibc

/// Finds the spans of a text, in the order of their beginnings. Linear in the text, whatever it holds: each byte is
/// looked at once, and a search that has failed is not made again.
struct WikiSpanScanner {
  private(set) var spans: [WikiSpan] = []

  /// Braces or brackets whose end has not come.
  private struct Opening {
    enum Kind { case braces, brackets, variant }
    var kind: Kind
    var start: Int
    /// Braces or brackets that are not paired yet.
    var count: Int
    /// Index of the span that the next pair gets; pairs go from the inside out, their spans from the last to the first.
    var span: Int
  }

  private var stack: [Opening] = []
  /// Openings with braces in the stack.
  private var braceCount = 0
  /// For each element whether no end tag is left in the text.
  private var hasNoEnd = [Bool](repeating: false, count: 256)
  /// The last `>` that was found, and from where it was looked for.
  private var greaterThan = (from: 0, at: -1)

  private static let isMark: [Bool] = {
    var marks = [Bool](repeating: false, count: 256)
    for byte in "{}[]<".utf8 { marks[Int(byte)] = true }
    return marks
  }()

  /// Finds the spans of `text`, which has less than 2 GiB.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    spans.removeAll(keepingCapacity: spans.capacity < 1 << 16)
    stack.removeAll(keepingCapacity: true)
    braceCount = 0
    greaterThan = (0, -1)
    for index in hasNoEnd.indices { hasNoEnd[index] = false }
    Self.isMark.withUnsafeBufferPointer { marks in
      var index = 0
      while index < text.count {
        let byte = text[index]
        if !marks[Int(byte)] {
          index += 1
          continue
        }
        var end = index + 1
        switch byte {
        case UInt8(ascii: "<"): end = markup(text, at: index)
        case UInt8(ascii: "{"):
          while end < text.count, text[end] == byte { end += 1 }
          if end - index > 1 {
            open(.braces, at: index, count: end - index)
          } else if index > 0, text[index - 1] == UInt8(ascii: "-") {
            open(.variant, at: index - 1, count: 2)
          }
        case UInt8(ascii: "["):
          while end < text.count, text[end] == byte { end += 1 }
          if end - index > 1 { open(.brackets, at: index, count: end - index) }
        case UInt8(ascii: "}"):
          while end < text.count, text[end] == byte { end += 1 }
          closeBraces(text, at: index, count: end - index)
        default:
          while end < text.count, text[end] == byte { end += 1 }
          closeBrackets(at: index, count: end - index)
        }
        index = end
      }
    }
  }

  // MARK: Braces and brackets

  private mutating func open(_ kind: Opening.Kind, at start: Int, count: Int) {
    let spanCount = count / 2
    for _ in 0..<spanCount {
      spans.append(
        WikiSpan(open: Int32(start), contentStart: 0, contentEnd: 0, next: 0, kind: .template))
    }
    stack.append(Opening(kind: kind, start: start, count: count, span: spans.count - 1))
    if kind == .braces { braceCount += 1 }
  }

  private mutating func closeBraces(_ text: UnsafeBufferPointer<UInt8>, at start: Int, count: Int) {
    var start = start
    var count = count
    while count > 0, let top = stack.last {
      switch top.kind {
      case .braces:
        guard count > 1 else { return }
        let length = min(3, count, top.count)
        pair(at: start, length: length, length == 3 ? .argument : .template)
        start += length
        count -= length
      case .variant where start + count < text.count && text[start + count] == UInt8(ascii: "-"):
        pair(at: start + count - 1, length: 2, .variant)
        return
      default:
        // A bracket that never ends, inside of braces that do, is only a bracket.
        guard braceCount > 0 else { return }
        stack.removeLast()
      }
    }
  }

  private mutating func closeBrackets(at start: Int, count: Int) {
    var start = start
    var count = count
    while count > 1, stack.last?.kind == .brackets {
      pair(at: start, length: 2, .link)
      start += 2
      count -= 2
    }
  }

  /// Ends the innermost opening with the `length` bytes at `end`.
  private mutating func pair(at end: Int, length: Int, _ kind: WikiSpan.Kind) {
    let last = stack.count - 1
    let opening = stack[last]
    let start = opening.start + opening.count - length
    spans[opening.span] = WikiSpan(
      open: Int32(start), close: Int32(end + length), contentStart: Int32(start + length), contentEnd: Int32(end),
      next: Int32(spans.count), kind: kind)
    stack[last].count -= length
    stack[last].span -= 1
    if stack[last].count < 2 {
      if opening.kind == .braces { braceCount -= 1 }
      stack.removeLast()
    }
  }

  // MARK: Comments and elements

  /// Takes the comment or element that begins with the `<` at `start`; returns where the scan goes on.
  private mutating func markup(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    guard start + 2 < text.count else { return start + 1 }
    if text[start + 1] == UInt8(ascii: "!") {
      guard start + 3 < text.count, text[start + 2] == UInt8(ascii: "-"), text[start + 3] == UInt8(ascii: "-") else {
        return start + 1
      }
      return comment(text, at: start)
    }
    var nameEnd = start + 1
    while nameEnd < text.count, nameEnd - start < 24, Self.isLetterOrDigit(text[nameEnd]) { nameEnd += 1 }
    guard nameEnd > start + 1,
      let value = WikiElement.names.value(of: UnsafeBufferPointer(rebasing: text[start + 1..<nameEnd])),
      let element = WikiElement(rawValue: value), !hasNoEnd[Int(value)],
      nameEnd < text.count, !Self.isNameByte(text[nameEnd]), let tagEnd = greaterThan(in: text, from: nameEnd)
    else { return start + 1 }
    var span = WikiSpan(
      open: Int32(start), close: Int32(tagEnd + 1), contentStart: Int32(tagEnd + 1), contentEnd: Int32(tagEnd + 1),
      next: Int32(spans.count + 1), kind: .element, element: element)
    if text[tagEnd - 1] != UInt8(ascii: "/") {
      guard let end = endTag(text, name: start + 1..<nameEnd, from: tagEnd + 1) else {
        hasNoEnd[Int(value)] = true
        return start + 1
      }
      span.contentEnd = Int32(end.lowerBound)
      span.close = Int32(end.upperBound)
    }
    spans.append(span)
    return Int(span.close)
  }

  private mutating func comment(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    var index = start + 4
    var contentEnd = text.count
    var close = text.count
    while index < text.count, let found = Self.find(UInt8(ascii: ">"), in: text, from: index) {
      if found >= start + 6, text[found - 1] == UInt8(ascii: "-"), text[found - 2] == UInt8(ascii: "-") {
        contentEnd = found - 2
        close = found + 1
        break
      }
      index = found + 1
    }
    spans.append(
      WikiSpan(
        open: Int32(start), close: Int32(close), contentStart: Int32(min(start + 4, contentEnd)),
        contentEnd: Int32(contentEnd), next: Int32(spans.count + 1), kind: .comment))
    return close
  }

  /// The first `>` at or behind `start`; looks at no byte twice.
  private mutating func greaterThan(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    if greaterThan.at < start || start < greaterThan.from {
      greaterThan = (start, Self.find(UInt8(ascii: ">"), in: text, from: start) ?? text.count)
    }
    return greaterThan.at < text.count ? greaterThan.at : nil
  }

  /// The next end tag of an element, whatever the case of its letters.
  private func endTag(_ text: UnsafeBufferPointer<UInt8>, name: Range<Int>, from start: Int) -> Range<Int>? {
    var index = start
    search: while let found = Self.find(UInt8(ascii: "<"), in: text, from: index) {
      index = found + 1
      let nameEnd = found + 2 + name.count
      guard nameEnd < text.count, text[found + 1] == UInt8(ascii: "/") else { continue }
      for offset in 0..<name.count
      where (text[found + 2 + offset] ^ text[name.lowerBound + offset]) & 0xdf != 0 { continue search }
      var end = nameEnd
      while end < text.count, text[end] <= 0x20 { end += 1 }
      if end < text.count, text[end] == UInt8(ascii: ">") { return found..<end + 1 }
    }
    return nil
  }

  private static func find(_ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < text.count, let base = text.baseAddress,
      let found = memchr(base + start, Int32(byte), text.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    let letter: UInt8 = (byte | 0x20) &- 0x61
    return letter < 26 || byte &- 0x30 < 10
  }

  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == UInt8(ascii: "-") }
}
