// Random choices about documents: pure functions of a seed and of what is chosen about.

import Corpus
import Storage

/// Hashes for choices: XXH64 over little-endian numbers, with a seed of their own for each purpose.
public struct KeyedHash: Sendable, Equatable {
  /// The key that everything hashed goes through.
  public let key: UInt64

  /// - Parameters:
  ///   - seed: of the pipeline.
  ///   - purpose: keeps the choices of different stages apart, such as `validation`.
  ///   - parts: further names that choices depend on, such as a source and an epoch.
  public init(seed: Int, purpose: String, source: String = "", epoch: Int = 0) {
    var bytes: [UInt8] = []
    for text in [purpose, source] {
      FileNumber.append(UInt64(text.utf8.count), to: &bytes)
      bytes.append(contentsOf: text.utf8)
    }
    FileNumber.append(Int64(epoch), to: &bytes)
    key = XXH64.hash(bytes, seed: UInt64(bitPattern: Int64(seed)))
  }

  public func hash(_ value: UInt64) -> UInt64 {
    withUnsafeBytes(of: value.littleEndian) { XXH64.hash($0, seed: key) }
  }

  public func hash(_ id: DocumentID) -> UInt64 {
    withUnsafeBytes(of: (id.high.littleEndian, id.low.littleEndian)) { XXH64.hash($0, seed: key) }
  }
}

extension KeyedHash {
  /// For choices about one of several parts of a document.
  public func hash(_ id: DocumentID, part: Int) -> UInt64 {
    withUnsafeBytes(of: (id.high.littleEndian, id.low.littleEndian, UInt64(part).littleEndian)) {
      XXH64.hash($0, seed: key)
    }
  }
}

/// Training or validation.
public enum DatasetSplit: String, Sendable, CaseIterable {
  case train, validation
}

/// Decides which documents are kept apart for validation: whole groups, so that no near copy of a validation document
/// is trained on.
public struct ValidationSplit: Sendable, Equatable {
  /// Expected share of groups on the validation side, 0 to 1.
  public let fraction: Double
  private let hash: KeyedHash
  /// Groups whose hash is below it are for validation.
  private let threshold: UInt64

  public init(fraction: Double, seed: Int) {
    self.fraction = min(max(fraction, 0), 1)
    hash = KeyedHash(seed: seed, purpose: "validation")
    // 53 bits: exact in a Double, the same on every machine.
    threshold = UInt64(self.fraction * 0x1p53)
  }

  /// - Parameter group: the document's duplicate cluster, or `group(of:)` of its id where it has none.
  public func split(group: UInt64) -> DatasetSplit { hash.hash(group) >> 11 < threshold ? .validation : .train }

  /// The group of a document that is like no other.
  public static func group(of id: DocumentID) -> UInt64 { id.high ^ id.low }
}
