// The model once more, in double precision, as plain loops: the oracle of the gradient tests.

@testable import Training

/// A forward pass written from the definitions, without any of the trainer's kernels.
struct ReferenceModel {
  let model: ModelConfiguration
  let layout: ParameterLayout
  var parameters: [Double]

  init(_ transformer: Transformer) {
    model = transformer.model
    layout = transformer.layout
    parameters = transformer.parameters.elements.map(Double.init)
  }

  /// The sum of the cross entropies in nats.
  func loss(tokens: [Int32], targets: [Int32], length: Int) -> Double {
    var sum = 0.0
    for first in stride(from: 0, to: tokens.count, by: length) {
      sum += sequenceLoss(Array(tokens[first..<first + length]), Array(targets[first..<first + length]))
    }
    return sum
  }

  private func sequenceLoss(_ tokens: [Int32], _ targets: [Int32]) -> Double {
    let width = model.width
    var stream = tokens.map { row(layout.embedding, Int($0), width) }
    for block in layout.blocks {
      let normed = stream.map { Self.norm($0, row(block.attentionNorm, 0, width), model.normEpsilon) }
      let attended = Self.attention(model, normed.map { product(block.projection, model.projectedWidth, $0) })
      for (index, vector) in attended.enumerated() {
        stream[index] = Self.sum(stream[index], product(block.output, width, vector))
      }
      for index in stream.indices {
        let normed = Self.norm(stream[index], row(block.feedForwardNorm, 0, width), model.normEpsilon)
        let expanded = product(block.expansion, model.expandedWidth, normed)
        let active = (0..<model.feedForwardWidth).map { position in
          model.activation == .swiglu
            ? Self.silu(expanded[position]) * expanded[model.feedForwardWidth + position]
            : Self.gelu(expanded[position])
        }
        stream[index] = Self.sum(stream[index], product(block.contraction, width, active))
      }
    }
    var sum = 0.0
    for (index, target) in targets.enumerated() where target >= 0 {
      let normed = Self.norm(stream[index], row(layout.finalNorm, 0, width), model.normEpsilon)
      let logits = product(layout.head, model.vocabularySize, normed)
      sum += Self.crossEntropy(logits, Int(target))
    }
    return sum
  }

  private func row(_ offset: Int, _ row: Int, _ width: Int) -> [Double] {
    Array(parameters[offset + row * width..<offset + (row + 1) * width])
  }

  private func product(_ offset: Int, _ outputs: Int, _ x: [Double]) -> [Double] {
    (0..<outputs).map { output in
      var sum = 0.0
      for index in x.indices { sum += parameters[offset + output * x.count + index] * x[index] }
      return sum
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ReferenceModel {
  static func norm(_ x: [Double], _ weight: [Double], _ epsilon: Double) -> [Double] {
    let rms = (dot(x, x) / Double(x.count) + epsilon).squareRoot()
    return zip(x, weight).map { $0 / rms * $1 }
  }

  static func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  static func gelu(_ x: Double) -> Double {
    0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
  }

  static func softmax(_ x: [Double]) -> [Double] {
    let most = x.max() ?? 0
    let powers = x.map { exp($0 - most) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  static func crossEntropy(_ logits: [Double], _ target: Int) -> Double {
    let most = logits.max() ?? 0
    return log(logits.reduce(0) { $0 + exp($1 - most) }) + most - logits[target]
  }

  static func rotated(_ x: [Double], _ position: Int, _ base: Double) -> [Double] {
    let half = x.count / 2
    var out = x
    for pair in 0..<half {
      let angle = Double(position) * pow(base, -2 * Double(pair) / Double(x.count))
      out[pair] = x[pair] * cos(angle) - x[pair + half] * sin(angle)
      out[pair + half] = x[pair + half] * cos(angle) + x[pair] * sin(angle)
    }
    return out
  }

  /// Causal attention over the rows of one sequence: queries, keys and values side by side.
  static func attention(_ model: ModelConfiguration, _ projected: [[Double]]) -> [[Double]] {
    let (heads, shared, width) = (model.headCount, model.keyValueHeadCount, model.headWidth)
    var out = projected.map { _ in [Double](repeating: 0, count: heads * width) }
    for head in 0..<heads {
      let group = head / (heads / shared)
      let queries = projected.enumerated().map { rotated(part($1, head, width), $0, model.ropeBase) }
      let keys = projected.enumerated().map { rotated(part($1, heads + group, width), $0, model.ropeBase) }
      for (position, query) in queries.enumerated() {
        let scores = (0...position).map { dot(query, keys[$0]) / Double(width).squareRoot() }
        let probabilities = softmax(scores)
        for (other, probability) in probabilities.enumerated() {
          let value = part(projected[other], heads + shared + group, width)
          for index in 0..<width { out[position][head * width + index] += probability * value[index] }
        }
      }
    }
    return out
  }

  static func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
  static func sum(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map(+) }
  static func part(_ x: [Double], _ number: Int, _ width: Int) -> [Double] {
    Array(x[number * width..<(number + 1) * width])
  }
}
