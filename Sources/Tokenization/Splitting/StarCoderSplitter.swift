// StarCoder's way: each number a piece, GPT-2's pattern between them.

/// Two steps in one pass: numbers (`\p{N}`, one by one) are cut off first, and GPT-2's pattern sees what is between them
/// as texts of their own, which end where a number begins.
enum StarCoderSplitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let byte = text.base[start]
    if byte == UInt8(ascii: "'") {
      let contraction = GPT2Splitter.contractionByteCount(in: text, at: start)
      if contraction > 0 { return start &+ contraction }
    }
    var head = text.character(at: start)
    if head.classes.contains(.number) { return start &+ head.byteCount }
    var behind = start &+ head.byteCount
    if byte == 0x20 {
      guard behind < text.count else { return behind }
      head = text.character(at: behind)
      if head.classes.contains(.number) { return behind }
      if head.classes.contains(.space) { return endOfSpace(in: text, from: start) }
      behind &+= head.byteCount
    }
    if head.classes.contains(.letter) { return text.endOfLetters(from: behind) }
    if head.classes.contains(.space) { return endOfSpace(in: text, from: start) }
    return text.endOfOthers(from: behind)
  }

  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard let window = SplitWindow(text, at: place) else { return 1 }
    let space = (window.spaces | window.breaks) & ~(window.numbers &>> 1)
    return GPT2Splitter.starts(in: text, at: place, window, numbers: window.numbers, lastSpaces: space)
  }

  /// White space keeps its last character in front of a number, as it does at the end of the text.
  @inline(__always)
  private static func endOfSpace(in text: SplitText, from start: Int) -> Int {
    var at = start
    var last = start
    while at < text.count {
      let next = text.character(at: at)
      if !next.classes.contains(.space) {
        return last > start && !next.classes.contains(.number) ? last : at
      }
      last = at
      at &+= next.byteCount
    }
    return at
  }
}
