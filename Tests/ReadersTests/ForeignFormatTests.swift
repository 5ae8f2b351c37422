import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// Files that are plainly something else are named, not read as text.
@Suite struct ForeignFormatTests {
  private let folder = TemporaryFolder("foreign")

  /// Bytes as a compressor or a camera makes them.
  private func noise(_ count: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: 5)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  @Test(arguments: [
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7z"), (Array("%PDF-1.7\n".utf8), "PDF"),
    (Array("Rar!\u{1a}\u{7}".utf8), "RAR"),
    ([0x04, 0x22, 0x4d, 0x18], "lz4"), (Array("LZIP\u{1}".utf8), "lzip"), ([0x7f] + Array("ELF".utf8), "ELF"),
    ([0x89] + Array("PNG\r\n".utf8), "PNG"), (Array("RIFF\u{1}\u{1}\u{1}\u{1}WEBP".utf8), "WebP"),
    ([], "binary data"),
  ])
  func theyAreNamedWhateverTheSourceIs(_ start: [UInt8], _ name: String) throws {
    let bytes = start + noise(3000)
    let path = folder.write(bytes, to: "file")
    for kind in [nil, .text, .jsonLines, .csv, .html, .sql, .mediaWiki] as [ReaderConfiguration.Kind?] {
      let reading = try open(path, kind)
      #expect(reading.reasons == ["other-format"], "\(String(describing: kind))")
      #expect(reading.records.isEmpty && reading.byteCount == bytes.count)
      #expect(reading.quarantined.first?.message.contains(name) == true)
    }
    var zip = ZipBuilder()
    zip.add(Array("a.txt".utf8), bytes)
    zip.add("b.txt", "text")
    let archive = try open(folder.write(zip.finished(), to: "a.zip"), nil)
    #expect(archive.texts == ["text"])
    #expect(archive.reasons == ["other-format"])
  }

  @Test func textInAnyEncodingIsText() throws {
    let chinese = "道可道，非常道。名可名，非常名。"
    let utf16 = chinese.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let latin16 = "A line of text.\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    // What printers and Hive want, and NULs between names.
    let controls = "N\u{8}NA\u{8}AM\u{8}M one\u{1}two\u{2}three\u{3} \u{1b}[1mbold\u{1b}[0m \u{1e}{}\u{1f} a\0b\0c\0"
    let gbk: [UInt8] = [0xb5, 0xc0, 0xbf, 0xc9, 0xb5, 0xc0, 0xa3, 0xac, 0xb7, 0xc7, 0xb3, 0xa3, 0xb5, 0xc0]
    for bytes in [Array(chinese.utf8), [0xff, 0xfe] + utf16, latin16, Array(controls.utf8), gbk, [0, 0, 0, 0]] {
      let reading = try open(folder.write(bytes, to: "text"))
      #expect(reading.records.map(\.body) == [bytes])
    }
    // Where the encoding is named, nobody guesses.
    let named = try open(folder.write(noise(500), to: "text")) { $0.configuration.text.charset = "utf-16le" }
    #expect(named.records.count == 1)
  }

  @Test func recordsThatHoldBinaryValuesAreRead() throws {
    let image = noise(4000).filter { ![0x27, 0x5c].contains($0) }
    let dump =
      Array(
        "CREATE TABLE `a` (\n  `text` text,\n  `image` blob\n) ENGINE=InnoDB;\nINSERT INTO `a` VALUES ('words','".utf8)
      + image + Array("');\n".utf8)
    #expect(try open(folder.write(dump, to: "a.sql"), nil).texts == ["words"])
    let head = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: \(image.count)\r\n\r\n"
    let crawl = Array(head.utf8) + image + Array("\r\n\r\n".utf8)
    #expect(try open(folder.write(crawl, to: "a.warc"), .warc).quarantined.isEmpty)
  }
}
