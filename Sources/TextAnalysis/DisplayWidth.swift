// How many columns of a terminal text takes.

/// Widths in columns, as terminals with fixed columns give them.
public enum DisplayWidth {
  /// Columns of a scalar: two for wide ones (East_Asian_Width W and F, which holds emoji), none for combining marks,
  /// format characters and the vowels and finals that join a Hangul syllable, none for control characters, one for all
  /// others.
  ///
  /// Terminals differ over sequences of emoji that are joined by U+200D; here their parts count one by one.
  public static func columns(of scalar: UInt32) -> Int {
    if scalar < 0x300 { return scalar < 0x20 || (0x7f..<0xa0).contains(scalar) ? 0 : 1 }
    if isWide(scalar) { return 2 }
    switch UnicodeClasses.category(scalar) {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: return (0x1160...0x11ff).contains(scalar) || (0xd7b0...0xd7ff).contains(scalar) ? 0 : 1
    }
  }

  /// Columns of a text that holds neither tabs nor line ends.
  public static func columns(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1.value) }
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    if scalar < WideScalars.bounds[0] { return false }
    var low = 0
    var high = WideScalars.bounds.count / 2
    while low < high {
      let middle = (low + high) / 2
      if WideScalars.bounds[2 * middle + 1] < scalar { low = middle + 1 } else { high = middle }
    }
    return 2 * low < WideScalars.bounds.count && WideScalars.bounds[2 * low] <= scalar
  }
}
