// Which documents an epoch takes: all of them, or so many in hash order that a quota is met.

import Corpus
import TokenShards

/// Documents and tokens of one side of the validation split.
public struct DocumentTally: Sendable, Equatable {
  public var documentCount = 0
  /// Tokens of the documents alone.
  public var tokenCount = 0
  /// The ids around them (`DocumentMarks`).
  public var markCount = 0

  public init(documentCount: Int = 0, tokenCount: Int = 0, markCount: Int = 0) {
    self.documentCount = documentCount
    self.tokenCount = tokenCount
    self.markCount = markCount
  }

  /// Tokens as they are packed.
  public var packedTokenCount: Int { tokenCount + markCount }
}

/// Token files, which of their documents are for training, and perhaps which group each belongs to.
public struct SourceDocuments: Sendable {
  let files: [TokenFileReader]
  let split: ValidationSplit
  /// Nil where all documents are one group.
  let groups: DocumentGroups?
  /// Ids that packing puts around each document (`DocumentMarks.count`).
  let marksPerDocument: Int

  /// Opens token files.
  ///
  /// - Parameters:
  ///   - groups: of the documents of these files; nil where they are not told apart.
  ///   - marksPerDocument: ids that packing puts around each document.
  /// - Throws: `ShardError` or `StorageError` for files that are missing or damaged, `PackingError` for vocabularies
  ///   that differ, more than 2³² files or documents in a file, or labels of other documents.
  public init(
    tokenFiles: [String], split: ValidationSplit, groups: DocumentGroups? = nil, marksPerDocument: Int = 1
  ) throws {
    self.marksPerDocument = marksPerDocument
    files = try tokenFiles.map { try TokenFileReader(path: $0) }
    self.split = split
    self.groups = groups
    if let groups {
      guard groups.labels.count == files.count else {
        throw PackingError(
          .invalidRequest, "there are \(groups.labels.count) label files for \(files.count) token files",
          path: tokenFiles.first ?? "")
      }
      for (file, labels) in zip(files, groups.labels) {
        for document in 0..<file.documentCount where file.row(ofDocument: document) >= labels.documentCount {
          throw PackingError(.invalidRequest, "document \(document) has no label in \(labels.path)", path: file.path)
        }
      }
      for (number, file) in files.enumerated() {
        for document in 0..<file.documentCount
        where groups.group(file: number, row: file.row(ofDocument: document)) < 0 {
          throw PackingError(.invalidRequest, "document \(document) belongs to no group", path: file.path)
        }
      }
    }
    for file in files {
      guard file.vocabularySize == files[0].vocabularySize, file.documentCount < Int(UInt32.max) else {
        throw PackingError(
          .invalidRequest,
          "a vocabulary of \(file.vocabularySize) ids does not go together with \(files[0].vocabularySize)",
          path: file.path)
      }
    }
  }

  /// Documents and tokens on one side, of all groups together.
  public func tally(_ side: DatasetSplit) -> DocumentTally {
    tallies(side).reduce(into: DocumentTally()) {
      $0.documentCount += $1.documentCount
      $0.tokenCount += $1.tokenCount
      $0.markCount += $1.markCount
    }
  }

  /// Documents and tokens on one side, group by group.
  public func tallies(_ side: DatasetSplit) -> [DocumentTally] {
    var tallies = [DocumentTally](repeating: DocumentTally(), count: groups?.names.count ?? 1)
    forEach(side) { file, document, count in
      let group = groups?.group(file: file, row: files[file].row(ofDocument: document)) ?? 0
      tallies[group].documentCount += 1
      tallies[group].tokenCount += count
      tallies[group].markCount += marksPerDocument
    }
    return tallies
  }

  /// Documents and text bytes of a group's documents in each token file, both sides together.
  ///
  /// - Parameter group: a group of `groups`.
  public func textSizes(ofGroup group: Int) -> [(documentCount: Int, byteCount: Int)] {
    guard let groups else { return [] }
    return files.indices.map { file in
      var size = (documentCount: 0, byteCount: 0)
      for document in 0..<files[file].documentCount {
        let row = files[file].row(ofDocument: document)
        if groups.group(file: file, row: row) != group { continue }
        size.documentCount += 1
        size.byteCount += groups.labels[file].textByteCount(ofRow: row)
      }
      return size
    }
  }

  /// Calls `body` with file, document and number of tokens for each document of one side, in order.
  ///
  /// - Parameter group: the one whose documents are wanted; nil for all.
  func forEach(_ side: DatasetSplit, group: Int? = nil, _ body: (Int, Int, Int) throws -> Void) rethrows {
    for (number, file) in files.enumerated() {
      for document in 0..<file.documentCount where split.split(group: file.group(ofDocument: document)) == side {
        if let group, let groups, groups.group(file: number, row: file.row(ofDocument: document)) != group { continue }
        try body(number, document, file.tokenCount(ofDocument: document))
      }
    }
  }
}

/// The documents of a part of an epoch: those whose hash is not above a threshold.
struct HashThreshold: Sendable, Equatable {
  var hash: UInt64
  var id: DocumentID
  /// Packed tokens of all documents up to it.
  var tokenCount: Int

  func admits(hash: UInt64, id: DocumentID) -> Bool { (hash, id) <= (self.hash, self.id) }

  /// Finds the threshold up to which documents, in the order of their hashes, have at least `quota` packed tokens; nil
  /// when all documents together have no more than that.
  ///
  /// Two passes over the documents' bounds: token sums by the hash's first 16 bits, then the documents of the one
  /// bin in which the quota is met. Memory is that of one bin.
  init?(
    _ documents: SourceDocuments, _ side: DatasetSplit, group: Int? = nil, key: KeyedHash, quota: Int
  ) {
    var sums = [Int](repeating: 0, count: 1 << 16)
    documents.forEach(side, group: group) { file, document, count in
      let hash = key.hash(documents.files[file].id(ofDocument: document))
      sums[Int(hash >> 48)] += count + documents.marksPerDocument
    }
    var before = 0
    guard
      let bin = sums.firstIndex(where: { sum in
        before += sum
        return before >= quota
      })
    else { return nil }
    before -= sums[bin]
    var inBin: [(hash: UInt64, id: DocumentID, count: Int)] = []
    documents.forEach(side, group: group) { file, document, count in
      let id = documents.files[file].id(ofDocument: document)
      let hash = key.hash(id)
      if Int(hash >> 48) == bin { inBin.append((hash, id, count + documents.marksPerDocument)) }
    }
    inBin.sort { ($0.hash, $0.id) < ($1.hash, $1.id) }
    for entry in inBin {
      before += entry.count
      if before >= quota {
        self.init(hash: entry.hash, id: entry.id, tokenCount: before)
        return
      }
    }
    return nil
  }

  init(hash: UInt64, id: DocumentID, tokenCount: Int) {
    self.hash = hash
    self.id = id
    self.tokenCount = tokenCount
  }
}
