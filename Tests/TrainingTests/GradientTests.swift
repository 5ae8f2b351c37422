// Every gradient against central differences of an independent model in double precision.

import TestSupport
import Testing

@testable import Training

/// A model with random weights large enough that every path matters, and a batch for it.
struct GradientCase: CustomTestStringConvertible, Sendable {
  var name: String
  var model: ModelConfiguration
  var kernel = TrainingConfiguration.Kernel.portable
  var threadCount = 1
  var testDescription: String { name }

  static let batch = 2
  /// Longer than one block of attention scores.
  static let longLength = 70

  static let all: [GradientCase] = [
    GradientCase(
      name: "multi-head, SwiGLU, tied",
      model: ModelConfiguration(
        vocabularySize: 23, contextLength: 9, layerCount: 2, width: 16, headCount: 4, feedForwardWidth: 20)),
    GradientCase(
      name: "grouped queries, GELU, untied, two threads",
      model: ModelConfiguration(
        vocabularySize: 19, contextLength: 7, layerCount: 2, width: 24, headCount: 6, keyValueHeadCount: 2,
        feedForwardWidth: 18, activation: .gelu, tiesEmbeddings: false),
      threadCount: 2),
    GradientCase(
      name: "multi-query, two blocks of scores, whichever kernel is installed",
      model: ModelConfiguration(
        vocabularySize: 11, contextLength: longLength, layerCount: 1, width: 8, headCount: 2, keyValueHeadCount: 1,
        feedForwardWidth: 6, tiesEmbeddings: false),
      kernel: .automatic, threadCount: 3),
  ]

  func make() throws -> (transformer: Transformer, tokens: [Int32], targets: [Int32]) {
    let workers = Workers(count: threadCount, kernel: try MatrixKernel(kernel))
    let transformer = try Transformer(
      model, batchSize: Self.batch, length: model.contextLength, workers: workers, seed: 5)
    var random = SeededGenerator(seed: 11)
    for tensor in transformer.layout.tensors {
      for index in tensor.offset..<tensor.offset + tensor.count {
        let noise = Float.random(in: -1...1, using: &random)
        transformer.parameters.pointer[index] = tensor.decays ? noise * 0.5 : 1 + noise * 0.3
      }
    }
    let count = Self.batch * model.contextLength
    let tokens = (0..<count).map { _ in Int32.random(in: 0..<Int32(model.vocabularySize), using: &random) }
    // Every fifth position asks for nothing.
    let targets = (0..<count).map {
      $0 % 5 == 4 ? -1 : Int32.random(in: 0..<Int32(model.vocabularySize), using: &random)
    }
    return (transformer, tokens, targets)
  }
}

@Suite struct GradientTests {
  @Test(arguments: GradientCase.all) func lossEqualsTheReference(_ test: GradientCase) throws {
    let (transformer, tokens, targets) = try test.make()
    let loss = transformer.loss(
      tokens: tokens, targets: targets, batch: GradientCase.batch, length: test.model.contextLength)
    let expected = ReferenceModel(transformer).loss(
      tokens: tokens, targets: targets, length: test.model.contextLength)
    #expect(abs(loss - expected) < 2e-6 * expected, "loss \(loss), reference \(expected)")
  }

  /// All elements of small tensors and 48 of larger ones.
  @Test(arguments: GradientCase.all) func everyTensorsGradientEqualsDifferences(_ test: GradientCase) throws {
    let (transformer, tokens, targets) = try test.make()
    let length = test.model.contextLength
    let scale: Float = 0.25
    _ = transformer.loss(
      tokens: tokens, targets: targets, batch: GradientCase.batch, length: length, gradientScale: scale)
    var reference = ReferenceModel(transformer)
    var random = SeededGenerator(seed: 3)
    for tensor in transformer.layout.tensors {
      let picks =
        tensor.count <= 48
        ? Array(0..<tensor.count) : (0..<48).map { _ in Int.random(in: 0..<tensor.count, using: &random) }
      var worst = 0.0
      var largest = 0.0
      for pick in picks {
        let index = tensor.offset + pick
        let value = reference.parameters[index]
        let step = 1e-5
        reference.parameters[index] = value + step
        let above = reference.loss(tokens: tokens, targets: targets, length: length)
        reference.parameters[index] = value - step
        let below = reference.loss(tokens: tokens, targets: targets, length: length)
        reference.parameters[index] = value
        let expected = (above - below) / (2 * step) * Double(scale)
        let got = Double(transformer.gradients.pointer[index])
        worst = max(worst, abs(got - expected))
        largest = max(largest, abs(expected))
      }
      #expect(largest > 1e-3, "the gradient of \(tensor.name) is nothing: the test would show nothing")
      #expect(worst < 2e-5 * max(largest, 0.1), "\(tensor.name): off by \(worst) where the largest is \(largest)")
    }
  }

  @Test func gradientsAddUp() throws {
    let (transformer, tokens, targets) = try GradientCase.all[0].make()
    let length = transformer.model.contextLength
    func run(_ scale: Float) {
      _ = transformer.loss(
        tokens: tokens, targets: targets, batch: GradientCase.batch, length: length, gradientScale: scale)
    }
    run(1)
    let once = Array(transformer.gradients.elements)
    run(1)
    for (twice, one) in zip(transformer.gradients.elements, once) { #expect(abs(twice - 2 * one) <= 1e-5 * abs(one)) }
    transformer.clearGradients()
    run(1)
    #expect(Array(transformer.gradients.elements) == once)
  }

  @Test func laterTokensDoNotTouchEarlierLosses() throws {
    var (transformer, tokens, targets) = try GradientCase.all[0].make()
    let length = transformer.model.contextLength
    // Only the first half of each sequence is asked for; changing the second half changes nothing.
    for index in targets.indices where index % length >= length / 2 { targets[index] = -1 }
    let before = transformer.loss(tokens: tokens, targets: targets, batch: GradientCase.batch, length: length)
    for index in tokens.indices where index % length >= length / 2 { tokens[index] = (tokens[index] + 1) % 23 }
    let after = transformer.loss(tokens: tokens, targets: targets, batch: GradientCase.batch, length: length)
    #expect(before == after)
  }
}
