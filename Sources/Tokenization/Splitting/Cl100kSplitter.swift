// GPT-4's pattern, and Qwen 2's, which differs in the length of numbers.

/// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
enum Cl100kSplitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    Cl100kFamily.end(in: text, from: start, longestNumber: 3)
  }
}

/// cl100k's pattern with `\p{N}` in place of `\p{N}{1,3}`.
enum Qwen2Splitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    Cl100kFamily.end(in: text, from: start, longestNumber: 1)
  }
}

enum Cl100kFamily {
  @inline(__always)
  static func end(in text: SplitText, from start: Int, longestNumber: Int) -> Int {
    let byte = text.base[start]
    let first = text.character(at: start)
    let second = start &+ first.byteCount
    if first.classes.contains(.letter) { return text.endOfLetters(from: second) }
    if first.classes.contains(.number) {
      var at = second
      var characterCount = 1
      while characterCount < longestNumber, at < text.count {
        let next = text.character(at: at)
        if !next.classes.contains(.number) { break }
        at &+= next.byteCount
        characterCount &+= 1
      }
      return at
    }
    if byte == UInt8(ascii: "'") {
      let contraction = text.contractionByteCount(at: start)
      if contraction > 0 { return start &+ contraction }
    }
    if !first.classes.contains(.lineBreak), second < text.count {
      let next = text.character(at: second)
      if next.classes.contains(.letter) { return text.endOfLetters(from: second &+ next.byteCount) }
      if byte == 0x20 && next.classes.isOther {
        return text.endOfLineBreaks(from: text.endOfOthers(from: second &+ next.byteCount))
      }
    }
    if first.classes.contains(.space) { return text.endOfSpaceOrLines(from: start) }
    return text.endOfLineBreaks(from: text.endOfOthers(from: second))
  }
}
