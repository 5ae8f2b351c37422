// The name of the group that a document is weighed in.

/// What groups documents: their source, values of their metadata, or several of them.
public struct GroupKey: Sendable, Equatable {
  /// A range of numbers: where it begins, and its name.
  public struct Bucket: Sendable, Equatable {
    public var name: String
    public var start: Double

    public init(name: String, start: Double) {
      self.name = name
      self.start = start
    }
  }

  public enum Part: Sendable, Equatable {
    case source
    /// A key of the metadata, or several with `|` between them, of which the first that a document has counts; with
    /// buckets the value is a number, and the range it falls into counts.
    case metadata(String, buckets: [Bucket]?)
  }

  /// Stands for a value that a document does not have, that is empty, or that falls into no range.
  public static let unknown = "unknown"
  /// Longest value; of longer ones the beginning counts.
  private static let byteLimit = 64

  private let parts: [Part]

  public init(_ parts: [Part]) {
    self.parts = parts.map { part in
      guard case .metadata(let key, let buckets?) = part else { return part }
      return .metadata(key, buckets: buckets.sorted { $0.start < $1.start })
    }
  }

  /// The group's name: the values in order, with `/` between them. A `/` or a control character in a value counts as `_`.
  public func name(source: String, metadata: [String: String]) -> String {
    var name = ""
    for (index, part) in parts.enumerated() {
      if index > 0 { name += "/" }
      switch part {
      case .source: name += source
      case .metadata(let key, let buckets):
        let value = metadata[key] ?? key.split(separator: "|").lazy.compactMap { metadata[String($0)] }.first ?? ""
        name += buckets.map { Self.bucket(value, $0) } ?? Self.clean(value)
      }
    }
    return name
  }

  private static func bucket(_ value: String, _ buckets: [Bucket]) -> String {
    guard let number = Double(value), let bucket = buckets.last(where: { $0.start <= number }) else { return unknown }
    return bucket.name
  }

  private static func clean(_ value: String) -> String {
    if value.isEmpty { return unknown }
    var cleaned = String.UnicodeScalarView()
    var byteCount = 0
    for scalar in value.unicodeScalars {
      byteCount += UTF8.width(scalar)
      if byteCount > byteLimit { break }
      let isMark = scalar == "/" || scalar.properties.generalCategory == .control
      cleaned.append(isMark ? "_" : scalar)
    }
    return String(cleaned)
  }
}
