// Every format: its bytes, its limits, and what a hostile file gives.

import Corpus
import Storage
import TestSupport
import Testing

@testable import TokenShards

/// A set of shards of any format with a few items, made by hand.
struct SmallSet {
  let folder: TemporaryFolder
  let format: ShardFormat
  let content: ShardContent
  var items: [[UInt32]]
  let manifest: ShardManifest

  static let endID: UInt32 = 9

  static func id(_ number: Int) -> DocumentID { DocumentID.make(source: "s", file: "f", position: number) }

  /// - Parameter shards: items are spread over so many shards, in order.
  init(
    _ format: ShardFormat, _ content: ShardContent, in folder: TemporaryFolder, vocabularySize: Int = 60_000,
    shards: Int = 1
  ) throws {
    self.folder = folder
    self.format = format
    self.content = content
    switch content {
    case .rows: items = [[1, 2, 3, 4, 9], [5, 6, 9, 7, 9], [8, 9, 0, 0, 0], [300, 59_999, 1, 2, 9]]
    case .documents: items = [[1, 2, 3, 4, 9], [9], [5, 6, 7, 8, 1, 2, 3, 300, 59_999, 9], [8, 9]]
    }
    let pieces = content == .rows ? [[5], [3, 2], [2], [5]] : items.map { [$0.count] }
    var manifest = ShardManifest(
      tokenizerHash: "ab", vocabularySize: vocabularySize, sequenceLength: content == .rows ? 4 : 0,
      targetRule: .withinRow, endOfDocument: EndOfDocument(id: Self.endID, position: .after),
      paddingID: content == .rows ? 0 : Self.endID, seed: 3, sources: [.init(name: "a"), .init(name: "b, \"c\"")])
    manifest.format = format
    manifest.content = content
    try FileSystem.createDirectory(folder.file("train"))
    var written: [ShardManifest.Shard] = []
    let all = items
    let perShard = (all.count + shards - 1) / shards
    for shard in 0..<shards {
      let numbers = shard * perShard..<min((shard + 1) * perShard, all.count)
      let writer = try TokenShardWriter(
        folder: folder.path, split: "train", number: shard, format: format, vocabularySize: vocabularySize,
        items: content == .rows
          ? .uniform(tokenCount: 5, count: numbers.count) : .listed(numbers.map { UInt32(all[$0].count) }),
        labels: ShardLabels(tokenizer: "ab", sources: manifest.sources.map(\.name)))
      for number in numbers {
        writer.beginItem(source: number % 2)
        for count in pieces[number] {
          writer.append(RowPiece(document: Self.id(number), first: 0, tokenCount: count))
        }
        try items[number].withUnsafeBufferPointer { try writer.append($0) }
        manifest.sources[number % 2].train.rowCount += 1
        manifest.sources[number % 2].train.tokenCount += pieces[number].reduce(0, +)
      }
      written.append(try writer.commit())
    }
    try manifest.setShards(written, .train, folder: folder.path)
    _ = try manifest.write(to: folder.path)
    self.manifest = manifest
  }

  /// Every pair of a format and what it can hold.
  static let kinds: [(ShardFormat, ShardContent)] = ShardFormat.allCases.flatMap { format in
    format.contents.map { (format, $0) }
  }
}

struct ShardFormatTests {
  @Test(arguments: SmallSet.kinds, [60_000, 65_520, 65_536, 65_537, 200_000])
  func itemsComeBack(kind: (ShardFormat, ShardContent), vocabularySize: Int) throws {
    let folder = TemporaryFolder("formats")
    let small = try SmallSet(kind.0, kind.1, in: folder, vocabularySize: vocabularySize, shards: 2)
    let set = try ShardSet(folder: folder.path)
    #expect(set.manifest == small.manifest)
    #expect((0..<set.rowCount(.train)).map { set.tokens(ofRow: $0, .train) } == small.items)
    #expect((0..<set.rowCount(.train)).map { set.tokenCount(ofRow: $0, .train) } == small.items.map(\.count))
    let report = try ShardVerifier.verify(folder: folder.path)
    #expect(report.rowCount == 4)
    #expect(report.tokenCount + report.paddingCount == small.items.joined().count)
    #expect(report.fileCount == small.manifest.files.count)
    // Megatron's own writer changes to int32 at 65,500 ids; the others hold 65,536 in two bytes.
    let two = kind.0 == .megatron ? vocabularySize < 65_500 : vocabularySize <= 65_536
    #expect(small.manifest.width == (two ? .two : .four))
  }

  /// Any flipped bit of any file is found, and named by its file, its byte and what was written there.
  @Test(arguments: SmallSet.kinds)
  func everyDamagedByteIsFound(kind: (ShardFormat, ShardContent)) throws {
    let folder = TemporaryFolder("formats")
    let small = try SmallSet(kind.0, kind.1, in: folder)
    var random = SeededGenerator(seed: 3)
    for file in small.manifest.files {
      let bytes = folder.read(file.path)
      for position in bytes.indices {
        var damaged = bytes
        damaged[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        folder.write(damaged, to: file.path)
        #expect("byte \(position) of \(file.path)") { try ShardVerifier.verify(folder: folder.path) } throws: {
          guard let error = $0 as? ShardError else { return false }
          let values = [damaged[position], bytes[position]].map { "0x" + Hex.encode([$0]) }
          return error.path == folder.file(file.path) && error.offset == position
            && error.message.hasPrefix("\(values[0]) stands where \(values[1]) was written")
        }
      }
      for (changed, offset) in [(Array(bytes.dropLast(3)), bytes.count - 3), (bytes + [0, 0], bytes.count)] {
        folder.write(changed, to: file.path)
        #expect { try ShardVerifier.verify(folder: folder.path) } throws: {
          guard let error = $0 as? ShardError else { return false }
          return error.path == folder.file(file.path) && error.offset == offset
            && error.message.hasPrefix("the file has \(changed.count) bytes, but \(bytes.count) were written")
        }
      }
      folder.write(bytes, to: file.path)
    }
    _ = try ShardVerifier.verify(folder: folder.path)
  }

  /// Opening a file with a changed number or a cut-off end gives an error with its file, or the same items; never a
  /// crash, whatever the number.
  @Test(arguments: SmallSet.kinds)
  func hostileFilesAreErrors(kind: (ShardFormat, ShardContent)) throws {
    let folder = TemporaryFolder("formats")
    let small = try SmallSet(kind.0, kind.1, in: folder)
    let shard = small.manifest.train[0]
    let path = folder.file(shard.tokens.path)
    for file in [shard.tokens] + shard.companions {
      let bytes = folder.read(file.path)
      func open() throws {
        do {
          let reader = try TokenShardReader.open(path, format: kind.0, rowTokenCount: kind.1 == .rows ? 5 : nil)
          for item in 0..<reader.itemCount { _ = reader.tokens(ofItem: item) }
        } catch let error as ShardError {
          #expect(error.path.hasPrefix(folder.path))
        } catch is StorageError {}
      }
      for count in 0..<min(bytes.count, 3_000) {
        folder.write(Array(bytes[..<count]), to: file.path)
        try open()
      }
      for position in 0..<min(bytes.count, 700) {
        for value in [UInt64(0), 1, 0x7fff_ffff, 0xffff_ffff, 1 << 62, 1 << 63, .max] {
          for width in [4, 8] where position + width <= bytes.count {
            var damaged = bytes
            for index in 0..<width { damaged[position + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
            folder.write(damaged, to: file.path)
            try open()
          }
        }
      }
      folder.write(bytes, to: file.path)
    }
  }

  @Test(arguments: SmallSet.kinds)
  func idsOutsideTheVocabularyAndWrongCountsLeaveNoFile(kind: (ShardFormat, ShardContent)) throws {
    let folder = TemporaryFolder("formats")
    func writer(_ items: ItemLengths) throws -> TokenShardWriter {
      try TokenShardWriter(
        folder: folder.path, split: "", number: 0, format: kind.0, vocabularySize: 3, items: items,
        labels: ShardLabels(tokenizer: "", sources: ["a"]))
    }
    let items: ItemLengths = kind.1 == .rows ? .uniform(tokenCount: 2, count: 1) : .listed([2])
    let tokens: [UInt32] = [1, 2, 3]
    let one = try writer(items)
    #expect { try tokens.withUnsafeBufferPointer { try one.append($0) } } throws: {
      ($0 as? ShardError)?.code == .idOutOfRange
    }
    one.beginItem(source: 0)
    try tokens[..<1].withUnsafeBufferPointer { try one.append($0) }
    #expect(throws: ShardError.self) { try one.commit() }
    let other = try writer(items)
    try tokens[..<2].withUnsafeBufferPointer { try other.append($0) }
    #expect(throws: ShardError.self) { try tokens[..<1].withUnsafeBufferPointer { try other.append($0) } }
    #expect(throws: ShardError.self, "no item was begun") { try other.commit() }
    #expect(try FileSystem.listDirectory(folder.path).allSatisfy { $0.hasPrefix(".") })
  }

  @Test func whatAFormatCannotCountIsRefusedBeforeItIsWritten() throws {
    let folder = TemporaryFolder("formats")
    for (format, items) in [
      (ShardFormat.llmc, ItemLengths.uniform(tokenCount: 1 << 10, count: 1 << 21)),
      (.mds, .uniform(tokenCount: 1 << 10, count: 1 << 21)), (.mds, .listed([3, 4])),
      (.megatron, .listed([1 << 31])),
    ] {
      #expect(throws: ShardError.self) {
        try TokenShardWriter(
          folder: folder.path, split: "", number: 0, format: format, vocabularySize: 100, items: items,
          labels: ShardLabels(tokenizer: "", sources: ["a"]))
      }
    }
    #expect(try FileSystem.listDirectory(folder.path).isEmpty)
  }

  @Test(arguments: [(50_257, 20_240_520, 1, 2), (128_256, 20_240_801, 7, 4)])
  func llmcHasItsHeader(vocabularySize: Int, magic: Int32, version: Int32, width: Int) throws {
    let folder = TemporaryFolder("formats")
    let small = try SmallSet(.llmc, .rows, in: folder, vocabularySize: max(vocabularySize, 60_000))
    let bytes = folder.read(small.manifest.train[0].tokens.path)
    #expect(bytes.count == 1_024 + 20 * width)
    let numbers = bytes[..<1_024].withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
    #expect(numbers == [magic, version, 20] + [Int32](repeating: 0, count: 253))
    #expect(
      Array(bytes[1_024 + 15 * width..<1_024 + 16 * width]) == ([44, 1, 0, 0] as [UInt8]).prefix(width).map { $0 })
    let reader = try TokenShardReader.open(folder.file("train/000000.bin"), format: .llmc)
    #expect(reader.itemCount == 1 && reader.tokenCount == 20)
    #expect(reader.offsetOfForeignID(vocabularySize: 60_000) == nil)
    #expect(reader.offsetOfForeignID(vocabularySize: 300) == 1_024 + 15 * width)
    #expect(reader.largestID() == 59_999)
  }

  @Test func megatronHasItsIndex() throws {
    let folder = TemporaryFolder("formats")
    _ = try SmallSet(.megatron, .documents, in: folder)
    let index = folder.read("train/000000.idx")
    #expect(Array(index.prefix(18)) == Array("MMIDIDX".utf8) + [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8])
    func number(_ offset: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(index[offset + $1]) << (8 * $1) }
    }
    #expect([18, 26].map { number($0, 8) } == [4, 5])
    #expect((0..<4).map { number(34 + 4 * $0, 4) } == [5, 1, 10, 2])
    #expect((0..<4).map { number(50 + 8 * $0, 8) } == [0, 10, 12, 32])
    #expect((0..<5).map { number(82 + 8 * $0, 8) } == [0, 1, 2, 3, 4])
    #expect(index.count == 122)
  }

  @Test func datatroveCountsForPeople() {
    for (count, text) in [
      (0, "0.00 T"), (7, "7.00 T"), (18, "18.0 T"), (999, "999 T"), (1_000, "1.00 kT"), (12_345, "12.3 kT"),
      (999_999, "1000 kT"), (1_235_000, "1.24 MT"), (15_000_000_000_000, "15.0 TT"),
    ] {
      #expect(DatatroveFormat.metric(count) == text)
    }
  }

  @Test func olmoBoundsAreLinesOfGzip() throws {
    let folder = TemporaryFolder("formats")
    _ = try SmallSet(.olmo, .documents, in: folder)
    let unpacked = TestSupport.run("gzip", ["-dc", folder.file("train/part-0-00000.csv.gz")])
    let lines = String(decoding: try #require(unpacked).standardOutput, as: UTF8.self)
    #expect(
      lines == "0,5,\(SmallSet.id(0)),a,0\r\n5,6,\(SmallSet.id(1)),\"b, \"\"c\"\"\",1\r\n"
        + "6,16,\(SmallSet.id(2)),a,2\r\n16,18,\(SmallSet.id(3)),\"b, \"\"c\"\"\",3\r\n")
    #expect(TestSupport.run("gzip", ["-t", folder.file("train/part-0-00000.csv.gz")])?.status == 0)
  }

  @Test func longStoredFilesAreWholeGzip() throws {
    let folder = TemporaryFolder("formats")
    var random = SeededGenerator(seed: 1)
    for count in [0, 1, 65_535, 65_536, 200_000] {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      let file = try StoredGzipFile(path: folder.file("a.gz"))
      for start in stride(from: 0, to: count, by: 7_919) {
        try file.write(Array(bytes[start..<min(start + 7_919, count)]))
      }
      _ = try file.commit()
      let unpacked = TestSupport.run("gzip", ["-dc", folder.file("a.gz")])
      #expect(try #require(unpacked).standardOutput == bytes)
    }
  }

  /// Samples of several columns and of wider ids, as others write them.
  @Test func foreignColumnsOfMDSAreRead() throws {
    let folder = TemporaryFolder("formats")
    let configuration = Array(
      #"{"column_encodings": ["str", "ndarray:int64:2"], "column_names": ["id", "tokens"], "column_sizes": [null, 16], "version": 2}"#
        .utf8)
    let samples = [("x", [7, 1 << 40]), ("yyy", [8, 9])].map { name, ids in
      var sample: [UInt8] = []
      FileNumber.append(UInt32(name.utf8.count), to: &sample)
      sample += Array(name.utf8)
      for id in ids { FileNumber.append(Int64(id), to: &sample) }
      return sample
    }
    var bytes: [UInt8] = []
    FileNumber.append(UInt32(2), to: &bytes)
    var offset = 16 + configuration.count
    for count in [0] + samples.map(\.count) {
      offset += count
      FileNumber.append(UInt32(offset), to: &bytes)
    }
    bytes += configuration + samples.joined()
    folder.write(bytes, to: "shard.00000.mds")
    let reader = try TokenShardReader.open(folder.file("shard.00000.mds"), format: .mds)
    #expect(reader.itemCount == 2 && reader.tokenCount == 4)
    #expect(reader.tokens(ofItem: 0) == [7, .max])
    #expect(reader.tokens(ofItem: 1) == [8, 9])
    #expect(reader.place(ofToken: 3) == (1, 1))
  }
}
