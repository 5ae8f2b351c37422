// How documents get their names.

import Storage

extension DocumentID {
  /// The id of a document, from where it comes: the same on every run and every machine.
  ///
  /// The first 128 bits of SHA-256 over
  ///
  ///     source.byteCount (8 bytes, little-endian)  source (UTF-8)
  ///     file.byteCount   (8 bytes, little-endian)  file (UTF-8)
  ///     position         (8 bytes, little-endian, two's complement)
  ///
  /// so that no two different places give the same bytes to hash.
  ///
  /// - Parameters:
  ///   - source: the source's name in the configuration.
  ///   - file: the file's name relative to the source's root, with `/` between folders.
  ///   - position: the record's number in the file (`Origin.row`).
  public static func make(source: String, file: String, position: Int) -> DocumentID {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.utf8.count + file.utf8.count + 24)
    LittleEndian.append(UInt64(source.utf8.count), to: &bytes)
    bytes.append(contentsOf: source.utf8)
    LittleEndian.append(UInt64(file.utf8.count), to: &bytes)
    bytes.append(contentsOf: file.utf8)
    LittleEndian.append(Int64(position), to: &bytes)
    return SHA256.hash(bytes).withUnsafeBytes {
      DocumentID(
        high: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }
}
