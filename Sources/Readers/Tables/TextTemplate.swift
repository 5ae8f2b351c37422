// How a row's columns become one text: `{title}\n\n{body}`.

/// A template of literal text and column names in braces; `{{` and `}}` stand for braces.
struct TextTemplate: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case literal([UInt8])
    case column(String)
  }

  var parts: [Part]

  /// - Throws: `ReaderError` of code `syntax` with the position of a brace that is not closed.
  init(parsing text: String) throws(ReaderError) {
    parts = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
      switch byte {
      case UInt8(ascii: "{") where !isDoubled:
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")), end > index + 1 else {
          throw ReaderError(
            .syntax, "the text template '\(text)' has a '{' at byte \(index) without a column name and a '}'",
            position: index)
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = []
        parts.append(.column(String(decoding: bytes[index + 1..<end], as: UTF8.self)))
        index = end + 1
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        if !isDoubled {
          throw ReaderError(
            .syntax, "the text template '\(text)' has a '}' at byte \(index) without a '{'; write '}}' for a brace",
            position: index)
        }
        literal.append(byte)
        index += 2
      default:
        literal.append(byte)
        index += 1
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
  }

  /// Columns joined by empty lines.
  init(columns: [String]) {
    parts = []
    for (index, column) in columns.enumerated() {
      if index > 0 { parts.append(.literal(Array("\n\n".utf8))) }
      parts.append(.column(column))
    }
  }
}
