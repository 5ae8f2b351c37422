// sluice extract: pages, dumps, tables and archives to JSONL of text.

import Corpus
import Extraction
import Readers
import Storage

/// What `sluice extract` was asked for.
public struct ExtractCall: Sendable {
  public var inputs: [String]
  /// A `.jsonl` or `.jsonl.zst` file, `-` for the standard output, or a folder for one file an input.
  public var output: String
  public var options: ExtractionOptions
  public var reading: ReadingOptions
  public var threads: Int?

  public init(
    inputs: [String], output: String, options: ExtractionOptions = ExtractionOptions(),
    reading: ReadingOptions = ReadingOptions(), threads: Int? = nil
  ) {
    self.inputs = inputs
    self.output = output
    self.options = options
    self.reading = reading
    self.threads = threads
  }

  /// What became of the inputs.
  public struct Outcome: Sendable {
    public var documents = 0
    /// Of the documents those that have no text.
    public var empty = 0
    /// Records that are no documents: of another type, too large, binary.
    public var dropped = 0
    public var quarantined = 0
    public var inputByteCount = 0
    public var textByteCount = 0
    /// What is damaged and where.
    public var problems: [String] = []
  }

  private struct Extracted: Sendable {
    var lines: [UInt8] = []
    var outcome = Outcome()
  }

  private struct WorkerState {
    var workspace = ExtractionWorkspace()
  }

  /// Extracts everything, in the order of the inputs.
  ///
  /// - Throws: `RunError.noInput` for an input that matches nothing, `StorageError` when reading or writing fails.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [outputPath])
    let extractor = try Extractor(options: options)
    let output = try LineOutput(path: outputPath)
    var source = try ExtractSource(inputs, options: reading)
    var outcome = Outcome()
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState() },
      next: { try source.next() },
      transform: { state, batch in try Self.extract(batch, extractor, &state) },
      emit: { result in
        try output.append(result.lines)
        outcome.documents += result.outcome.documents
        outcome.empty += result.outcome.empty
        outcome.dropped += result.outcome.dropped
        outcome.inputByteCount += result.outcome.inputByteCount
        outcome.textByteCount += result.outcome.textByteCount
      })
    try output.commit()
    outcome.problems = source.problems
    outcome.quarantined = source.problems.count
    return outcome
  }

  /// A folder as output gets one file.
  private var outputPath: String {
    let isFile = output == "-" || [".jsonl", ".jsonl.zst", ".json"].contains { output.hasSuffix($0) }
    return isFile ? output : Path.join(output, "documents.jsonl")
  }

  private static func extract(
    _ batch: [ExtractSource.Item], _ extractor: Extractor, _ state: inout WorkerState
  ) throws -> Extracted {
    var result = Extracted()
    for item in batch {
      result.outcome.inputByteCount += item.record.body.count
      let text: ExtractedText
      do throws(ExtractionError) {
        text = try extractor.extract(
          body: item.record.body, mediaType: item.record.mediaType, charset: item.record.charset,
          url: item.record.origin.url, title: item.record.metadata["title"], using: &state.workspace)
      } catch {
        guard case .dropped = error.code else { throw error }
        result.outcome.dropped += 1
        continue
      }
      result.outcome.documents += 1
      if text.dropReason == .empty { result.outcome.empty += 1 }
      result.outcome.textByteCount += text.text.count
      appendLine(item, text, to: &result.lines)
    }
    return result
  }

  private static func appendLine(_ item: ExtractSource.Item, _ text: ExtractedText, to lines: inout [UInt8]) {
    JSONText.appendRaw("{\"id\":", to: &lines)
    JSONText.appendString(item.id, to: &lines)
    JSONText.appendRaw(",\"text\":", to: &lines)
    JSONText.appendString(text.text, to: &lines)
    if let url = item.record.origin.url {
      JSONText.appendRaw(",\"url\":", to: &lines)
      JSONText.appendString(url, to: &lines)
    }
    JSONText.appendRaw(",\"metadata\":{", to: &lines)
    let metadata = item.record.metadata.merging(text.metadata) { own, _ in own }.sorted { $0.key < $1.key }
    for (index, (key, value)) in metadata.enumerated() {
      if index > 0 { JSONText.appendRaw(",", to: &lines) }
      JSONText.appendKey(key, to: &lines)
      JSONText.appendString(value, to: &lines)
    }
    JSONText.appendRaw("}}\n", to: &lines)
  }
}
