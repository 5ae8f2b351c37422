// The versions that plans and records name.

import CLibXML2
import Storage
import TextAnalysis

/// The program's own version.
public enum ProgramVersion {
  /// Semantic version of this source tree.
  public static let current = "0.1.0"
}

/// Versions of the linked libraries whose output enters files.
enum LibraryVersions {
  static let libxml2 = LIBXML_DOTTED_VERSION
}
