// What counts as a passage, and when two of them are one.

import Storage

/// How passages are cut out of texts and compared.
///
/// A text is cut into lines at LF, CR LF and CR. A line of nothing but white space is blank. A *passage* is a line that
/// is not blank, or a paragraph: all lines between two blank ones. Two passages are the same when their normal forms
/// are equal:
///
/// - `whitespace`: Unicode normal form C, with each run of White_Space as one space and none at the ends;
/// - `full`: the text units (NFKC, lower case, no punctuation); a passage without units is compared as above;
/// - `none`: the bytes between the line ends.
///
/// Digits and letter case are never folded except by `full`, which folds case. Normal forms are compared by 128-bit
/// hashes, which are taken as identity: among 10¹¹ passages the chance of one accidental pair is 10⁻¹⁷.
public struct PassageRule: Sendable, Equatable, Codable {
  /// What a passage is.
  public enum Unit: String, Sendable, Codable, CaseIterable {
    case line, paragraph
  }

  /// Where the occurrences of a passage are counted together.
  public enum Scope: String, Sendable, Codable, CaseIterable {
    /// In each source by itself.
    case source
    /// In all sources.
    case all
  }

  public let unit: Unit
  public let normalization: ContentNormalization
  /// Passages with fewer text units are left alone: closing braces and rules of tables have none, "Yes." has one. Each
  /// Han character is a unit.
  public let minimumUnits: Int
  public let scope: Scope

  /// - Throws: `invalidParameter` for a minimum outside 0…1,000,000.
  public init(
    unit: Unit = .line, normalization: ContentNormalization = .whitespace, minimumUnits: Int = 5,
    scope: Scope = .source
  ) throws(DeduplicationError) {
    guard (0...1_000_000).contains(minimumUnits) else {
      throw DeduplicationError(
        .invalidParameter, "0 to 1000000 is allowed, not \(minimumUnits)", at: "minimum units")
    }
    self.unit = unit
    self.normalization = normalization
    self.minimumUnits = minimumUnits
    self.scope = scope
  }

  /// The rule's bytes in the headers of files.
  var code: [UInt8] {
    var code: [UInt8] = []
    code.append(littleEndian: UInt32(unit == .line ? 0 : 1))
    code.append(littleEndian: normalization.code)
    code.append(littleEndian: UInt32(minimumUnits))
    code.append(littleEndian: UInt32(scope == .source ? 0 : 1))
    return code
  }
}

/// The source whose passages are counted together, as a part of their hashes: equal passages of two sources have
/// different hashes, and equal ones where all sources are one.
public struct PassageSource: Sendable, Equatable {
  let high: UInt64
  let low: UInt64

  /// The source of a document under a rule.
  public init(name: String, rule: PassageRule) { self.init(name: Array(name.utf8), rule: rule) }

  /// - Parameter name: UTF-8.
  public init(name: [UInt8], rule: PassageRule) {
    if rule.scope == .all {
      (high, low) = (0, 0)
    } else {
      let hash = name.withUnsafeBytes { XXH3.hash128($0, seed: 0x736f_7572_6365) }
      (high, low) = (hash.high, hash.low)
    }
  }
}

/// What stays of a passage that stands in too many documents.
public enum PassageKeep: String, Sendable, Codable, CaseIterable {
  /// Its first occurrence in the first document: the smallest rank, then the smallest order key.
  case first
  /// Nothing.
  case none
}
