// The learning rate of every step.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A linear warm-up to the peak, then a decay to the minimum at the last step.
public struct LearningRateSchedule: Sendable, Equatable {
  public let peak: Double
  public let minimum: Double
  public let warmupStepCount: Int
  public let stepCount: Int
  public let decay: TrainingConfiguration.Decay

  public init(_ configuration: TrainingConfiguration) {
    peak = configuration.learningRate
    minimum = configuration.minimumLearningRate ?? configuration.learningRate / 10
    warmupStepCount = configuration.warmupStepCount
    stepCount = configuration.stepCount
    decay = configuration.decay
  }

  /// The rate of a step, counted from 0: `peak · (step + 1) / warmup` in the warm-up, the minimum at the last step.
  public func rate(at step: Int) -> Double {
    if step < warmupStepCount { return peak * Double(step + 1) / Double(warmupStepCount) }
    let way = min(1, Double(step - warmupStepCount) / Double(max(1, stepCount - 1 - warmupStepCount)))
    switch decay {
    case .constant: return peak
    case .linear: return minimum + (peak - minimum) * (1 - way)
    case .cosine: return minimum + (peak - minimum) * 0.5 * (1 + cos(Double.pi * way))
    }
  }
}
