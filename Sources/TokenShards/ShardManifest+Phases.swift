// The phases of a curriculum in the manifest: where in the training stream its mix changes.

import Corpus

extension ShardManifest {
  /// The manifest; it has `phases` only where the training stream has several.
  public var json: JSONValue {
    guard !phases.isEmpty, case .object(var members) = jsonWithoutPhases else { return jsonWithoutPhases }
    members["phases"] = .array(phases.map(\.json))
    return .object(members)
  }

  /// A stretch of the training stream with shares of its own. Phases follow each other from the first row on.
  public struct Phase: Sendable, Equatable {
    public var name: String
    /// Rows of each source, in the order of the manifest's sources.
    public var rowCounts: [Int]
    /// Inputs of the phase's rows; nil where all phases have the manifest's length.
    public var sequenceLength: Int?

    public init(name: String, rowCounts: [Int], sequenceLength: Int? = nil) {
      self.name = name
      self.rowCounts = rowCounts
      self.sequenceLength = sequenceLength
    }

    /// Rows of the phase.
    public var rowCount: Int { rowCounts.reduce(0, +) }

    var json: JSONValue {
      var members: JSONObject = [
        "name": .string(name), "rows": .int(rowCount), "sourceRows": .array(rowCounts.map { .int($0) }),
      ]
      if let sequenceLength { members["sequenceLength"] = .int(sequenceLength) }
      return .object(members)
    }

    init?(json: JSONValue) {
      guard let name = json["name"]?.string, let rows = json["sourceRows"]?.array else { return nil }
      let counts = rows.compactMap(\.int)
      guard counts.count == rows.count, counts.allSatisfy({ (0..<1 << 40).contains($0) }) else { return nil }
      let length = json["sequenceLength"].map { $0.int ?? 0 }
      guard length.map({ (1..<1 << 31).contains($0) }) ?? true else { return nil }
      self.init(name: name, rowCounts: counts, sequenceLength: length)
    }
  }
}
