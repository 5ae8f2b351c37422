// Text of a corpus on a terminal, where nothing of it may act.

/// Makes bytes of a corpus visible and harmless.
public enum TerminalText {
  /// The bytes as text. Control characters, marks that turn the direction of writing, and bytes that are no UTF-8 are
  /// written as escapes.
  ///
  /// - Parameter keepsLines: true where line ends and tabs stay as they are.
  public static func escape(_ bytes: some Collection<UInt8>, keepsLines: Bool) -> String {
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = bytes.startIndex
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: return text
      case .valid(let encoded):
        append(Unicode.UTF8.decode(encoded), keepsLines: keepsLines, to: &text)
        position = bytes.index(position, offsetBy: encoded.count)
      case .error(let length):
        let end = bytes.index(position, offsetBy: length)
        for byte in bytes[position..<end] { text += "\\x" + hexadecimal(UInt32(byte)) }
        position = end
      }
    }
  }

  /// The text on one line, escaped likewise.
  public static func escape(_ string: String) -> String { escape(string.utf8, keepsLines: false) }

  private static func append(_ scalar: Unicode.Scalar, keepsLines: Bool, to text: inout String) {
    switch scalar.value {
    case 0x0a: text += keepsLines ? "\n" : "\\n"
    case 0x09: text += keepsLines ? "\t" : "\\t"
    case 0x0d: text += "\\r"
    case 0..<0x20, 0x7f...0x9f, 0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x2069, 0xfeff:
      text += "\\u{\(hexadecimal(scalar.value))}"
    default: text.unicodeScalars.append(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }
}
