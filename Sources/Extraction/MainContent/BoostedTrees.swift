// A small model of decision trees over integers: the same answer on every machine.

import CKernels

/// A sum of binary decision trees of at most sixteen leaves, each comparing one small integer with a threshold at every
/// node.
///
/// All nodes of a tree are asked, and each crosses out the leaves that its answer rules out; the first leaf that is
/// left is the tree's (Lucchese et al., "QuickScorer", SIGIR 2015). So there is no branch, and 32 segments go through a
/// tree together.
///
/// The table is text: base-64 digits of little-endian 16-bit numbers. It begins with the number of trees; each tree has
/// three numbers for each of fifteen nodes (feature, threshold, the leaves that stay possible where the feature is above
/// the threshold, a bit each) and one for each of sixteen leaves (log-odds in 256ths).
struct BoostedTrees: Sendable {
  private static let nodeCount = 15
  private static let leafCount = 16

  private var nodes: [sluice_tree_node] = []
  private var leaves: [Int16] = []
  private var treeCount = 0

  /// - Parameters:
  ///   - table: as described above; what does not parse is left out, so that a damaged table gives a weaker model,
  ///     never a crash.
  ///   - featureCount: trees that ask for features at or above this number are refused.
  init(table: String, featureCount: Int) {
    let words = Self.decode(table)
    var at = 1
    for _ in 0..<(words.first.map(Int.init) ?? 0) {
      guard at + Self.nodeCount * 3 + Self.leafCount <= words.count else { return }
      let inner = (0..<Self.nodeCount).map { number in
        let start = at + number * 3
        return sluice_tree_node(
          feature: UInt16(bitPattern: words[start]), threshold: words[start + 1],
          leavesAbove: UInt16(bitPattern: words[start + 2]))
      }
      guard inner.allSatisfy({ Int($0.feature) < featureCount }) else { return }
      nodes += inner
      at += Self.nodeCount * 3
      leaves += words[at..<at + Self.leafCount]
      at += Self.leafCount
      treeCount += 1
    }
  }

  private static func decode(_ table: String) -> [Int16] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount = 0
    for digit in table.utf8 {
      let value: UInt8
      switch digit {
      case 0x41...0x5a: value = digit - 0x41
      case 0x61...0x7a: value = digit - 0x61 + 26
      case 0x30...0x39: value = digit - 0x30 + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
    }
    return stride(from: 0, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  /// Appends the sums of the trees' answers for the first `count` segments of a tile.
  ///
  /// - Precondition: the tile has as many features as the model was made for.
  func score(_ tile: borrowing FeatureTile, count: Int, into scores: inout [Int32]) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: FeatureTile.laneCount) { sums in
      sums.initialize(repeating: 0)
      tile.values.withUnsafeBufferPointer { values in
        nodes.withUnsafeBufferPointer { nodes in
          leaves.withUnsafeBufferPointer { leaves in
            // SAFETY: `init` has refused trees with features beyond the tile's.
            sluice_score_trees(values.baseAddress, nodes.baseAddress, leaves.baseAddress, treeCount, sums.baseAddress)
          }
        }
      }
      scores.append(contentsOf: sums.prefix(count))
    }
  }
}
