// The lexical level of JSON, which everything that reads JSON shares: strict RFC 8259 over raw bytes.

/// A place in JSON text that moves forward over tokens and whole values.
///
/// Works on unsafe memory for speed; every access is behind a comparison with `count`.
/// SAFETY: `base` must be valid for `count` bytes as long as the cursor is used; cursors never leave the closure that
/// gave them the buffer.
struct JSONCursor {
  let base: UnsafePointer<UInt8>
  let count: Int
  var at = 0
  /// Halves of surrogate pairs that stand alone in escapes; they read as U+FFFD.
  var loneSurrogateCount = 0
  /// Strings may hold any bytes from 0x80 on, as nobody's JSON does but that of bytes that must not change.
  var acceptsInvalidUTF8 = false

  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  /// Moves over white space and gives the byte that follows, which is not consumed; nil at the end.
  @inline(__always)
  mutating func skipWhitespace() -> UInt8? {
    while at < count {
      let byte = base[at]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
      at &+= 1
    }
    return nil
  }

  /// The byte that follows white space; the end is an error.
  @inline(__always)
  mutating func require() throws(JSONError) -> UInt8 {
    guard let byte = skipWhitespace() else { throw JSONError(.unexpectedEnd, at: count) }
    return byte
  }

  /// Consumes `expected` behind white space.
  @inline(__always)
  mutating func expect(_ expected: UInt8) throws(JSONError) {
    guard try require() == expected else { throw JSONError(.unexpectedByte, at: at) }
    at &+= 1
  }

  /// Consumes the rest, which must be white space.
  mutating func expectEnd() throws(JSONError) {
    if skipWhitespace() != nil { throw JSONError(.trailingContent, at: at) }
  }

  // MARK: Scalars

  /// Consumes a string whose opening quote is consumed already.
  mutating func scanString() throws(JSONError) -> JSONSpan {
    let start = at
    var position = at
    var hasEscapes = false
    while true {
      position = skipPlainASCII(from: position)
      guard position < count else { throw JSONError(.unexpectedEnd, at: count) }
      let byte = base[position]
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        // Most escapes are of two bytes; the others are looked at more closely.
        if position &+ 1 < count && JSONEscape.simple(base[position &+ 1]) != 0 {
          position &+= 2
        } else {
          position = try skipLongEscape(from: position)
        }
      } else if byte == UInt8(ascii: "\"") {
        at = position &+ 1
        return JSONSpan(kind: .string, start: start, end: position, hasEscapes: hasEscapes)
      } else if byte >= 0x80 {
        position = try skipNonASCII(from: position)
      } else {
        throw JSONError(.controlCharacter, at: position)
      }
    }
  }

  /// Offset of the first byte from `start` on that is a quote, a backslash, a control character or not ASCII.
  @inline(__always)
  private func skipPlainASCII(from start: Int) -> Int {
    var position = start
    while position &+ 8 <= count {
      let special = ByteWord.specialInJSONOrNonASCII(ByteWord.load(base + position))
      if special != 0 { return position &+ ByteWord.firstMarked(special) }
      position &+= 8
    }
    while position < count {
      let byte = base[position]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      position &+= 1
    }
    return position
  }

  @inline(__always)
  func skipNonASCII(from start: Int) throws(JSONError) -> Int {
    let position = UTF8Validation.endOfNonASCII(base: base, count: count, from: start)
    if position >= 0 { return position }
    guard acceptsInvalidUTF8 else { throw JSONError(.invalidUTF8, at: -1 - position) }
    return -position
  }

  mutating func skipLongEscape(from start: Int) throws(JSONError) -> Int {
    guard start &+ 1 < count else { throw JSONError(.unexpectedEnd, at: count) }
    guard base[start &+ 1] == UInt8(ascii: "u") else { throw JSONError(.invalidEscape, at: start) }
    guard let unit = JSONEscape.unit(base, count: count, at: start) else {
      throw JSONError(count < start &+ 6 ? .unexpectedEnd : .invalidEscape, at: start)
    }
    guard unit & 0xf800 == 0xd800 else { return start &+ 6 }
    if unit < 0xdc00, let low = JSONEscape.unit(base, count: count, at: start &+ 6), low & 0xfc00 == 0xdc00 {
      return start &+ 12
    }
    loneSurrogateCount &+= 1
    return start &+ 6
  }

  /// Consumes a number; the cursor stands on its first byte.
  ///
  /// - Returns: its span, and whether it is an integer (neither fraction nor exponent).
  mutating func scanNumber() throws(JSONError) -> (span: JSONSpan, isInteger: Bool) {
    let start = at
    var position = at
    var isInteger = true
    if position < count && base[position] == UInt8(ascii: "-") { position &+= 1 }
    let firstDigit = position
    position = skipDigits(from: position)
    guard position > firstDigit else { throw JSONError(.invalidNumber, at: start) }
    if base[firstDigit] == UInt8(ascii: "0") && position > firstDigit &+ 1 {
      throw JSONError(.invalidNumber, at: start)
    }
    if position < count && base[position] == UInt8(ascii: ".") {
      let fraction = position &+ 1
      position = skipDigits(from: fraction)
      guard position > fraction else { throw JSONError(.invalidNumber, at: start) }
      isInteger = false
    }
    if position < count && base[position] | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < count && (base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-")) {
        position &+= 1
      }
      let exponent = position
      position = skipDigits(from: exponent)
      guard position > exponent else { throw JSONError(.invalidNumber, at: start) }
      isInteger = false
    }
    at = position
    return (JSONSpan(kind: .number, start: start, end: position), isInteger)
  }

  @inline(__always)
  private func skipDigits(from start: Int) -> Int {
    var position = start
    while position < count && base[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
    return position
  }

  /// Consumes `null`, `true` or `false`; the cursor stands on its first byte.
  mutating func scanLiteral() throws(JSONError) -> JSONSpan {
    let start = at
    let kind: JSONSpan.Kind
    let spelling: StaticString
    switch base[at] {
    case UInt8(ascii: "n"): (kind, spelling) = (.null, "null")
    case UInt8(ascii: "t"): (kind, spelling) = (.true, "true")
    case UInt8(ascii: "f"): (kind, spelling) = (.false, "false")
    default: throw JSONError(.unexpectedByte, at: at)
    }
    for index in 0..<spelling.utf8CodeUnitCount {
      guard start &+ index < count else { throw JSONError(.unexpectedEnd, at: count) }
      guard base[start &+ index] == spelling.utf8Start[index] else {
        throw JSONError(.unexpectedByte, at: start &+ index)
      }
    }
    at = start &+ spelling.utf8CodeUnitCount
    return JSONSpan(kind: kind, start: start, end: at)
  }

  // MARK: Whole values

  /// Consumes one value of any kind, checking all of it.
  ///
  /// - Parameter depth: number of arrays and objects around it.
  mutating func skipValue(depth: Int) throws(JSONError) -> JSONSpan {
    let first = try require()
    switch first {
    case UInt8(ascii: "\""):
      at &+= 1
      return try scanString()
    case UInt8(ascii: "{"):
      let start = at
      var isFirst = true
      try enter(depth: depth)
      while try nextMember(isFirst: &isFirst) != nil { _ = try skipValue(depth: depth &+ 1) }
      return JSONSpan(kind: .object, start: start, end: at)
    case UInt8(ascii: "["):
      let start = at
      var isFirst = true
      try enter(depth: depth)
      while try nextElement(isFirst: &isFirst) { _ = try skipValue(depth: depth &+ 1) }
      return JSONSpan(kind: .array, start: start, end: at)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try scanNumber().span
    default:
      return try scanLiteral()
    }
  }

  /// Consumes the opening bracket of an array or object that stands inside `depth` others.
  @inline(__always)
  mutating func enter(depth: Int) throws(JSONError) {
    guard depth < JSONLimits.depth else { throw JSONError(.nestingTooDeep, at: at) }
    at &+= 1
  }

  /// Inside an object: consumes the next member's key and colon and gives the key, or consumes the closing brace and
  /// gives nil.
  @inline(__always)
  mutating func nextMember(isFirst: inout Bool) throws(JSONError) -> JSONSpan? {
    var byte = try require()
    if byte == UInt8(ascii: "}") {
      at &+= 1
      return nil
    }
    if isFirst {
      isFirst = false
    } else {
      guard byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: at) }
      at &+= 1
      byte = try require()
    }
    guard byte == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: at) }
    at &+= 1
    let key = try scanString()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// Inside an array: true when another element follows; otherwise the closing bracket is consumed.
  @inline(__always)
  mutating func nextElement(isFirst: inout Bool) throws(JSONError) -> Bool {
    let byte = try require()
    if byte == UInt8(ascii: "]") {
      at &+= 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: at) }
    at &+= 1
    // A closing bracket cannot follow a comma; the value that must follow says so itself.
    return true
  }
}
