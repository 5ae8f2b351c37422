// What verification says of damage: bytes, stretches, rows; of manifests that know nothing of blocks, too.

import Storage
import TestSupport
import Testing

@testable import TokenShards

@Suite struct FileDamageTests {
  let folder = TemporaryFolder("damage")

  /// Shards of `count` rows of 100 tokens, so large that their files have many blocks.
  private func rows(_ count: Int, _ format: ShardFormat) throws -> ShardManifest {
    var manifest = ShardManifest(
      tokenizerHash: "", vocabularySize: 60_000, sequenceLength: 99, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: 9, position: .after), paddingID: 9, seed: 0, sources: [.init(name: "a")])
    manifest.format = format
    try FileSystem.createDirectory(folder.file("train"))
    let writer = try TokenShardWriter(
      folder: folder.path, split: "train", number: 0, format: format, vocabularySize: 60_000,
      items: .uniform(tokenCount: 100, count: count), labels: ShardLabels(tokenizer: "", sources: ["a"]))
    var random = SeededGenerator(seed: 1)
    for row in 0..<count {
      writer.beginItem(source: 0)
      writer.append(RowPiece(document: SmallSet.id(row), first: 0, tokenCount: 100))
      let tokens = (0..<100).map { _ in UInt32.random(in: 0..<60_000, using: &random) }
      try tokens.withUnsafeBufferPointer { try writer.append($0) }
    }
    manifest.sources[0].train.rowCount = count
    manifest.sources[0].train.tokenCount = count * 100
    try manifest.setShards([try writer.commit()], .train, folder: folder.path)
    _ = try manifest.write(to: folder.path)
    return manifest
  }

  private func damage() -> ShardError? {
    do {
      _ = try ShardVerifier.verify(folder: folder.path)
      return nil
    } catch { return error as? ShardError }
  }

  @Test func aWrongTokenIsNamedWithItsRow() throws {
    let manifest = try rows(1_000, .llmc)
    #expect(damage() == nil)
    let path = manifest.train[0].tokens.path
    var bytes = folder.read(path)
    bytes[1_024 + 512 * 200 + 7] ^= 64
    folder.write(bytes, to: path)
    let first = try #require(damage())
    #expect(first.offset == 1_024 + 512 * 200 + 7 && first.message.contains("was written, in row 512; "))
    // A second one elsewhere.
    bytes[1_024 + 700 * 200] ^= 1
    folder.write(bytes, to: path)
    let both = try #require(damage())
    #expect(both.offset == first.offset && both.message.contains("of 2 wrong bytes the next are \(1_024 + 700 * 200)"))
  }

  @Test func wrongStretchesAreNamedByTheirBlocks() throws {
    let manifest = try rows(1_000, .megatron)
    let path = manifest.train[0].tokens.path
    var bytes = folder.read(path)
    let size = try #require(manifest.train[0].tokens.blocks).blockByteCount
    #expect(size == 4_096 && bytes.count == 200_000)
    // A page of zeros over the end of one block and the beginning of the next, and some bytes far behind.
    for place in 3 * size - 100..<3 * size + 50 { bytes[place] = 0 }
    for place in 150_000..<150_010 { bytes[place] ^= 0x11 }
    folder.write(bytes, to: path)
    let error = try #require(damage())
    #expect(error.path == folder.file(path) && error.offset == nil)
    #expect(
      error.message.hasPrefix(
        "damaged are bytes 8192 to 16383, in rows 40 to 81; bytes 147456 to 151551, in rows 737 to 757; the file has"),
      "\(error.message)")
    folder.write(Array(bytes[..<100_000]), to: path)
    let short = try #require(damage())
    #expect(
      short.message.contains("the file has 100000 bytes, but 200000 were written; damaged are bytes 8192 to 16383"))
  }

  @Test func spansAreNamedByRowsAndPieces() throws {
    let manifest = try rows(500, .mds)
    let path = manifest.train[0].spans.path
    let bytes = folder.read(path)
    for (place, name) in [(8, nil), (64 + 16 * 77 + 4, "row 77"), (64 + 16 * 500 + 24 * 33 + 3, "piece 33")] {
      var damaged = bytes
      damaged[place] ^= 2
      folder.write(damaged, to: path)
      let error = try #require(damage())
      #expect(error.offset == place)
      #expect(name.map { error.message.contains("was written, in \($0); ") } ?? !error.message.contains(", in "))
    }
  }

  /// Manifests of earlier programs have checksums alone.
  @Test func withoutSumsOfBlocksDamageIsFoundAllTheSame() throws {
    var manifest = try rows(300, .llmc)
    manifest.train[0].tokens.blocks = nil
    manifest.train[0].spans.blocks = nil
    _ = try manifest.write(to: folder.path)
    #expect(try ShardManifest(folder: folder.path) == manifest)
    #expect(damage() == nil)
    let path = manifest.train[0].tokens.path
    var bytes = folder.read(path)
    bytes[9_000] ^= 1
    folder.write(bytes, to: path)
    let error = try #require(damage())
    #expect(error.path == folder.file(path) && error.message.contains("the file has XXH64 "))
    bytes[9_001] = 0xff
    folder.write(bytes, to: path)
    #expect(try #require(damage()).offset == 9_000, "an id outside the vocabulary has its place")
  }

  /// The manifest proves itself, and names what lies beside the shards.
  @Test func everyByteOfTheManifestAndOfItsCompanionsIsGuarded() throws {
    var random = SeededGenerator(seed: 6)
    var manifest = try rows(20, .megatron)
    folder.write(Array("list".utf8), to: "documents.jsonl")
    manifest.companions = [try ShardManifest.File(path: "documents.jsonl", in: folder.path)]
    _ = try manifest.write(to: folder.path)
    #expect(try ShardManifest(folder: folder.path) == manifest)
    #expect(try ShardVerifier.verify(folder: folder.path).fileCount == 4)
    let bytes = folder.read("manifest.json")
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      folder.write(damaged, to: "manifest.json")
      #expect(damage()?.path == folder.file("manifest.json"), "byte \(position)")
    }
    folder.write(bytes, to: "manifest.json")
    folder.write(Array("lost".utf8), to: "documents.jsonl")
    let error = try #require(damage())
    #expect(error.path == folder.file("documents.jsonl") && error.offset == 1)
  }

  /// Sums that do not go together with the file are a malformed manifest, not a crash.
  @Test func damagedSumsAreRefused() throws {
    _ = try rows(100, .llmc)
    let manifest = String(decoding: folder.read("manifest.json"), as: UTF8.self)
    let changes = [
      ("\"bytes\": 4096", "\"bytes\": 0"), ("\"bytes\": 4096", "\"bytes\": -4"), ("\"bytes\": 4096", "\"bytes\": 4095"),
      ("\"bytes\": 4096", "\"bytes\": 9223372036854775807"), ("\"bytes\": 4096", "\"bytes\": 4611686018427387904"),
      ("\"bytes\": 4096", "\"bytes\": 8192"),
      ("\"sums\": \"", "\"sums\": \"0"), ("\"sums\": \"", "\"sums\": \"x"), ("\"sums\": \"", "\"sums\": 1, \"\": \""),
    ]
    for (old, new) in changes {
      #expect(manifest.contains(old))
      folder.write(Array(manifest.replacing(old, with: new).utf8), to: "manifest.json")
      #expect("\(new)") { try ShardManifest(folder: folder.path) } throws: {
        ($0 as? ShardError)?.code == .malformedManifest
      }
    }
  }
}
