// One document's way through a run, told from the ledgers and indices.

import Auditing
import Corpus
import Storage

/// What became of a document.
public struct DocumentStory: Sendable, Codable {
  /// One thing that happened to the document.
  public struct Step: Sendable, Codable {
    public let stage: String
    /// `kept`, `edited`, `dropped`, `training`, `validation` or `not sampled`.
    public let outcome: String
    public let text: String
  }

  public let id: String
  public let source: String
  public let file: String
  public let offset: Int
  public let byteCount: Int
  public let row: Int
  public let url: String?
  public let steps: [Step]
  /// The command that shows the document beside the one it went in favour of; nil where it is no duplicate.
  public let compare: String?

  /// Tells a document's way.
  ///
  /// - Throws: `RunError.usage` for an id that is none, `RunError.noInput` when the run has no such document.
  public static func tell(id text: String, in directory: RunDirectory) throws -> DocumentStory {
    guard let id = DocumentID(text.lowercased()) else {
      throw RunError(.usage, "'\(text)' is no document id: an id is 32 hexadecimal digits")
    }
    var teller = StoryTeller(id: id, directory: directory, plan: try directory.readPlan())
    return try teller.tell()
  }

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func text() -> String {
    var text = "document \(id)\nsource   \(source)\n"
    text += "from     \(file), byte \(Figures.count(offset)), \(Figures.count(byteCount)) bytes, row \(row)\n"
    if let url { text += "url      \(url)\n" }
    let rows = steps.map { [$0.stage, $0.outcome, $0.text] }
    text += "\n" + TextTable(header: ["stage", "outcome", "what happened"], rows: rows).text()
    if let compare { text += "\nside by side with the document that stayed: \(compare)\n" }
    return text
  }
}

/// Collects a story from the committed stages of a run.
private struct StoryTeller {
  let id: DocumentID
  let directory: RunDirectory
  let plan: Plan
  private var steps: [DocumentStory.Step] = []
  private var source = ""
  private var origin: Origin?

  init(id: DocumentID, directory: RunDirectory, plan: Plan) {
    self.id = id
    self.directory = directory
    self.plan = plan
  }

  mutating func tell() throws -> DocumentStory {
    for stage in plan.stages {
      guard FileSystem.exists(directory.sealPath(of: stage)) else { continue }
      let records = try directory.records(of: stage)
      let before = steps.count
      for entry in try ledgerEntries(stage, records) { add(entry) }
      if let document = try directory.document(with: id, of: stage, records) {
        if origin == nil { (source, origin) = (document.source, document.origin) }
        let isDropped = steps.count > before && steps.last?.outcome == "dropped"
        if !isDropped {
          steps.append(
            .init(stage: stage.stage.rawValue, outcome: "kept", text: "\(document.text.count) bytes of text"))
        }
      }
    }
    guard let origin else {
      throw RunError(.noInput, "the run has no document \(id); ids stand in the document shards and in the ledger")
    }
    if steps.last?.outcome == "kept" { try addTokens() }
    let isDuplicate = steps.last.map { $0.stage == StageKind.deduplicate.rawValue && $0.outcome == "dropped" } ?? false
    return DocumentStory(
      id: id.description, source: source, file: origin.file, offset: origin.offset, byteCount: origin.byteCount,
      row: origin.row, url: origin.url, steps: steps,
      compare: isDuplicate ? "sluice deduplicate show \(directory.path) \(id)" : nil)
  }

  private func ledgerEntries(_ stage: StagePlan, _ records: [CommitRecord]) throws -> [LedgerEntry] {
    var found: [LedgerEntry] = []
    for record in records {
      for output in record.outputs where output.role == "ledger" {
        let path = Path.join(directory.folder(of: stage), output.name)
        var ledger = try LedgerReader(path: path)
        while let entry = try ledger.next() {
          if entry.id == id { found.append(entry) }
        }
      }
    }
    return found
  }

  private mutating func add(_ entry: LedgerEntry) {
    if origin == nil { (source, origin) = (entry.source, entry.origin) }
    let detail = entry.detail.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let text: String
    let outcome: String
    switch entry.action {
    case .drop:
      outcome = "dropped"
      text = [entry.reason ?? "", detail].filter { !$0.isEmpty }.joined(separator: ": ")
    case .edit:
      outcome = "edited"
      text = entry.spans.map { "\($0.rule) at bytes \($0.start) to \($0.end)" }.joined(separator: "; ")
    case .quarantine:
      outcome = "quarantined"
      text = [entry.reason ?? "", detail].filter { !$0.isEmpty }.joined(separator: ": ")
    case .report:
      outcome = "kept, reported"
      text = [entry.reason ?? "", detail].filter { !$0.isEmpty }.joined(separator: ": ")
    case .skip:
      outcome = "skipped"
      text = entry.reason ?? ""
    }
    steps.append(.init(stage: entry.stage.rawValue, outcome: outcome, text: text))
  }

  private mutating func addTokens() throws {
    for place in try TokenPlaces.find(id, in: directory, plan: plan) {
      steps.append(.init(stage: "order", outcome: place.split, text: place.description))
    }
  }
}
