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
  ///   - advanced: is told the bytes read, batch by batch.
  func run(
    signaturePath: String, scanPath: String, cancellation: CancellationFlag, advanced: (Int) -> Void = { _ in }
  ) throws {
    let writer = try SignatureWriter(path: signaturePath, parameters: parameters)
    let scan = try DocumentScanWriter(path: scanPath)
    var reader = try PartReader(part, options: options)
    let (options, parameters, names) = (options, parameters, part.files.map(\.name))
    var row = 0
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { LineSigner(options: options, parameters: parameters) },
      next: { try reader.next() },
      transform: { signer, batch in
        signer.sign(batch, file: names[batch.file])
      },
      emit: { (signatures, block) in
        try writer.append(signatures)
        try scan.append(block)
        row += block.documentCount
        advanced(block.byteCount)
      })
    scan.add(problems: reader.problems)
    _ = try writer.commit()
    try scan.commit()
  }
}

/// Scans and signs batches of lines; one signer serves one worker.
private struct LineSigner {
  private enum Field {
    static let text = 0
    static let id = 1
    static let source = 2
  }

  private let field: String
  private var scanner: JSONLineScanner
  private var signer: Signer
  private var sourceNumbers: [UInt64: Int] = [:]

  /// Longer values of `source` are no names.
  private static let sourceByteLimit = 256

  init(options: LineInputOptions, parameters: SignatureParameters) {
    field = options.field
    scanner = JSONLineScanner(fields: [options.field, options.idField, "source"], contentOf: Field.text)
    signer = Signer(parameters: parameters)
  }

  mutating func sign(_ batch: PartReader.Batch, file name: String) -> (SignatureBatch, ScanBlock) {
    var signatures = SignatureBatch()
    var block = ScanBlock()
    block.file = batch.file
    block.byteCount = batch.lines.bytes.count
    sourceNumbers.removeAll(keepingCapacity: true)
    batch.lines.bytes.withUnsafeBufferPointer { bytes in
      var cursor = LineCursor(bytes)
      while let range = cursor.next() {
        let line = UnsafeBufferPointer(rebasing: bytes[range])
        if let problem = sign(line, row: batch.lines.row + block.lineCount, file: name, &signatures, &block) {
          block.otherLines.append(UInt32(block.lineCount))
          if problem.message.isEmpty {
            block.blankLineCount += 1
          } else {
            block.problems.append(
              "\(name), byte \(batch.lines.offset + range.lowerBound + problem.offset): \(problem.message)")
          }
        }
        block.lineCount += 1
      }
    }
    return (signatures, block)
  }

  /// - Returns: nil for a document; what keeps the line from being one, without words for white space.
  private mutating func sign(
    _ line: UnsafeBufferPointer<UInt8>, row: Int, file name: String, _ signatures: inout SignatureBatch,
    _ block: inout ScanBlock
  ) -> (offset: Int, message: String)? {
    do throws(JSONError) {
      try scanner.scan(line)
    } catch {
      return error.code == .empty ? (0, "") : (error.offset, error.message)
    }
    guard scanner[Field.text]?.kind == .string else { return (0, "no text in field '\(field)'") }
    appendID(of: line, row: row, file: name, to: &block.ids)
    let textByteCount = scanner.withContent { text in
      signer.sign(text, into: &signatures)
      return text.count
    }
    block.append(
      textByteCount: textByteCount ?? 0, lineHash: XXH3.hash64(UnsafeRawBufferPointer(line)),
      source: source(of: line, &block))
    return nil
  }

  /// The id as the line writes it, of a number its text; made from file and row where the line has none.
  private func appendID(
    of line: UnsafeBufferPointer<UInt8>, row: Int, file name: String, to ids: inout [UInt8]
  ) {
    if let span = scanner[Field.id], span.kind != .null, span.byteCount > 0 {
      JSONLineScanner.append(span, of: line, to: &ids)
    } else {
      DocumentID.make(source: "", file: name, position: row).appendDigits(to: &ids)
    }
  }

  /// The number of the line's source in the block, from 1; 0 where it names none.
  private mutating func source(of line: UnsafeBufferPointer<UInt8>, _ block: inout ScanBlock) -> Int {
    guard let span = scanner[Field.source], span.kind == .string, span.byteCount > 0,
      span.byteCount <= Self.sourceByteLimit
    else { return 0 }
    let written = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(line)[span.start..<span.end])
    let hash = XXH3.hash64(written)
    if let number = sourceNumbers[hash] { return number }
    var name: [UInt8] = []
    JSONLineScanner.append(span, of: line, to: &name)
    block.sources.append(name)
    sourceNumbers[hash] = block.sources.count
    return block.sources.count
  }
}
