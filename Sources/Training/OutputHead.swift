// From the last norm to the loss: the head's product and cross entropy, in pieces of rows.

internal import CKernels

/// The head. Logits are never whole in memory: a piece of rows at a time is multiplied, scored and, when training,
/// turned into gradients at once.
final class OutputHead {
  let vocabularySize: Int
  let width: Int
  private let pieceRowCount: Int
  private let logits: FloatBuffer
  private let losses: FloatBuffer

  /// Floats of logits in a piece: 16 MiB.
  private static let pieceCount = 1 << 22

  init(vocabularySize: Int, width: Int, rowCount: Int) {
    self.vocabularySize = vocabularySize
    self.width = width
    pieceRowCount = min(rowCount, max(16, Self.pieceCount / vocabularySize))
    logits = FloatBuffer(count: pieceRowCount * vocabularySize)
    losses = FloatBuffer(count: rowCount)
  }

  /// Where gradients go.
  struct Gradients {
    /// [rows, width], written.
    var dx: Floats
    /// [vocabulary, width], added to.
    var dweight: Floats
    /// Factor of every row's gradient.
    var scale: Float
  }

  /// The sum of the cross entropies in nats over rows whose target is not negative.
  ///
  /// x: [rows, width]; weight: [vocabulary, width]; targets: [rows], below the vocabulary's size.
  func loss(
    _ workers: Workers, rows: Int, _ x: Floats, weight: Floats, targets: UnsafePointer<Int32>, gradients: Gradients?
  ) -> Double {
    for first in stride(from: 0, to: rows, by: pieceRowCount) {
      let count = min(pieceRowCount, rows - first)
      let piece = x + first * width
      workers.multiply(
        transposeB: true, count, vocabularySize, width, piece, width, weight, width, beta: 0, logits.pointer,
        vocabularySize)
      workers.split(count, multiple: 1) { range in
        sluice_cross_entropy(
          range.count, vocabularySize, logits.pointer + range.lowerBound * vocabularySize,
          targets + first + range.lowerBound, losses.pointer + first + range.lowerBound, gradients == nil ? 0 : 1,
          gradients?.scale ?? 0)
      }
      if let gradients {
        workers.multiply(
          count, width, vocabularySize, logits.pointer, vocabularySize, weight, width, beta: 0,
          gradients.dx + first * width, width)
        workers.multiply(
          transposeA: true, vocabularySize, width, count, logits.pointer, vocabularySize, piece, width, beta: 1,
          gradients.dweight, width)
      }
    }
    var sum = 0.0
    for row in 0..<rows { sum += Double(losses.pointer[row]) }
    return sum
  }
}
