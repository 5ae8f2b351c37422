// What `sluice deduplicate lines` found: sums for machines, a few words for people.

import Auditing
import Corpus
import Deduplication
import Storage

/// What became of the passages of a corpus.
public struct RepeatedPassagesReport: Sendable {
  /// A passage in too many documents.
  public struct Passage: Sendable, Codable {
    public let documents: Int
    /// The source, where each is counted by itself and has a name.
    public let source: String?
    /// The beginning of the passage.
    public let sample: String
  }

  public let rule: PassageRule
  public let maximumDocuments: Int
  public let keep: PassageKeep
  public internal(set) var counts = StageCounts()
  /// Different passages that are long enough.
  public internal(set) var passages = 0
  /// Of these, the ones in more than `maximumDocuments`.
  public internal(set) var repeated = 0
  /// Documents that hold them, summed over these passages.
  public internal(set) var occurrences = 0
  /// The passages that most documents hold, in this order.
  public internal(set) var mostRepeated: [Passage] = []
  /// What is damaged and where.
  public internal(set) var problems: [String] = []

  private struct Statistics: Encodable {
    let unit: PassageRule.Unit
    let maximumDocuments: Int
    let minimumUnits: Int
    let normalization: ContentNormalization
    let across: PassageRule.Scope
    let keep: PassageKeep
    let passages: Int
    let repeatedPassages: Int
    let repeatedOccurrences: Int
    let removedPassages: Int
    let documentsIn: Int
    let documentsChanged: Int
    let documentsDropped: Int
    let documentsKept: Int
    let bytesIn: Int
    let bytesRemoved: Int
    let bytesDropped: Int
    let bytesOut: Int
    let damaged: Int
  }

  /// Documents that lost a passage and stay.
  public internal(set) var documentsChanged = 0

  /// Passages taken out of documents that stay.
  public var removedPassages: Int { counts.edits.values.reduce(0) { $0 + $1.count } }

  /// `statistics.json`.
  public func json() throws -> String {
    let statistics = Statistics(
      unit: rule.unit, maximumDocuments: maximumDocuments, minimumUnits: rule.minimumUnits,
      normalization: rule.normalization, across: rule.scope, keep: keep, passages: passages, repeatedPassages: repeated,
      repeatedOccurrences: occurrences, removedPassages: removedPassages, documentsIn: counts.documentsIn,
      documentsChanged: documentsChanged, documentsDropped: counts.documentsDropped,
      documentsKept: counts.documentsKept, bytesIn: counts.bytesIn, bytesRemoved: counts.bytesRemoved,
      bytesDropped: counts.bytesDropped, bytesOut: counts.bytesOut, damaged: problems.count)
    return String(decoding: try RunJSON.encode(statistics), as: UTF8.self)
  }

  func write(to folder: RepeatedPassagesFolder) throws {
    var lines: [UInt8] = []
    for passage in mostRepeated {
      JSONText.appendRaw(#"{"documents":"#, to: &lines)
      JSONText.append(passage.documents, to: &lines)
      if let source = passage.source {
        JSONText.appendRaw(#","source":"#, to: &lines)
        JSONText.appendString(source, to: &lines)
      }
      JSONText.appendRaw(#","sample":"#, to: &lines)
      JSONText.appendString(passage.sample, to: &lines)
      JSONText.appendRaw("}\n", to: &lines)
    }
    _ = try AtomicFile.write(lines, to: folder.repeatedPath)
    _ = try AtomicFile.write(Array(json().utf8), to: folder.statisticsPath)
  }

  /// A summary for people; nothing of the corpus can act on a terminal.
  public func text() -> String {
    let unit = rule.unit == .line ? "lines" : "paragraphs"
    var text = """
      \(Figures.count(passages)) different \(unit), \(Figures.count(repeated)) of them in more than \
      \(Figures.count(maximumDocuments)) documents
      \(Figures.count(counts.documentsIn)) documents: \(Figures.count(documentsChanged)) changed, \
      \(Figures.count(counts.documentsDropped)) dropped
      \(Figures.count(counts.bytesIn)) bytes of text: \(Figures.count(counts.bytesRemoved)) removed from documents, \
      \(Figures.count(counts.bytesDropped)) dropped with them, \(Figures.count(counts.bytesOut)) left

      """
    if mostRepeated.isEmpty { return text }
    text += "\nin documents  \(unit)\n"
    for passage in mostRepeated.prefix(10) {
      let count = Figures.count(passage.documents)
      let indent = String(repeating: " ", count: max(0, 12 - count.utf8.count))
      text +=
        "\(indent)\(count)  \(TerminalText.escape(String(String.UnicodeScalarView(passage.sample.unicodeScalars.prefix(60)))))\n"
    }
    return text
  }
}

/// Beginnings of the most repeated passages, each as it first stands in its first document.
struct PassageSamples {
  struct Sample: Sendable {
    let hash: ContentHash
    let text: [UInt8]
    let source: [UInt8]
  }

  private let order: [(hash: ContentHash, documentCount: Int)]
  private var samples: [ContentHash: Sample] = [:]

  let wanted: Set<ContentHash>

  /// Code points of a sample, at most.
  private static let scalarCount = 200

  init(_ order: [(hash: ContentHash, documentCount: Int)]) {
    self.order = order
    wanted = Set(order.map(\.hash))
  }

  mutating func add(_ found: [Sample]) {
    for sample in found {
      // Documents of one order key: the smaller text, so that it does not matter which one came first.
      if let other = samples[sample.hash], !sample.text.lexicographicallyPrecedes(other.text) { continue }
      samples[sample.hash] = sample
    }
  }

  var passages: [RepeatedPassagesReport.Passage] {
    order.compactMap { hash, count in
      samples[hash].map { sample in
        RepeatedPassagesReport.Passage(
          documents: count, source: sample.source.isEmpty ? nil : String(decoding: sample.source, as: UTF8.self),
          sample: String(decoding: sample.text, as: UTF8.self))
      }
    }
  }

  /// The first code points of a passage.
  static func start(of passage: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    var scalars = 0
    var end = passage.startIndex
    while end < passage.endIndex {
      if passage[end] & 0xc0 != 0x80 {
        if scalars == scalarCount { break }
        scalars += 1
      }
      end += 1
    }
    return Array(passage[passage.startIndex..<end])
  }
}
