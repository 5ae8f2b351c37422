// Numbers with units, as people write them.

/// Reads `64 MiB`, `1.5GB`, `100k`, `2B`.
enum Quantities {
  /// Bytes; decimal units (kB, MB, GB, TB) and binary ones (KiB, MiB, GiB, TiB).
  static func byteCount(_ text: String) -> Int? {
    read(
      text,
      units: [
        "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
        "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
      ])
  }

  /// A count; units k, M, B (or G) and T, case as people mix it.
  static func count(_ text: String) -> Int? {
    read(text, units: ["": 1, "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12])
  }

  private static func read(_ text: String, units: [String: Double]) -> Int? {
    let compact = text.filter { $0 != " " && $0 != "_" }
    let digits = compact.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), let unit = units[compact.dropFirst(digits.count).lowercased()] else {
      return nil
    }
    let value = number * unit
    guard value.isFinite, value >= 0, value < 9e18 else { return nil }
    return Int(value.rounded())
  }

  /// `0.1%` or `0.001` as a fraction in 0 < x <= 1.
  static func fraction(_ text: String) -> Double? {
    let compact = text.filter { $0 != " " }
    let isPercent = compact.hasSuffix("%")
    guard let number = Double(isPercent ? compact.dropLast() : compact[...]) else { return nil }
    let value = isPercent ? number / 100 : number
    return value > 0 && value <= 1 ? value : nil
  }
}
