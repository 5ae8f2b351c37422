// The signature files of a corpus, read as one.

import Storage

/// The signature files of all tasks.
struct SignatureSet {
  /// More files than this are opened anew for each reading: a process may map a limited number.
  private static let openLimit = 4096

  let numbering: DocumentNumbering
  private let paths: [String]
  private let parameters: SignatureParameters?
  private let files: [SignatureFile]

  /// - Parameter parameters: what the files have to be made with; nil where that was checked before.
  /// - Throws: `StorageError`; `badFile`.
  init(paths: [String], parameters: SignatureParameters? = nil, numbering: DocumentNumbering) throws {
    guard paths.count == numbering.taskCount else {
      throw DeduplicationError(
        .invalidParameter, "\(paths.count) signature files were given for \(numbering.taskCount) tasks",
        at: "signatures")
    }
    self.numbering = numbering
    self.paths = paths
    self.parameters = parameters
    files =
      paths.count <= Self.openLimit
      ? try paths.indices.map { try Self.open(paths[$0], task: $0, parameters, numbering) } : []
  }

  private static func open(
    _ path: String, task: Int, _ parameters: SignatureParameters?, _ numbering: DocumentNumbering
  ) throws -> SignatureFile {
    let file = try SignatureFile(path: path)
    if let parameters { try file.check(parameters) }
    guard file.documentCount == numbering.numbers(ofTask: task).count else {
      throw DeduplicationError(.badFile, "holds another number of documents than was counted", at: path)
    }
    return file
  }

  /// The file of a task.
  func file(ofTask task: Int) throws -> SignatureFile {
    try files.isEmpty ? Self.open(paths[task], task: task, parameters, numbering) : files[task]
  }

  /// Calls `body` with the content hashes of a range of slots.
  func forEachContent(slots: Range<Int>, _ body: (ContentEntry) throws -> Void) throws {
    for task in 0..<numbering.taskCount {
      let base = UInt32(numbering.numbers(ofTask: task).lowerBound)
      let rank = numbering.rank(ofTask: task)
      try file(ofTask: task).forEachContent(slots: slots) { hash, orderKey, row in
        try body(ContentEntry(high: hash.high, low: hash.low, orderKey: orderKey, rank: rank, number: base + row))
      }
    }
  }

  /// Calls `body` with the keys of a band in a range of slots.
  func forEachKey(band: Int, slots: Range<Int>, _ body: (KeyEntry) throws -> Void) throws {
    for task in 0..<numbering.taskCount {
      let base = UInt32(numbering.numbers(ofTask: task).lowerBound)
      try file(ofTask: task).forEachKey(band: band, slots: slots) { key, row in
        try body(KeyEntry(key: key, number: base + row))
      }
    }
  }
}

extension SignatureLayout {
  /// The slots of one of several ranges of keys.
  static func slots(range index: Int, of count: Int) -> Range<Int> {
    slotCount * index / count..<slotCount * (index + 1) / count
  }
}
