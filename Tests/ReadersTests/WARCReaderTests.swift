import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct WARCReaderTests {
  private let configuration = ReaderConfiguration(kind: .warc)

  private func record(
    _ type: String, _ content: String, contentType: String = "application/http; msgtype=response", extra: String = "",
    length: Int? = nil, version: String = "WARC/1.0"
  ) -> [UInt8] {
    Array(
      """
      \(version)\r
      WARC-Type: \(type)\r
      WARC-Target-URI: http://example.org/\(type)\r
      WARC-Date: 2024-05-01T00:00:00Z\r
      \(extra)Content-Type: \(contentType)\r
      content-length: \(length ?? content.utf8.count)\r
      \r
      \(content)\r
      \r

      """.utf8)
  }

  private func response(
    _ body: String, status: Int = 200, headers: String = "Content-Type: text/html; charset=\"UTF-8\"\r\n",
    length: Int? = nil
  ) -> [UInt8] {
    record("response", "HTTP/1.1 \(status) Whatever\r\n\(headers)\r\n\(body)", length: length)
  }

  @Test func pagesAndPlainTextComeOut() throws {
    let bytes =
      record("warcinfo", "software: us\r\n", contentType: "application/warc-fields") + response("<p>one</p>")
      + record("request", "GET / HTTP/1.1\r\n\r\n") + response("gone", status: 404)
      + response("{}", headers: "content-type: application/json\r\n")
      + record("resource", "<p>two</p>", contentType: "text/html")
      + record("conversion", "three 三", contentType: "text/plain", version: "WARC/1.1")
      + record("revisit", "") + record("metadata", "x: y") + record("invented", "?")
    let reading = try read(bytes, with: configuration)
    #expect(reading.texts == ["<p>one</p>", "<p>two</p>", "three 三"])
    #expect(reading.records.map(\.mediaType) == ["text/html", "text/html", "text/plain"])
    #expect(reading.records.map(\.charset) == ["utf-8", nil, "utf-8"])
    #expect(
      reading.records[0].metadata
        == ["url": "http://example.org/response", "date": "2024-05-01T00:00:00Z", "status": "200"])
    #expect(reading.records[0].origin.url == "http://example.org/response")
    #expect(reading.records.map(\.origin.row) == [1, 5, 6])
    #expect(
      reading.kinds == [
        "warc-warcinfo", "warc-request", "warc-http-status", "warc-media-type", "warc-revisit", "warc-metadata",
        "warc-other",
      ])
    #expect(reading.quarantined.isEmpty)
  }

  @Test func bareLineFeedsAndMissingTypesAreRead() throws {
    let content = "HTTP/1.0 200 OK\nServer: x\n\n <!DOCTYPE html><p>page"
    let bytes = Array(
      "WARC/1.0\nwarc-type: Response\nWARC-Target-URI: <http://a/>\nContent-Length: \(content.utf8.count)\n\n\(content)\n\n"
        .utf8)
    let reading = try read(bytes, with: configuration)
    #expect(reading.texts == [" <!DOCTYPE html><p>page"])
    #expect(reading.records[0].origin.url == "http://a/")
  }

  @Test func chunkedBodies() throws {
    let headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    let good = "4;x=y\r\n<p>a\r\n3\r\nb\r\n\r\n0\r\nTrailer: x\r\n\r\n"
    let stale = "<p>stored decoded"
    let damaged = "4\r\n<p>a\r\nzz\r\n"
    let huge = "ffffffffffffffff\r\n<p>"
    let reading = try read(
      [good, stale, damaged, huge].flatMap { response($0, headers: headers) }, with: configuration)
    #expect(reading.texts == ["<p>ab\r\n", "<p>stored decoded", huge])
    #expect(reading.reasons == ["http-transfer-encoding"])
  }

  @Test(arguments: [-30, -5, 5, 30, 200, 100_000])
  func wrongLengthsCostTheirRecordOnly(by difference: Int) throws {
    let body =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a page whose length is told wrongly, by a little</p>"
    let damaged = record("response", body, length: body.utf8.count + difference)
    let reading = try read(
      response("<p>before") + damaged + response("<p>after") + response("<p>last"), with: configuration)
    #expect(reading.texts == ["<p>before", "<p>after", "<p>last"])
    #expect(reading.reasons == ["warc-length"])
    #expect(reading.quarantined[0].origin.offset == response("<p>before").count)
    #expect(reading.quarantined[0].origin.byteCount == damaged.count)
  }

  @Test func garbageAndDamagedHeadersAreSteppedOver() throws {
    let bytes =
      Array("garbage\nmore WARC/1.0 garbage\n".utf8) + response("<p>one")
      + Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n<p>x\r\n\r\n".utf8) + response("<p>two")
      + record("response", "no http here") + response("<p>three")
    let reading = try read(bytes, with: configuration)
    #expect(reading.texts == ["<p>one", "<p>two", "<p>three"])
    #expect(reading.reasons == ["warc-header", "warc-header", "http-header"])
  }

  @Test func recordsBeyondTheLimitAreNotKept() throws {
    var configuration = configuration
    configuration.warc.maximumByteCount = 300
    let large = response(String(repeating: "<p>many words</p>\n", count: 1000))
    for step in [Int.max, 100] {
      let reading = try read(response("<p>a") + large + response("<p>b"), with: configuration, step: step)
      #expect(reading.texts == ["<p>a", "<p>b"])
      #expect(reading.reasons == ["record-too-large"])
    }
  }

  @Test func statusesAndTypesAreChosen() throws {
    var configuration = configuration
    configuration.warc.statuses = [404]
    configuration.warc.mediaTypes = ["application/json"]
    let reading = try read(
      response("{}", status: 404, headers: "Content-Type: application/json\r\n") + response("<p>x"), with: configuration
    )
    #expect(reading.texts == ["{}"])
    #expect(reading.kinds == ["warc-http-status"])
  }

  @Test func everyCut() throws {
    let bytes =
      record("warcinfo", "a: b\r\n") + response("<p>one\r\n\r\nWARC/1.0 is a format</p>")
      + record("conversion", "two", contentType: "text/plain") + response("<p>three", length: 7) + response("<p>four")
    try checkEveryCut(of: bytes, with: configuration)
    #expect(try read([], with: configuration).records.isEmpty)
    #expect(try read([13, 10, 10], with: configuration).kinds == ["warc-padding"])
  }
}
