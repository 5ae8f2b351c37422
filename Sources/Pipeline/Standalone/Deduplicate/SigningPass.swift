// The first pass over a part: signatures, and what later passes need of each document.

import Corpus
import Deduplication
import Storage

/// Signs the documents of a part and writes its signature and scan files.
struct SigningPass {
  let part: DeduplicationPart
  let options: LineInputOptions
  let parameters: SignatureParameters
  let priority: DeduplicationPriority
  let threads: Int

  /// - Parameters:
  ///   - signaturePath: where the signatures go; the scan is committed after them and stands for both.
  func run(signaturePath: String, scanPath: String, cancellation: CancellationFlag) throws {
    let writer = try SignatureWriter(path: signaturePath, parameters: parameters)
    let scan = try DocumentScanWriter(path: scanPath)
    var reader = try PartReader(part, options: options)
    let (options, parameters, priority) = (options, parameters, priority)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { LineSigner(options: options, parameters: parameters, priority: priority) },
      next: { try reader.next() },
      transform: { signer, batch in try signer.sign(batch) },
      emit: { (signatures, block) in
        try writer.append(signatures)
        try scan.append(block)
      })
    scan.add(problems: reader.problems)
    _ = try writer.commit()
    try scan.commit()
  }
}

/// Scans and signs batches of lines; one signer serves one worker.
private struct LineSigner {
  private let priority: DeduplicationPriority
  private var parser: LineParser
  private var signer: Signer

  /// Longer values of `source` are no names.
  private static let sourceByteLimit = 256

  init(options: LineInputOptions, parameters: SignatureParameters, priority: DeduplicationPriority) {
    self.priority = priority
    parser = LineParser(options: options)
    signer = Signer(parameters: parameters)
  }

  mutating func sign(_ batch: PartReader.Batch) throws -> (SignatureBatch, ScanBlock) {
    var signatures = SignatureBatch()
    var block = ScanBlock()
    // Numbers of the batch's sources by the hash of what is written in the line.
    var numbers: [UInt64: Int] = [:]
    let (priority, file) = (priority, batch.file)
    let (layout, problems) = try parser.forEachText(in: batch.lines) { line in
      let start = block.ids.count
      line.appendName(to: &block.ids)
      let hash = XXH3.hash64(UnsafeRawBufferPointer(line.bytes))
      let key =
        priority == .first
        ? UInt64(file) << 40 | UInt64(line.row) : Self.orderKey(id: block.ids[start...], lineHash: hash)
      signer.sign(line.text, orderKey: key, into: &signatures)
      block.append(
        textByteCount: line.text.count, lineHash: hash, source: Self.source(of: line, &numbers, &block.sources))
    }
    block.file = batch.file
    block.layout = layout
    block.problems = problems.map(\.description)
    return (signatures, block)
  }

  /// What decides which duplicate stays: the id's hash. Its lowest bits are those of the line's, so that documents of
  /// one id do not depend on their places either.
  private static func orderKey(id: ArraySlice<UInt8>, lineHash: UInt64) -> UInt64 {
    id.withUnsafeBufferPointer { MemberOrder.hash($0) } & ~0xffff | lineHash & 0xffff
  }

  /// The number of the line's source in the batch, from 1; 0 where it names none.
  private static func source(
    of line: borrowing LineText, _ numbers: inout [UInt64: Int], _ sources: inout [[UInt8]]
  ) -> Int {
    guard let span = line.source, span.byteCount <= sourceByteLimit else { return 0 }
    let hash = XXH3.hash64(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: line.bytes[span.start..<span.end])))
    if let number = numbers[hash] { return number }
    var name: [UInt8] = []
    JSONLineScanner.append(span, of: line.bytes, to: &name)
    sources.append(name)
    numbers[hash] = sources.count
    return sources.count
  }
}
