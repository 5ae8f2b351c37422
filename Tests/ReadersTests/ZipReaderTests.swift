import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

@Suite struct ZipReaderTests {
  private let folder = TemporaryFolder("zip")

  /// Deflate of stored blocks, which needs no compressor.
  private func deflated(_ content: [UInt8]) -> [UInt8] {
    [1] + ZipBuilder.number(content.count, 2) + ZipBuilder.number(~content.count, 2) + content
  }

  @Test func membersAreFilesAndEveryByteHasAnEvent() throws {
    let text = Array("deflated text".utf8)
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(text, into: &frame)
    var zip = ZipBuilder()
    zip.add("a/", "")
    zip.add("a/stored.txt", "stored text")
    zip.add(Array("deflated.txt".utf8), text, method: 8, stored: deflated(text))
    zip.add(Array("zstd.txt".utf8), text, method: 93, stored: frame)
    zip.add(Array("later.txt".utf8), text, method: 8, stored: deflated(text), describes: true)
    zip.add(Array("wide.txt".utf8), text, wide: true)
    zip.add("page.html", "<p>")
    zip.add(Array("link.txt".utf8), Array("target".utf8), mode: 0o120777)
    for comment in ["", "a comment"] {
      let bytes = zip.finished(comment: comment)
      let reading = try open(folder.write(bytes, to: "a.zip"))
      #expect(
        reading.files == ["a/stored.txt", "deflated.txt", "zstd.txt", "later.txt", "wide.txt"].map { "a.zip!/" + $0 })
      #expect(reading.texts == ["stored text"] + [String](repeating: "deflated text", count: 4))
      // Members count with what they decompress to: five bytes less for stored blocks, the frame's header for zstd.
      #expect(reading.byteCount == bytes.count - 5 - 5 - (frame.count - text.count))
      #expect(reading.quarantined.isEmpty)
      #expect(
        Set(reading.kinds) == [
          "archive-folder", "archive-header", "archive-other", "archive-link", "archive-directory",
        ])
    }
  }

  @Test func programsThatWriteZipAreUnderstood() throws {
    let script = """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1], "w")
      text = "line\\n" * 5000
      for name, method in [("stored.txt", 0), ("deflate.txt", 8), ("bzip2.txt", 12), ("中文.txt", 8)]:
          z.writestr(zipfile.ZipInfo(name), text, compress_type=method)
      with z.open(zipfile.ZipInfo("stream.txt"), "w", force_zip64=True) as f: f.write(text.encode())
      z.writestr(zipfile.ZipInfo("lzma.txt"), text, compress_type=14)
      z.close()
      """
    let path = folder.file("python.zip")
    guard let result = run("python3", ["-c", script, path]), result.status == 0 else { return }
    let reading = try open(path)
    #expect(
      reading.files == ["stored.txt", "deflate.txt", "bzip2.txt", "中文.txt", "stream.txt"].map { "python.zip!/" + $0 })
    #expect(reading.texts.allSatisfy { $0 == String(repeating: "line\n", count: 5000) })
    #expect(reading.reasons == ["archive-member"])
    #expect(reading.quarantined.first?.message.contains("method 14") == true)
  }

  @Test func namesAreUTF8OrCodePage437() throws {
    var zip = ZipBuilder()
    zip.add([0x81, 0x2e, 0x74, 0x78, 0x74], Array("cp437".utf8))
    zip.add(Array("ü.txt".utf8), Array("bare utf-8".utf8))
    zip.add(Array("ü.txt".utf8), Array("marked utf-8".utf8), flags: 0x800)
    let reading = try open(folder.write(zip.finished(), to: "a.zip"))
    // The same name three times, told apart.
    #expect(reading.files == ["a.zip!/ü.txt", "a.zip!2/ü.txt", "a.zip!3/ü.txt"])
  }

  @Test func whatCannotBeReadIsNamedAndTheRestComes() throws {
    let content = Array("some content".utf8)
    var zip = ZipBuilder()
    zip.add(Array("secret.txt".utf8), content, flags: 1)
    zip.add(Array("odd.txt".utf8), content, method: 9)
    zip.add(Array("wrong.txt".utf8), content, crc: 7)
    zip.add(Array("broken.txt".utf8), content, method: 8, stored: [0xff, 0xff, 0xff, 0xff])
    zip.add("good.txt", "good")
    let reading = try open(folder.write(zip.finished(), to: "a.zip"))
    #expect(reading.texts == ["good"])
    #expect(reading.reasons == ["archive-member", "archive-member", "stream-corrupt", "stream-corrupt"])
    #expect(reading.quarantined[0].message.contains("encrypted"))
    #expect(reading.quarantined[2].message.contains("CRC-32"))
  }

  @Test func hiddenMembersAreLeftOutUnlessAPatternNamesThem() throws {
    var zip = ZipBuilder()
    for name in ["a/b.txt", "a/._b.txt", "__MACOSX/a/b.txt", ".git/config", "a/../c.txt", ".notes"] {
      zip.add(name, "text of \(name)")
    }
    let path = folder.write(zip.finished(), to: "a.zip")
    let found = try open(path, nil)
    #expect(found.files == ["a.zip!/a/b.txt", "a.zip!/a/../c.txt"])
    #expect(found.kinds.count { $0 == "archive-other" } == 4)
    #expect(found.byteCount == zip.finished().count)
    #expect(try open(path, .text).files == found.files)
    #expect(try open(path, nil) { $0.members = ["!c.txt"] }.files == ["a.zip!/a/b.txt"])
    #expect(try open(path, nil) { $0.members = [".*"] }.texts == ["text of a/._b.txt", "text of .notes"])
  }

  @Test func aTableWithoutTextCostsNoOtherMember() throws {
    let table = "id,size\n1,2\n3,4\n"
    let dump = "CREATE TABLE `a` (\n  `text` text\n) ENGINE=InnoDB;\nINSERT INTO `a` VALUES ('of a dump');\n"
    var zip = ZipBuilder()
    var tar = TarBuilder()
    for (name, content) in [
      ("1.txt", "one"), ("sizes.csv", table), ("2.txt", "two"), ("a.sql", dump), ("3.txt", "three"),
    ] {
      zip.add(name, content)
      tar.add(name, content)
    }
    for (bytes, name) in [(zip.finished(), "a.zip"), (tar.finished, "a.tar")] {
      let reading = try open(folder.write(bytes, to: name), nil)
      #expect(reading.texts == ["one", "two", "of a dump", "three"])
      #expect(reading.reasons == ["no-text"])
      #expect(reading.quarantined.first?.origin.file == "\(name)!/sizes.csv")
      #expect(reading.byteCount == bytes.count)
    }
    // A source that says what its members are gets an error for columns that they lack.
    #expect(throws: ReaderError.self) { try open(folder.write(zip.finished(), to: "a.zip"), .csv) }
  }

  @Test func membersThatShareBytesAreRefused() throws {
    // A second directory entry over the same data, as overlapping bombs have thousands of.
    let content = Array(String(repeating: "x", count: 100).utf8)
    var zip = ZipBuilder()
    zip.add(Array("one.txt".utf8), content)
    zip.add(Array("two.txt".utf8), content, offset: 0)
    let bytes = zip.finished()
    let reading = try open(folder.write(bytes, to: "a.zip"))
    #expect(reading.records.count <= 1)
    #expect(reading.reasons.contains("archive-member"))
    #expect(reading.byteCount == bytes.count)
  }

  @Test func aBombIsStoppedByTheLimitsOfTheArchive() throws {
    let zeros = [UInt8](repeating: 0x61, count: 1 << 20)
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(zeros, into: &frame)
    var zip = ZipBuilder()
    for index in 0..<20 { zip.add(Array("\(index).txt".utf8), zeros, method: 93, stored: frame) }
    let path = folder.write(zip.finished(), to: "a.zip")
    let ratio = try open(path) { $0.limits = DecompressionLimits(maximumRatio: 100, ratioFloorByteCount: 4 << 20) }
    #expect(ratio.records.count == 4)
    #expect(ratio.quarantined.count == 16)
    #expect(ratio.quarantined.allSatisfy { $0.message.contains("maximumRatio") })
    let total = try open(path) { $0.limits = DecompressionLimits(maximumByteCount: 3 << 20) }
    #expect(total.records.count == 3)
    #expect(total.quarantined.allSatisfy { $0.message.contains("maximumByteCount") })
  }

  @Test func aCutArchiveGivesTheMembersThatAreThere() throws {
    var zip = ZipBuilder()
    for index in 0..<5 { zip.add("\(index).txt", "content \(index)") }
    let bytes = zip.finished()
    for cut in stride(from: 1, to: bytes.count - 1, by: 7) {
      let reading = try open(folder.write(Array(bytes[..<cut]), to: "a.zip"))
      #expect(!reading.quarantined.isEmpty, "cut at \(cut)")
      #expect(reading.texts == (0..<reading.records.count).map { "content \($0)" }, "cut at \(cut)")
      #expect(reading.byteCount == cut, "cut at \(cut)")
      if cut > zip.bytes.count { #expect(reading.records.count == 5, "cut at \(cut)") }
    }
  }

  @Test func anArchiveBehindAProgramIsRead() throws {
    var zip = ZipBuilder()
    zip.add("a.txt", "behind")
    let bytes = Array("#!/bin/sh\nexit\n".utf8) + zip.finished()
    #expect(try open(folder.write(bytes, to: "a.zip")).texts == ["behind"])
  }

  @Test func anArchiveFromAPipeOrCompressedIsKeptOnTheDisk() throws {
    var zip = ZipBuilder()
    zip.add("a.txt", "kept")
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(zip.finished(), into: &frame)
    let scratch = TemporaryFolder("scratch")
    let reading = try open(folder.write(frame, to: "a.zip.zst")) { $0.scratchFolder = scratch.path }
    #expect(reading.texts == ["kept"])
    #expect(try FileSystem.listDirectory(scratch.path).isEmpty)
  }

  @Test func anArchiveWhoseStreamBreaksIsQuarantined() throws {
    var zip = ZipBuilder()
    for index in 0..<200 { zip.add("\(index).txt", "content \(index)") }
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(zip.finished(), into: &frame)
    let reading = try open(folder.write(Array(frame.dropLast(40)), to: "a.zip.zst"))
    #expect(reading.records.isEmpty)
    #expect(reading.reasons == ["stream-truncated"])
  }

  @Test func randomDamageNeverCrashes() throws {
    let text = Array(String(repeating: "text ", count: 200).utf8)
    var zip = ZipBuilder()
    for index in 0..<4 {
      zip.add(Array("\(index).txt".utf8), text, method: 8, stored: deflated(text), wide: index == 2)
    }
    let bytes = zip.finished()
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<(1 + generator.next() % 6) {
        damaged[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      let reading = try open(folder.write(damaged, to: "a.zip"))
      #expect(reading.byteCount > 0)
    }
  }
}
