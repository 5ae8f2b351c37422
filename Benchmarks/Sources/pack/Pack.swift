// pack LENGTHS FOLDER [SEQUENCE] [FORMAT]: CPU seconds of planning rows and of writing them to shards.

import Corpus
import Glibc
import Packing
import Storage
import TokenShards

/// Packs documents of given lengths as `sluice pack` and a run do, and prints what each step took; the ids of the documents'
/// tokens are drawn beforehand.
@main struct Pack {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3, let format = ShardFormat(rawValue: arguments.count > 4 ? arguments[4] : "llmc") else {
      print(
        "usage: pack LENGTHS FOLDER [SEQUENCE] [FORMAT]     LENGTHS: tokens of each document, little-endian, 4 bytes each"
      )
      exit(64)
    }
    let folder = arguments[2]
    let tokens = Path.join(folder, "documents.tokens")
    try writeDocuments(of: FileSystem.readAll(arguments[1], limit: 1 << 32), to: tokens)
    let target = TargetRule.withinRow
    let sequenceLength = arguments.count > 3 ? Int(arguments[3]) ?? 2048 : 2048
    let request = PackRequest(
      source: "documents", tokenFiles: [tokens], validation: ValidationSplit(fraction: 0, seed: 0), side: .train,
      rowTokenCount: target.rowTokenCount(sequenceLength: sequenceLength), seed: 0,
      output: Path.join(folder, "train.rows"))
    var seconds = CPUClock.seconds
    let report = try SourcePacker.pack(request)
    let planning = CPUClock.seconds - seconds
    var order = OrderRequest(
      split: .train, sources: [.init(name: "documents", packedRows: request.output, tokenFiles: [tokens])],
      vocabularySize: vocabularySize, rowTokenCount: request.rowTokenCount,
      marks: DocumentMarks(end: EndOfDocument(id: 0, position: format.usualEndPosition)), paddingID: 0,
      tokensPerShard: 100_000_000, seed: 0, folder: folder)
    order.format = format
    order.content = format.usualContent
    seconds = CPUClock.seconds
    let wall = MonotonicClock.seconds
    let shards = try ShardOrder(order)
    var tokenCount = 0
    for number in 0..<shards.shardCount { tokenCount += try shards.writeShard(number).tokenCounts.reduce(0, +) }
    let writing = CPUClock.seconds - seconds
    print(
      "{\"documents\":\(report.documentCount),\"tokens\":\(tokenCount),\"rows\":\(report.rowCount),"
        + "\"padding\":\(report.paddingCount),\"cut\":\(report.splitDocumentCount),\"planning\":\(planning),"
        + "\"writing\":\(writing),\"wall\":\(MonotonicClock.seconds - wall)}")
  }

  private static let vocabularySize = 50_257

  private static func writeDocuments(of lengths: [UInt8], to path: String) throws {
    let writer = try TokenFileWriter(path: path, vocabularySize: vocabularySize)
    var state: UInt64 = 1
    for row in 0..<lengths.count / 4 {
      let count = (0..<4).reduce(0) { $0 | Int(lengths[4 * row + $1]) << (8 * $1) }
      let tokens = (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt32(truncatingIfNeeded: (state >> 33) % UInt64(vocabularySize))
      }
      try writer.append(tokens, id: DocumentID.make(source: "", file: "documents", position: row), row: row)
    }
    _ = try writer.commit()
  }
}
