// Where everything of a run lies.

import Storage

/// The run directory: names of files, and what is committed in it.
public struct RunDirectory: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  var planPath: String { Path.join(path, "plan.json") }
  var pipelinePath: String { Path.join(path, "pipeline.yaml") }
  var stagesPath: String { Path.join(path, "stages") }
  /// The newest training shards: a link to the order stage's folder.
  public var shardsPath: String { Path.join(path, "shards") }
  public var auditPath: String { Path.join(path, "audit.json") }

  func folder(of stage: StagePlan) -> String { Path.join(stagesPath, stage.folderName) }

  func recordPath(of stage: StagePlan, index: Int) -> String {
    Path.join(folder(of: stage), "records/\(TaskNumber.text(index)).json")
  }

  func sealPath(of stage: StagePlan) -> String { Path.join(folder(of: stage), "seal.json") }

  /// True when the task's record is there; records appear by atomic rename, after everything they name.
  func isCommitted(_ stage: StagePlan, index: Int) -> Bool {
    FileSystem.exists(sealPath(of: stage)) || FileSystem.exists(recordPath(of: stage, index: index))
  }

  /// Indices of the stage's tasks that are not committed.
  public func missing(_ stage: StagePlan) -> [Int] {
    if FileSystem.exists(sealPath(of: stage)) { return [] }
    return (0..<stage.taskCount).filter { !FileSystem.exists(recordPath(of: stage, index: $0)) }
  }

  /// Reads the plan that was written last.
  public func readPlan() throws -> Plan {
    guard FileSystem.exists(planPath) else {
      throw RunError(.noInput, "\(path) holds no plan.json; make one with: sluice plan PIPELINE.yaml --run \(path)")
    }
    return try RunJSON.decode(Plan.self, from: planPath)
  }

  /// Writes the plan and the configuration it was made from, unless the same stand there.
  public func write(_ plan: Plan, yaml: [UInt8]) throws {
    try FileSystem.createDirectory(stagesPath)
    try writeIfDifferent(yaml, to: pipelinePath)
    try writeIfDifferent(RunJSON.encode(plan), to: planPath)
  }

  func writeIfDifferent(_ bytes: [UInt8], to path: String) throws {
    if FileSystem.exists(path), try FileSystem.readAll(path, limit: 1 << 30) == bytes { return }
    _ = try AtomicFile.write(bytes, to: path)
  }

  /// All records of a complete stage, in the order of their tasks.
  func records(of stage: StagePlan) throws -> [CommitRecord] {
    if FileSystem.exists(sealPath(of: stage)) {
      return try RunJSON.decode(Seal.self, from: sealPath(of: stage)).records
    }
    return try (0..<stage.taskCount).map { index in
      let path = recordPath(of: stage, index: index)
      guard FileSystem.exists(path) else {
        throw RunError(.usage, "\(stage.stage.rawValue)/\(index) is not committed yet; run it first")
      }
      return try RunJSON.decode(CommitRecord.self, from: path)
    }
  }

  /// Writes the stage's manifest, so that later tasks open one file instead of one for each task.
  func seal(_ stage: StagePlan) throws {
    if FileSystem.exists(sealPath(of: stage)) { return }
    let seal = Seal(stage: stage.stage, fingerprint: stage.fingerprint, records: try records(of: stage))
    _ = try AtomicFile.write(RunJSON.encode(seal), to: sealPath(of: stage))
  }

  /// Ends a stage whose tasks are all committed: files of attempts that died go, then the manifest is written.
  func finish(_ stage: StagePlan) throws {
    if FileSystem.exists(sealPath(of: stage)) { return }
    try FileSystem.removeAbandoned(below: folder(of: stage))
    try seal(stage)
  }

  /// Removes what died attempts left at the top of the run directory and among its links.
  func removeTopTemporaries() throws {
    for folder in [path, Path.join(path, "ledger"), stagesPath] where FileSystem.isDirectory(folder) {
      for name in try FileSystem.listDirectory(folder) where AtomicFile.isAbandoned(name) {
        try FileSystem.remove(Path.join(folder, name))
      }
    }
  }

  /// Removes stage folders that the plan does not name, and files of attempts that died; returns the bytes freed.
  public func collectGarbage(keeping plan: Plan) throws -> Int {
    let named = Set(plan.stages.map(\.folderName))
    var freed = 0
    for folder in try FileSystem.listDirectory(stagesPath) where !named.contains(folder) {
      let path = Path.join(stagesPath, folder)
      freed += try byteCount(below: path)
      try FileSystem.remove(path, recursively: true)
    }
    return freed + (try FileSystem.removeAbandoned(below: path))
  }

  /// Bytes of the regular files below a folder.
  func byteCount(below folder: String) throws -> Int {
    try FileSystem.walk(folder, followLinks: false, includeHidden: true).reduce(0) { $0 + $1.info.byteCount }
  }
}

/// The manifest of a complete stage.
struct Seal: Sendable, Codable {
  let stage: StageKind
  let fingerprint: Fingerprint
  let records: [CommitRecord]
}

/// Task numbers as they stand in file names.
enum TaskNumber {
  static func text(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
  }

  /// Reads `3`, `1-9` or `1-9,14`.
  static func parse(_ text: String) -> [Int]? {
    var indices: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      switch bounds.count {
      case 1:
        guard let index = bounds[0] else { return nil }
        indices.append(index)
      case 2:
        guard let first = bounds[0], let last = bounds[1], first <= last, last - first < 10_000_000 else { return nil }
        indices += first...last
      default: return nil
      }
    }
    return indices
  }

  /// Writes indices as `1-9,14`.
  static func ranges(_ indices: [Int]) -> String {
    var parts: [String] = []
    var position = 0
    while position < indices.count {
      var end = position
      while end + 1 < indices.count, indices[end + 1] == indices[end] + 1 { end += 1 }
      parts.append(end == position ? "\(indices[position])" : "\(indices[position])-\(indices[end])")
      position = end + 1
    }
    return parts.joined(separator: ",")
  }
}
