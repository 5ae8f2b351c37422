// Measured values as the ledger has them.

enum Decimals {
  /// Four decimals, without the locale.
  static func four(_ value: Double) -> String {
    let scaled = Int((value * 10_000).rounded())
    let fraction = String(scaled % 10_000)
    return "\(scaled / 10_000)." + String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
  }
}
