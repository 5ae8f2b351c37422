// The signature file, byte by byte.

import Storage

/// A signature file holds the signatures of one task's documents, grouped so that one range of keys is read without
/// the rest. All integers are little-endian.
///
///     header    64 bytes: "SLUICSIG", version u32, bands u32, rows u32, shingle u32, seed u64, normalisation u32, zeros
///     segment   at most `documentsPerSegment` documents each, one behind the other:
///               order keys of the documents, in row order: u64
///               records of the content hashes, grouped by slot: 15 bytes of the hash, row u32
///               for every band its records, grouped by slot: 7 bytes of the key, row u32
///               index: for content hashes, then every band, 256 × u32: number of records of each slot
///     footer    for every segment: offset of its records u64, number of documents u64
///     trailer   number of segments u64, number of documents u64, "SLUICEND"
///
/// A record's *slot* is the highest byte of its key (of the hash), which is why the record itself leaves it out.
/// Within a slot records stand in row order.
enum SignatureLayout {
  static let magic: [UInt8] = Array("SLUICSIG".utf8)
  static let endMagic: [UInt8] = Array("SLUICEND".utf8)
  static let version: UInt32 = 2
  static let headerByteCount = 64
  static let trailerByteCount = 24
  static let footerEntryByteCount = 16
  static let slotCount = 256
  static let orderKeyByteCount = 8
  static let contentRecordByteCount = 19
  static let bandRecordByteCount = 11
  static let documentsPerSegment = 1 << 16

  static func header(of parameters: SignatureParameters) -> [UInt8] {
    var header = fields(magic: magic, version: version, parameters)
    header.append(contentsOf: repeatElement(0, count: headerByteCount - header.count))
    return header
  }

  /// What headers of files that hold signatures begin with.
  static func fields(magic: [UInt8], version: UInt32, _ parameters: SignatureParameters) -> [UInt8] {
    var fields = magic
    fields.append(littleEndian: version)
    fields.append(littleEndian: UInt32(parameters.bands))
    fields.append(littleEndian: UInt32(parameters.minHash?.rows ?? 0))
    fields.append(littleEndian: UInt32(parameters.minHash?.shingle ?? 0))
    fields.append(littleEndian: parameters.minHash?.seed ?? 0)
    fields.append(littleEndian: parameters.normalization.code)
    return fields
  }
}

extension [UInt8] {
  package mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}

extension UnsafeRawBufferPointer {
  /// The integer at `offset`, which the caller has checked to be inside.
  package func integer<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type) -> T {
    T(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}
