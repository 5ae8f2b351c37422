// What the beginning of a line says of the line.

enum LinePrefix {
  case none, fence, citation, heading, listItem

  /// - Parameter line: a line without the spaces around it; not empty.
  init(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    let start = line.lowerBound
    let first = text[start]
    func byte(_ offset: Int) -> UInt8 { start + offset < line.upperBound ? text[start + offset] : 0x20 }
    switch first {
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      self = byte(1) == first && byte(2) == first ? .fence : .none
    case UInt8(ascii: ">"), UInt8(ascii: "|"): self = .citation
    case UInt8(ascii: "#"): self = .heading
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      self = byte(1) == 0x20 || byte(1) == 0x09 ? .listItem : .none
    case 0x30...0x39: self = Self.isNumbered(text, line) ? .listItem : .none
    case 0xe2:
      // A bullet, or the dash that opens direct speech.
      let isDash = byte(1) == 0x80 && (byte(2) >= 0x93 && byte(2) <= 0x95 || byte(2) == 0xa2)
      self = isDash || (byte(1) == 0x97 && byte(2) == 0x8f) ? .listItem : .none
    case 0xc2: self = byte(1) == 0xb7 ? .listItem : .none
    default: self = .none
    }
  }

  private static func isNumbered(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    var position = line.lowerBound
    while position < line.upperBound, position < line.lowerBound + 4, text[position] >= 0x30, text[position] <= 0x39 {
      position += 1
    }
    guard position + 1 < line.upperBound else { return false }
    if text[position] == UInt8(ascii: ")") || text[position] == UInt8(ascii: ".") {
      return text[position + 1] == 0x20 || text[position + 1] >= 0xe3
    }
    return position + 2 < line.upperBound && text[position] == 0xe3 && text[position + 1] == 0x80
      && text[position + 2] == 0x81
  }
}
