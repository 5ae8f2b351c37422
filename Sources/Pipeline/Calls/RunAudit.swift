// sluice audit RUN: the audit that a run has left.

import Auditing
import Storage

/// The audit of a finished run.
public struct RunAudit: Sendable {
  private let report: AuditReport

  /// - Throws: `RunError.noInput` when the run has none yet.
  public init(_ directory: RunDirectory) throws {
    guard FileSystem.exists(directory.auditPath) else {
      throw RunError(
        .noInput, "\(directory.path) holds no audit.json: it is no run directory, or its run has not come to the end")
    }
    report = try RunJSON.decode(AuditReport.self, from: directory.auditPath)
  }

  public func text() -> String { TextSummary.render(report) }

  /// The content of `audit.json`.
  public func json() throws -> String { String(decoding: try RunJSON.encode(report), as: UTF8.self) }
}
