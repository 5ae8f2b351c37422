// gzip files (RFC 1952) of stored blocks: readable by everyone, the same bytes on every machine.

import Storage

/// Writes a gzip file without compressing it.
final class StoredGzipFile {
  private let file: AtomicFile
  private var block: [UInt8] = []
  private var crc = CRC32()
  private var byteCount = 0

  private static let blockByteCount = 65_535

  init(path: String) throws(StorageError) {
    file = try AtomicFile(path: path, sumsBlocks: true)
    // Deflate, no name, no time, unknown system.
    try file.write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
    block.reserveCapacity(Self.blockByteCount)
  }

  func write(_ bytes: [UInt8]) throws(StorageError) {
    crc.update(bytes)
    byteCount += bytes.count
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.blockByteCount - block.count)
      block += part
      rest = rest.dropFirst(part.count)
      if block.count == Self.blockByteCount { try writeBlock(isLast: false) }
    }
  }

  func commit() throws(StorageError) -> FileSummary {
    try writeBlock(isLast: true)
    var trailer: [UInt8] = []
    FileNumber.append(crc.value, to: &trailer)
    FileNumber.append(UInt32(truncatingIfNeeded: byteCount), to: &trailer)
    try file.write(trailer)
    return try file.commit()
  }

  private func writeBlock(isLast: Bool) throws(StorageError) {
    var header: [UInt8] = [isLast ? 1 : 0]
    let count = UInt16(block.count)
    FileNumber.append(count, to: &header)
    FileNumber.append(~count, to: &header)
    try file.write(header)
    try file.write(block)
    block.removeAll(keepingCapacity: true)
  }
}
