import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// Everything an opened input said, by file.
struct ArchiveReading {
  var records: [Record] = []
  var skipped: [SkippedRegion] = []
  var quarantined: [Quarantine] = []

  var files: [String] { records.map(\.origin.file) }
  var texts: [String] { records.map { String(decoding: $0.body, as: UTF8.self) } }
  var reasons: [String] { quarantined.map(\.reason) }
  var kinds: [String] { skipped.map(\.kind) }
  /// Input bytes as the account of a stage counts them.
  var byteCount: Int {
    records.reduce(0) { $0 + $1.origin.byteCount } + skipped.reduce(0) { $0 + $1.byteCount }
      + quarantined.reduce(0) { $0 + $1.origin.byteCount }
  }
}

/// Reads a file through the one opening.
func open(
  _ path: String, _ kind: ReaderConfiguration.Kind? = .text, file: String? = nil,
  _ change: (inout InputOpening) -> Void = { _ in }
) throws -> ArchiveReading {
  var opening = InputOpening(ReaderConfiguration(kind: kind ?? .text), isKindKnown: kind != nil)
  change(&opening)
  var input = try opening.open(.file(path), file: file ?? Path.lastComponent(path))
  var reading = ArchiveReading()
  while let event = try input.next() {
    switch event {
    case .record(let record): reading.records.append(record)
    case .skipped(let region): reading.skipped.append(region)
    case .quarantined(let entry): reading.quarantined.append(entry)
    }
  }
  return reading
}

@Suite struct TarReaderTests {
  private let folder = TemporaryFolder("tar")

  @Test func membersAreFilesAndEveryByteHasAnEvent() throws {
    var tar = TarBuilder()
    tar.add("dir/", [], type: "5")
    tar.add("dir/one.txt", "first")
    tar.add("two.html", "<p>not text")
    tar.add("link.txt", [], type: "2")
    tar.add("pipe.txt", [], type: "6")
    tar.add("./中文.txt", String(repeating: "长", count: 400))
    tar.add("empty.txt", "")
    let reading = try open(folder.write(tar.finished, to: "a.tar"), file: "x/a.tar")
    #expect(reading.files == ["x/a.tar!/dir/one.txt", "x/a.tar!/中文.txt"])
    #expect(reading.texts == ["first", String(repeating: "长", count: 400)])
    #expect(reading.byteCount == tar.finished.count)
    #expect(
      Set(reading.kinds) == [
        "archive-folder", "archive-header", "archive-other", "archive-link", "archive-device", "archive-end",
      ])
    #expect(reading.quarantined.isEmpty)
  }

  @Test func programsThatWriteTarAreUnderstood() throws {
    let long = String(repeating: "long-folder-name/", count: 9) + "page.txt"
    let source = TemporaryFolder("tar-source")
    source.write("long", to: long)
    source.write("短", to: "短.txt")
    for (format, ending, filter) in [
      ("gnu", "tar", ""), ("ustar", "tar", ""), ("pax", "tar", ""), ("v7", "tar", ""), ("gnu", "tgz", "-z"),
      ("pax", "tar.bz2", "-j"),
    ] {
      let path = folder.file("\(format).\(ending)")
      let names = format == "v7" ? ["短.txt"] : ["."]
      let arguments =
        ["-c", "--format=\(format)", "-f", path, "-C", source.path] + (filter.isEmpty ? [] : [filter]) + names
      guard let result = run("tar", arguments), result.status == 0 else { continue }
      let reading = try open(path, file: format == "v7" ? "a.tar" : "a")
      let archive = format == "v7" ? "a.tar" : "a"
      #expect(Set(reading.texts) == (format == "v7" ? ["短"] : ["long", "短"]), "\(format)")
      #expect(Set(reading.files).contains(archive + "!/短.txt"))
      if format != "v7" { #expect(Set(reading.files).contains(archive + "!/" + long), "\(format)") }
    }
  }

  @Test func paxAndGNURecordsNameAndSizeTheNextMember() throws {
    let content = Array("the content".utf8)
    var tar = TarBuilder()
    tar.addPax([("path", "pax/名.txt"), ("size", "\(content.count)")])
    // The size stands in the records alone.
    tar.append(TarBuilder.header(Array("short.txt".utf8), size: 0), content)
    tar.add("././@LongLink", Array("gnu/long.txt\u{0}".utf8), type: "L")
    tar.add("short2.txt", "second")
    tar.add("name.txt", Array("third".utf8), prefix: "pre/fix")
    tar.add("plain.txt", "fourth")
    let reading = try open(folder.write(tar.finished, to: "a.tar"))
    #expect(
      reading.files == ["a.tar!/pax/名.txt", "a.tar!/gnu/long.txt", "a.tar!/pre/fix/name.txt", "a.tar!/plain.txt"])
    #expect(reading.texts == ["the content", "second", "third", "fourth"])
    #expect(reading.byteCount == tar.finished.count)
  }

  @Test func membersAreDecompressedAndReadByTheirFormat() throws {
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(Array("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{bad\n".utf8), into: &frame)
    var tar = TarBuilder()
    tar.add("lines.jsonl.zst", frame)
    tar.add("page.html", "<html><body>x")
    let path = folder.write(tar.finished, to: "a.tar")
    let lines = try open(path, .jsonLines)
    #expect(lines.texts == ["a", "b"])
    #expect(lines.reasons == ["json-syntax"])
    #expect(lines.records.map(\.origin.row) == [0, 1])
    let all = try open(path, nil)
    #expect(all.texts == ["a", "b", "<html><body>x"])
  }

  @Test func namesAreNeverPathsAndNeverMistakenForOthers() throws {
    var tar = TarBuilder()
    for name in ["../../etc/passwd.txt", "/etc/passwd.txt", "etc/passwd.txt", "./etc/passwd.txt", "etc/passwd.txt"] {
      tar.add(name, name)
    }
    let reading = try open(folder.write(tar.finished, to: "a.tar"))
    #expect(
      reading.files == [
        "a.tar!/../../etc/passwd.txt", "a.tar!//etc/passwd.txt", "a.tar!/etc/passwd.txt", "a.tar!2/etc/passwd.txt",
        "a.tar!3/etc/passwd.txt",
      ])
    #expect(Set(reading.files).count == 5)
  }

  @Test func aDamagedHeaderCostsItsMemberAlone() throws {
    var tar = TarBuilder()
    tar.add("1.txt", "one")
    let place = tar.bytes.count
    tar.add("2.txt", String(repeating: "two ", count: 500))
    tar.add("3.txt", "three")
    var bytes = tar.finished
    bytes[place + 130] ^= 1
    let reading = try open(folder.write(bytes, to: "a.tar"))
    #expect(reading.texts == ["one", "three"])
    #expect(reading.reasons == ["archive-header"])
    #expect(reading.quarantined.first?.origin.offset == place)
    #expect(reading.byteCount == bytes.count)
  }

  @Test func everyCutIsSeenAndCostsNothingBeforeIt() throws {
    var tar = TarBuilder()
    tar.add("1.txt", "one")
    tar.add("2.txt", String(repeating: "2", count: 700))
    let bytes = tar.finished
    for cut in stride(from: 1, to: bytes.count, by: 97) {
      let reading = try open(folder.write(Array(bytes[..<cut]), to: "a.tar"))
      let whole = [512 + 3, 1024 + 512 + 700].filter { $0 <= cut }.count
      #expect(reading.records.count == whole, "cut at \(cut)")
      #expect(reading.byteCount == cut, "cut at \(cut)")
      // A cut in the zeros at the end takes nothing away.
      if whole < 2, cut != 1024 { #expect(!reading.quarantined.isEmpty, "cut at \(cut)") }
    }
  }

  @Test func readingGoesOnBehindADamagedFrame() throws {
    // A frame for each few members, as parallel compressors write them.
    var stored: [UInt8] = []
    var generator = SeededGenerator(seed: 5)
    var frames: [Range<Int>] = []
    for group in 0..<3 {
      var tar = TarBuilder()
      for member in 0..<4 { tar.add("\(group)-\(member).txt", generator.text(scalarCount: 3000)) }
      let from = stored.count
      ZstdCompressor(level: 1).compress(group == 2 ? tar.finished : tar.bytes, into: &stored)
      frames.append(from..<stored.count)
    }
    for index in frames[1].prefix(200).dropFirst(60) { stored[index] ^= 0x5a }
    let reading = try open(folder.write(stored, to: "a.tar.zst"))
    let names = reading.files.map { $0.dropFirst("a.tar.zst!/".count) }
    #expect(names.filter { $0.hasPrefix("0-") }.count == 4)
    #expect(names.filter { $0.hasPrefix("2-") }.count == 4)
    #expect(reading.reasons.contains("stream-corrupt"))
  }

  @Test func sparseFilesAndArchivesInArchivesAreRefusedAloud() throws {
    var inner = TarBuilder()
    inner.add("x.txt", "inner")
    var tar = TarBuilder()
    tar.add("sparse.txt", Array("map".utf8), type: "S")
    tar.addPax([("GNU.sparse.major", "1")])
    tar.add("sparse2.txt", "map")
    tar.add("nested.tar", inner.finished)
    tar.add("y.txt", "outer")
    let path = folder.write(tar.finished, to: "a.tar")
    let reading = try open(path, nil)
    #expect(reading.texts == ["outer"])
    #expect(reading.reasons == ["archive-member", "archive-member", "nested-archive"])
    #expect(reading.byteCount == tar.finished.count)
    #expect(try open(path).reasons == ["archive-member", "archive-member"])
  }

  @Test(arguments: [
    (["*.md"], ["docs/a.md", "b.md"]), (["docs/**"], ["docs/a.md", "docs/x/c.txt"]), (["!docs/**"], ["d.txt"]),
    (["**", "!*.md"], ["docs/x/c.txt", "d.txt"]), (["docs/*.md"], ["docs/a.md"]), (["**/c.txt"], ["docs/x/c.txt"]),
  ])
  func patternsChooseMembers(_ patterns: [String], _ expected: [String]) throws {
    var tar = TarBuilder()
    for name in ["docs/a.md", "docs/x/c.txt", "b.md", "d.txt"] { tar.add(name, name) }
    let reading = try open(folder.write(tar.finished, to: "a.tar"), .text) { $0.members = patterns }
    let wanted = patterns == ["!docs/**"] ? ["b.md", "d.txt"] : expected
    #expect(reading.texts == wanted)
  }

  @Test func randomDamageNeverCrashesAndNeverLosesBytesSilently() throws {
    var tar = TarBuilder()
    tar.addPax([("path", "pax/one.txt")])
    tar.add("one.txt", String(repeating: "one ", count: 300))
    tar.add("././@LongLink", Array("gnu/two.txt\u{0}".utf8), type: "L")
    tar.add("two.txt", "two")
    tar.add("three.txt", "three")
    let bytes = tar.finished
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<(1 + generator.next() % 8) {
        damaged[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
      }
      let reading = try open(folder.write(damaged, to: "a.tar"))
      #expect(reading.byteCount == bytes.count)
    }
  }
}
