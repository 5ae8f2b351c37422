// What a finished task says of itself: the only way by which later tasks learn of its files.

import Auditing
import Corpus
import FoundationEssentials
import Storage

/// A file that a task wrote.
public struct OutputFile: Sendable, Codable, Equatable {
  /// Path relative to the stage's folder.
  public let name: String
  /// What the file is, in the stage's own words: `documents`, `index`, `ledger`, `signatures`, …
  public let role: String
  public let byteCount: Int
  /// XXH64 with seed 0 as 16 hexadecimal digits.
  public let xxh64: String

  init(name: String, role: String, summary: FileSummary) {
    self.name = name
    self.role = role
    byteCount = summary.byteCount
    xxh64 = Hex.encode(summary.xxh64)
  }
}

/// Seconds that a task took. The only part of a run directory that differs between two runs of the same plan.
public struct Timing: Sendable, Codable, Equatable {
  public var wallSeconds: Double
  public var cpuSeconds: Double
}

/// The record of a committed task, written last of all, by atomic rename, to `records/<index>.json`.
public struct CommitRecord: Sendable, Codable, Equatable {
  public let stage: StageKind
  public let index: Int
  public var outputs: [OutputFile] = []
  /// The account of what the task read and wrote, by stage and source; refine has one for each of its steps.
  public var accounts: [StageAccount] = []
  /// Further figures of the stage, such as `tokens` or `candidatePairs`.
  public var facts: [String: Int] = [:]
  /// Of deduplicate.
  public var duplicates: DuplicateFacts?
  /// Of refine, where it decontaminates.
  public var leakage: LeakageFacts?
  /// Of refine, where documents are taken down: the entries that matched one, ascending.
  public var takenDown: [TakedownFacts.Entry]?
  public var training: AuditReport.TrainingFacts?
  public var timing: Timing?

  init(stage: StageKind, index: Int) {
    self.stage = stage
    self.index = index
  }

  /// Documents that left the task's last step.
  var documentCount: Int { accounts.last?.counts.documentsKept ?? 0 }

  /// Text bytes that left the task's last step.
  var textByteCount: Int { accounts.last?.counts.bytesOut ?? 0 }

  /// The first output with a role.
  func output(_ role: String) throws -> OutputFile {
    guard let file = outputs.first(where: { $0.role == role }) else {
      throw RunError(.ourDefect, "\(stage.rawValue)/\(index) has no output '\(role)'")
    }
    return file
  }
}

/// JSON files of the run directory: sorted keys, indented, one line end.
enum RunJSON {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    try decode(type, from: FileSystem.readAll(path, limit: 1 << 30), path: path)
  }

  /// - Parameter path: the file that the bytes are from, for errors.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8], path: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw RunError(
        .badData, "\(path): damaged, or of another version: \(error); remove the run directory and run again")
    }
  }
}
