// Internationalised labels of host names, from the ASCII form they have on the wire.

/// Punycode (RFC 3492).
enum Punycode {
  private static let base = 36
  private static let leastThreshold = 1
  private static let greatestThreshold = 26
  private static let skew = 38
  private static let damp = 700
  private static let initialBias = 72
  private static let initialScalar = 128

  /// Longest label in bytes that is decoded. A name server takes 63; insertion costs the square of the length.
  private static let maximumByteCount = 128

  /// Decodes a label without its `xn--` to UTF-8.
  ///
  /// - Returns: false when it is not Punycode; `output` then holds anything.
  static func decode(_ label: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    output.removeAll(keepingCapacity: true)
    guard !label.isEmpty, label.count <= maximumByteCount, label.allSatisfy({ $0 < 0x80 }) else { return false }
    var scalars: [Unicode.Scalar] = []
    var rest = label
    if let delimiter = label.lastIndex(of: UInt8(ascii: "-")) {
      // A delimiter with nothing before it is no delimiter, and no digit either.
      if delimiter == label.startIndex { return false }
      scalars = label[..<delimiter].map { Unicode.Scalar($0) }
      rest = label[(delimiter + 1)...]
    }
    var scalar = initialScalar
    var place = 0
    var bias = initialBias
    while !rest.isEmpty {
      let before = place
      guard let delta = integer(&rest, bias: bias) else { return false }
      place += delta
      let count = scalars.count + 1
      bias = adapt(place - before, count: count, isFirst: before == 0)
      scalar += place / count
      place %= count
      guard let value = UInt32(exactly: scalar).flatMap(Unicode.Scalar.init(_:)) else { return false }
      scalars.insert(value, at: place)
      place += 1
    }
    for scalar in scalars { output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
    return true
  }

  /// Reads one integer of variable length; nil when it is damaged or larger than any that a label needs.
  private static func integer(_ digits: inout ArraySlice<UInt8>, bias: Int) -> Int? {
    var value = 0
    var weight = 1
    var threshold = base
    while let digit = digits.popFirst().flatMap(digit) {
      value += digit * weight
      let limit = min(max(threshold - bias, leastThreshold), greatestThreshold)
      if digit < limit { return value }
      weight *= base - limit
      threshold += base
      if value > 1 << 28 || weight > 1 << 28 { return nil }
    }
    return nil
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte.asciiLowercase {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte.asciiLowercase - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var threshold = 0
    while delta > (base - leastThreshold) * greatestThreshold / 2 {
      delta /= base - leastThreshold
      threshold += base
    }
    return threshold + (base - leastThreshold + 1) * delta / (delta + skew)
  }
}
