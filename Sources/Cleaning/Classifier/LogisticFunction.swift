// Exponentials with the same bits on every machine: the system's differ from version to version.

/// The exponential function and what is made of it, by additions and multiplications in a fixed order.
enum LogisticFunction {
  /// e to the power of `value`, within 2 units in the last place; 0 below −700, e⁷⁰⁰ above 700.
  static func exponential(_ value: Double) -> Double {
    guard value > -700 else { return 0 }
    let power = min(value, 700)
    // e^x = 2^n · e^r with |r| ≤ ln 2 / 2; ln 2 is taken off in two parts, of which the first has few digits.
    let n = (power * 1.442_695_040_888_963_4).rounded()
    let r = (power - n * 0.693_147_180_369_123_8) - n * 1.908_214_929_270_588e-10
    var sum = 1.0
    for k in stride(from: 14.0, through: 1.0, by: -1) { sum = 1 + sum * r / k }
    return Double(sign: .plus, exponent: Int(n), significand: sum)
  }

  /// 1 / (1 + e^−value)
  static func sigmoid(_ value: Double) -> Double {
    if value >= 0 { return 1 / (1 + exponential(-value)) }
    let power = exponential(value)
    return power / (1 + power)
  }

  /// Shares in proportion to e to the power of each value; they sum up to 1.
  static func softmax(_ values: [Double]) -> [Double] {
    let largest = values.max() ?? 0
    let powers = values.map { exponential($0 - largest) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }
}
