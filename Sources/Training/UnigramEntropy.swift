// What a model without any context could reach: the mark that a trained model must pass.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Entropies in nats per token that know only how often each id occurs.
///
/// `own` is the harder mark: the entropy of the measured text's own counts is the lowest loss that any model without
/// context can have on it (Gibbs), as if it had seen that very text. `crossEntropy` is what such a model reaches when
/// it learns its counts from other text. On a short text `own` is below the entropy of the language, which makes it
/// harder still.
public enum UnigramEntropy {
  /// The entropy of the targets of the first rows, by their own counts.
  ///
  /// - Parameter rowLimit: rows that are read; all when nil.
  /// - Throws: `invalidData` as the trainer would.
  public static func own(
    of rows: any TokenRowSource, rowLimit: Int? = nil, vocabularySize: Int
  ) throws(TrainingError) -> Double {
    let counts = try count(rows, rowLimit: rowLimit, vocabularySize: vocabularySize)
    return crossEntropy(of: counts, under: counts.map(Double.init))
  }

  /// The loss on the targets of `measured` of a model that knows only the counts of `training`, each one higher
  /// (Laplace), so that no id is impossible.
  ///
  /// - Throws: `invalidData` as the trainer would.
  public static func crossEntropy(
    of measured: any TokenRowSource, rowLimit: Int? = nil, training: any TokenRowSource, vocabularySize: Int
  ) throws(TrainingError) -> Double {
    let counts = try count(measured, rowLimit: rowLimit, vocabularySize: vocabularySize)
    let known = try count(training, rowLimit: nil, vocabularySize: vocabularySize)
    return crossEntropy(of: counts, under: known.map { Double($0) + 1 })
  }

  private static func count(
    _ rows: any TokenRowSource, rowLimit: Int?, vocabularySize: Int
  ) throws(TrainingError) -> [Int] {
    var reader = try BatchReader(rows, vocabularySize: vocabularySize, name: "measured")
    var counts = [Int](repeating: 0, count: vocabularySize)
    for row in 0..<min(rows.rowCount, rowLimit ?? Int.max) {
      _ = try reader.read(first: row, count: 1)
      for target in reader.targets where target >= 0 { counts[Int(target)] += 1 }
    }
    return counts
  }

  private static func crossEntropy(of counts: [Int], under weights: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    let mass = weights.reduce(0, +)
    if total == 0 { return 0 }
    var sum = 0.0
    for (count, weight) in zip(counts, weights) where count > 0 { sum -= Double(count) * log(weight / mass) }
    return sum / total
  }
}
