// Objects whose members are not known beforehand, walked without copies.

extension JSONSpan {
  /// Calls `body` with each member's name and value of an object that a scan has found.
  ///
  /// - Parameter text: the bytes in which the span was found.
  /// - Throws: `JSONError` when this is no object or not valid JSON, or what `body` throws.
  public func forEachMember(
    in text: UnsafeBufferPointer<UInt8>,
    _ body: (_ name: JSONSpan, _ value: JSONSpan) throws -> Void
  ) throws {
    guard kind == .object, let base = text.baseAddress, start >= 0, start < end, end <= text.count else {
      throw JSONError(.notAnObject, at: start)
    }
    var cursor = JSONCursor(base: base, count: end)
    cursor.at = start
    try cursor.expect(UInt8(ascii: "{"))
    var isFirst = true
    while let name = try cursor.nextMember(isFirst: &isFirst) {
      let value = try cursor.skipValue(depth: 1)
      try body(name, value)
    }
  }

  /// The content of a string, the JSON text of anything else.
  ///
  /// - Parameter text: the bytes in which the span was found.
  public func string(in text: UnsafeBufferPointer<UInt8>) -> String {
    let raw = UnsafeBufferPointer(rebasing: text[start..<end])
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var content: [UInt8] = []
    JSONEscape.unescape(raw, into: &content)
    return String(decoding: content, as: UTF8.self)
  }

  /// The value of a number that is a 64-bit integer; nil for anything else.
  public func integer(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard kind == .number, start < end else { return nil }
    let digits = UnsafeBufferPointer(rebasing: text[start..<end])
    guard digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: "-") }) else { return nil }
    return JSONCursor.integer(digits)
  }
}
