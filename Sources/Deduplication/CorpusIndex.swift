// The index of an earlier corpus, open for reading.

import Storage

/// The index of a deduplicated corpus, made by `Resolution.writeIndex`: its sorted band keys and content hashes, and
/// where its kept documents stand.
///
/// The file is mapped; nothing of it is held in memory but a directory. Its runs are checked slot by slot when they are
/// read, all else when it is opened.
public struct CorpusIndex: Sendable {
  /// Name of the file in its folder.
  public static let fileName = CorpusIndexLayout.fileName

  /// The file.
  public let path: String
  /// What the corpus was signed with, and its threshold (in whole millionths).
  public let parameters: SignatureParameters
  /// Number of kept documents.
  public let documentCount: Int
  /// Number of rows of each file of the corpus.
  public let rowCounts: [Int]
  /// Tells corpora apart: a hash of everything that the index says.
  public let identity: CorpusIdentity
  /// The corpora that this one was deduplicated against.
  let against: [CorpusIdentity]
  private let header: [UInt8]
  private let file: MappedFile
  private let documents: Range<Int>
  private let decisions: Range<Int>
  /// For content hashes, then every band: offset of each slot's records, and where the last one ends.
  private let slotOffsets: [[Int]]
  private let slotChecksums: [[UInt64]]

  /// Opens the index in a folder.
  ///
  /// - Throws: `StorageError`; `badFile` where it is none, damaged, or of another version.
  public init(folder: String) throws {
    path = Path.join(folder, CorpusIndexLayout.fileName)
    let file = try MappedFile(path: path)
    self.file = file
    let bytes = file.bytes
    let path = path
    func bad(_ what: String) -> DeduplicationError { DeduplicationError(.badFile, what, at: path) }
    let trailer = bytes.count - CorpusIndexLayout.trailerByteCount
    guard trailer >= CorpusIndexLayout.headerByteCount, bytes.prefix(8).elementsEqual(CorpusIndexLayout.magic),
      bytes.suffix(8).elementsEqual(SignatureLayout.endMagic)
    else { throw bad("is no complete index of a corpus") }
    guard bytes.integer(at: 8, as: UInt32.self) == CorpusIndexLayout.version else {
      throw bad("is an index of another version of this program; deduplicate that corpus again")
    }
    let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(CorpusIndexLayout.headerByteCount))
    guard let parameters = CorpusIndexLayout.parameters(of: head) else {
      throw bad("is damaged: its header names impossible parameters")
    }
    self.parameters = parameters
    header = Array(head)
    let sectionEnd = bytes.count - 24
    identity = CorpusIdentity(
      high: bytes.integer(at: sectionEnd, as: UInt64.self), low: bytes.integer(at: sectionEnd + 8, as: UInt64.self))
    let computed = XXH3.hash128(header + Array(bytes[trailer..<sectionEnd]))
    guard identity == CorpusIdentity(high: computed.high, low: computed.low) else {
      throw bad("is damaged: its trailer does not fit its checksum")
    }
    var sections: [Range<Int>] = []
    var end = CorpusIndexLayout.headerByteCount
    for section in CorpusIndexLayout.Section.allCases {
      let entry = trailer + section.rawValue * CorpusIndexLayout.sectionEntryByteCount
      let start = Int(clamping: bytes.integer(at: entry, as: UInt64.self))
      let count = Int(clamping: bytes.integer(at: entry + 8, as: UInt64.self))
      guard start == end, count <= trailer - start else { throw bad("is damaged: its sections do not fit its length") }
      end = start + count
      sections.append(start..<end)
      if section == .runs { continue }
      let content = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      guard XXH64.hash(content) == bytes.integer(at: entry + 16, as: UInt64.self) else {
        throw bad("is damaged: the section '\(section)' does not fit its checksum")
      }
    }
    func section(_ section: CorpusIndexLayout.Section, recordByteCount: Int) throws(DeduplicationError) -> Range<Int> {
      let range = sections[section.rawValue]
      guard range.count % recordByteCount == 0 else {
        throw bad("is damaged: the section '\(section)' has no whole records")
      }
      return range
    }
    guard end == trailer else { throw bad("is damaged: its sections do not fit its length") }
    against = try stride(section(.against, recordByteCount: 16), by: 16).map {
      CorpusIdentity(
        high: bytes.integer(at: $0, as: UInt64.self), low: bytes.integer(at: $0 + 8, as: UInt64.self))
    }
    rowCounts = try stride(section(.files, recordByteCount: 8), by: 8).map {
      Int(clamping: bytes.integer(at: $0, as: UInt64.self))
    }
    documents = try section(.documents, recordByteCount: CorpusIndexLayout.placeByteCount)
    documentCount = documents.count / CorpusIndexLayout.placeByteCount
    decisions = try section(.decisions, recordByteCount: CorpusIndexLayout.decisionByteCount)
    guard documentCount + decisions.count / CorpusIndexLayout.decisionByteCount < Int(UInt32.max) else {
      throw bad("is damaged: it holds more documents than there can be")
    }
    let groups = parameters.bands + 1
    let directory = sections[CorpusIndexLayout.Section.directory.rawValue]
    guard directory.count == groups * SignatureLayout.slotCount * CorpusIndexLayout.directoryEntryByteCount else {
      throw bad("is damaged: its directory is incomplete")
    }
    var offset = sections[CorpusIndexLayout.Section.runs.rawValue].lowerBound
    let runsEnd = sections[CorpusIndexLayout.Section.runs.rawValue].upperBound
    var slotOffsets: [[Int]] = []
    var slotChecksums: [[UInt64]] = []
    var entry = directory.lowerBound
    for group in 0..<groups {
      var offsets = [offset]
      var checksums: [UInt64] = []
      let recordByteCount = CorpusIndexLayout.recordByteCount(group: group)
      for _ in 0..<SignatureLayout.slotCount {
        let count = Int(clamping: bytes.integer(at: entry, as: UInt64.self))
        guard count <= (runsEnd - offset) / recordByteCount else {
          throw bad("is damaged: its directory names more records than there are")
        }
        offset += count * recordByteCount
        offsets.append(offset)
        checksums.append(bytes.integer(at: entry + 8, as: UInt64.self))
        entry += CorpusIndexLayout.directoryEntryByteCount
      }
      slotOffsets.append(offsets)
      slotChecksums.append(checksums)
    }
    guard offset == runsEnd else { throw bad("is damaged: its directory names fewer records than there are") }
    self.slotOffsets = slotOffsets
    self.slotChecksums = slotChecksums
    for number in 0..<documentCount {
      let place = place(of: number)
      guard place.task < rowCounts.count, place.row < rowCounts[place.task] else {
        throw bad("is damaged: document \(number) stands in no row of its files")
      }
    }
  }

  /// The place of a kept document, below `documentCount`: its file and the row there. Numbers are in order of priority.
  public func place(of number: Int) -> DocumentPlace {
    let offset = documents.lowerBound + number * CorpusIndexLayout.placeByteCount
    return file.withBytes { bytes in
      DocumentPlace(
        task: Int(bytes.integer(at: offset, as: UInt32.self)), row: Int(bytes.integer(at: offset + 4, as: UInt32.self)))
    }
  }

  /// Checks that the corpus was deduplicated with these parameters.
  ///
  /// - Throws: `invalidParameter`.
  func check(_ parameters: SignatureParameters) throws(DeduplicationError) {
    if header == CorpusIndexLayout.header(of: parameters) { return }
    throw DeduplicationError(
      .invalidParameter,
      "was made with \(self.parameters.summary), and this run has \(parameters.summary); both have to be the same",
      at: path)
  }

  /// What was decided about a text that went.
  struct StoredDecision {
    /// 0 for this corpus, else one more than a position in `against`.
    var corpus: Int
    var number: Int
    var reason: RemovalReason
    var jaccard: Jaccard
  }

  /// - Throws: `badFile`.
  func decision(_ number: Int) throws(DeduplicationError) -> StoredDecision {
    let offset = decisions.lowerBound + number * CorpusIndexLayout.decisionByteCount
    let found = file.withBytes { bytes -> StoredDecision? in
      guard offset + CorpusIndexLayout.decisionByteCount <= decisions.upperBound,
        let reason = RemovalReason(code: bytes.integer(at: offset + 8, as: UInt32.self)),
        let jaccard = Jaccard(
          storedIntersection: bytes.integer(at: offset + 16, as: UInt64.self),
          union: bytes.integer(at: offset + 24, as: UInt64.self))
      else { return nil }
      return StoredDecision(
        corpus: Int(bytes.integer(at: offset, as: UInt32.self)),
        number: Int(bytes.integer(at: offset + 4, as: UInt32.self)), reason: reason, jaccard: jaccard)
    }
    guard let found else {
      throw DeduplicationError(.badFile, "is damaged: it names a decision that is not there", at: path)
    }
    return found
  }

  func contents() -> SortedRunReader { run(group: 0) }

  func keys(band: Int) -> SortedRunReader { run(group: band + 1) }

  private func run(group: Int) -> SortedRunReader {
    SortedRunReader(
      file: file, recordByteCount: CorpusIndexLayout.recordByteCount(group: group), slotOffsets: slotOffsets[group],
      slotChecksums: slotChecksums[group])
  }
}

extension SignatureParameters {
  /// All parameters, for people.
  var summary: String {
    let exact = "normalisation '\(normalization.rawValue)'"
    guard let minHash else { return "\(exact) and no near duplicates" }
    return
      "\(exact), \(minHash.bands) bands of \(minHash.rows) rows, shingles of \(minHash.shingle), "
      + "threshold \(minHash.threshold) and seed \(minHash.seed)"
  }
}

private func stride(_ range: Range<Int>, by step: Int) -> StrideTo<Int> {
  Swift.stride(from: range.lowerBound, to: range.upperBound, by: step)
}
