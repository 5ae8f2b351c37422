// What characters with marks are made of, scalar by scalar.

import CICUShim

/// Canonical decompositions (the D of NFD).
public enum CanonicalDecomposition {
  private static let hangul: Range<UInt32> = 0xac00..<0xd7a4
  /// Nothing above this decomposes.
  private static let last: UInt32 = 0x2fa1d

  /// The decompositions of all scalars that have one.
  private static let table: [UInt32: [UInt32]] = {
    var table: [UInt32: [UInt32]] = [:]
    var buffer: [UInt32] = [0, 0, 0, 0]
    for scalar in UInt32(0xc0)...last where !hangul.contains(scalar) {
      // SAFETY: the shim writes at most four scalars.
      let count = buffer.withUnsafeMutableBufferPointer { sluice_icu_decompose(scalar, $0.baseAddress) }
      if count > 0 { table[scalar] = Array(buffer.prefix(Int(count))) }
    }
    return table
  }()

  /// Appends the full decomposition of a scalar: itself where it has none.
  public static func append(_ scalar: UInt32, to scalars: inout [UInt32]) {
    guard scalar >= 0xc0, scalar <= last else { return scalars.append(scalar) }
    if hangul.contains(scalar) {
      // Unicode 3.12: 21 vowels, 28 endings.
      let index = scalar - hangul.lowerBound
      scalars += [0x1100 + index / 588, 0x1161 + index % 588 / 28]
      if index % 28 > 0 { scalars.append(0x11a7 + index % 28) }
    } else if let parts = table[scalar] {
      scalars += parts
    } else {
      scalars.append(scalar)
    }
  }

  /// Puts combining marks in canonical order, from `start` on.
  public static func order(_ scalars: inout [UInt32], from start: Int) {
    guard scalars.count > start + 1 else { return }
    var runStart = start
    for index in start...scalars.count {
      if index < scalars.count, UnicodeClasses.combiningClass(scalars[index]) != 0 { continue }
      if index - runStart > 1 {
        let marks = scalars[runStart..<index].enumerated().sorted { left, right in
          (UnicodeClasses.combiningClass(left.element), left.offset)
            < (UnicodeClasses.combiningClass(right.element), right.offset)
        }
        for (offset, mark) in marks.enumerated() { scalars[runStart + offset] = mark.element }
      }
      runStart = index + 1
    }
  }
}
