// Addresses to disk, a segment at a time.

import Storage

/// Writes the key file of one task. Memory is bounded by one segment: about 6 MiB.
///
/// The file appears under its name with `commit`.
public final class URLKeyWriter {
  private let file: AtomicFile
  private let header: [UInt8]
  private var pending: [URLEntry] = []
  private var footer: [UInt8] = []
  private var segmentCount = 0

  /// Number of documents appended so far, those without an address with them.
  public private(set) var documentCount = 0
  /// Number of addresses appended so far.
  public private(set) var addressCount = 0

  public init(path: String, normalization: URLNormalization, keeping: URLKeeping) throws {
    file = try AtomicFile(path: path)
    header = URLKeyLayout.header(normalization, keeping)
    try file.write(header)
  }

  /// Appends the next documents.
  ///
  /// - Parameters:
  ///   - entries: those of them that have an address, with rows from 0 for the first of these documents; ascending.
  ///   - documentCount: how many they are.
  public func append(_ entries: [URLEntry], documentCount count: Int) throws {
    guard documentCount + count <= Int(UInt32.max) else {
      throw DeduplicationError(
        .tooManyDocuments, "a task holds at most \(UInt32.max) documents; use more tasks", at: file.path)
    }
    for var entry in entries {
      entry.row += UInt32(documentCount)
      pending.append(entry)
      if pending.count == URLKeyLayout.recordsPerSegment { try writeSegment() }
    }
    addressCount += entries.count
    documentCount += count
  }

  /// Completes the file.
  public func commit() throws -> FileSummary {
    try writeSegment()
    var end = footer
    end.append(littleEndian: UInt64(segmentCount))
    end.append(littleEndian: UInt64(documentCount))
    end.append(contentsOf: URLKeyLayout.endMagic)
    try file.write(end)
    return try file.commit()
  }

  private func writeSegment() throws {
    if pending.isEmpty { return }
    footer.append(littleEndian: UInt64(file.byteCount))
    footer.append(littleEndian: UInt64(pending.count))
    segmentCount += 1
    var counts = [Int](repeating: 0, count: URLKeyLayout.slotCount)
    for entry in pending { counts[URLKeyLayout.slot(of: entry.key)] += 1 }
    var index: [UInt8] = []
    var places: [Int] = []
    var total = 0
    for count in counts {
      index.append(littleEndian: UInt32(count))
      places.append(total)
      total += count
    }
    let records = [UInt8](unsafeUninitializedCapacity: total * URLKeyLayout.recordByteCount) { bytes, initialized in
      let bytes = UnsafeMutableRawBufferPointer(bytes)
      for entry in pending {
        let slot = URLKeyLayout.slot(of: entry.key)
        // SAFETY: places[slot] numbers the places of this slot, of which there are `total` in all.
        let offset = places[slot] * URLKeyLayout.recordByteCount
        bytes.storeBytes(of: entry.key.high.littleEndian, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: entry.key.low.littleEndian, toByteOffset: offset + 8, as: UInt64.self)
        bytes.storeBytes(of: entry.choice.littleEndian, toByteOffset: offset + 16, as: UInt64.self)
        bytes.storeBytes(of: entry.order.high.littleEndian, toByteOffset: offset + 24, as: UInt64.self)
        bytes.storeBytes(of: entry.order.low.littleEndian, toByteOffset: offset + 32, as: UInt64.self)
        bytes.storeBytes(of: entry.row.littleEndian, toByteOffset: offset + 40, as: UInt32.self)
        places[slot] += 1
      }
      initialized = bytes.count
    }
    try file.write(records)
    try file.write(index)
    pending.removeAll(keepingCapacity: true)
  }
}
