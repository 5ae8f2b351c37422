// What is wrong with JSON, and at which byte.

/// A violation of RFC 8259, or of a limit of ours, with the offset of the byte where it shows.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of violation. The raw values serve as reason codes in ledgers.
  public enum Code: String, Sendable, CaseIterable {
    /// Nothing but white space.
    case empty = "empty"
    /// A byte that cannot stand here.
    case unexpectedByte = "unexpected-byte"
    /// The text ends inside a value.
    case unexpectedEnd = "unexpected-end"
    /// A number that does not follow the grammar, such as `01` or `1.`.
    case invalidNumber = "invalid-number"
    /// A number that no 64-bit floating-point value can hold, such as `1e999`.
    case numberOutOfRange = "number-out-of-range"
    /// A backslash that no escape follows.
    case invalidEscape = "invalid-escape"
    /// A byte below 0x20 inside a string.
    case controlCharacter = "control-character"
    /// Bytes inside a string that are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// More nested arrays and objects than `JSONLimits.depth`.
    case nestingTooDeep = "nesting-too-deep"
    /// Something other than white space behind the value.
    case trailingContent = "trailing-content"
    /// A value that is no object where only an object is read.
    case notAnObject = "not-an-object"
  }

  public let code: Code
  /// Offset of the offending byte from the start of the bytes that were parsed.
  public let offset: Int

  public init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// What is wrong, without the place.
  public var message: String {
    switch code {
    case .empty: "there is no JSON value, only white space"
    case .unexpectedByte: "this byte cannot stand here"
    case .unexpectedEnd: "the JSON text ends inside a value"
    case .invalidNumber: "this is no JSON number"
    case .numberOutOfRange: "this number is too large for 64 bits"
    case .invalidEscape: "no escape sequence follows the backslash"
    case .controlCharacter: "a control character inside a string must be escaped"
    case .invalidUTF8: "the bytes of this string are not UTF-8"
    case .nestingTooDeep: "arrays and objects are nested more than \(JSONLimits.depth) deep"
    case .trailingContent: "something follows the JSON value"
    case .notAnObject: "a JSON object is expected"
    }
  }

  public var description: String { "byte \(offset): \(message)" }
}

/// Limits of everything that reads JSON here.
public enum JSONLimits {
  /// Arrays and objects inside one another, at most.
  public static let depth = 128
}
