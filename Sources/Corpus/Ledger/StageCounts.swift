// How many documents and bytes a stage took, kept and gave: the sums that must come out.

/// A number of things and of their bytes.
public struct Tally: Sendable, Equatable, Codable {
  /// Documents, or regions of an input.
  public var count: Int
  public var bytes: Int

  public init(count: Int = 0, bytes: Int = 0) {
    self.count = count
    self.bytes = bytes
  }

  public static func += (left: inout Tally, right: Tally) {
    left.count += right.count
    left.bytes += right.bytes
  }
}

/// What a rule changed.
public struct EditTally: Sendable, Equatable, Codable {
  /// Edits, not documents.
  public var count: Int
  public var bytesRemoved: Int
  public var bytesAdded: Int

  public init(count: Int = 0, bytesRemoved: Int = 0, bytesAdded: Int = 0) {
    self.count = count
    self.bytesRemoved = bytesRemoved
    self.bytesAdded = bytesAdded
  }

  public static func += (left: inout EditTally, right: EditTally) {
    left.count += right.count
    left.bytesRemoved += right.bytesRemoved
    left.bytesAdded += right.bytesAdded
  }
}

/// The counts of one stage over some documents of one source; counts of parts add up with `+=` in any order.
public struct StageCounts: Sendable, Equatable, Codable {
  public var documentsIn = 0
  public var documentsKept = 0
  public var documentsDropped = 0
  public var documentsQuarantined = 0

  /// Text bytes of all documents as they came.
  public var bytesIn = 0
  /// Text bytes of documents dropped or quarantined, as they came.
  public var bytesDropped = 0
  /// Text bytes that edits removed from kept documents.
  public var bytesRemoved = 0
  /// Text bytes that edits put into kept documents.
  public var bytesAdded = 0
  /// Text bytes of kept documents as they went.
  public var bytesOut = 0

  /// Dropped documents by the code of the reason.
  public var dropped: [String: Tally] = [:]
  /// Quarantined documents, or stretches of input, by the code of the reason.
  public var quarantined: [String: Tally] = [:]
  /// Documents that stayed as they were although something was found in them, by the code of the reason; nil for none, as
  /// in counts of stages that report nothing.
  public var reported: [String: Tally]?
  /// Edits by rule.
  public var edits: [String: EditTally] = [:]

  /// Bytes of the decompressed inputs; 0 for stages that read documents.
  public var inputBytes = 0
  /// Input bytes that belong to records.
  public var recordBytes = 0
  /// Input bytes that are no record by rule, by kind.
  public var skipped: [String: Tally] = [:]
  /// Input bytes in quarantine.
  public var quarantinedInputBytes = 0

  public init() {}

  public static func += (left: inout StageCounts, right: StageCounts) {
    left.documentsIn += right.documentsIn
    left.documentsKept += right.documentsKept
    left.documentsDropped += right.documentsDropped
    left.documentsQuarantined += right.documentsQuarantined
    left.bytesIn += right.bytesIn
    left.bytesDropped += right.bytesDropped
    left.bytesRemoved += right.bytesRemoved
    left.bytesAdded += right.bytesAdded
    left.bytesOut += right.bytesOut
    left.inputBytes += right.inputBytes
    left.recordBytes += right.recordBytes
    left.quarantinedInputBytes += right.quarantinedInputBytes
    for (reason, tally) in right.dropped { left.dropped[reason, default: Tally()] += tally }
    for (reason, tally) in right.quarantined { left.quarantined[reason, default: Tally()] += tally }
    if let right = right.reported {
      left.reported = (left.reported ?? [:]).merging(right) { first, second in
        Tally(count: first.count + second.count, bytes: first.bytes + second.bytes)
      }
    }
    for (rule, tally) in right.edits { left.edits[rule, default: EditTally()] += tally }
    for (kind, tally) in right.skipped { left.skipped[kind, default: Tally()] += tally }
  }
}

// MARK: Counting

extension StageCounts {
  /// Counts a document that stays as it is.
  public mutating func keep(byteCount: Int) {
    documentsIn += 1
    documentsKept += 1
    bytesIn += byteCount
    bytesOut += byteCount
  }

  /// Counts documents that stay as they are.
  public mutating func keep(documents: Int, byteCount: Int) {
    documentsIn += documents
    documentsKept += documents
    bytesIn += byteCount
    bytesOut += byteCount
  }

  /// Counts a document that goes.
  public mutating func drop(reason: String, byteCount: Int) {
    documentsIn += 1
    documentsDropped += 1
    bytesIn += byteCount
    bytesDropped += byteCount
    dropped[reason, default: Tally()] += Tally(count: 1, bytes: byteCount)
  }

  /// Counts a document that stays, changed.
  ///
  /// - Parameter byteCount: of the text as it came.
  public mutating func edit(_ edits: [Edit], byteCount: Int) {
    documentsIn += 1
    documentsKept += 1
    bytesIn += byteCount
    bytesOut += byteCount
    for edit in edits {
      let removed = edit.end - edit.start
      bytesRemoved += removed
      bytesAdded += edit.replacementByteCount
      bytesOut += edit.replacementByteCount - removed
      self.edits[edit.rule, default: EditTally()] += EditTally(
        count: 1, bytesRemoved: removed, bytesAdded: edit.replacementByteCount)
    }
  }

  /// Counts a document in which something was found, besides `keep`.
  public mutating func report(reason: String, byteCount: Int) {
    reported = reported ?? [:]
    reported?[reason, default: Tally()] += Tally(count: 1, bytes: byteCount)
  }

  /// Counts a record that was read.
  public mutating func read(recordByteCount: Int) {
    inputBytes += recordByteCount
    recordBytes += recordByteCount
  }

  /// Counts input bytes that are no record by rule.
  public mutating func skip(_ region: SkippedRegion) {
    inputBytes += region.byteCount
    skipped[region.kind, default: Tally()] += Tally(count: 1, bytes: region.byteCount)
  }

  /// Counts input bytes that could not be read. They are no document: only the sum of input bytes knows them.
  public mutating func quarantine(input: Quarantine) {
    inputBytes += input.origin.byteCount
    quarantinedInputBytes += input.origin.byteCount
    quarantined[input.reason, default: Tally()] += Tally(count: 1, bytes: input.origin.byteCount)
  }

  /// Counts a document that came in and could not be handled.
  public mutating func quarantine(reason: String, byteCount: Int) {
    documentsIn += 1
    documentsQuarantined += 1
    bytesIn += byteCount
    bytesDropped += byteCount
    quarantined[reason, default: Tally()] += Tally(count: 1, bytes: byteCount)
  }
}

// MARK: JSON

extension StageCounts {
  /// The counts as JSON, every map in the order of its names' bytes.
  public var json: JSONValue {
    [
      "documentsIn": .int(documentsIn), "documentsKept": .int(documentsKept),
      "documentsDropped": .int(documentsDropped), "documentsQuarantined": .int(documentsQuarantined),
      "bytesIn": .int(bytesIn), "bytesDropped": .int(bytesDropped), "bytesRemoved": .int(bytesRemoved),
      "bytesAdded": .int(bytesAdded), "bytesOut": .int(bytesOut),
      "dropped": Self.json(dropped), "quarantined": Self.json(quarantined),
      "reported": Self.json(reported ?? [:]),
      "edits": .object(
        JSONObject(
          Self.sorted(edits).map { rule, tally in
            (
              rule,
              [
                "count": .int(tally.count), "bytesRemoved": .int(tally.bytesRemoved),
                "bytesAdded": .int(tally.bytesAdded),
              ]
            )
          })),
      "inputBytes": .int(inputBytes), "recordBytes": .int(recordBytes), "skipped": Self.json(skipped),
      "quarantinedInputBytes": .int(quarantinedInputBytes),
    ]
  }

  /// Reads what `json` gave; members that are missing count as zero.
  ///
  /// - Returns: nil when `json` is no object or holds something other than counts.
  public init?(json: JSONValue) {
    guard json.object != nil else { return nil }
    self.init()
    let numbers: [(String, WritableKeyPath<StageCounts, Int>)] = [
      ("documentsIn", \.documentsIn), ("documentsKept", \.documentsKept), ("documentsDropped", \.documentsDropped),
      ("documentsQuarantined", \.documentsQuarantined), ("bytesIn", \.bytesIn), ("bytesDropped", \.bytesDropped),
      ("bytesRemoved", \.bytesRemoved), ("bytesAdded", \.bytesAdded), ("bytesOut", \.bytesOut),
      ("inputBytes", \.inputBytes), ("recordBytes", \.recordBytes), ("quarantinedInputBytes", \.quarantinedInputBytes),
    ]
    for (name, path) in numbers {
      guard let value = json[name] else { continue }
      guard let number = value.int else { return nil }
      self[keyPath: path] = number
    }
    let maps: [(String, WritableKeyPath<StageCounts, [String: Tally]>)] = [
      ("dropped", \.dropped), ("quarantined", \.quarantined), ("skipped", \.skipped),
    ]
    for (name, path) in maps {
      guard let value = json[name] else { continue }
      guard let object = value.object else { return nil }
      for (reason, tally) in object.members {
        guard let count = tally["count"]?.int, let bytes = tally["bytes"]?.int else { return nil }
        self[keyPath: path][reason] = Tally(count: count, bytes: bytes)
      }
    }
    for (reason, tally) in json["reported"]?.object?.members ?? JSONObject().members {
      guard let count = tally["count"]?.int, let bytes = tally["bytes"]?.int else { return nil }
      reported = reported ?? [:]
      reported?[reason] = Tally(count: count, bytes: bytes)
    }
    for (rule, tally) in json["edits"]?.object?.members ?? JSONObject().members {
      guard let count = tally["count"]?.int, let removed = tally["bytesRemoved"]?.int,
        let added = tally["bytesAdded"]?.int
      else { return nil }
      edits[rule] = EditTally(count: count, bytesRemoved: removed, bytesAdded: added)
    }
  }

  private static func json(_ tallies: [String: Tally]) -> JSONValue {
    .object(
      JSONObject(sorted(tallies).map { ($0, ["count": .int($1.count), "bytes": .int($1.bytes)] as JSONValue) }))
  }

  private static func sorted<Value>(_ map: [String: Value]) -> [(String, Value)] {
    map.map { ($0.key, $0.value) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}
