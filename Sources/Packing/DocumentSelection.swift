// Which documents an epoch takes: all of them, or so many in hash order that a quota is met.

import Corpus
import TokenShards

/// Documents and tokens of one side of the validation split.
public struct DocumentTally: Sendable, Equatable {
  public var documentCount = 0
  /// Tokens without end-of-document ids.
  public var tokenCount = 0

  public init(documentCount: Int = 0, tokenCount: Int = 0) {
    self.documentCount = documentCount
    self.tokenCount = tokenCount
  }

  /// Tokens as they are packed: every document has its end-of-document id besides.
  public var packedTokenCount: Int { tokenCount + documentCount }
}

/// The token files of a source, and which of their documents are for training.
public struct SourceDocuments: Sendable {
  let files: [TokenFileReader]
  let split: ValidationSplit

  /// Opens a source's token files.
  ///
  /// - Throws: `ShardError` or `StorageError` for files that are missing or damaged, `PackingError` for vocabularies
  ///   that differ or more than 2³² files or documents in a file.
  public init(tokenFiles: [String], split: ValidationSplit) throws {
    files = try tokenFiles.map { try TokenFileReader(path: $0) }
    self.split = split
    for file in files {
      guard file.vocabularySize == files[0].vocabularySize, file.documentCount < Int(UInt32.max) else {
        throw PackingError(
          .invalidRequest,
          "a vocabulary of \(file.vocabularySize) ids does not go together with \(files[0].vocabularySize)",
          path: file.path)
      }
    }
  }

  /// Documents and tokens on one side.
  public func tally(_ side: DatasetSplit) -> DocumentTally {
    var tally = DocumentTally()
    forEach(side) { _, _, count in
      tally.documentCount += 1
      tally.tokenCount += count
    }
    return tally
  }

  /// Calls `body` with file, document and number of tokens for each document of one side, in order.
  func forEach(_ side: DatasetSplit, _ body: (Int, Int, Int) throws -> Void) rethrows {
    for (number, file) in files.enumerated() {
      for document in 0..<file.documentCount where split.split(group: file.group(ofDocument: document)) == side {
        try body(number, document, file.tokenCount(ofDocument: document))
      }
    }
  }
}

/// The documents of a part of an epoch: those whose hash is not above a threshold.
struct HashThreshold: Sendable, Equatable {
  var hash: UInt64
  var id: DocumentID

  func admits(hash: UInt64, id: DocumentID) -> Bool { (hash, id) <= (self.hash, self.id) }

  /// Finds the threshold up to which documents, in the order of their hashes, have at least `quota` packed tokens; nil
  /// when all documents together have no more than that.
  ///
  /// Two passes over the documents' bounds: token sums by the hash's first 16 bits, then the documents of the one
  /// bin in which the quota is met. Memory is that of one bin.
  init?(_ documents: SourceDocuments, _ side: DatasetSplit, key: KeyedHash, quota: Int) {
    var sums = [Int](repeating: 0, count: 1 << 16)
    documents.forEach(side) { file, document, count in
      let hash = key.hash(documents.files[file].id(ofDocument: document))
      sums[Int(hash >> 48)] += count + 1
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
    documents.forEach(side) { file, document, count in
      let id = documents.files[file].id(ofDocument: document)
      let hash = key.hash(id)
      if Int(hash >> 48) == bin { inBin.append((hash, id, count + 1)) }
    }
    inBin.sort { ($0.hash, $0.id) < ($1.hash, $1.id) }
    for entry in inBin {
      before += entry.count
      if before >= quota {
        self.init(hash: entry.hash, id: entry.id)
        return
      }
    }
    return nil
  }

  init(hash: UInt64, id: DocumentID) {
    self.hash = hash
    self.id = id
  }
}
