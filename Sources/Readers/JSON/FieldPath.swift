// Paths of fields: `text`, `origin.file`, `messages[0].content`.

import Corpus

/// A path as the line scanner takes it, and what of it leads into an array.
///
/// Dots lead into objects, `[n]` to an element of an array, from 0; a dot or a bracket that belongs to a name has a
/// backslash in front.
struct FieldPath: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case name(String)
    case index(Int)
  }

  /// The path up to the first array, which the scanner finds while it checks a line.
  let scanned: String
  /// The steps behind it.
  let steps: [Step]

  init(_ path: String) {
    let bytes = Array(path.utf8)
    var index = 0
    var end = bytes.count
    var steps: [Step] = []
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if bytes[index] == UInt8(ascii: "["), index > 0, let (found, next) = Self.steps(bytes, from: index) {
        (end, steps, index) = (index, found, next)
        break
      }
      index += 1
    }
    // The scanner knows no brackets; those that belong to a name stand there as they are.
    scanned = String(decoding: Self.withoutEscapedBrackets(bytes[..<end]), as: UTF8.self)
    self.steps = steps
  }

  /// The steps from a bracket to the end of the path; nil when what stands there is none.
  private static func steps(_ bytes: [UInt8], from start: Int) -> ([Step], Int)? {
    var steps: [Step] = []
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "[") {
        guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "]")), close > index + 1,
          bytes[(index + 1)..<close].allSatisfy({ (0x30...0x39).contains($0) }),
          let number = Int(String(decoding: bytes[(index + 1)..<close], as: UTF8.self))
        else { return nil }
        steps.append(.index(number))
        index = close + 1
      } else {
        guard bytes[index] == UInt8(ascii: ".") else { return nil }
        index += 1
        var name: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "."), bytes[index] != UInt8(ascii: "[") {
          if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
          name.append(bytes[index])
          index += 1
        }
        steps.append(.name(String(decoding: name, as: UTF8.self)))
      }
    }
    return (steps, index)
  }

  private static func withoutEscapedBrackets(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]"), result.last == UInt8(ascii: "\\") {
        result.removeLast()
      }
      result.append(byte)
    }
    return result
  }

  /// The value that the steps lead to from the scanned one; nil where there is none.
  func follow(from value: JSONValue) -> JSONValue? {
    steps.reduce(JSONValue?.some(value)) { value, step in
      switch step {
      case .name(let name): value?[name]
      // `nil` alone would be JSON's null.
      case .index(let index): value?.array.flatMap { $0.indices.contains(index) ? $0[index] : JSONValue?.none }
      }
    }
  }
}
