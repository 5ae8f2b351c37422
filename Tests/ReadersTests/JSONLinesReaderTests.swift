import Corpus
import Storage
import Testing

@testable import Readers

@Suite struct JSONLinesReaderTests {
  private let sample = """
    {"id": "a", "text": "first line\\nsecond", "meta": {"lang": "en"}, "n": 3}

    {"text": "三個字", "id": 7}
    {"text": null}
    {"other": "x"}
    {"text": "unfinished
    ["text"]
    {"text": "last", "url": "http://example.org/"}
    """

  @Test func goodLinesComeOutAndBadOnesAreNamedByRow() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.metadata = ["meta.lang", "n"]
    let reading = try read(Array(sample.utf8), with: configuration)
    #expect(reading.texts == ["first line\nsecond", "三個字", "", "last"])
    #expect(reading.records[0].metadata == ["id": "a", "meta.lang": "en", "n": "3"])
    #expect(reading.records[1].metadata == ["id": "7"])
    #expect(reading.records.map(\.origin.row) == [0, 2, 3, 7])
    #expect(reading.records[3].origin.url == "http://example.org/")
    #expect(reading.reasons == ["json-field", "json-syntax", "json-syntax"])
    #expect(reading.quarantined.map(\.origin.row) == [4, 5, 6])
    #expect(reading.kinds == ["blank-line"])
  }

  @Test func aFieldCanBeTheDate() throws {
    let lines = #"{"text":"a","crawl":{"at":"2024-05-01"},"date":"x"}"# + "\n" + #"{"text":"b","crawl":{"at":17}}"#
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.date = "crawl.at"
    let reading = try read(Array((lines + "\n{\"text\":\"c\"}").utf8), with: configuration)
    #expect(reading.records.map(\.metadata) == [["date": "2024-05-01"], ["date": "17"], [:]])
    configuration.jsonLines.date = nil
    #expect(try read(Array(lines.utf8), with: configuration).records.allSatisfy { $0.metadata.isEmpty })
  }

  @Test func aByteOutsideUTF8CostsItsLineOnly() throws {
    var bytes = Array(#"{"text":"one"}"#.utf8 + [10])
    bytes += Array(#"{"text":"t"#.utf8) + [0xff] + Array(#"o"}"#.utf8) + [10]
    bytes += Array(#"{"text":"three"}"#.utf8)
    let reading = try read(bytes, with: ReaderConfiguration(kind: .jsonLines))
    #expect(reading.texts == ["one", "three"])
    #expect(reading.reasons == ["invalid-utf8"])
    #expect(reading.quarantined[0].origin.offset == 15)
  }

  @Test func linesBeyondTheLimitAreNotKept() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.maximumLineByteCount = 100
    let long = #"{"text":""# + String(repeating: "x", count: 5000) + "\"}\n"
    for step in [Int.max, 64] {
      let reading = try read(Array((long + #"{"text":"short"}"# + "\n" + long).utf8), with: configuration, step: step)
      #expect(reading.texts == ["short"])
      #expect(reading.reasons == ["line-too-long", "line-too-long"])
      #expect(reading.quarantined.map(\.origin.row) == [0, 2])
    }
  }

  @Test func chatTurnsAreJoined() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.text = "messages"
    let line = #"{"messages":[{"role":"user","content":"Why?"},{"role":"assistant","content":"Because."}]}"#
    #expect(try read(Array(line.utf8), with: configuration).texts == ["Why?\n\nBecause."])
  }

  @Test func metadataOfAnObject() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.metadataObject = "metadata"
    let line = #"{"text":"t","metadata":{"a":"x\ty","b":[1,2],"c":null}}"#
    #expect(try read(Array(line.utf8), with: configuration).records[0].metadata == ["a": "x\ty", "b": "[1,2]"])
  }

  @Test func htmlAndMarks() throws {
    var configuration = ReaderConfiguration(kind: .jsonLines)
    configuration.jsonLines.text = "html"
    configuration.jsonLines.isHTML = true
    let reading = try read([0xef, 0xbb, 0xbf] + Array(#"{"html":"<p>x"}"#.utf8), with: configuration)
    #expect(reading.records[0].mediaType == "text/html")
    #expect(reading.kinds == ["byte-order-mark"])
  }

  @Test func deepNestingIsAnErrorOfItsLine() throws {
    let deep = #"{"text":"# + String(repeating: "[", count: 100_000) + "\n" + #"{"text":"after"}"#
    let reading = try read(Array(deep.utf8), with: ReaderConfiguration(kind: .jsonLines))
    #expect(reading.texts == ["after"])
    #expect(reading.reasons == ["json-syntax"])
  }

  @Test func everyCut() throws {
    try checkEveryCut(of: Array(sample.utf8), with: ReaderConfiguration(kind: .jsonLines))
    #expect(try read([], with: ReaderConfiguration(kind: .jsonLines)).records.isEmpty)
  }

  @Test func failuresOfTheMachineAreThrown() throws {
    final class Failing: ByteSource {
      let storedOffset = 0
      func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        throw StorageError(.inputOutput, "the disk is gone", path: "test")
      }
    }
    var reader = try JSONLinesReader(input: ByteInput(source: Failing(), name: "test"), file: "test")
    #expect(throws: StorageError.self) { try reader.next() }
  }
}
