// The files of a deduplication: what is written is read again, damage is an error, order does not depend on memory.

import Corpus
import Deduplication
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite("Files of a deduplication")
struct DeduplicateFilesTests {
  private let folder = TemporaryFolder("deduplicate")

  // MARK: Scans

  private func writeScan(_ random: inout SeededGenerator, to path: String) throws -> [(
    id: String, text: Int, source: Int
  )] {
    let writer = try DocumentScanWriter(path: path)
    var expected: [(id: String, text: Int, source: Int)] = []
    for number in 0..<5 {
      var block = ScanBlock()
      block.file = number
      block.sources = [Array("s\(number % 2)".utf8), Array("t".utf8)]
      block.layout.byteCount = 1000 + number
      for row in 0..<number * 3 {
        let id = random.text(scalarCount: row)
        block.ids += Array(id.utf8)
        block.append(textByteCount: row, lineHash: random.next(), source: row % 3)
        block.layout.documentCount += 1
        expected.append((id, row, row % 3))
      }
      block.layout.others = [0, 7]
      try writer.append(block)
    }
    writer.add(problems: (0..<300).map { "problem \($0)" })
    try writer.commit()
    return expected
  }

  @Test func scansGiveBackWhatTheyWereGiven() throws {
    var random = SeededGenerator(seed: 1)
    let path = folder.file("scan")
    let expected = try writeScan(&random, to: path)
    let scan = try DocumentScan(path: path)
    #expect(scan.summary.documents == expected.count)
    #expect(scan.summary.problemCount == 300)
    #expect(scan.summary.problems.count == 100)
    #expect(scan.summary.sources == ["s0", "t", "s1"])
    for (row, document) in expected.enumerated() {
      try scan.withDocument(atRow: row) { found in
        #expect(String(decoding: found.id, as: UTF8.self) == document.id)
        #expect(found.textByteCount == document.text)
        #expect((found.source == 0) == (document.source == 0))
      }
    }
    #expect(try scan.layout(ofBlock: 4).others == [0, 7])
    #expect(try scan.layout(ofBlock: 4).byteCount == 1004)
  }

  @Test func damagedScansAreErrors() throws {
    var random = SeededGenerator(seed: 2)
    let path = folder.file("damaged")
    _ = try writeScan(&random, to: path)
    let whole = folder.read("damaged")
    for round in 0..<400 {
      var bytes = whole
      if round % 2 == 0 {
        bytes.removeLast(1 + Int(random.next() % UInt64(bytes.count)))
      } else {
        for _ in 0..<1 + round % 5 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 255) }
      }
      folder.write(bytes, to: "damaged")
      do {
        let scan = try DocumentScan(path: path)
        for block in 0..<scan.blockCount {
          _ = try scan.layout(ofBlock: block)
          for row in scan.rows(ofBlock: block) { try scan.withDocument(block: block, row: row) { _ = $0.id.count } }
        }
        #expect(round % 2 == 1, "a shorter file was taken for whole")
      } catch let error as RunError {
        #expect(error.message.contains(path))
      }
    }
  }

  // MARK: Shards of lines

  @Test func rowsOfALineShardAreFound() throws {
    let path = folder.file("lines.jsonl.zst")
    let writer = try LineShardWriter(path: path)
    let compressor = ZstdCompressor()
    var rows: [String] = []
    for batch in 0..<6 {
      let lines = (0..<batch * 2).map { "line \(batch) \($0)" }
      rows += lines
      let raw = Array(lines.map { $0 + "\n" }.joined().utf8)
      var frame: [UInt8] = []
      compressor.compress(raw, into: &frame)
      try writer.append(CompressedLines(frame: frame, rawByteCount: raw.count, rowCount: lines.count))
    }
    try writer.commit()
    let reader = try LineShardReader(path: path)
    #expect(reader.rowCount == rows.count)
    for (row, line) in rows.enumerated() {
      let frame = try reader.frame(ofRow: row)
      let lines = try reader.lines(ofFrame: frame).split(separator: 0x0a)
      #expect(String(decoding: lines[row - reader.frames[frame].firstRow], as: UTF8.self) == line)
    }
    #expect(throws: RunError.self) { try reader.frame(ofRow: rows.count) }
    // The whole file is an ordinary zstd file.
    let input = try ByteInput.open(path: path)
    while try input.fillMore() {}
    #expect(input.availableByteCount == rows.reduce(0) { $0 + $1.utf8.count + 1 })

    let index = folder.read("lines.jsonl.zst.frames")
    var random = SeededGenerator(seed: 3)
    for _ in 0..<100 {
      var bytes = index
      bytes[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 + random.next() % 255)
      folder.write(bytes, to: "lines.jsonl.zst.frames")
      #expect(throws: RunError.self) { try LineShardReader(path: path) }
    }
  }

  // MARK: Order and names

  /// A table of members with ids that come several times.
  private func table(_ count: Int, _ random: inout SeededGenerator) throws -> MemberTable {
    let path = folder.file("members")
    let writer = try MemberTableWriter(path: path)
    for number in 0..<count {
      let id = Array("id\(random.next() % UInt64(count / 2))".utf8)
      try id.withUnsafeBytes {
        try writer.append(
          Member(
            number: number, role: number % 3 == 0 ? .kept : .near, kept: 0, jaccard: Jaccard(intersection: 1, union: 2),
            textByteCount: number, lineHash: random.next(), source: 0, id: 0..<0), id: $0)
      }
    }
    try writer.commit()
    return try MemberTable(path: path)
  }

  @Test func orderDoesNotDependOnMemory() throws {
    var random = SeededGenerator(seed: 4)
    let members = try table(2000, &random)
    func order(_ membersPerRange: Int) -> [Int] {
      let order = MemberOrder(memberCount: members.count, membersPerRange: membersPerRange)
      return (0..<order.rangeCount).flatMap { order.members(ofRange: $0, of: members) { _ in true }.map(\.index) }
    }
    let whole = order(1 << 20)
    #expect(whole.sorted() == Array(0..<2000))
    for limit in [1000, 137, 9] { #expect(order(limit) == whole) }
  }

  @Test func clustersAreNamedByIDsThatAreTheirOwn() throws {
    var random = SeededGenerator(seed: 5)
    let members = try table(300, &random)
    var expected: Set<[UInt8]>?
    for limit in [1 << 20, 13] {
      let names = ClusterNames(members, order: MemberOrder(memberCount: members.count, membersPerRange: limit))
      var found: Set<[UInt8]> = []
      for index in 0..<members.count where members[index].role == .kept {
        var name: [UInt8] = []
        names.append(clusterOf: index, to: &name)
        #expect(found.insert(name).inserted)
      }
      #expect(expected == nil || expected == found)
      expected = found
    }
  }

  // MARK: Annotations

  @Test func annotatedLinesStayTheObjectsTheyWere() throws {
    let additions = Array(#","duplicate_cluster":"c","duplicate_of":"k""#.utf8)
    let lines = [
      #"{}"#, #"  {  } "#, #"{"a":1}"#, #"{"a":[{"b":"}"}],"duplicate_of":{"x":"}"}}"#,
      #"{"duplicate_of":1,"duplicate_cluster":2,"a":"\"}","duplicate_jaccard":3}"#,
      #"{"duplicat\u0065_of":"old","z":null}"#,
      #"{"duplicate_reason":"x"}"#,
    ]
    for line in lines {
      var output: [UInt8] = []
      try Array(line.utf8).withUnsafeBufferPointer { try LineAnnotation.append($0, additions, to: &output) }
      #expect(output.last == 0x0a)
      let before = try JSONValue(parsing: line)
      let after = try JSONValue(parsing: output)
      #expect(after["duplicate_cluster"] == "c" && after["duplicate_of"] == "k", "\(line)")
      #expect(after["duplicate_jaccard"] == nil && after["duplicate_reason"] == nil, "\(line)")
      for key in before.object?.keys ?? [] where !key.hasPrefix("duplicate_") { #expect(after[key] == before[key]) }
      // Each name once.
      let names = after.object?.keys ?? []
      #expect(String(decoding: output, as: UTF8.self).components(of: "\"duplicate_of\"") == 1)
      #expect(Set(names).count == names.count)
    }
  }

  // MARK: Sources

  /// With more sources than can be told apart the inputs stand for them, wherever the sources were met first.
  @Test func tooManySourcesAreCountedByInput() {
    let parts = [
      DeduplicationPart(argument: 0, files: []), DeduplicationPart(argument: 1, files: []),
    ]
    func summary(_ range: Range<Int>) -> DocumentScan.Summary {
      var summary = DocumentScan.Summary()
      summary.documents = range.count + 5
      summary.sources = range.map { "s\($0)" }
      summary.sourceDocuments = range.map { _ in 1 }
      return summary
    }
    let few = CorpusSources(parts: parts, summaries: [summary(0..<3), summary(2..<4)], inputs: ["a", "b"])
    #expect(few.bySize.map { few.names[$0] } == ["a", "b", "s2", "s0", "s1", "s3"])
    let many = CorpusSources(
      parts: parts, summaries: [summary(0..<40_000), summary(30_000..<70_000)], inputs: ["a", "b"])
    #expect(many.bySize.map { many.names[$0] } == ["a", "b"])
    #expect(many.bySize.map { many.documents[$0] } == [40_005, 40_005])
    #expect(many.number(of: 39_999, part: 1) == many.number(of: 0, part: 1))
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: text) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
