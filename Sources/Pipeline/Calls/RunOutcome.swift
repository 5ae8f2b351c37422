// What a run came to: its audit, where everything is, and a forecast after a sample.

import Auditing
import Storage

/// The end of a run.
public struct RunOutcome: Sendable {
  public let report: AuditReport
  public let forecast: Forecast?
  /// False when everything had been done before.
  public let didWork: Bool
  /// Why the run's exit code is to be that of bad data; nil when it is not.
  public let limitProblem: String?
  private let places: [Place]
  private let seconds: Double
  private let quarantinedCount: Int

  /// A thing of the run directory and where it is.
  private struct Place: Sendable, Codable {
    let what: String
    let path: String
  }

  /// Time and disk that the whole corpus would take, from a sample.
  public struct Forecast: Sendable, Codable {
    public let sample: Double
    public let wallSeconds: Double
    public let cpuSeconds: Double
    public let diskBytes: Int
  }

  init(plan: Plan, directory: RunDirectory, didWork: Bool, seconds: Double) throws {
    report = try RunJSON.decode(AuditReport.self, from: directory.auditPath)
    self.didWork = didWork
    self.seconds = seconds
    quarantinedCount = report.accounts.reduce(0) { $0 + $1.counts.quarantined.values.reduce(0) { $0 + $1.count } }
    if let limit = plan.configuration.limits.quarantinedRecords, quarantinedCount > limit {
      limitProblem =
        "\(quarantinedCount) records are in quarantine, more than limits.quarantined_records (\(limit)); the ledger in "
        + "\(Path.join(directory.path, "ledger")) names each with file and offset"
    } else {
      limitProblem = nil
    }
    forecast = try Self.forecast(plan, directory)
    var places = [Place(what: "run directory", path: directory.path)]
    for (what, name) in [
      ("token shards", "shards"), ("tokenizer", "tokenizer"), ("checkpoints", "checkpoints"), ("ledger", "ledger"),
      ("audit", "audit.json"),
    ] {
      let path = Path.join(directory.path, name)
      if FileSystem.exists(path) { places.append(Place(what: what, path: path)) }
    }
    self.places = places
  }

  private static func forecast(_ plan: Plan, _ directory: RunDirectory) throws -> Forecast? {
    guard plan.sample < 1 else { return nil }
    var wall = 0.0
    var cpu = 0.0
    var disk = 0
    for stage in plan.stages where stage.stage != .train {
      for record in try directory.records(of: stage) {
        wall += record.timing?.wallSeconds ?? 0
        cpu += record.timing?.cpuSeconds ?? 0
        disk += record.outputs.reduce(0) { $0 + $1.byteCount }
      }
    }
    return Forecast(
      sample: plan.sample, wallSeconds: wall / plan.sample, cpuSeconds: cpu / plan.sample,
      diskBytes: Int(Double(disk) / plan.sample))
  }

  /// The summary for people.
  public func text() -> String {
    var text = TextSummary.render(report) + "\n"
    for place in places {
      text += place.what + String(repeating: " ", count: max(1, 15 - place.what.count)) + place.path + "\n"
    }
    if quarantinedCount > 0 {
      text +=
        "\n\(Figures.count(quarantinedCount)) damaged records or regions are in quarantine; the ledger names each with "
      text += "file and offset.\n"
    }
    if let forecast {
      text += "\nThe whole, by this sample of \(Figures.decimal(forecast.sample * 100, places: 3)) %: about "
      text += "\(Figures.duration(forecast.wallSeconds)) (\(Figures.duration(forecast.cpuSeconds)) of CPU time) and "
      text += "\(Figures.bytes(Double(forecast.diskBytes))) of disk, training apart; an upper bound, since a sample is "
      text += "read whole.\n"
    }
    text += didWork ? "\nDone in \(Figures.duration(seconds)).\n" : "\nEverything was done before; nothing ran.\n"
    return text
  }

  private struct JSONForm: Encodable {
    let audit: AuditReport
    let forecast: Forecast?
    let didWork: Bool
    let quarantined: Int
    let places: [Place]
  }

  /// The summary as JSON.
  public func json() throws -> String {
    let form = JSONForm(
      audit: report, forecast: forecast, didWork: didWork, quarantined: quarantinedCount, places: places)
    return String(decoding: try RunJSON.encode(form), as: UTF8.self)
  }
}
