// From a packed row to a sample with columns.

import Storage
import TokenShards

/// Makes the samples of an objective; holds its buffers. One for each thread.
struct SampleMaker {
  let columns: SampleColumns
  private let paddingID: UInt32
  private let vocabularySize: Int
  /// One of these, as the objective says.
  private var corruptor: SpanCorruptor?
  private var masker: TokenMasker?

  /// - Throws: `PackingError` (`invalidRequest`) where the objective's ids leave nothing for text.
  init(_ request: OrderRequest, _ columns: SampleColumns) throws {
    self.columns = columns
    paddingID = request.paddingID
    vocabularySize = request.vocabularySize
    switch request.objective {
    case .causal:
      throw PackingError(.invalidRequest, "causal rows are stored as they are packed", path: request.folder)
    case .spanCorruption(let spans): corruptor = SpanCorruptor(spans)
    case .masked(let masked):
      masker = try TokenMasker(masked, vocabularySize: request.vocabularySize, path: request.folder)
    }
  }

  /// Makes the sample of a row.
  ///
  /// - Parameters:
  ///   - tokens: of the row, without padding.
  ///   - pieces: the row's.
  ///   - key: decides every choice.
  ///   - source: the row's, for errors.
  ///   - sample: room for the columns.
  /// - Throws: `PackingError`: `invalidRequest` for a row that holds ids of the objective, `corrupt` for ids that no
  ///   tokenizer has made.
  mutating func make(
    _ tokens: UnsafeBufferPointer<UInt32>, _ pieces: [RowPiece], key: UInt64, source: String,
    into sample: UnsafeMutableRawBufferPointer
  ) throws {
    var largest: UInt32 = 0
    for token in tokens { largest = max(largest, token) }
    guard largest < vocabularySize else {
      throw PackingError(
        .corrupt, "a document holds the id \(largest), but the vocabulary has \(vocabularySize)", path: source)
    }
    let output = SampleOutput(columns, paddingID: paddingID, sample)
    var random = RandomStream(key: key)
    try corruptor?.make(tokens, &random, output, source: source)
    masker?.make(tokens, pieces, &random, output)
  }
}

/// The columns of one sample, to be filled.
struct SampleOutput {
  private let sample: UnsafeMutableRawBufferPointer
  private let columns: SampleColumns
  private let paddingID: UInt32
  private let width: TokenWidth

  /// - Parameter sample: as long as the columns.
  init(_ columns: SampleColumns, paddingID: UInt32, _ sample: UnsafeMutableRawBufferPointer) {
    precondition(sample.count == columns.byteCount)
    self.columns = columns
    self.paddingID = paddingID
    self.sample = sample
    width = columns[.inputs]?.element == .uint16 ? .two : .four
  }

  private func column(_ name: SampleColumns.Name) -> UnsafeMutableRawBufferPointer? {
    columns.range(of: name).map { UnsafeMutableRawBufferPointer(rebasing: sample[$0]) }
  }

  /// Writes the inputs with padding behind them, and the mask that tells these apart.
  func setInputs(_ ids: UnsafeBufferPointer<UInt32>) {
    if let inputs = column(.inputs) {
      let end = ids.count * width.rawValue
      width.store(ids, to: UnsafeMutableRawBufferPointer(rebasing: inputs[..<end]))
      width.fill(UnsafeMutableRawBufferPointer(rebasing: inputs[end...]), with: paddingID)
    }
    set(.attentionMask, ones: 0..<ids.count)
  }

  /// Writes the labels; there are none behind them.
  func setLabels(_ labels: UnsafeBufferPointer<UInt32>) {
    guard let column = column(.labels) else { return }
    let end = labels.count * 4
    TokenWidth.four.store(labels, to: UnsafeMutableRawBufferPointer(rebasing: column[..<end]))
    TokenWidth.four.fill(
      UnsafeMutableRawBufferPointer(rebasing: column[end...]), with: SampleColumns.ignoredLabelBits)
  }

  /// Writes a column of bytes: one in a range, zero elsewhere.
  func set(_ name: SampleColumns.Name, ones: Range<Int>) {
    guard let column = column(name) else { return }
    fill(column, with: 0)
    if !ones.isEmpty { fill(UnsafeMutableRawBufferPointer(rebasing: column[ones]), with: 1) }
  }

  private func fill(_ bytes: UnsafeMutableRawBufferPointer, with byte: UInt8) {
    bytes.initializeMemory(as: UInt8.self, repeating: byte)
  }
}
