import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct PlainTextReaderTests {
  private func configuration(
    separator: String?, isLine: Bool = true, limit: Int = 1 << 20
  ) -> ReaderConfiguration {
    var configuration = ReaderConfiguration(kind: .text)
    configuration.text = PlainTextOptions(separator: separator, separatorIsLine: isLine, maximumByteCount: limit)
    return configuration
  }

  @Test func aFileIsADocument() throws {
    let reading = try read([0xff, 0xfe, 65, 0, 10], with: configuration(separator: nil))
    #expect(reading.records.map(\.body) == [[0xff, 0xfe, 65, 0, 10]])
    #expect(reading.records[0].charset == nil)
    #expect(try read([], with: configuration(separator: nil)).records.isEmpty)
    #expect(try read([32, 10], with: configuration(separator: nil)).kinds == ["blank"])
  }

  @Test func separatorLinesDivide() throws {
    let text = "one\ntwo\n----\r\n\n----\nthree -----\n ----\n----\nlast"
    let reading = try read(Array(text.utf8), with: configuration(separator: "----"))
    #expect(reading.texts == ["one\ntwo", "three -----\n ----", "last"])
    #expect(reading.kinds == ["text-separator", "blank", "text-separator", "text-separator"])
    #expect(reading.records.map(\.origin.row) == [0, 1, 2])
  }

  @Test func separatorsAnywhereDivideAndTakeNothingWithThem() throws {
    let text = "one\n<|<|end|>two\n<|end|>\n<|en<|end|><|end|>\n<|end|>three <|end"
    let separated = configuration(separator: "<|end|>", isLine: false)
    for step in [1, 2, 3, 7, 1000] {
      let reading = try read(Array(text.utf8), with: separated, step: step)
      #expect(reading.texts == ["one\n<|", "two\n", "\n<|en", "three <|end"])
      #expect(reading.kinds.filter { $0 == "text-separator" }.count == 5)
    }
    let long = String(repeating: "word<|", count: 100)
    let reading = try read(
      Array("short<|end|>\(long)<|end|>also short<|end|>\(long)".utf8),
      with: configuration(separator: "<|end|>", isLine: false, limit: 64), step: 16)
    #expect(reading.texts == ["short", "also short"])
    #expect(reading.reasons == ["record-too-large", "record-too-large"])
  }

  @Test func oversizedDocumentsAreQuarantinedAlone() throws {
    let long = String(repeating: "word\n", count: 100)
    let reading = try read(
      Array(("short\n--\n" + long + "--\nalso short\n--\n" + String(repeating: "x", count: 500)).utf8),
      with: configuration(separator: "--", limit: 64), step: 16)
    #expect(reading.texts == ["short", "also short"])
    #expect(reading.reasons == ["record-too-large", "record-too-large"])
    let whole = try read(Array(long.utf8), with: configuration(separator: nil, limit: 64))
    #expect(whole.reasons == ["record-too-large"])
  }

  @Test func everyCut() throws {
    let text = "--\none\n--\ntwo\nlines\n--\n--\n中文\n--\n"
    try checkEveryCut(of: Array(text.utf8), with: configuration(separator: "--"), lookahead: 2)
    try checkEveryCut(of: Array(text.utf8), with: configuration(separator: "--", isLine: false), lookahead: 2)
    try checkEveryCut(of: Array(text.utf8), with: configuration(separator: nil))
    try checkEveryCut(of: Array("<p>page</p>".utf8), with: ReaderConfiguration(kind: .html))
  }

  @Test func pagesHaveALimit() throws {
    var configuration = ReaderConfiguration(kind: .html)
    configuration.html.maximumByteCount = 10
    #expect(try read(Array("<p>0123456789".utf8), with: configuration, step: 3).reasons == ["record-too-large"])
    #expect(try read(Array("<p>short".utf8), with: configuration).records[0].mediaType == "text/html")
  }
}
