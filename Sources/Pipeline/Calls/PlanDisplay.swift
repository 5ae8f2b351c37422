// A plan for people and for programs.

import Auditing
import Storage

/// Shows plans.
public enum PlanDisplay {
  public static func json(_ plan: Plan) throws -> String { String(decoding: try RunJSON.encode(plan), as: UTF8.self) }

  /// Two tables: what comes in, and what will be done.
  public static func text(_ plan: Plan, in directory: RunDirectory) -> String {
    let sources = zip(plan.configuration.sources, plan.listing).map { source, listing in
      let byteCount = listing.files.reduce(0) { $0 + $1.byteCount }
      return [
        source.name, source.format.rawValue, Figures.count(listing.files.count), Figures.bytes(Double(byteCount)),
      ]
    }
    let stages = plan.stages.map { stage in
      let committed = stage.taskCount - directory.missing(stage).count
      let state = committed == stage.taskCount ? "done" : committed == 0 ? "" : "\(committed) done"
      return [stage.stage.rawValue, stage.stage.summary, "\(stage.taskCount)", stage.fingerprint.digits, state]
    }
    var text = TextTable(header: ["source", "format", "files", "stored"], rows: sources, numericColumns: [2, 3]).text()
    text += "\n"
    text += TextTable(header: ["stage", "what", "tasks", "fingerprint", ""], rows: stages, numericColumns: [2]).text()
    if plan.sample < 1 { text += "\na sample of \(Figures.decimal(plan.sample * 100, places: 3)) % of the documents\n" }
    return text + "\nrun directory: \(directory.path)\n"
  }
}
