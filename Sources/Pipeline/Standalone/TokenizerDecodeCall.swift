// sluice tokenizer decode: ids back to text.

import Corpus
import Storage
import Tokenization

/// What `sluice tokenizer decode` was asked for: one JSON line for each array of ids.
public struct TokenizerDecodeCall: Sendable {
  public var inputs: [String]
  public var tokenizer: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// A file, or `-`.
  public var output: String
  /// Field that the text is written to.
  public var field = "text"
  public var threads: Int?

  public init(inputs: [String], tokenizer: String, output: String) {
    self.inputs = inputs
    self.tokenizer = tokenizer
    self.output = output
  }

  /// What was decoded.
  public struct Outcome: Sendable {
    public var documents = 0
    public var tokens = 0
    public var textByteCount = 0
    /// Documents whose bytes are not UTF-8, in which U+FFFD stands now.
    public var replacedDocuments = 0
    public var problems: [String] = []
  }

  private struct WorkerState {
    var ids: [UInt32] = []
    var text: [UInt8] = []
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [output])
    let tokenizer = try Tokenizer.load(self.tokenizer, pattern: pattern)
    var source = try LineInput(inputs, options: LineInputOptions())
    let output = try LineOutput(path: output)
    let field = field
    var outcome = Outcome()
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState() },
      next: { try source.next() },
      transform: { state, batch in Self.decode(batch, tokenizer, field, &state) },
      emit: { lines, part in
        try output.append(lines)
        outcome.documents += part.documents
        outcome.tokens += part.tokens
        outcome.textByteCount += part.textByteCount
        outcome.replacedDocuments += part.replacedDocuments
        outcome.problems += part.problems
      })
    outcome.problems += source.problems
    try output.commit()
    return outcome
  }

  private static func decode(
    _ batch: LineBatch, _ tokenizer: Tokenizer, _ field: String, _ state: inout WorkerState
  ) -> (lines: [UInt8], outcome: Outcome) {
    var lines: [UInt8] = []
    var outcome = Outcome()
    var start = 0
    while start < batch.bytes.count {
      let end = batch.bytes[start...].firstIndex(of: 0x0a) ?? batch.bytes.count
      defer { start = end + 1 }
      let line = batch.bytes[start..<end]
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { continue }
      do throws(IDLine.Problem) {
        state.ids.removeAll(keepingCapacity: true)
        try IDLine.parse(line, below: tokenizer.vocabularySize, into: &state.ids)
      } catch {
        outcome.problems.append("\(batch.file), byte \(batch.offset + error.offset): \(error.message)")
        continue
      }
      state.text.removeAll(keepingCapacity: true)
      state.ids.withUnsafeBufferPointer { tokenizer.decode($0, into: &state.text) }
      outcome.documents += 1
      outcome.tokens += state.ids.count
      outcome.textByteCount += state.text.count
      if !state.text.withUnsafeBufferPointer(UTF8Validation.isValid) {
        outcome.replacedDocuments += 1
        state.text = Array(String(decoding: state.text, as: UTF8.self).utf8)
      }
      JSONText.appendRaw("{", to: &lines)
      JSONText.appendKey(field, to: &lines)
      JSONText.appendString(state.text, to: &lines)
      JSONText.appendRaw("}\n", to: &lines)
    }
    return (lines, outcome)
  }
}

/// A line that holds one array of ids.
private enum IDLine {
  struct Problem: Error {
    /// Place in the array that the line is a slice of.
    let offset: Int
    let message: String
  }

  static func parse(
    _ line: ArraySlice<UInt8>, below limit: Int, into ids: inout [UInt32]
  ) throws(Problem) {
    var at = line.startIndex
    func skipSpace() {
      while at < line.endIndex, line[at] == 0x20 || line[at] == 0x09 || line[at] == 0x0d { at += 1 }
    }
    func expect(_ byte: UInt8, _ message: String) throws(Problem) {
      skipSpace()
      guard at < line.endIndex, line[at] == byte else { throw Problem(offset: at, message: message) }
      at += 1
    }
    try expect(UInt8(ascii: "["), "the line is no array of ids")
    skipSpace()
    if at < line.endIndex, line[at] == UInt8(ascii: "]") {
      at += 1
    } else {
      while true {
        skipSpace()
        let digits = at
        var id = 0
        while at < line.endIndex, line[at] &- 0x30 < 10, id < limit {
          id = id * 10 + Int(line[at] - 0x30)
          at += 1
        }
        guard at > digits else { throw Problem(offset: at, message: "an id is expected here") }
        guard id < limit else {
          throw Problem(offset: digits, message: "the id is not below the vocabulary's \(limit)")
        }
        ids.append(UInt32(truncatingIfNeeded: id))
        skipSpace()
        guard at < line.endIndex, line[at] == UInt8(ascii: ",") else { break }
        at += 1
      }
      try expect(UInt8(ascii: "]"), "a comma or the array's end is expected here")
    }
    skipSpace()
    guard at == line.endIndex else { throw Problem(offset: at, message: "something stands behind the array") }
  }
}
