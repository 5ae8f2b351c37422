// Where a JSON value ends, found without keeping it, and where it cannot be one.

/// Follows one value of a file that holds several, whatever lines it stands on.
///
/// Only what tells the value's end is checked: brackets that fit each other, names where an object wants them, strings
/// without line ends. A value that passes may still be no JSON.
struct JSONElementScan {
  enum Outcome: Equatable {
    /// The value ends in front of this byte.
    case whole(Int)
    /// This byte cannot stand where it does.
    case damaged(Int)
    /// More bytes are wanted.
    case unfinished
  }

  /// Whether the brackets that are open are those of objects.
  private var open: [Bool] = []
  private(set) var isInString = false
  private var isEscaped = false
  /// True behind an object's `{` or comma.
  private var wantsName = false
  /// True inside of something at the outermost level that is no string, array or object.
  private var isInWord = false

  /// Deeper values are damage: no reader takes them.
  private static let depthLimit = 10_000

  /// Goes on at distance `place` to the end of `bytes`, and moves `place` there.
  mutating func advance(_ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int) -> Outcome {
    while place < bytes.count {
      let byte = bytes[place]
      if isInString {
        if byte == UInt8(ascii: "\n") { return .damaged(place) }
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if open.isEmpty { return .whole(place + 1) }
        }
        place += 1
        continue
      }
      if isInWord, isASCIISpace(byte) || Self.marks.contains(byte) { return .whole(place) }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        wantsName = false
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if wantsName || open.count >= Self.depthLimit { return .damaged(place) }
        wantsName = byte == UInt8(ascii: "{")
        open.append(wantsName)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let isObject = open.last else { return .whole(place + 1) }
        guard isObject == (byte == UInt8(ascii: "}")) else { return .damaged(place) }
        open.removeLast()
        wantsName = false
        if open.isEmpty { return .whole(place + 1) }
      case UInt8(ascii: ","): wantsName = open.last ?? false
      default:
        if wantsName, !isASCIISpace(byte) { return .damaged(place) }
        if open.isEmpty { isInWord = true }
      }
      place += 1
    }
    return .unfinished
  }

  private static let marks = Array("{}[],\"".utf8)
}

/// How a file of JSON is laid out.
enum JSONLayout {
  /// True when a file is no JSON Lines, but an array of objects, or objects that go over several lines or stand behind
  /// each other on one.
  ///
  /// - Parameter start: the file's beginning, without a byte order mark.
  static func isDocument(_ start: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = start.drop(while: isASCIISpace)
    let inner = text.dropFirst().drop(while: isASCIISpace)
    if text.first == UInt8(ascii: "[") {
      if inner.first == UInt8(ascii: "]") { return inner.dropFirst().allSatisfy(isASCIISpace) }
      let name = inner.dropFirst().first { !isASCIISpace($0) }
      return inner.first == UInt8(ascii: "{") && (name == UInt8(ascii: "\"") || name == UInt8(ascii: "}"))
    }
    guard text.first == UInt8(ascii: "{"), let lineEnd = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.indices.last
    else { return false }
    let line = UnsafeBufferPointer(rebasing: text[...lineEnd])
    var scan = JSONElementScan()
    var place = 0
    switch scan.advance(line, from: &place) {
    case .whole(let end):
      let next = line[end...].first { !isASCIISpace($0) }
      return next == UInt8(ascii: "{") || next == UInt8(ascii: ",")
    case .damaged: return false
    case .unfinished:
      // A line of JSON Lines that was cut stands before one that begins an object.
      let next = text[lineEnd...].first { !isASCIISpace($0) }
      let last = line.last { !isASCIISpace($0) }
      return line.last == UInt8(ascii: "\n") && !scan.isInString
        && (next != UInt8(ascii: "{") || last == UInt8(ascii: "[") || last == UInt8(ascii: ":"))
    }
  }
}
