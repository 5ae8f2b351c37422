// JSON values from text and back.

extension JSONValue {
  /// Parses a JSON text as a whole.
  ///
  /// Strict RFC 8259, UTF-8 without byte order mark; the last of members with the same name counts; a half of a
  /// surrogate pair that stands alone reads as U+FFFD. Numbers with neither fraction nor exponent that fit 64 bits are
  /// integers.
  ///
  /// - Throws: `JSONError` with the byte's offset.
  public init(parsing text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    guard let base = text.baseAddress else { throw JSONError(.empty, at: 0) }
    var cursor = JSONCursor(base: base, count: text.count)
    guard cursor.skipWhitespace() != nil else { throw JSONError(.empty, at: text.count) }
    self = try cursor.parseValue(depth: 0)
    try cursor.expectEnd()
  }

  public init(parsing text: [UInt8]) throws(JSONError) {
    self = try text.withUnsafeBufferPointer { bytes throws(JSONError) in try JSONValue(parsing: bytes) }
  }

  public init(parsing text: String) throws(JSONError) {
    self = try JSONValue(parsing: Array(text.utf8))
  }

  /// How values are written.
  public struct Style: Sendable {
    /// Spaces per level; 0 for one line without any white space.
    public var indentation = 0
    /// Members in the order of their names' bytes instead of their own order.
    public var sortsKeys = false

    public init(indentation: Int = 0, sortsKeys: Bool = false) {
      self.indentation = indentation
      self.sortsKeys = sortsKeys
    }

    /// One line, members in their own order.
    public static let line = Style()
    /// Two spaces a level, for files that people open.
    public static let pretty = Style(indentation: 2)
  }

  /// The value as text, without a line end.
  public func bytes(_ style: Style = .line) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, style: style)
    return output
  }

  public func text(_ style: Style = .line) -> String { String(decoding: bytes(style), as: UTF8.self) }

  /// Appends the value as text.
  public func append(to output: inout [UInt8], style: Style = .line) { write(to: &output, style: style, level: 0) }

  private func write(to output: inout [UInt8], style: Style, level: Int) {
    switch self {
    case .null: JSONText.appendRaw("null", to: &output)
    case .bool(let value): JSONText.append(value, to: &output)
    case .int(let value): JSONText.append(value, to: &output)
    case .double(let value): JSONText.append(value, to: &output)
    case .string(let value): JSONText.appendString(value, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(in: &output, style: style, level: level + 1)
        element.write(to: &output, style: style, level: level + 1)
      }
      if !elements.isEmpty { Self.breakLine(in: &output, style: style, level: level) }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      var members = Array(object.members)
      if style.sortsKeys { members.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) } }
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(in: &output, style: style, level: level + 1)
        JSONText.appendKey(member.0, to: &output)
        if style.indentation > 0 { output.append(UInt8(ascii: " ")) }
        member.1.write(to: &output, style: style, level: level + 1)
      }
      if !members.isEmpty { Self.breakLine(in: &output, style: style, level: level) }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func breakLine(in output: inout [UInt8], style: Style, level: Int) {
    guard style.indentation > 0 else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: style.indentation * level))
  }
}

extension JSONCursor {
  /// Consumes one value inside `depth` arrays and objects.
  mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
    switch try require() {
    case UInt8(ascii: "\""):
      at &+= 1
      let span = try scanString()
      return .string(string(span))
    case UInt8(ascii: "{"):
      try enter(depth: depth)
      var keys: [String] = []
      var values: [JSONValue] = []
      var isFirst = true
      while let key = try nextMember(isFirst: &isFirst) {
        keys.append(string(key))
        values.append(try parseValue(depth: depth &+ 1))
      }
      return .object(JSONObject(keys: keys, values: values))
    case UInt8(ascii: "["):
      try enter(depth: depth)
      var elements: [JSONValue] = []
      var isFirst = true
      while try nextElement(isFirst: &isFirst) { elements.append(try parseValue(depth: depth &+ 1)) }
      return .array(elements)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try parseNumber()
    default:
      switch try scanLiteral().kind {
      case .true: return .bool(true)
      case .false: return .bool(false)
      default: return .null
      }
    }
  }

  private mutating func parseNumber() throws(JSONError) -> JSONValue {
    let (span, isInteger) = try scanNumber()
    let digits = UnsafeBufferPointer(start: base + span.start, count: span.byteCount)
    if isInteger, let value = Self.integer(digits) { return .int(value) }
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else {
      throw JSONError(.numberOutOfRange, at: span.start)
    }
    return .double(value)
  }

  /// The value of an optional sign and digits; nil when it does not fit, and for `-0`, whose sign an integer loses.
  static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    var value = 0
    for digit in text.dropFirst(isNegative ? 1 : 0) {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, overflow2) = scaled.subtractingReportingOverflow(Int(digit &- UInt8(ascii: "0")))
      if overflow || overflow2 { return nil }
      value = next
    }
    if isNegative { return value == 0 ? nil : value }
    return value == Int.min ? nil : -value
  }

  /// The content of a string.
  func string(_ span: JSONSpan) -> String {
    let raw = UnsafeBufferPointer(start: base + span.start, count: span.byteCount)
    guard span.hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var content: [UInt8] = []
    JSONEscape.unescape(raw, into: &content)
    return String(decoding: content, as: UTF8.self)
  }
}
