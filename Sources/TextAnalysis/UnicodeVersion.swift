// Which Unicode we speak.

import CICUShim

/// Versions of Unicode that results depend on.
public enum UnicodeVersion {
  /// Of the table of character classes.
  public static let table = "16.0"
  /// Of the linked ICU, which normalises.
  public static var icu: String { String(cString: sluice_icu_unicode_version()) }
}
