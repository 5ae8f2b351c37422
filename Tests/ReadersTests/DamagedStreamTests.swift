import Corpus
import Storage
import Testing

@testable import Readers

/// Compressed inputs whose stored bytes are damaged, through the real decompressor.
@Suite struct DamagedStreamTests {
  private func frame(_ text: String) -> [UInt8] { compressed(Array(text.utf8)) }

  private func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    _ = ZstdCompressor().compress(bytes, into: &output)
    return output
  }

  private func lines(_ range: Range<Int>) -> String {
    range.map { "{\"text\": \"line \($0) \(String($0 &* 2_654_435_761, radix: 36))\"}\n" }.joined()
  }

  private func reading(_ stored: [UInt8], _ configuration: ReaderConfiguration) throws -> Reading {
    let input = try ByteInput.decompressing(MemorySource(stored), name: "test")
    var reader = try configuration.makeReader(input: input, file: "test")
    var reading = Reading()
    while let event = try reader.next() {
      switch event {
      case .record(let record): reading.records.append(record)
      case .skipped(let region): reading.skipped.append(region)
      case .quarantined(let entry): reading.quarantined.append(entry)
      }
    }
    return reading
  }

  @Test func linesOfOtherFramesSurvive() throws {
    var damaged = frame(lines(100..<200))
    for index in damaged.count / 2..<damaged.count / 2 + 8 { damaged[index] ^= 0xa5 }
    let reading = try reading(
      frame(lines(0..<100)) + damaged + frame(lines(200..<300)), ReaderConfiguration(kind: .jsonLines))
    let numbers = reading.texts.compactMap { Int($0.split(separator: " ")[1]) }
    #expect(Set(numbers).isSuperset(of: Set(0..<100).union(200..<300)))
    #expect(numbers == numbers.sorted())
    #expect(reading.reasons.contains("stream-corrupt"))
    #expect(reading.quarantined[0].message.contains("stored byte"))
  }

  @Test func wholeLinesBeforeTheEndOfATruncatedFrameSurvive() throws {
    let stored = frame(lines(0..<100)) + frame(lines(100..<200)).dropLast(20)
    let reading = try reading(stored, ReaderConfiguration(kind: .jsonLines))
    #expect(reading.records.count >= 100)
    #expect(reading.reasons == ["stream-truncated"])
  }

  @Test func pagesOfOtherStreamsOfAWikiSurvive() throws {
    func page(_ number: Int) -> String {
      MediaWikiReaderTests.page(
        "Page \(number)", id: number,
        MediaWikiReaderTests.revision(
          number, MediaWikiReaderTests.text("text \(number) \(String(number &* 2_654_435_761, radix: 36))")))
    }
    func pages(_ range: Range<Int>) -> [UInt8] { frame(range.map(page).joined()) }
    var damaged = pages(100..<200)
    for index in damaged.count / 2..<damaged.count / 2 + 8 { damaged[index] ^= 0xa5 }
    let head = frame(MediaWikiReaderTests.siteInfo)
    let configuration = ReaderConfiguration(kind: .mediaWiki)
    let reading = try reading(head + pages(0..<100) + damaged + pages(200..<300) + frame("</mediawiki>"), configuration)
    let numbers = reading.texts.compactMap { Int($0.split(separator: " ")[1]) }
    #expect(Set(numbers).isSuperset(of: Set(0..<100).union(200..<300)))
    #expect(numbers == numbers.sorted())
    #expect(reading.reasons.contains("stream-corrupt"))

    let cut = try self.reading(head + pages(0..<100) + pages(100..<200).dropLast(20), configuration)
    #expect(cut.records.count >= 100)
    #expect(cut.reasons == ["stream-truncated"])
  }

  @Test func contentCodingsAreTakenAway() throws {
    func response(_ coding: String, _ body: [UInt8]) -> [UInt8] {
      let http = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: \(coding)\r\n\r\n".utf8) + body
      return Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(http.count)\r\n\r\n".utf8) + http + [
        13, 10, 13, 10,
      ]
    }
    let body = frame("<p>page</p>")
    let stored =
      response("zstd", body) + response("zstd", body.dropLast(3)) + response("br", [1, 2, 3])
      + response("gzip", Array("<p>stored decoded".utf8)) + response("identity", Array("<p>plain".utf8))
    let reading = try reading(stored, ReaderConfiguration(kind: .warc))
    #expect(reading.texts == ["<p>page</p>", "<p>stored decoded", "<p>plain"])
    #expect(reading.reasons == ["http-content-encoding", "http-content-encoding"])
  }

  @Test func bodiesThatGrowBeyondTheLimitAreRefused() throws {
    var configuration = ReaderConfiguration(kind: .warc)
    configuration.warc.maximumDecodedByteCount = 1 << 20
    let bomb = compressed([UInt8](repeating: 32, count: 8 << 20))
    let http =
      Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd\r\n\r\n".utf8) + bomb
    let stored = Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(http.count)\r\n\r\n".utf8) + http
    #expect(try reading(stored, configuration).reasons == ["http-content-encoding"])
  }
}
