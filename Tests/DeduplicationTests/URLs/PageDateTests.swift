// Dates of dumps: all forms of one moment are equal, and order is that of time.

import TestSupport
import Testing

@testable import Deduplication

@Suite struct PageDateTests {
  @Test(arguments: [
    "2024-05-01T12:34:56Z", "2024-05-01T12:34:56.000Z", "2024-05-01T12:34:56", "2024-05-01 12:34:56",
    "2024-05-01T14:34:56+02:00", "2024-05-01T14:34:56+0200", "2024-05-01T14:34:56 +02", "2024-05-01T07:04:56-05:30",
    "20240501T123456Z", "20240501123456", "2024-122T12:34:56Z", " 2024-05-01t12:34:56z\n", "1714566896", "1714566896.0",
    "1714566896000", "1714566896000000", "2024/05/01 12:34:56 UTC", "2024-05-01 12:34:56 GMT",
  ]) func oneMoment(text: String) throws {
    #expect(PageDate(text) == PageDate("2024-05-01T12:34:56Z"))
    #expect(PageDate(text) != nil)
  }

  @Test func missingPartsAreTheFirstOfTheirKind() {
    #expect(PageDate("2024") == PageDate("2024-01-01T00:00:00Z"))
    #expect(PageDate("2024-05") == PageDate("202405"))
    #expect(PageDate("2024-05-01") == PageDate("20240501"))
    #expect(PageDate("2024-05-01T12:34") == PageDate("202405011234"))
    #expect(PageDate("2024-05-01T24:00") == PageDate("2024-05-02"))
    #expect(PageDate("2016-12-31T23:59:60Z") == PageDate("2017-01-01"))
  }

  @Test func laterIsGreater() throws {
    let dates = [
      "0000-01-01", "0001-01-01", "1900-02-28T23:59:59", "1900-03-01", "1969-12-31T23:59:59.9", "1970-01-01",
      "2000-02-28", "2000-02-29", "2000-03-01", "2024-05-01T12:34:56.1Z", "2024-05-01T12:34:56.123456Z",
      "2024-05-01T12:34:56.123457Z", "2024-05-01T12:34:57Z", "9999-12-31T23:59:59.999999Z",
    ]
    let read = try dates.map { try #require(PageDate($0)) }
    #expect(read.sorted() == read)
    #expect(Set(read).count == read.count)
  }

  @Test(arguments: [
    "", " ", "yesterday", "2024-13-01", "2024-02-30", "2023-02-29", "2024-00-01", "2024-01-00", "2024-366-1",
    "2023-366",
    "2024-05-01T25:00", "2024-05-01T24:01", "2024-05-01T12:60", "2024-05-01T12:34:61", "2024-05-01T12:34:56X",
    "2024-05-01Tzz", "2024-5-1", "24-05-01", "123", "99999999999999999999", "2024-05-01T12:34:56+", "-2024", "2024-",
    "0000-01-01T00:00:00+01:00", "20241301", "2024-05-01T12:34:56+99:99",
  ]) func notADate(text: String) { #expect(PageDate(text) == nil) }

  /// Days counted one by one agree with the calendar's rule.
  @Test func daysFollowOneAnother() throws {
    var expected = try #require(PageDate("1896-01-01")).microseconds
    for year in 1896...2104 {
      for month in 1...12 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        for day in 1...length {
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          #expect(PageDate(text)?.microseconds == expected, "\(text)")
          expected += 86_400_000_000
        }
      }
    }
  }

  @Test func noiseIsBorne() {
    var random = SeededGenerator(seed: 5)
    let characters = Array("0123456789-:T.Z+ /".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
        characters[Int.random(in: 0..<characters.count, using: &random)]
      }
      _ = text.withUnsafeBufferPointer { PageDate($0) }
    }
  }
}
