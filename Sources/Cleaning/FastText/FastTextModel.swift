// Supervised models of fastText, read from the files that it writes.
//
// The layout is that of fastText 0.9.2 (version 12, and version 11 of older models), numbers little-endian:
//
//   i32 magic 793712314, i32 version
//   i32 × 12: dimension, window, epochs, minimum count, negatives, word n-grams, loss, model, buckets, shortest and
//     longest n-gram of letters, update rate; f64 threshold
//   i32 entries, words, labels; i64 tokens, i64 kept n-grams (−1: not pruned); entries: word\0, i64 count, u8 is label;
//     kept n-grams: i32 bucket, i32 row
//   u8 is quantised; the input; u8 is the output quantised; the output
//
// A plain matrix is i64 rows, i64 columns, f32 × rows × columns; a quantised one u8 has norms, i64 rows, i64 columns,
// i32 codes, the codes, a product quantiser (i32 × 4, f32 centroids), and with norms a code a row and their quantiser.

import Storage

/// A label and how probable a text has it.
public struct LabelProbability: Sendable, Equatable {
  public let label: String
  /// From 0 to 1; those of all labels sum up to 1, except for models trained one versus all.
  public let probability: Double
}

/// A supervised model in fastText's `.bin` or `.ftz` format, such as `lid.176.ftz`.
///
/// The file stays mapped: a model of gigabytes costs the memory of the rows that texts touch, and its dictionary.
public struct FastTextModel: Sendable {
  private static let magic: Int32 = 793_712_314
  /// What every file begins with.
  static let magicBytes: [UInt8] = [0xba, 0x16, 0x4f, 0x2f]

  let dictionary: FastTextDictionary
  let input: FastTextMatrix
  let output: FastTextMatrix
  let loss: FastTextLoss
  let tree: FastTextTree?
  let wordNGrams: Int
  let buckets: Int
  /// Lengths of the n-grams of letters in code points; empty where words are not divided.
  let letterNGrams: ClosedRange<Int>?
  let file: MappedFile

  /// The labels, without `__label__`.
  public var labels: [String] { dictionary.labels }

  /// - Throws: `CleaningError` with the file and the byte where it is no supervised model, ends early, or contradicts
  ///   itself, or without a byte where it cannot be read.
  public init(path: String) throws(CleaningError) {
    do { file = try MappedFile(path: path) } catch {
      throw CleaningError(code: .model, message: error.message, location: path)
    }
    var cursor = FastTextCursor(file.bytes, file: path)
    guard try cursor.number(Int32.self, "the header") == Self.magic else {
      throw cursor.failure("this is no fastText model: they begin with the number \(Self.magic)", at: 0)
    }
    let version = try cursor.count(Int32.self, "the version", in: 11...12)
    let dimension = try cursor.count(Int32.self, "the dimension", in: 1...65_536)
    for what in ["the window", "the epochs", "the minimum count", "the negatives"] {
      _ = try cursor.number(Int32.self, what)
    }
    wordNGrams = try cursor.count(Int32.self, "the length of word n-grams", in: 0...1024)
    let start = cursor.offset
    guard let loss = FastTextLoss(rawValue: try cursor.number(Int32.self, "the loss")) else {
      throw cursor.failure("the loss is none of fastText's four", at: start)
    }
    self.loss = loss
    guard try cursor.number(Int32.self, "the kind of model") == 3 else {
      throw cursor.failure("these are word vectors; only models of 'fasttext supervised' have labels", at: start + 4)
    }
    buckets = try cursor.count(Int32.self, "the number of buckets", in: 0...Int(Int32.max))
    let shortest = try cursor.count(Int32.self, "the shortest n-gram of letters", in: 0...1024)
    let longest = try cursor.count(Int32.self, "the longest n-gram of letters", in: 0...1024)
    // Models of version 11 had n-grams of letters in their settings, but did not use them.
    letterNGrams = version > 11 && longest > 0 && longest >= shortest ? max(shortest, 1)...longest : nil
    _ = try cursor.number(Int32.self, "the update rate")
    _ = try cursor.number(UInt64.self, "the threshold")
    dictionary = try FastTextDictionary(&cursor)

    let inputStart = cursor.offset
    let isQuantised = try cursor.flag("whether the input is quantised")
    input = try FastTextMatrix(&cursor, isQuantised: isQuantised, columnCount: dimension, "the input")
    guard isQuantised || !dictionary.isPruned else {
      throw cursor.failure("the dictionary was pruned, but the input is not quantised", at: inputStart)
    }
    let usesBuckets = letterNGrams != nil || wordNGrams > 1
    guard !usesBuckets || buckets > 0 else { throw cursor.failure("n-grams are used, but there are no buckets") }
    let rows = dictionary.wordCount + (usesBuckets ? dictionary.hashedRowCount(buckets: buckets) : 0)
    guard input.rowCount >= rows else {
      throw cursor.failure("the input has \(input.rowCount) rows; its words and n-grams need \(rows)", at: inputStart)
    }
    let outputStart = cursor.offset
    let isOutputQuantised = try cursor.flag("whether the output is quantised")
    output = try FastTextMatrix(
      &cursor, isQuantised: isQuantised && isOutputQuantised, columnCount: dimension, "the output")
    guard output.rowCount == dictionary.labels.count else {
      throw cursor.failure(
        "the output has \(output.rowCount) rows for \(dictionary.labels.count) labels", at: outputStart)
    }
    guard cursor.left == 0 else { throw cursor.failure("\(cursor.left) bytes stand behind the model's end") }
    tree = loss == .hierarchicalSoftmax ? FastTextTree(counts: dictionary.labelCounts) : nil
  }

  /// The labels of a text, most probable first; of equally probable ones the model's first. Line ends count as spaces.
  ///
  /// - Returns: an empty list where the model knows no word or n-gram of the text.
  public func predict(_ text: UnsafeBufferPointer<UInt8>, limit: Int = 1) -> [LabelProbability] {
    guard let values = probabilities(text) else { return [] }
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    return order.prefix(limit).map { LabelProbability(label: labels[$0], probability: values[$0]) }
  }

  /// The probability of one label, by its number; 0 where the model knows no word or n-gram of the text.
  func probability(ofLabel label: Int, _ text: UnsafeBufferPointer<UInt8>) -> Double {
    probabilities(text)?[label] ?? 0
  }

  private func probabilities(_ text: UnsafeBufferPointer<UInt8>) -> [Double]? {
    file.withBytes { bytes in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: input.columnCount) { hidden -> [Double]? in
        hidden.initialize(repeating: 0)
        var reader = FastTextReader(self, bytes, hidden)
        reader.read(UnsafeRawBufferPointer(text))
        guard reader.rowCount > 0 else { return nil }
        let scale = 1 / Float(reader.rowCount)
        for index in hidden.indices { hidden[index] *= scale }
        return probabilities(of: UnsafeBufferPointer(hidden), in: bytes)
      }
    }
  }
}
