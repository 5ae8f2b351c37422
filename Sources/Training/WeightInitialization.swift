// The weights a model starts with.

/// Draws initial weights: standard deviation 0.02, divided by √(2 · layers) where a tensor writes to the residual
/// stream (Radford et al. 2019); the weights of norms are 1.
///
/// The same on every machine: a draw is a sum of twelve uniform numbers, which needs no logarithm or cosine.
enum WeightInitialization {
  static let standardDeviation = 0.02

  static func fill(_ parameters: borrowing FloatBuffer, layout: ParameterLayout, layerCount: Int, seed: UInt64) {
    let residual = standardDeviation / (2 * Double(layerCount)).squareRoot()
    for (index, tensor) in layout.tensors.enumerated() {
      let target = UnsafeMutableBufferPointer(start: parameters.pointer + tensor.offset, count: tensor.count)
      if tensor.shape.count == 1 {
        target.update(repeating: 1)
        continue
      }
      // Each tensor has a stream of its own, so that one more layer leaves the others' weights alone.
      var random = SplitMix64(seed: SplitMix64.mix(seed &+ UInt64(index) &* 0xd1b5_4a32_d192_ed03))
      let deviation = tensor.writesResidual ? residual : standardDeviation
      for position in target.indices {
        target[position] = Float(random.nextNormal() * deviation)
      }
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  /// Twelve uniform 16-bit numbers, summed and centred: mean 0, deviation 1, never beyond six deviations.
  mutating func nextNormal() -> Double {
    var sum: UInt64 = 0
    for _ in 0..<3 {
      let bits = next()
      sum += bits & 0xffff
      sum += (bits >> 16) & 0xffff
      sum += (bits >> 32) & 0xffff
      sum += bits >> 48
    }
    return (Double(sum) - 6 * 65535) / 65536
  }
}
