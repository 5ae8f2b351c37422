// Rows of several lengths in one stream: each stretch goes on where the one before stopped.

import Corpus
import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct StretchTests {
  private static let mark: UInt32 = 999

  private let folder = TemporaryFolder("stretches")
  private var tokens: [DocumentID: [UInt32]] = [:]

  init() throws {
    var random = SeededGenerator(seed: 17)
    let writer = try TokenFileWriter(path: folder.file("a.tokens"), vocabularySize: 1_000)
    for row in 0..<300 {
      let id = DocumentID.make(source: "a", file: "f", position: row)
      tokens[id] = (0..<Int.random(in: 0...90, using: &random)).map { _ in UInt32.random(in: 0..<900, using: &random) }
      try writer.append(tokens[id] ?? [], id: id, row: row)
    }
    _ = try writer.commit()
  }

  private var total: Int { tokens.values.reduce(0) { $0 + $1.count + 1 } }

  private func request(_ earlier: [Int], _ own: Int, rowTokenCount: Int = 65) -> PackRequest {
    var request = PackRequest(
      source: "a", tokenFiles: [folder.file("a.tokens")], validation: ValidationSplit(fraction: 0, seed: 1),
      side: .train, wholeEpochs: own / total, fractionTokens: own % total, rowTokenCount: rowTokenCount,
      windowCount: 40, seed: 1, output: folder.file("\(earlier.count).rows"))
    request.earlierTokens = earlier
    return request
  }

  /// The documents of a stretch, as often as it takes them.
  private func documents(_ request: PackRequest) throws -> [DocumentID: Int] {
    let report = try SourcePacker.pack(request)
    let reader = try PackedRowsReader(path: request.output)
    let file = try TokenFileReader(path: folder.file("a.tokens"))
    var tokensOf: [DocumentID: Int] = [:]
    for row in 0..<reader.rowCount {
      for piece in reader.pieces(ofRow: row) {
        tokensOf[file.id(ofDocument: Int(piece.document)), default: 0] += Int(piece.tokenCount)
      }
    }
    let counts = Dictionary(uniqueKeysWithValues: tokensOf.map { ($0, $1 / ((tokens[$0]?.count ?? 0) + 1)) })
    #expect(counts.values.reduce(0, +) == report.documentCount)
    return counts
  }

  /// However a stream is cut into stretches, no document comes again before every other one came as often.
  @Test(arguments: [[0.3, 0.3], [0.5, 0.6, 0.9], [1, 0.4], [0.2, 1.7, 0.05, 2.1], [2.5, 0.5]])
  func nothingComesTwiceBeforeAllWasSeen(epochs: [Double]) throws {
    let quotas = epochs.map { Int($0 * Double(total)) }
    var seen: [DocumentID: Int] = [:]
    for number in quotas.indices {
      let request = request(Array(quotas[..<number]), quotas[number], rowTokenCount: [65, 33, 129][number % 3])
      let taken = try documents(request)
      let tokenCount = taken.reduce(0) { $0 + $1.value * ((tokens[$1.key]?.count ?? 0) + 1) }
      // At least what was asked for, and a document more at most.
      #expect((quotas[number]..<quotas[number] + 91).contains(tokenCount))
      for (id, count) in taken { seen[id, default: 0] += count }
      let counts = tokens.keys.map { seen[$0] ?? 0 }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
      var leftOut = 0
      try SourcePacker.forEachLeftOut(request) { _, _ in leftOut += 1 }
      #expect(leftOut == counts.count { $0 == 0 })
    }
  }

  @Test func shardsOfAStretchHaveItsLengthAndTheSetVerifies() throws {
    let quotas = [total / 2, total]
    let lengths = [64, 256]
    let target = folder.file("out")
    try FileSystem.createDirectory(target)
    var manifest = ShardManifest(
      tokenizerHash: "00", vocabularySize: 1_000, sequenceLength: 64, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: Self.mark, position: .before), paddingID: Self.mark, seed: 1,
      sources: [.init(name: "a")])
    manifest.format = .mds
    var all: [ShardManifest.Shard] = []
    for (number, length) in lengths.enumerated() {
      let packing = request(Array(quotas[..<number]), quotas[number], rowTokenCount: length + 1)
      _ = try SourcePacker.pack(packing)
      var ordering = OrderRequest(
        split: .train,
        sources: [.init(name: "a", packedRows: packing.output, tokenFiles: packing.tokenFiles)], vocabularySize: 1_000,
        rowTokenCount: length + 1, marks: manifest.marks, paddingID: Self.mark, tokensPerShard: 2_000, seed: 1,
        folder: target)
      ordering.format = .mds
      ordering.stretch = number
      ordering.firstShardNumber = all.count
      let order = try ShardOrder(ordering)
      for shard in 0..<order.shardCount {
        var written = try order.writeShard(shard)
        if number > 0 { written.shard.sequenceLength = length }
        manifest.add(rows: written.rowCounts[0], tokens: written.tokenCounts[0], to: 0, .train)
        all.append(written.shard)
      }
      manifest.phases.append(.init(name: "p\(number)", rowCounts: [order.rowCount], sequenceLength: length))
    }
    try manifest.setShards(all, .train, folder: target)
    _ = try manifest.write(to: target)
    let set = try ShardSet(folder: target)
    #expect(set.manifest == manifest)
    #expect(set.manifest.sequenceLengths(.train) == lengths)
    let report = try ShardVerifier.verify(folder: target)
    let stored = manifest.train.reduce(0) { $0 + manifest.storedTokenCount(of: $1) }
    #expect(report.tokenCount + report.paddingCount == stored)
    let change = manifest.phases[0].rowCount
    for row in 0..<set.rowCount(.train) {
      let held = set.tokens(ofRow: row, .train)
      #expect(held.count == (row < change ? 65 : 257))
      var place = 0
      for piece in set.pieces(ofRow: row, .train) {
        let sequence = [Self.mark] + (tokens[piece.document] ?? [])
        #expect(
          Array(held[place..<place + piece.tokenCount]) == Array(sequence[piece.first...].prefix(piece.tokenCount)))
        place += piece.tokenCount
      }
    }
    // A manifest that tells another story of the phases is found.
    manifest.phases[0].sequenceLength = 128
    _ = try manifest.write(to: target)
    #expect(throws: ShardError.self) { try ShardVerifier.verify(folder: target) }
  }
}

struct PartOrderTests {
  /// Documents of up to six rows, packed and put in order with their parts behind one another.
  @Test(arguments: PackingStrategy.allCases, [1, 2])
  func partsComeInOrder(strategy: PackingStrategy, epochs: Int) throws {
    let folder = TemporaryFolder("parts")
    var random = SeededGenerator(seed: 5)
    let writer = try TokenFileWriter(path: folder.file("a.tokens"), vocabularySize: 1_000)
    for row in 0..<200 {
      let count = row % 3 == 0 ? Int.random(in: 100...390, using: &random) : Int.random(in: 0...60, using: &random)
      let id = DocumentID.make(source: "a", file: "f", position: row)
      try writer.append((0..<count).map { UInt32($0) }, id: id, row: row)
    }
    _ = try writer.commit()
    let packed = PackRequest(
      source: "a", tokenFiles: [folder.file("a.tokens")], validation: ValidationSplit(fraction: 0, seed: 1),
      side: .train, wholeEpochs: epochs, rowTokenCount: 65, strategy: strategy, windowCount: 50, seed: 1,
      output: folder.file("a.rows"))
    let report = try SourcePacker.pack(packed)
    #expect(report.splitDocumentCount > 60 * epochs)
    func stream(inOrder: Bool) throws -> [[RowPiece]] {
      let target = folder.file("out-\(inOrder)")
      var request = OrderRequest(
        split: .train,
        sources: [.init(name: "a", packedRows: packed.output, tokenFiles: packed.tokenFiles)], vocabularySize: 1_000,
        rowTokenCount: 65, marks: DocumentMarks(end: EndOfDocument(id: 999, position: .after)), paddingID: 999,
        tokensPerShard: 650, seed: 1, folder: target)
      request.keepsPartsInOrder = inOrder
      let order = try ShardOrder(request)
      return try (0..<order.shardCount).flatMap { number in
        let spans = try SpansReader(path: Path.join(target, try order.writeShard(number).shard.spans.path))
        return (0..<spans.rowCount).map { spans.pieces(ofRow: $0) }
      }
    }
    let (kept, shuffled) = (try stream(inOrder: true), try stream(inOrder: false))
    /// True where the parts of every document come from the first on, epoch by epoch.
    func isInOrder(_ stream: [[RowPiece]]) -> Bool {
      var next: [DocumentID: Int] = [:]
      var lengths: [DocumentID: Int] = [:]
      for piece in stream.joined() { lengths[piece.document, default: 0] += piece.tokenCount }
      for piece in stream.joined() {
        let length = (lengths[piece.document] ?? 0) / epochs
        guard piece.first == next[piece.document, default: 0] % length else { return false }
        next[piece.document, default: 0] += piece.tokenCount
      }
      return true
    }
    #expect(isInOrder(kept))
    #expect(!isInOrder(shuffled))
    // The same rows, each epoch's in its own part of the stream; rows without cut documents stay where they were.
    #expect(kept.count == report.rowCount)
    var start = 0
    for count in report.epochRowCounts {
      let names = [kept, shuffled].map { $0[start..<start + count].map { "\($0)" }.sorted() }
      #expect(names[0] == names[1])
      start += count
    }
    if strategy == .bestFit {
      let whole = shuffled.indices.filter { row in
        shuffled[row].allSatisfy { $0.first == 0 && $0.tokenCount < 65 }
          && shuffled[row].allSatisfy { piece in shuffled.joined().count { $0.document == piece.document } == epochs }
      }
      #expect(!whole.isEmpty && whole.allSatisfy { kept[$0] == shuffled[$0] })
    }
  }
}
