// Numbers as people read them.

/// Figures for tables and progress lines; the same in every locale.
public enum Figures {
  /// `12,345,678`.
  public static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.utf8.count > 3 {
      groups.append(String(digits.suffix(3)))
      digits.removeLast(3)
    }
    groups.append(digits)
    return (value < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// Decimal units: `812 B`, `1.5 MB`.
  public static func bytes(_ value: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var scaled = value
    var unit = 0
    while scaled >= 999.5, unit < units.count - 1 {
      scaled /= 1000
      unit += 1
    }
    return unit == 0 ? "\(Int(scaled.rounded())) B" : "\(decimal(scaled, places: scaled < 100 ? 1 : 0)) \(units[unit])"
  }

  /// `0.4 s`, `12 s`, `3 min 5 s`, `2 h 4 min`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e12 else { return "a long time" }
    if seconds < 9.95 { return "\(decimal(seconds, places: 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// A number with a fixed count of decimal places.
  public static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if places == 0 { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: places - fraction.utf8.count) + fraction
  }

  /// `12.3 %`.
  public static func percent(_ fraction: Double) -> String { decimal(fraction * 100, places: 1) + " %" }
}
