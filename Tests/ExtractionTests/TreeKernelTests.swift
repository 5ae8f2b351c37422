// The kernel that asks trees, against the plain reading of its definition.

import CKernels
import TestSupport
import Testing

@Suite struct TreeKernelTests {
  @Test(arguments: [0, 1, 7, 64])
  func asEachTreeAloneSays(treeCount: Int) {
    var random = SeededGenerator(seed: UInt64(treeCount) + 1)
    let featureCount = 9
    func number(_ range: ClosedRange<Int16>) -> Int16 { .random(in: range, using: &random) }
    let columns = (0..<featureCount * 32).map { _ in number(-40...40) }
    // Extremes are where a comparison that saturates or wraps would go wrong.
    let thresholds: [Int16] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    let nodes = (0..<treeCount * 15).map { _ in
      sluice_tree_node(
        feature: UInt16.random(in: 0..<UInt16(featureCount), using: &random),
        threshold: Bool.random(using: &random) ? thresholds.randomElement(using: &random) ?? 0 : number(-40...40),
        leavesAbove: UInt16.random(in: 0...0xffff, using: &random) | 0x8000)
    }
    let leaves = (0..<treeCount * 16).map { _ in number(.min ... .max) }
    var sums = (0..<32).map { Int32($0) }
    sluice_score_trees(columns, nodes, leaves, treeCount, &sums)
    for row in 0..<32 {
      var expected = Int32(row)
      for tree in 0..<treeCount {
        var possible: UInt16 = 0xffff
        for node in nodes[tree * 15..<tree * 15 + 15]
        where columns[Int(node.feature) * 32 + row] > node.threshold { possible &= node.leavesAbove }
        expected += Int32(leaves[tree * 16 + possible.trailingZeroBitCount])
      }
      #expect(sums[row] == expected)
    }
  }
}
