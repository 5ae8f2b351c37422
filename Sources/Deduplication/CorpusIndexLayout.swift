// The index of a corpus, byte by byte.

import Storage

/// The index of a deduplicated corpus: what a later corpus needs to be deduplicated against it. One file, in this order;
/// all integers are little-endian.
///
///     header      64 bytes: "SLUICIDX", version u32, bands u32, rows u32, shingle u32, seed u64, normalisation u32,
///                 threshold in millionths u32, zeros
///     against     the identities of the frozen corpora that this one was deduplicated against: 16 bytes each
///     files       number of rows of each file of the corpus: u64
///     documents   for each kept document, highest priority first: number of its file u32, row u32. The position here is
///                 the *number* of the document
///     decisions   for each distinct text that went: corpus of the kept document u32 (0: this one; n: the n-th of
///                 `against`), number of the kept document u32, reason u32, zeros u32, intersection u64, union u64
///     runs        for the content hashes, then every band: records in ascending order, without the highest byte, the
///                 slot, of each:
///                 15 bytes of the hash, u32: the number of the document that has this content, or the number of
///                 documents plus the number of the decision about it
///                 7 bytes of the key, number of the document u32
///     directory   for content hashes, then every band, 256 × (number of records u64, XXH64 of the records u64)
///     trailer     for against, files, documents, decisions, runs, directory: offset u64, number of bytes u64, XXH64 u64
///                 (zero for runs, whose slots have their own); identity 16 bytes: XXH3-128 of header and the above;
///                 "SLUICEND"
enum CorpusIndexLayout {
  static let fileName = "corpus.index"
  static let magic: [UInt8] = Array("SLUICIDX".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let placeByteCount = 8
  static let decisionByteCount = 32
  static let directoryEntryByteCount = 16
  static let sectionEntryByteCount = 24
  static let trailerByteCount = Section.allCases.count * sectionEntryByteCount + 16 + 8

  /// The sections between header and trailer.
  enum Section: Int, CaseIterable {
    case against
    case files
    case documents
    case decisions
    case runs
    case directory
  }

  static func header(of parameters: SignatureParameters) -> [UInt8] {
    var header = SignatureLayout.fields(magic: magic, version: version, parameters)
    header.append(littleEndian: UInt32(parameters.minHash?.thresholdMillionths ?? 0))
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }

  /// The parameters that a header names; nil where there are none like that.
  static func parameters(of header: UnsafeRawBufferPointer) -> SignatureParameters? {
    func integer(_ offset: Int) -> Int { Int(header.integer(at: offset, as: UInt32.self)) }
    guard let normalization = ContentNormalization.allCases.first(where: { Int($0.code) == integer(32) }) else {
      return nil
    }
    if integer(12) == 0 { return SignatureParameters(normalization: normalization, minHash: nil) }
    let minHash = try? MinHashParameters(
      bands: integer(12), rows: integer(16), shingle: integer(20), threshold: Double(integer(36)) / 1_000_000,
      seed: header.integer(at: 24, as: UInt64.self))
    return minHash.map { SignatureParameters(normalization: normalization, minHash: $0) }
  }

  /// Bytes of a record of a run: of content hashes for group 0, else of a band.
  static func recordByteCount(group: Int) -> Int {
    group == 0 ? SignatureLayout.contentRecordByteCount : SignatureLayout.bandRecordByteCount
  }
}

/// What tells a corpus from all others: 32 hexadecimal digits.
public struct CorpusIdentity: Sendable, Hashable, CustomStringConvertible {
  var high: UInt64
  var low: UInt64

  public var description: String { Hex.encode(high) + Hex.encode(low) }
}
