// From a text's vector to the probabilities of labels, for every loss that fastText trains with.

/// The losses, by their numbers in the file.
enum FastTextLoss: Int32, Sendable {
  case hierarchicalSoftmax = 1
  case negativeSampling = 2
  case softmax = 3
  case oneVersusAll = 4
}

/// The Huffman tree of hierarchical softmax, made from the labels' counts as fastText makes it.
struct FastTextTree: Sendable {
  /// Children of the inner nodes; node number `labelCount + i` is inner node i, smaller numbers are labels.
  private(set) var children: [(left: Int32, right: Int32)] = []

  init(counts: [Int64]) {
    let leaves = counts.count
    var weights = counts + [Int64](repeating: 1_000_000_000_000_000, count: max(0, leaves - 1))
    var leaf = leaves - 1
    var node = leaves
    for inner in leaves..<max(leaves, 2 * leaves - 1) {
      var lightest: [Int] = []
      for _ in 0..<2 {
        if leaf >= 0, node >= weights.count || weights[leaf] < weights[node] {
          lightest.append(leaf)
          leaf -= 1
        } else {
          lightest.append(node)
          node += 1
        }
      }
      weights[inner] = weights[lightest[0]] + weights[lightest[1]]
      children.append((Int32(lightest[0]), Int32(lightest[1])))
    }
  }
}

extension FastTextModel {
  /// Probabilities of all labels for a text's vector.
  ///
  /// Hierarchical softmax adds 10⁻⁵ to the probability at each node and negative sampling takes its sigmoid from a table
  /// of 512 steps, as fastText does.
  func probabilities(of hidden: UnsafeBufferPointer<Float>, in bytes: UnsafeRawBufferPointer) -> [Double] {
    func score(_ row: Int) -> Float {
      let value = output.product(row: row, of: bytes, with: hidden)
      return value.isFinite ? value : 0
    }
    switch loss {
    case .softmax: return LogisticFunction.softmax(dictionary.labels.indices.map { Double(score($0)) })
    case .negativeSampling, .oneVersusAll: return dictionary.labels.indices.map { Self.tabulatedSigmoid(score($0)) }
    case .hierarchicalSoftmax:
      let labelCount = dictionary.labels.count
      var result = [Double](repeating: 0, count: labelCount)
      guard let tree, !tree.children.isEmpty else { return [1] }
      var open: [(node: Int, probability: Double)] = [(2 * labelCount - 2, 1)]
      while let (node, probability) = open.popLast() {
        guard node >= labelCount else {
          result[node] = min(probability, 1)
          continue
        }
        let right = LogisticFunction.sigmoid(Double(score(node - labelCount)))
        let children = tree.children[node - labelCount]
        open.append((Int(children.left), probability * (1 - right + 1e-5)))
        open.append((Int(children.right), probability * (right + 1e-5)))
      }
      return result
    }
  }

  private static func tabulatedSigmoid(_ value: Float) -> Double {
    if value < -8 { return 0 }
    if value > 8 { return 1 }
    let step = ((value + 8) * 512 / 8 / 2).rounded(.towardZero)
    return LogisticFunction.sigmoid(Double(step) * 16 / 512 - 8)
  }
}
