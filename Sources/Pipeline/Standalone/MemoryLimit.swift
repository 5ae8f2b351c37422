// Limits of memory as users write them.

/// Reads limits of memory.
public enum MemoryLimit {
  /// Less than this is no use.
  public static let smallest = 16_000_000

  /// Bytes of `4GB` or `512MiB`.
  ///
  /// - Throws: `RunError.usage`.
  public static func parse(_ text: String) throws -> Int {
    guard let byteCount = Quantities.byteCount(text), byteCount >= smallest else {
      throw RunError(.usage, "'\(text)' is no limit of memory: write a number with a unit, such as 4GB, from 16MB on")
    }
    return byteCount
  }
}
