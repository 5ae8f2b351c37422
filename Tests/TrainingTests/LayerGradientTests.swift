// Each layer by itself: its gradient by its input against central differences in double precision.

import TestSupport
import Testing

@testable import Training

@Suite struct LayerGradientTests {
  private let workers: Workers
  private var random = SeededGenerator(seed: 17)

  init() throws { workers = Workers(count: 2, kernel: try MatrixKernel(.automatic)) }

  private mutating func numbers(_ count: Int, _ range: ClosedRange<Float> = -2...2) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &random) }
  }

  /// Compares `gradient` with differences of Σ out · weights, where `function` gives `out` in double precision.
  private func compare(
    _ gradient: [Float], at x: [Float], weights: [Float], _ function: ([Double]) -> [Double],
    location: SourceLocation = #_sourceLocation
  ) {
    var point = x.map(Double.init)
    func value() -> Double { zip(function(point), weights).reduce(0) { $0 + $1.0 * Double($1.1) } }
    for index in x.indices {
      let middle = point[index]
      point[index] = middle + 1e-5
      let above = value()
      point[index] = middle - 1e-5
      let below = value()
      point[index] = middle
      let expected = (above - below) / 2e-5
      #expect(
        abs(Double(gradient[index]) - expected) < 1e-5 * max(1, abs(expected)), "element \(index)",
        sourceLocation: location)
    }
  }

  @Test(arguments: [1, 16, 19, 40]) mutating func norm(_ width: Int) {
    let rows = 3
    let norm = Norm(width: width, epsilon: 1e-5)
    var (x, weight, dout) = (numbers(rows * width), numbers(width), numbers(rows * width))
    var out = [Float](repeating: 0, count: rows * width)
    var inverse = [Float](repeating: 0, count: rows)
    norm.forward(workers, rows: rows, &x, weight: &weight, &out, inverseRMS: &inverse)
    let given = numbers(rows * width)
    var dx = given
    var dweight = [Float](repeating: 0, count: width)
    norm.backward(
      workers, rows: rows, &x, weight: &weight, inverseRMS: &inverse, dout: &dout, dx: &dx, accumulates: true,
      dweight: &dweight)
    func reference(_ x: [Double], _ weight: [Double]) -> [Double] {
      (0..<rows).flatMap { ReferenceModel.norm(Array(x[$0 * width..<($0 + 1) * width]), weight, 1e-5) }
    }
    let wide = (x: x.map(Double.init), weight: weight.map(Double.init))
    for (got, expected) in zip(out, reference(wide.x, wide.weight)) { #expect(abs(Double(got) - expected) < 1e-5) }
    compare(zip(dx, given).map { $0 - $1 }, at: x, weights: dout) { reference($0, wide.weight) }
    compare(dweight, at: weight, weights: dout) { reference(wide.x, $0) }
  }

  @Test(arguments: ModelConfiguration.Activation.allCases, [1, 16, 21])
  mutating func feedForward(_ activation: ModelConfiguration.Activation, _ width: Int) {
    let rows = 20
    let layer = FeedForward(activation: activation, width: width)
    let inputWidth = activation == .swiglu ? 2 * width : width
    var x = numbers(rows * inputWidth, -6...6)
    var dout = numbers(rows * width)
    var out = [Float](repeating: 0, count: rows * width)
    var dx = [Float](repeating: 0, count: rows * inputWidth)
    layer.forward(workers, rows: rows, &x, &out)
    layer.backward(workers, rows: rows, &x, dout: &dout, dx: &dx)
    func reference(_ x: [Double]) -> [Double] {
      (0..<rows * width).map { index in
        let (row, column) = (index / width, index % width)
        let first = x[row * inputWidth + column]
        return activation == .swiglu
          ? ReferenceModel.silu(first) * x[row * inputWidth + width + column] : ReferenceModel.gelu(first)
      }
    }
    for (got, expected) in zip(out, reference(x.map(Double.init))) {
      #expect(abs(Double(got) - expected) < 2e-6 * max(1, abs(expected)))
    }
    // A row at a time: an element depends on its own row only, and differences of a long sum lose digits.
    for row in 0..<rows {
      let range = row * inputWidth..<(row + 1) * inputWidth
      let start = x.map(Double.init)
      compare(Array(dx[range]), at: Array(x[range]), weights: Array(dout[row * width..<(row + 1) * width])) { part in
        var all = start
        all.replaceSubrange(range, with: part)
        return Array(reference(all)[row * width..<(row + 1) * width])
      }
    }
  }

  /// Heads, heads of keys and values, head width, length; some longer than a block of scores.
  @Test(arguments: [(1, 1, 2, 5), (4, 4, 4, 9), (4, 2, 2, 6), (3, 1, 6, 7), (2, 1, 2, 67)])
  mutating func attention(_ heads: Int, _ shared: Int, _ width: Int, _ length: Int) throws {
    let model = ModelConfiguration(
      vocabularySize: 4, contextLength: length, width: heads * width, headCount: heads, keyValueHeadCount: shared)
    try model.validate()
    let batch = 2
    let attention = Attention(model, length: length, workerCount: workers.count)
    let x = numbers(batch * length * model.projectedWidth)
    var projected = x
    var dout = numbers(batch * length * heads * width)
    var out = [Float](repeating: 0, count: dout.count)
    attention.forward(workers, batch: batch, length: length, projected: &projected, out: &out)
    // What was in the buffer before must not matter.
    var dx = numbers(x.count)
    attention.backward(workers, batch: batch, length: length, projected: &projected, dout: &dout, dprojected: &dx)
    func reference(_ x: [Double]) -> [Double] {
      (0..<batch).flatMap { sequence in
        ReferenceModel.attention(
          model, (0..<length).map { ReferenceModel.part(x, sequence * length + $0, model.projectedWidth) }
        ).flatMap { $0 }
      }
    }
    for (got, expected) in zip(out, reference(x.map(Double.init))) { #expect(abs(Double(got) - expected) < 1e-5) }
    if length < 20 { compare(dx, at: x, weights: dout, reference) }
  }

  @Test func embeddingAddsEveryRowToItsToken() {
    let embedding = Embedding(width: 3)
    let tokens: [Int32] = [2, 0, 2]
    var table: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    var out = [Float](repeating: 0, count: 9)
    embedding.forward(workers, rows: 3, tokens: tokens, table: &table, &out)
    #expect(out == [7, 8, 9, 1, 2, 3, 7, 8, 9])
    var dout: [Float] = [1, 2, 3, 10, 20, 30, 100, 200, 300]
    var dtable = [Float](repeating: 1, count: 9)
    embedding.backward(workers, rows: 3, tokens: tokens, dout: &dout, dtable: &dtable)
    #expect(dtable == [11, 21, 31, 1, 1, 1, 102, 203, 304])
  }

  /// The head with a vocabulary so large that rows go through in several pieces.
  @Test(arguments: [7, 300_000]) mutating func head(_ vocabulary: Int) {
    let (rows, width) = (35, 2)
    let head = OutputHead(vocabularySize: vocabulary, width: width, rowCount: rows)
    var (x, weight) = (numbers(rows * width), numbers(vocabulary * width))
    let targets = (0..<rows).map { $0 % 4 == 3 ? -1 : Int32($0 * 7919 % vocabulary) }
    let gradients = FloatBuffer(count: (rows + vocabulary) * width)
    let sum = head.loss(
      workers, rows: rows, &x, weight: &weight, targets: targets,
      gradients: OutputHead.Gradients(dx: gradients.pointer, dweight: gradients.pointer + rows * width, scale: 1))
    let dx = Array(gradients.elements.prefix(rows * width))
    let dweight = Array(gradients.elements.dropFirst(rows * width))
    let table = weight.map(Double.init)
    func reference(_ x: [Double], row: Int, table: [Double]) -> Double {
      if targets[row] < 0 { return 0 }
      let logits = (0..<vocabulary).map { x[0] * table[2 * $0] + x[1] * table[2 * $0 + 1] }
      return ReferenceModel.crossEntropy(logits, Int(targets[row]))
    }
    var expected = 0.0
    for row in stride(from: 0, to: rows, by: vocabulary > 1000 ? 5 : 1) {
      let point = Array(x[row * width..<(row + 1) * width])
      compare(Array(dx[row * width..<(row + 1) * width]), at: point, weights: [1]) {
        [reference($0, row: row, table: table)]
      }
    }
    if vocabulary > 1000 { return }
    for row in 0..<rows {
      expected += reference(ReferenceModel.part(x.map(Double.init), row, width), row: row, table: table)
    }
    #expect(abs(sum - expected) < 1e-5 * expected)
    let wide = x.map(Double.init)
    compare(dweight, at: weight, weights: [1]) { table in
      [(0..<rows).reduce(0) { $0 + reference(ReferenceModel.part(wide, $1, width), row: $1, table: table) }]
    }
  }
}
