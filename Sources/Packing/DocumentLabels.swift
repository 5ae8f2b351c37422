// Label files (`.labels`): which group each document of a document shard belongs to, by metadata.
//
// All numbers are little-endian.
//
//     offset  bytes  header (16 bytes)
//     0       8      magic, "SLUICELB"
//     8       4      version, 1
//     12      4      zero
//     16             N documents in the order of their rows: number of the name (4 bytes), bytes of text (4)
//                    K names: length (4), UTF-8
//     footer  8      N;  8  K;  8  XXH64 of everything before it;  8  magic, "SLUICELE"

import Storage

private enum DocumentLabelsLayout {
  static let magic: [UInt8] = Array("SLUICELB".utf8)
  static let endMagic: [UInt8] = Array("SLUICELE".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 16
  static let footerByteCount = 32
  static let documentByteCount = 8
}

/// Collects the labels of one document shard; memory is that of the file, 8 bytes a document.
public struct DocumentLabelsWriter {
  /// The names that occur, in the order of their first document.
  public private(set) var names: [String] = []
  public private(set) var documentCount = 0
  private var numbers: [String: UInt32] = [:]
  private var documents: [UInt8] = []

  public init() {}

  /// Appends the document of the next row.
  ///
  /// - Parameters:
  ///   - name: of the document's group.
  ///   - textByteCount: bytes of its text, below 2³².
  public mutating func append(_ name: String, textByteCount: Int) {
    var number = UInt32(truncatingIfNeeded: names.count)
    if let known = numbers[name] {
      number = known
    } else {
      numbers[name] = number
      names.append(name)
    }
    Bytes.append(number, to: &documents)
    Bytes.append(UInt32(clamping: textByteCount), to: &documents)
    documentCount += 1
  }

  /// Writes the file. Its folder exists already.
  public func commit(to path: String) throws(StorageError) -> FileSummary {
    var bytes = DocumentLabelsLayout.magic
    Bytes.append(DocumentLabelsLayout.version, to: &bytes)
    Bytes.append(UInt32(0), to: &bytes)
    bytes += documents
    for name in names {
      Bytes.append(UInt32(truncatingIfNeeded: name.utf8.count), to: &bytes)
      bytes.append(contentsOf: name.utf8)
    }
    let hash = XXH64.hash(bytes)
    for number in [UInt64(documentCount), UInt64(names.count), hash] { Bytes.append(number, to: &bytes) }
    bytes += DocumentLabelsLayout.endMagic
    return try AtomicFile.write(bytes, to: path)
  }
}

/// Reads a label file through a memory map. Safe to use from several threads at once.
public final class DocumentLabels: Sendable {
  public let path: String
  public let documentCount: Int
  public let names: [String]
  private let file: MappedFile

  /// - Throws: `PackingError` (`corrupt`) or `StorageError`.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let footer = bytes.count - DocumentLabelsLayout.footerByteCount
    let header = DocumentLabelsLayout.headerByteCount
    guard footer >= header, bytes.prefix(8).elementsEqual(DocumentLabelsLayout.magic),
      bytes.suffix(8).elementsEqual(DocumentLabelsLayout.endMagic),
      Bytes.load(bytes, at: 8, as: UInt32.self) == DocumentLabelsLayout.version,
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<footer]))
        == Bytes.load(bytes, at: footer + 16, as: UInt64.self)
    else { throw PackingError(.corrupt, "this is no whole label file of version 1", path: path) }
    let counts = [footer, footer + 8].map { Bytes.load(bytes, at: $0, as: UInt64.self) }
    guard counts.allSatisfy({ $0 < 1 << 40 }), counts[0] * 8 <= UInt64(footer - header) else {
      throw PackingError(.corrupt, "the footer is damaged", path: path)
    }
    documentCount = Int(counts[0])
    var names: [String] = []
    var place = header + documentCount * DocumentLabelsLayout.documentByteCount
    while place < footer {
      let end = footer - place >= 4 ? place + 4 + Int(Bytes.load(bytes, at: place, as: UInt32.self)) : Int.max
      guard end <= footer else { throw PackingError(.corrupt, "a name leads out of the table", path: path) }
      names.append(String(decoding: bytes[(place + 4)..<end], as: UTF8.self))
      place = end
    }
    self.names = names
    guard names.count == counts[1],
      (0..<documentCount).allSatisfy({
        Bytes.load(bytes, at: header + $0 * DocumentLabelsLayout.documentByteCount, as: UInt32.self) < names.count
      })
    else { throw PackingError(.corrupt, "a document has a label without a name", path: path) }
  }

  private func place(_ row: Int) -> Int {
    precondition(row >= 0 && row < documentCount)
    return DocumentLabelsLayout.headerByteCount + row * DocumentLabelsLayout.documentByteCount
  }

  /// The number of a document's name; the row must exist, here and below.
  @inline(__always)
  public func label(ofRow row: Int) -> Int { Int(Bytes.load(file.bytes, at: place(row), as: UInt32.self)) }

  /// Bytes of a document's text.
  public func textByteCount(ofRow row: Int) -> Int {
    Int(Bytes.load(file.bytes, at: place(row) + 4, as: UInt32.self))
  }
}

/// The groups of all documents of a run: for every token file the labels of its document shard.
public struct DocumentGroups: Sendable {
  /// Names of the groups, in order.
  public let names: [String]
  /// In the order of the token files.
  let labels: [DocumentLabels]
  /// For each file the group of each label.
  private let numbers: [[Int]]

  /// - Parameters:
  ///   - labels: one for each token file.
  ///   - names: the groups in order, each once.
  ///   - other: place in `names` of the group that takes what none of them names. Without it there must be no document
  ///     with such a label (`SourceDocuments`); labels of documents that are gone do not matter.
  public init(labels: [DocumentLabels], names: [String], other: Int? = nil) {
    self.names = names
    self.labels = labels
    let places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    numbers = labels.map { file in file.names.map { places[$0] ?? other ?? -1 } }
  }

  /// The group of a document; negative where no group takes it.
  @inline(__always)
  func group(file: Int, row: Int) -> Int { numbers[file][labels[file].label(ofRow: row)] }
}
