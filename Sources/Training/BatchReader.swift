// From rows to what a pass of the model takes: inputs, and targets one token further.

/// Reads batches of rows in the order of the source, from the first again after the last.
struct BatchReader {
  private let source: any TokenRowSource
  private let vocabularySize: Int
  private var row: [UInt32]
  /// [rows of the batch · (row length − 1)].
  private(set) var tokens: [Int32] = []
  private(set) var targets: [Int32] = []

  /// Tokens of a row that go in.
  var length: Int { source.rowLength - 1 }

  /// - Throws: `invalidData` when the source cannot be trained on.
  init(_ source: any TokenRowSource, vocabularySize: Int, name: String) throws(TrainingError) {
    guard source.rowCount > 0 else {
      throw TrainingError(.invalidData, "the \(name) set has no rows", location: source.identity)
    }
    guard source.rowLength >= 2, source.rowLength <= 1 << 20 else {
      throw TrainingError(
        .invalidData, "rows have \(source.rowLength) tokens; 2 to 1048576 can be trained on", location: source.identity)
    }
    self.source = source
    self.vocabularySize = vocabularySize
    row = Array(repeating: 0, count: source.rowLength)
  }

  /// Fills `tokens` and `targets` with `count` rows from `first` on; returns how many targets count.
  ///
  /// - Parameter first: any number from 0; it wraps at the source's number of rows.
  mutating func read(first: Int, count: Int) throws(TrainingError) -> Int {
    tokens.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    var asked = 0
    let source = source
    for offset in 0..<count {
      let index = (first + offset) % source.rowCount
      let filled: Int
      do {
        filled = try row.withUnsafeMutableBufferPointer { try source.copyRow(index, into: $0) }
      } catch {
        throw TrainingError(.invalidData, "row \(index) cannot be read: \(error)", location: source.identity)
      }
      for (position, id) in row.enumerated() {
        guard id < vocabularySize else {
          throw TrainingError(
            .invalidData,
            "row \(index) has id \(id) at position \(position), and the model's vocabulary ends at \(vocabularySize - 1)",
            location: source.identity)
        }
        if position < length { tokens.append(Int32(id)) }
        if position > 0 {
          let counts = position < filled
          targets.append(counts ? Int32(id) : -1)
          if counts { asked += 1 }
        }
      }
    }
    return asked
  }
}
