// The plan of a run: what will be done, fixed before any of it is.

import Cleaning
import FoundationEssentials
import Storage
import TextAnalysis

/// The files that one extract task reads: a range of one source's listing, or a part of one large file.
public struct ExtractAssignment: Sendable, Codable, Equatable {
  /// Index of the source.
  public let source: Int
  /// Range of the source's files.
  public let firstFile: Int
  public let fileCount: Int
  /// Stored bytes of these files, or of the part, about.
  public let byteCount: Int
  /// Which part of the file is read; nil for whole files.
  public var part: FilePart?

  public init(source: Int, firstFile: Int, fileCount: Int, byteCount: Int, part: FilePart? = nil) {
    self.source = source
    self.firstFile = firstFile
    self.fileCount = fileCount
    self.byteCount = byteCount
    self.part = part
  }
}

/// A part of a file that several tasks read, each its own.
public struct FilePart: Sendable, Codable, Equatable {
  /// The task of the stage `divide` that finds where the parts begin.
  public let task: Int
  /// Number of the part, from 0.
  public let index: Int
  /// Number of parts that the file was to be divided into; where it cannot be, the last of them are empty.
  public let count: Int
}

/// One stage of a plan.
public struct StagePlan: Sendable, Codable, Equatable {
  public let stage: StageKind
  public let taskCount: Int
  public let needs: [StageKind]
  public let fingerprint: Fingerprint
  /// Bytes of memory that one task needs, about; a hint for engines.
  public let memoryHint: Int
  /// Threads that one task can use.
  public let threadHint: Int
  /// Bytes that the stage will write, about.
  public let scratchHint: Int

  /// The stage's folder below `stages/`.
  public var folderName: String { "\(stage.rawValue)-\(fingerprint)" }
}

/// A run's plan: the resolved configuration, the input files, and the graph of tasks. Written as `plan.json`.
public struct Plan: Sendable, Codable, Equatable {
  /// Version of the plan's format.
  public let format: Int
  /// Version of the program that made it; tasks of another version are refused.
  public let program: String
  public let configuration: PipelineConfiguration
  /// Fraction of the documents that is read; 1 for all.
  public let sample: Double
  public let listing: [SourceListing]
  public let extractAssignments: [ExtractAssignment]
  public let stages: [StagePlan]

  /// The assignments of the first parts of divided files, in the order of the tasks of `divide`.
  var dividedFiles: [ExtractAssignment] { extractAssignments.filter { $0.part?.index == 0 } }

  public func stage(_ kind: StageKind) -> StagePlan? { stages.first { $0.stage == kind } }
}
