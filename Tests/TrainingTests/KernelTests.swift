// The C loops against plain Swift.

import CKernels
import TestSupport
import Testing

@testable import Training

@Suite struct KernelTests {
  static let shapes: [(m: Int, n: Int, k: Int)] = [
    (1, 1, 1), (6, 16, 4), (7, 17, 3), (5, 33, 300), (100, 31, 257), (97, 520, 9), (13, 1, 40), (1, 40, 13), (3, 5, 0),
  ]

  /// Both kernels, all transposes, sizes around every tile's edge, rows with gaps, and all the ways C is used.
  @Test(arguments: [TrainingConfiguration.Kernel.portable, .automatic], shapes)
  func productEqualsThreeLoops(_ kind: TrainingConfiguration.Kernel, _ shape: (m: Int, n: Int, k: Int)) throws {
    let kernel = try MatrixKernel(kind)
    let (m, n, k) = shape
    var random = SeededGenerator(seed: UInt64(m * 1000 + n * 10 + k))
    let scratch = FloatBuffer(count: MatrixKernel.scratchCount)
    for (transposeA, transposeB) in [(false, false), (true, false), (false, true), (true, true)] {
      for (alpha, beta) in [(Float(1), Float(0)), (1, 1), (-0.5, 2)] {
        let aStride = (transposeA ? m : k) + 3
        let bStride = (transposeB ? k : n) + 1
        let cStride = n + 2
        var a = (0..<(max(m, k) + 1) * (aStride + 1)).map { _ in Float.random(in: -1...1, using: &random) }
        var b = (0..<(max(n, k) + 1) * (bStride + 1)).map { _ in Float.random(in: -1...1, using: &random) }
        let before = (0..<m * cStride).map { _ in beta == 0 ? Float.nan : Float.random(in: -1...1, using: &random) }
        var c = before
        kernel.multiply(
          transposeA: transposeA, transposeB: transposeB, m, n, k, alpha: alpha, &a, aStride, &b, bStride, beta: beta,
          &c, cStride, scratch: scratch.pointer)
        for i in 0..<m {
          for j in 0..<cStride {
            if j >= n {
              #expect(c[i * cStride + j].bitPattern == before[i * cStride + j].bitPattern, "wrote beside the matrix")
              continue
            }
            var sum = 0.0
            for p in 0..<k {
              sum +=
                Double(transposeA ? a[p * aStride + i] : a[i * aStride + p])
                * Double(transposeB ? b[j * bStride + p] : b[p * bStride + j])
            }
            let expected = Double(alpha) * sum + (beta == 0 ? 0 : Double(beta) * Double(before[i * cStride + j]))
            #expect(abs(Double(c[i * cStride + j]) - expected) < 1e-5 + 1e-6 * Double(k), "\(i), \(j)")
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7]) func portableProductIsTheSameForEveryNumberOfWorkers(_ count: Int) throws {
    let kernel = try MatrixKernel(.portable)
    var random = SeededGenerator(seed: 9)
    let (m, n, k) = (130, 50, 300)
    var a = (0..<m * k).map { _ in Float.random(in: -1...1, using: &random) }
    var b = (0..<n * k).map { _ in Float.random(in: -1...1, using: &random) }
    func product(_ workers: Workers, m: Int, n: Int, _ a: inout [Float], _ b: inout [Float]) -> [Float] {
      var c = [Float](repeating: 0, count: m * n)
      workers.multiply(transposeB: true, m, n, k, &a, k, &b, k, beta: 0, &c, n)
      return c
    }
    let one = Workers(count: 1, kernel: kernel)
    let several = Workers(count: count, kernel: kernel)
    #expect(product(one, m: m, n: n, &a, &b) == product(several, m: m, n: n, &a, &b))
    #expect(product(one, m: n, n: m, &b, &a) == product(several, m: n, n: m, &b, &a))
  }

  @Test func crossEntropyOfExtremeLogits() {
    let rows: [[Float]] = [
      [0, 0, 0], [1000, 0, -1000], [-1000, 0, 1000], [5, 5, 5], [.infinity, 0, 0], [.nan, 0, 0],
    ]
    var logits = rows.flatMap { $0 }
    let targets: [Int32] = [1, 0, 0, -1, 1, 1]
    var losses = [Float](repeating: -1, count: 6)
    sluice_cross_entropy(6, 3, &logits, targets, &losses, 1, 2)
    #expect(abs(losses[0] - 1.0986123) < 1e-6)
    #expect(losses[1] == 0)
    #expect(losses[2] == 2000)
    #expect(losses[3] == 0)
    #expect(!losses[4].isFinite && !losses[5].isFinite, "what is no number must show in the loss")
    #expect(Array(logits[9..<12]) == [0, 0, 0], "a row that asks for nothing has no gradient")
    for (index, expected) in ([2.0 / 3, -4.0 / 3, 2.0 / 3] as [Float]).enumerated() {
      #expect(abs(logits[index] - expected) < 1e-6)
    }
  }

  @Test(arguments: [1, 15, 16, 17, 100, 5000]) func crossEntropyEqualsTheReference(_ vocabulary: Int) {
    var random = SeededGenerator(seed: UInt64(vocabulary))
    var logits = (0..<3 * vocabulary).map { _ in Float.random(in: -20...20, using: &random) }
    let before = logits
    let targets = (0..<3).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) }
    var losses = [Float](repeating: -1, count: 3)
    sluice_cross_entropy(3, vocabulary, &logits, targets, &losses, 1, 1)
    for row in 0..<3 {
      let given = before[row * vocabulary..<(row + 1) * vocabulary].map(Double.init)
      let expected = ReferenceModel.crossEntropy(given, Int(targets[row]))
      #expect(abs(Double(losses[row]) - expected) < 1e-5 * max(1, expected))
      let probabilities = ReferenceModel.softmax(given)
      for index in 0..<vocabulary {
        let gradient = probabilities[index] - (index == Int(targets[row]) ? 1 : 0)
        #expect(abs(Double(logits[row * vocabulary + index]) - gradient) < 2e-6)
      }
    }
  }

  @Test func sumOfSquaresIsExactWhereFloatIsNot() {
    var values = [Float](repeating: 1e-4, count: 1_000_003)
    values[0] = 1000
    let expected = 1e6 + 1_000_002 * (Double(Float(1e-4)) * Double(Float(1e-4)))
    #expect(abs(sluice_sum_of_squares(values.count, values) - expected) < 1e-5, "a sum in float would end at 1e6")
  }
}
