// When a page was fetched or written, as dumps say it.

/// A point in time from a dump: microseconds since the year 0 of the proleptic Gregorian calendar, in UTC.
public struct PageDate: Sendable, Hashable, Comparable {
  /// Above zero for every date that can be read, so that zero may stand for a missing one.
  public let microseconds: UInt64

  private static let second: Int = 1_000_000
  private static let day = 86_400 * second
  /// Days from 0000-01-01 to 1970-01-01.
  private static let epochDay = 719_528

  /// Longest text that is looked at.
  private static let maximumByteCount = 64

  public static func < (left: PageDate, right: PageDate) -> Bool { left.microseconds < right.microseconds }

  /// Reads a date.
  ///
  /// ISO 8601 and RFC 3339: `2024-05-01T12:34:56.789+02:00` and everything that is shorter (a space for the `T`, no
  /// seconds, no time, no day, no month), the same without hyphens and colons, ordinal days (`2024-122`). Without a zone
  /// a time is in UTC; what is missing is the first of its kind. Digits alone are, by their number: 4 a year, 6 a month,
  /// 8 a day, 12 or 14 a time (as web archives write it); 9 or 10 seconds since 1970 (with decimals or without), 13
  /// milliseconds, 16 microseconds.
  ///
  /// - Parameter text: white space around it does not count.
  /// - Returns: nil for anything else, and for dates that no calendar has.
  public init?(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    guard start < end, end - start <= Self.maximumByteCount else { return nil }
    var reader = DigitReader(text: UnsafeBufferPointer(rebasing: text[start..<end]))
    guard let value = Self.epochTime(&reader) ?? Self.calendarTime(&reader), value >= 0 else { return nil }
    microseconds = UInt64(value) + 1
  }

  /// Reads a date; see above.
  public init?(_ text: String) {
    var text = text
    guard let date = text.withUTF8({ PageDate($0) }) else { return nil }
    self = date
  }

  // MARK: Forms

  /// Seconds, milliseconds or microseconds since 1970; leaves the reader where it was when it is something else.
  private static func epochTime(_ reader: inout DigitReader) -> Int? {
    var probe = reader
    let count = probe.digitCount
    guard let number = probe.number(count) else { return nil }
    let sinceEpoch: Int
    switch count {
    case 9, 10: sinceEpoch = number * second + probe.fraction()
    case 13: sinceEpoch = number * 1000
    case 16: sinceEpoch = number
    default: return nil
    }
    guard probe.isAtEnd else { return nil }
    return epochDay * day + sinceEpoch
  }

  private static func calendarTime(_ reader: inout DigitReader) -> Int? {
    let isBasic = reader.digitCount > 4
    guard let year = reader.number(4), var days = dayNumber(of: year, &reader, isBasic: isBasic) else { return nil }
    days *= day
    if reader.isAtEnd { return days }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" ") || reader.skip("_") || reader.digitCount > 0,
      let time = timeOfDay(&reader)
    else { return nil }
    let zone = zoneOffset(&reader)
    guard let zone, reader.isAtEnd else { return nil }
    return days + time - zone
  }

  /// Days from 0000-01-01 to the day that the reader is at, behind its year.
  private static func dayNumber(of year: Int, _ reader: inout DigitReader, isBasic: Bool) -> Int? {
    // January and February end the year before, so that the leap day is the last of its year.
    let first = 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if reader.isAtEnd { return first }
    if !isBasic {
      guard reader.skip("-") || reader.skip("/") else { return nil }
      if reader.digitCount == 3 {
        guard let ordinal = reader.number(3), ordinal >= 1, ordinal <= (isLeap ? 366 : 365) else { return nil }
        return first + ordinal - 1
      }
    }
    guard let month = reader.number(2), (1...12).contains(month) else { return nil }
    var lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if isLeap { lengths[1] = 29 }
    let monthStart = first + lengths[..<(month - 1)].reduce(0, +)
    if reader.isAtEnd { return monthStart }
    if !isBasic, !(reader.skip("-") || reader.skip("/")) { return nil }
    guard let day = reader.number(2), day >= 1, day <= lengths[month - 1] else { return nil }
    return monthStart + day - 1
  }

  /// Hours, minutes, seconds and their fraction, in microseconds.
  private static func timeOfDay(_ reader: inout DigitReader) -> Int? {
    guard let hour = reader.number(2), hour <= 24 else { return nil }
    var minute = 0
    var seconds = 0
    var fraction = 0
    let hasColons = reader.skip(":")
    if hasColons || reader.digitCount > 0 {
      guard let value = reader.number(2), value < 60 else { return nil }
      minute = value
      if hasColons ? reader.skip(":") : reader.digitCount > 0 {
        // 60 is a leap second.
        guard let value = reader.number(2), value <= 60 else { return nil }
        seconds = value
        fraction = reader.fraction()
      }
    }
    if hour == 24, minute + seconds + fraction > 0 { return nil }
    return ((hour * 60 + minute) * 60 + seconds) * second + fraction
  }

  /// Microseconds that the zone is ahead of UTC; nil where something stands that is no zone.
  private static func zoneOffset(_ reader: inout DigitReader) -> Int? {
    _ = reader.skip(" ")
    if reader.isAtEnd || reader.skip("Z") || reader.skip("z") || reader.skip("UTC") || reader.skip("GMT") { return 0 }
    let sign = reader.skip("+") ? 1 : -1
    if sign < 0, !reader.skip("-") { return nil }
    guard let hour = reader.number(2), hour <= 24 else { return nil }
    if reader.isAtEnd { return sign * hour * 3600 * second }
    _ = reader.skip(":")
    guard let minute = reader.number(2), minute < 60 else { return nil }
    return sign * (hour * 60 + minute) * 60 * second
  }
}

/// A text of digits and separators, read from its front.
private struct DigitReader {
  let text: UnsafeBufferPointer<UInt8>
  var position = 0

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  /// Number of digits ahead.
  var digitCount: Int {
    var end = position
    while end < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[end] { end += 1 }
    return end - position
  }

  /// Reads so many digits; nil, without a move, when there are fewer. At most 18.
  mutating func number(_ count: Int) -> Int? {
    guard count > 0, count <= 18, digitCount >= count else { return nil }
    var value = 0
    for _ in 0..<count {
      value = value * 10 + Int(text[position] - UInt8(ascii: "0"))
      position += 1
    }
    return value
  }

  /// Reads decimals behind a point or comma, if any, as millionths; digits behind the sixth are dropped.
  mutating func fraction() -> Int {
    guard position + 1 < text.count, text[position] == UInt8(ascii: ".") || text[position] == UInt8(ascii: ",") else {
      return 0
    }
    position += 1
    var value = 0
    var place = 100_000
    for _ in 0..<digitCount {
      value += Int(text[position] - UInt8(ascii: "0")) * place
      place /= 10
      position += 1
    }
    return value
  }

  /// Moves behind `mark` where it stands ahead.
  mutating func skip(_ mark: StaticString) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard text.count - position >= count else { return false }
    let isHere = mark.withUTF8Buffer { mark in zip(text[position...], mark).allSatisfy { $0 == $1 } }
    if isHere { position += count }
    return isHere
  }
}
