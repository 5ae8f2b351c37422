// sluice tokenizer encode over anybody's JSONL.

import Corpus
import Storage
import Tokenization

/// What `sluice tokenizer encode` was asked for: one JSON array of ids for each document.
public struct TokenizerEncodeCall: Sendable {
  public var inputs: [String]
  public var tokenizer: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// What the text of special tokens is.
  public var specialTokens = SpecialTokens.text
  /// What becomes of bytes that are not UTF-8.
  public var invalid = InvalidUTF8.keep
  /// A file, or `-`.
  public var output: String
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], tokenizer: String, output: String) {
    self.inputs = inputs
    self.tokenizer = tokenizer
    self.output = output
  }

  /// What was encoded.
  public struct Outcome: Sendable {
    public var documents = 0
    public var tokens = 0
    public var textByteCount = 0
    public var problems: [String] = []
  }

  private struct WorkerState {
    let workspace = Tokenizer.Workspace()
    var parser: LineParser
    var ids: [UInt32] = []
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [output])
    let tokenizer = try Tokenizer.load(self.tokenizer, pattern: pattern)
    var options = input
    options.keepsInvalidUTF8 = true
    let (lineOptions, specialTokens, invalid) = (options, specialTokens, invalid)
    var source = try LineInput(inputs, options: options)
    let output = try LineOutput(path: output)
    var outcome = Outcome()
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: lineOptions)) },
      next: { try source.next() },
      transform: { state, batch -> (lines: [UInt8], outcome: Outcome) in
        var lines: [UInt8] = []
        var part = Outcome()
        let workspace = state.workspace
        var ids = state.ids
        part.problems = try state.parser.forEachText(in: batch) { line in
          ids.removeAll(keepingCapacity: true)
          do throws(TokenizationError) {
            try tokenizer.encode(
              line.text, into: &ids, using: workspace, specialTokens: specialTokens, invalid: invalid)
          } catch {
            throw RunError(.badData, "\(batch.file), document \(line.row): \(error)")
          }
          part.documents += 1
          part.tokens += ids.count
          part.textByteCount += line.text.count
          Self.append(ids, to: &lines)
        }.problems.map(\.description)
        state.ids = ids
        return (lines, part)
      },
      emit: { lines, part in
        try output.append(lines)
        outcome.documents += part.documents
        outcome.tokens += part.tokens
        outcome.textByteCount += part.textByteCount
        outcome.problems += part.problems
      })
    outcome.problems += source.problems
    try output.commit()
    return outcome
  }

  private static func append(_ ids: [UInt32], to lines: inout [UInt8]) {
    lines.append(UInt8(ascii: "["))
    for (index, id) in ids.enumerated() {
      if index > 0 { lines.append(UInt8(ascii: ",")) }
      JSONText.append(Int(id), to: &lines)
    }
    lines.append(UInt8(ascii: "]"))
    lines.append(0x0a)
  }
}
