// Ids as hexadecimal digits in bytes.

extension DocumentID {
  /// Reads 32 lower-case hexadecimal digits; nil when the bytes are anything else.
  public init?(digits: UnsafeBufferPointer<UInt8>) {
    guard digits.count == 32 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<32 {
      let digit = digits[index]
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit &- UInt8(ascii: "a") &+ 10
      default: return nil
      }
      if index < 16 { high = high << 4 | UInt64(value) } else { low = low << 4 | UInt64(value) }
    }
    self.init(high: high, low: low)
  }

  /// Appends the 32 digits.
  public func appendDigits(to output: inout [UInt8]) {
    let digits: StaticString = "0123456789abcdef"
    for part in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        output.append(digits.utf8Start[Int(part >> UInt64(shift) & 15)])
      }
    }
  }
}
