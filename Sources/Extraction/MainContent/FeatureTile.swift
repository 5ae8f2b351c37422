// The features of a few segments side by side, in the order in which trees read them.

/// The values of all features for 32 segments: those of one feature stand together, so that a tree's question is put
/// to all segments at once.
struct FeatureTile {
  /// Segments in a tile.
  static let laneCount = 32

  let featureCount: Int
  private(set) var values: [Int16]

  init(featureCount: Int) {
    self.featureCount = featureCount
    values = Array(repeating: 0, count: featureCount * Self.laneCount)
  }

  /// Fills the rows of the first `count` segments; `body` gets the number of each.
  @inline(__always)
  mutating func fill(_ count: Int, _ body: (Int, inout FeatureRow) -> Void) {
    let capacity = featureCount
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for lane in 0..<count {
        var row = FeatureRow(base + lane, capacity: capacity)
        body(lane, &row)
      }
    }
  }

  /// The row of one segment.
  func row(lane: Int) -> [Int16] { (0..<featureCount).map { values[$0 * Self.laneCount + lane] } }
}

/// A row of features under construction: one lane of a tile.
struct FeatureRow {
  private let base: UnsafeMutablePointer<Int16>
  private var count = 0
  private let capacity: Int
  /// Names of the features, recorded only where somebody asks for them.
  private(set) var names: [String]?

  fileprivate init(_ base: UnsafeMutablePointer<Int16>, capacity: Int, recordsNames: Bool = false) {
    self.base = base
    self.capacity = capacity
    names = recordsNames ? [] : nil
  }

  /// The names of the features that `body` puts.
  static func names(upTo capacity: Int, _ body: (inout FeatureRow) -> Void) -> [String] {
    var values = [Int16](repeating: 0, count: capacity * FeatureTile.laneCount)
    return values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var row = FeatureRow(base, capacity: capacity, recordsNames: true)
      body(&row)
      return row.names ?? []
    }
  }

  @inline(__always)
  mutating func put(_ name: StaticString, _ value: Int) {
    guard count < capacity else { return }
    base[count &* FeatureTile.laneCount] = Int16(clamping: value)
    count &+= 1
    if names != nil { names?.append("\(name)") }
  }

  @inline(__always)
  mutating func put(_ name: StaticString, _ value: Bool) { put(name, value ? 1 : 0) }

  /// One feature for each bit.
  @inline(__always)
  mutating func put(_ name: StaticString, bits: UInt64, count bitCount: Int) {
    guard count + bitCount <= capacity else { return }
    for bit in 0..<bitCount {
      base[(count &+ bit) &* FeatureTile.laneCount] = Int16(truncatingIfNeeded: bits >> UInt64(bit) & 1)
    }
    count &+= bitCount
    if names != nil { for bit in 0..<bitCount { names?.append("\(name).\(bit)") } }
  }
}

/// Scales of features.
enum Scale {
  /// Sixteen times the binary logarithm of 1 + value, by linear interpolation between powers of two.
  @inline(__always)
  static func log(_ value: Int) -> Int {
    let number = UInt64(max(0, value)) &+ 1
    let exponent = 63 - number.leadingZeroBitCount
    let mantissa = exponent >= 4 ? (number >> UInt64(exponent - 4)) & 15 : (number << UInt64(4 - exponent)) & 15
    return exponent * 16 + Int(mantissa)
  }

  /// 256 times the share of `part` in `whole`.
  @inline(__always)
  static func share(_ part: Int, _ whole: Int) -> Int { whole <= 0 ? 0 : part &* 256 / whole }
}
