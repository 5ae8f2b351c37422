// The identity of a stage's results.

import FoundationEssentials
import Storage

/// The first 64 bits of a SHA-256 over everything that a stage's results depend on, as 16 hexadecimal digits.
public struct Fingerprint: Sendable, Hashable, Codable, CustomStringConvertible {
  public let digits: String

  /// - Parameter identity: everything the results depend on; its JSON with sorted keys is hashed.
  init(of identity: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    digits = String(SHA256.hexHash(Array(try encoder.encode(identity))).prefix(16))
  }

  public init(from decoder: any Decoder) throws {
    digits = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }

  public var description: String { digits }
}
