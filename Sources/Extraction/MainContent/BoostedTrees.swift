// A small model of decision trees over integers: the same answer on every machine.

/// A sum of binary decision trees, each comparing one small integer with a threshold at every node.
///
/// The table is text: base-64 digits of little-endian 16-bit numbers. It begins with the number of trees; each tree has
/// its number of inner nodes, four numbers for each of them (feature, threshold, child where the feature is at most the
/// threshold, child where it is above) and one for each leaf (log-odds in 256ths). A child below zero is the leaf of
/// that number's complement.
struct BoostedTrees: Sendable {
  private struct Node {
    var feature: UInt16
    var threshold: Int16
    var below: Int16
    var above: Int16
  }

  private struct Tree {
    var node: Int32
    var leaf: Int32
  }

  private var nodes: [Node] = []
  private var leaves: [Int16] = []
  private var trees: [Tree] = []

  /// - Parameters:
  ///   - table: as described above; what does not parse is left out, so that a damaged table gives a weaker model,
  ///     never a crash.
  ///   - featureCount: features at or above this number are refused.
  init(table: String, featureCount: Int) {
    let words = Self.decode(table)
    var at = 1
    for _ in 0..<(words.first.map(Int.init) ?? 0) {
      guard at < words.count else { return }
      let count = Int(words[at])
      let end = at + 1 + count * 5 + 1
      guard count > 0, end <= words.count else { return }
      var inner: [Node] = []
      for number in 0..<count {
        let start = at + 1 + number * 4
        let node = Node(
          feature: UInt16(bitPattern: words[start]), threshold: words[start + 1], below: words[start + 2],
          above: words[start + 3])
        // Children stand behind their parents, so that every walk ends.
        guard Int(node.feature) < featureCount,
          Self.isChild(node.below, of: number, count), Self.isChild(node.above, of: number, count)
        else { return }
        inner.append(node)
      }
      trees.append(Tree(node: Int32(nodes.count), leaf: Int32(leaves.count)))
      nodes += inner
      leaves += words[(at + 1 + count * 4)..<end]
      at = end
    }
  }

  private static func isChild(_ child: Int16, of parent: Int, _ count: Int) -> Bool {
    child >= 0 ? Int(child) > parent && Int(child) < count : Int(~child) <= count
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

  /// The sum of the trees' answers for one row of features.
  @inline(__always)
  func score(_ row: UnsafePointer<Int16>) -> Int32 {
    nodes.withUnsafeBufferPointer { nodes in
      leaves.withUnsafeBufferPointer { leaves in
        var sum: Int32 = 0
        for tree in trees {
          var at = Int16(0)
          repeat {
            let node = nodes[Int(tree.node) &+ Int(at)]
            at = row[Int(node.feature)] <= node.threshold ? node.below : node.above
          } while at >= 0
          sum &+= Int32(leaves[Int(tree.leaf) &+ Int(~at)])
        }
        return sum
      }
    }
  }
}
