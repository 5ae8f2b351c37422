// sluice extract --explain: what was kept of pages and why, in place of their text.

import Auditing
import Corpus
import Extraction
import Readers
import Storage

/// What `sluice extract --explain` was asked for.
public struct ExplainPagesCall: Sendable {
  /// How the report is written.
  public enum Form: Sendable {
    /// For a terminal of so many columns.
    case text(width: Int, isColoured: Bool)
    case html
    /// A line of JSON for each segment.
    case lines
  }

  public var inputs: [String]
  /// A file, or `-` for the standard output.
  public var output: String
  public var form: Form
  public var options: ExtractionOptions
  public var reading: ReadingOptions
  /// Ids of pages, as the lines of `sluice extract` have them, or addresses; empty for all.
  public var pages: Set<String> = []
  /// The first so many pages; nil for all.
  public var limit: Int?
  public var threads: Int?

  /// Segments of a page that are told one by one, so that a hostile page makes no endless report.
  static let segmentLimit = 20_000

  public init(
    inputs: [String], output: String, form: Form, options: ExtractionOptions = ExtractionOptions(),
    reading: ReadingOptions = ReadingOptions()
  ) {
    self.inputs = inputs
    self.output = output
    self.form = form
    self.options = options
    self.reading = reading
  }

  /// What became of the inputs.
  public struct Outcome: Sendable {
    /// Pages that were explained.
    public var pages = 0
    public var segments = 0
    public var keptSegments = 0
    /// Segments that are not in the report, as a page has too many of them.
    public var leftOutSegments = 0
    /// Records that are no pages: text, wikitext.
    public var otherRecords = 0
    /// Whether there are more pages than `limit`.
    public var hasMore = false
    /// Pages that have no segments to explain, and why.
    public var remarks: [String] = []
    /// What is damaged and where.
    public var problems: [String] = []
  }

  private struct Explained: Sendable {
    var bytes: [UInt8] = []
    var sections: [PageReport.Section] = []
    var outcome = Outcome()
  }

  /// Explains the pages in the order of the inputs.
  ///
  /// - Throws: `RunError.noInput` where there is no page, or none of those that were asked for; `StorageError` when
  ///   reading or writing fails.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [output])
    let extractor = try Extractor(options: options)
    let output = try LineOutput(path: output)
    var source = try ExtractSource(inputs, options: reading)
    var choice = Choice(pages: pages, limit: limit)
    var outcome = Outcome()
    var sections: [PageReport.Section] = []
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { ExtractionWorkspace() },
      next: {
        while !choice.isComplete, let batch = try source.next() {
          let chosen = choice.choose(from: batch)
          if !chosen.isEmpty { return chosen }
        }
        return nil
      },
      transform: { workspace, batch in try explain(batch, extractor, &workspace) },
      emit: { result in
        if case .text = form, outcome.pages > 0, !result.bytes.isEmpty { try output.append([0x0a]) }
        try output.append(result.bytes)
        sections += result.sections
        outcome.pages += result.outcome.pages
        outcome.segments += result.outcome.segments
        outcome.keptSegments += result.outcome.keptSegments
        outcome.leftOutSegments += result.outcome.leftOutSegments
        outcome.remarks += result.outcome.remarks
      })
    outcome.problems = source.problems
    outcome.otherRecords = choice.otherRecords
    outcome.hasMore = choice.hasMore
    try check(outcome, choice)
    if case .html = form { try output.append(PageReport.html(sections)) }
    try output.commit()
    return outcome
  }

  /// A report on nothing is none.
  private func check(_ outcome: Outcome, _ choice: Choice) throws {
    if let missing = choice.missing.min() {
      let example = choice.firstID.map { ", such as '\($0)'" } ?? ""
      throw RunError(
        .noInput,
        "no page '\(missing)' in the inputs; --page takes an address, or an id as 'sluice extract' gives it"
          + example)
    }
    guard outcome.pages == 0 else { return }
    if let remark = outcome.remarks.first { throw RunError(.badData, "no page can be explained: \(remark)") }
    if let problem = outcome.problems.first { throw RunError(.badData, "no page can be read: \(problem)") }
    let others = choice.otherRecords
    throw RunError(
      .noInput,
      "no HTML page in the inputs"
        + (others > 0 ? ": of text and wikitext all is kept (\(others) records)" : ""))
  }

  private func explain(
    _ batch: [ExtractSource.Item], _ extractor: Extractor, _ workspace: inout ExtractionWorkspace
  ) throws -> Explained {
    var result = Explained()
    for item in batch {
      let page: ExplainedPage
      do throws(ExtractionError) {
        page = try extractor.explainPage(
          body: item.record.body, mediaType: item.record.mediaType, charset: item.record.charset,
          url: item.record.origin.url, limit: Self.segmentLimit, using: &workspace)
      } catch {
        guard case .dropped = error.code else { throw error }
        result.outcome.remarks.append("\(item.id): \(error.message)")
        continue
      }
      result.outcome.pages += 1
      result.outcome.segments += page.segmentCount
      result.outcome.keptSegments += page.keptSegmentCount
      result.outcome.leftOutSegments += page.segmentCount - page.segments.count
      let report = PageReport(id: item.id, url: item.record.origin.url, page: page)
      switch form {
      case .text(let width, let isColoured):
        if !result.bytes.isEmpty { result.bytes.append(0x0a) }
        result.bytes += report.text(width: width, isColoured: isColoured).utf8
      case .html: result.sections.append(report.section)
      case .lines: report.appendLines(to: &result.bytes)
      }
    }
    return result
  }
}

/// Which records of the inputs are explained.
private struct Choice {
  let pages: Set<String>
  let limit: Int?
  /// Pages that were asked for and have not been met.
  private(set) var missing: Set<String>
  private(set) var otherRecords = 0
  private(set) var hasMore = false
  /// What ids look like here.
  private(set) var firstID: String?
  private var count = 0

  init(pages: Set<String>, limit: Int?) {
    self.pages = pages
    self.limit = limit
    missing = pages
  }

  /// Whether nothing that follows can be chosen.
  var isComplete: Bool { hasMore }

  mutating func choose(from batch: [ExtractSource.Item]) -> [ExtractSource.Item] {
    batch.filter { item in
      guard Extractor.isPage(mediaType: item.record.mediaType) else {
        otherRecords += 1
        return false
      }
      firstID = firstID ?? item.id
      if !pages.isEmpty {
        let names = [item.id, item.record.origin.url].compactMap { $0 }.filter(pages.contains)
        if names.isEmpty { return false }
        missing.subtract(names)
      }
      if let limit, count >= limit {
        hasMore = true
        return false
      }
      count += 1
      return true
    }
  }
}
