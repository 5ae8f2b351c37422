// GPT-2's pattern.

/// `'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
enum GPT2Splitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let byte = text.base[start]
    if byte == UInt8(ascii: "'") {
      let contraction = contractionByteCount(in: text, at: start)
      if contraction > 0 { return start &+ contraction }
    }
    var head = text.character(at: start)
    var behind = start &+ head.byteCount
    if byte == 0x20 {
      guard behind < text.count else { return behind }
      head = text.character(at: behind)
      if head.classes.contains(.space) { return text.endOfSpace(from: start) }
      behind &+= head.byteCount
    }
    if head.classes.contains(.letter) { return text.endOfLetters(from: behind) }
    if head.classes.contains(.number) { return text.endOfRun(of: .number, from: behind) }
    if head.classes.contains(.space) { return text.endOfSpace(from: start) }
    return text.endOfOthers(from: behind)
  }

  /// The contractions in lower case only.
  @inline(__always)
  static func contractionByteCount(in text: SplitText, at place: Int) -> Int {
    guard place &+ 1 < text.count else { return 0 }
    let first = text.base[place &+ 1]
    switch first {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return place &+ 2 < text.count && text.base[place &+ 2] == UInt8(ascii: "e") ? 3 : 0
    case UInt8(ascii: "l"):
      return place &+ 2 < text.count && text.base[place &+ 2] == UInt8(ascii: "l") ? 3 : 0
    default:
      return 0
    }
  }
}
