// Optimisers against values worked out by hand, and the schedule's corners.

import CKernels
import TestSupport
import Testing

@testable import Training

@Suite struct OptimizerTests {
  /// Two steps with gradients 0.5 and −0.25, rate 0.1, betas 0.9 and 0.99, decay 0.01, from 1:
  /// m₁ = 0.05, v₁ = 0.0025; corrected 0.5 and 0.25; p₁ = 1 · 0.999 − 0.1 · 0.5 / 0.5 = 0.899.
  /// m₂ = 0.02, v₂ = 0.0031; corrected 0.02 / 0.19 and 0.0031 / 0.0199;
  /// p₂ = 0.899 · 0.999 − 0.1 · 0.1052632 / 0.3946893 = 0.8714313.
  @Test(arguments: [1, 16, 37]) func adamW(_ count: Int) {
    var parameter = [Float](repeating: 1, count: count)
    var first = [Float](repeating: 0, count: count)
    var second = [Float](repeating: 0, count: count)
    func step(_ gradient: Float, _ correction1: Float, _ correction2: Float) {
      sluice_adamw(
        count,
        sluice_optimizer_step(
          learning_rate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weight_decay: 0.01, gradient_scale: 0.5,
          correction1: correction1, correction2: correction2),
        [Float](repeating: gradient * 2, count: count), &parameter, &first, &second)
    }
    step(0.5, 0.1, 0.01)
    for value in parameter { #expect(abs(value - 0.899) < 1e-6) }
    step(-0.25, 0.19, 0.0199)
    for value in parameter { #expect(abs(value - 0.8714313) < 1e-6) }
    for value in first { #expect(abs(value - 0.02) < 1e-7) }
    for value in second { #expect(abs(value - 0.0031) < 1e-7) }
  }

  /// From 1 with rate 0.1, betas 0.9 and 0.5, decay 0.1: the sign of 0.9 · m + 0.1 · g, whatever its size.
  @Test func lion() {
    var parameter: [Float] = [1, 1, 1]
    var momentum: [Float] = [0, 2, 0]
    sluice_lion(
      3,
      sluice_optimizer_step(
        learning_rate: 0.1, beta1: 0.9, beta2: 0.5, epsilon: 0, weight_decay: 0.1, gradient_scale: 1, correction1: 1,
        correction2: 1),
      [5, -6, 0], &parameter, &momentum)
    for (got, expected) in zip(parameter, [0.89, 0.89, 0.99] as [Float]) { #expect(abs(got - expected) < 1e-6) }
    #expect(momentum == [2.5, -2, 0])
  }

  /// The whole optimiser: corrections from the step's number, no decay of norms, any number of workers.
  @Test func stepOverAModel() throws {
    let model = ModelConfiguration(
      vocabularySize: 50, contextLength: 8, layerCount: 1, width: 8, headCount: 2, feedForwardWidth: 8)
    var configuration = TrainingConfiguration()
    configuration.beta1 = 0.5
    configuration.beta2 = 0.5
    configuration.weightDecay = 0.5
    var results: [[Float]] = []
    for threads in [1, 3] {
      let workers = Workers(count: threads, kernel: try MatrixKernel(.portable))
      let layout = ParameterLayout(model)
      let optimizer = Optimizer(configuration, layout: layout)
      let parameters = FloatBuffer(count: layout.bufferCount)
      let gradients = FloatBuffer(count: layout.bufferCount)
      for tensor in layout.tensors {
        for index in tensor.offset..<tensor.offset + tensor.count {
          parameters.pointer[index] = 1
          gradients.pointer[index] = index % 2 == 0 ? 3 : -3
        }
      }
      for number in 1...2 {
        optimizer.step(
          number: number, learningRate: 0.1, gradientScale: 2, parameters: parameters.pointer,
          gradients: gradients.pointer, workers: workers)
      }
      // The same gradient again and again moves by the rate; decay is 1 − 0.1 · 0.5 a step.
      for tensor in layout.tensors {
        for index in tensor.offset..<tensor.offset + tensor.count {
          let move: Float = index % 2 == 0 ? -0.1 : 0.1
          let keep: Float = tensor.decays ? 0.95 : 1
          #expect(abs(parameters.pointer[index] - ((keep + move) * keep + move)) < 1e-5, "\(tensor.name)")
        }
      }
      let squares = layout.parameterCount * 9
      #expect(abs(Optimizer.norm(gradients, workers: workers) - Double(squares).squareRoot()) < 1e-9)
      results.append(Array(parameters.elements))
    }
    #expect(results[0] == results[1])
  }

  @Test func scheduleOfEveryDecay() {
    var configuration = TrainingConfiguration()
    configuration.learningRate = 1
    configuration.minimumLearningRate = 0.2
    configuration.warmupStepCount = 4
    configuration.stepCount = 13
    func rates(_ decay: TrainingConfiguration.Decay, _ steps: [Int]) -> [Double] {
      configuration.decay = decay
      let schedule = LearningRateSchedule(configuration)
      return steps.map { (schedule.rate(at: $0) * 1e12).rounded() / 1e12 }
    }
    #expect(rates(.cosine, [0, 1, 2, 3, 4, 8, 12]) == [0.25, 0.5, 0.75, 1, 1, 0.6, 0.2])
    #expect(rates(.linear, [3, 4, 6, 8, 12]) == [1, 1, 0.8, 0.6, 0.2])
    #expect(rates(.constant, [0, 4, 12]) == [0.25, 1, 1])
    configuration.warmupStepCount = 0
    configuration.stepCount = 1
    #expect(rates(.cosine, [0]) == [1])
    configuration.warmupStepCount = 100
    configuration.stepCount = 10
    #expect(rates(.linear, [9]) == [0.1], "a warm-up longer than the run never ends")
  }
}
