// One step of AdamW or Lion over all tensors, and the norm that clipping needs.

internal import CKernels

/// The optimiser's state, laid out like the parameters.
final class Optimizer {
  let kind: TrainingConfiguration.Optimizer
  private let layout: ParameterLayout
  private let configuration: TrainingConfiguration
  /// The first moment, or Lion's momentum.
  let first: FloatBuffer
  /// The second moment; empty for Lion.
  let second: FloatBuffer

  init(_ configuration: TrainingConfiguration, layout: ParameterLayout) {
    kind = configuration.optimizer
    self.configuration = configuration
    self.layout = layout
    first = FloatBuffer(count: layout.bufferCount)
    second = FloatBuffer(count: configuration.optimizer == .adamw ? layout.bufferCount : 0)
  }

  /// Changes the parameters.
  ///
  /// - Parameters:
  ///   - number: the step's number, from 1.
  ///   - gradientScale: factor for every gradient.
  func step(
    number: Int, learningRate: Double, gradientScale: Double, parameters: Floats, gradients: Floats, workers: Workers
  ) {
    var step = sluice_optimizer_step(
      learning_rate: Float(learningRate), beta1: Float(configuration.beta1), beta2: Float(configuration.beta2),
      epsilon: Float(configuration.epsilon), weight_decay: 0, gradient_scale: Float(gradientScale),
      correction1: Float(1 - Self.power(configuration.beta1, number)),
      correction2: Float(1 - Self.power(configuration.beta2, number)))
    for tensor in layout.tensors {
      step.weight_decay = tensor.decays ? Float(configuration.weightDecay) : 0
      workers.split(tensor.count) { range in
        let from = tensor.offset + range.lowerBound
        switch kind {
        case .adamw:
          sluice_adamw(
            range.count, step, gradients + from, parameters + from, first.pointer + from, second.pointer + from)
        case .lion:
          sluice_lion(range.count, step, gradients + from, parameters + from, first.pointer + from)
        }
      }
    }
  }

  /// The global norm, summed in double over pieces of one size, so that the number of workers does not matter.
  static func norm(_ buffer: borrowing FloatBuffer, workers: Workers) -> Double {
    let pieceCount = 1 << 14
    let pieces = (buffer.count + pieceCount - 1) / pieceCount
    var sums = [Double](repeating: 0, count: pieces)
    let pointer = buffer.pointer
    let count = buffer.count
    sums.withUnsafeMutableBufferPointer { sums in
      // SAFETY: each piece writes its own sum, and the call returns after all of them.
      nonisolated(unsafe) let sums = sums
      workers.forEach(pieces) { _, piece in
        let from = piece * pieceCount
        sums[piece] = sluice_sum_of_squares(min(pieceCount, count - from), pointer + from)
      }
    }
    return sums.reduce(0, +).squareRoot()
  }

  /// base^exponent by squaring: the same on every machine.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
