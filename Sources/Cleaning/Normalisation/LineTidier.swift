// Line ends, control characters and spaces at line ends.

struct LineTidier {
  private let settings: NormalizeStage.Settings
  private var blankLines = 0
  private var lineStart = 0

  init(_ settings: NormalizeStage.Settings) { self.settings = settings }

  /// Bytes that occur in text to be tidied: controls, and the first bytes of invisible characters.
  private static let suspects: [Bool] = (0..<256).map { byte in
    (byte < 0x20 && byte != 0x0a && byte != 0x09) || byte == 0x7f || byte == 0xc2 || byte == 0xe2 || byte == 0xef
  }

  /// False when `run` would change nothing; never wrong in that.
  static func needsWork(_ text: UnsafeBufferPointer<UInt8>, _ settings: NormalizeStage.Settings) -> Bool {
    var blankLines = 0
    return suspects.withUnsafeBufferPointer { suspects in
      var position = 0
      while position < text.count {
        let byte = text[position]
        if byte == 0x0a {
          if settings.trimsLines, position > 0, text[position - 1] == 0x20 || text[position - 1] == 0x09 { return true }
          blankLines = position == 0 || text[position - 1] == 0x0a ? blankLines + 1 : 0
          if blankLines > settings.maximumBlankLines { return true }
        } else if suspects[Int(byte)] {
          if byte == 0x0d { return true }
          if settings.removesControls, removableLength(text, position) > 0 { return true }
        }
        position += 1
      }
      guard settings.trimsLines, let last = text.last else { return false }
      return last == 0x20 || last == 0x09
    }
  }

  mutating func run(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    output.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte == 0x0a || byte == 0x0d {
        let isPair = byte == 0x0d && position + 1 < text.count && text[position + 1] == 0x0a
        endLine(&output, withBreak: true)
        position += isPair ? 2 : 1
        continue
      }
      let removable = settings.removesControls && Self.suspects[Int(byte)] ? Self.removableLength(text, position) : 0
      if removable > 0 {
        position += removable
      } else {
        output.append(byte)
        position += 1
      }
    }
    endLine(&output, withBreak: false)
  }

  private mutating func endLine(_ output: inout [UInt8], withBreak: Bool) {
    if settings.trimsLines {
      while output.count > lineStart, output[output.count - 1] == 0x20 || output[output.count - 1] == 0x09 {
        output.removeLast()
      }
    }
    blankLines = output.count == lineStart ? blankLines + 1 : 0
    if withBreak, blankLines <= settings.maximumBlankLines { output.append(0x0a) }
    lineStart = output.count
  }

  /// Length of the control or invisible character at `position`, 0 for anything else.
  private static func removableLength(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
    let byte = text[position]
    if byte < 0x20 { return byte == 0x09 || byte == 0x0a || byte == 0x0d ? 0 : 1 }
    if byte == 0x7f { return 1 }
    guard position + 1 < text.count else { return 0 }
    let second = text[position + 1]
    // U+0080…U+009F and the soft hyphen.
    if byte == 0xc2 { return second < 0xa0 || second == 0xad ? 2 : 0 }
    guard position + 2 < text.count else { return 0 }
    let third = text[position + 2]
    // U+200B zero-width space, U+2060…U+2064 word joiner and invisible operators, U+FEFF byte order mark.
    // In the scripts of South-East Asia the zero-width space parts words and stays.
    if byte == 0xe2, second == 0x80, third == 0x8b {
      let partsWords = position >= 3 && (text[position - 3] == 0xe0 || text[position - 3] == 0xe1)
      return partsWords ? 0 : 3
    }
    if byte == 0xe2, second == 0x81, third >= 0xa0, third <= 0xa4 { return 3 }
    if byte == 0xef, second == 0xbb, third == 0xbf { return 3 }
    return 0
  }
}
