// Signatures to disk, a segment at a time.

import Storage

/// Writes the signature file of one task. Memory is bounded by one segment: about 20 MiB at 14 bands.
///
/// The file appears under its name with `commit`; rows are numbered in the order of `append`.
public final class SignatureWriter {
  private let file: AtomicFile
  private let parameters: SignatureParameters
  private var orderKeys: [UInt64] = []
  private var contents: [ContentHash] = []
  private var keys: [UInt64] = []
  private var hasKeys: [Bool] = []
  private var footer: [UInt8] = []
  private var segmentCount = 0
  private var isHeaderWritten = false

  /// Number of documents appended so far.
  public private(set) var documentCount = 0

  public init(path: String, parameters: SignatureParameters) throws {
    file = try AtomicFile(path: path)
    self.parameters = parameters
  }

  /// Appends the signatures of the next documents.
  public func append(_ batch: SignatureBatch) throws {
    guard documentCount + batch.count <= Int(UInt32.max) else {
      throw DeduplicationError(
        .tooManyDocuments, "a task holds at most \(UInt32.max) documents; use more tasks", at: file.path)
    }
    var first = 0
    var firstKey = 0
    while first < batch.count {
      let room = SignatureLayout.documentsPerSegment - contents.count
      let end = min(batch.count, first + room)
      let keyCount = batch.hasKeys[first..<end].reduce(0) { $0 + ($1 ? parameters.bands : 0) }
      orderKeys.append(contentsOf: batch.orderKeys[first..<end])
      contents.append(contentsOf: batch.contents[first..<end])
      hasKeys.append(contentsOf: batch.hasKeys[first..<end])
      keys.append(contentsOf: batch.keys[firstKey..<firstKey + keyCount])
      first = end
      firstKey += keyCount
      if contents.count == SignatureLayout.documentsPerSegment { try writeSegment() }
    }
    documentCount += batch.count
  }

  /// Completes the file.
  public func commit() throws -> FileSummary {
    try writeSegment()
    try writeHeader()
    var end = footer
    end.append(littleEndian: UInt64(segmentCount))
    end.append(littleEndian: UInt64(documentCount))
    end.append(contentsOf: SignatureLayout.endMagic)
    try file.write(end)
    return try file.commit()
  }

  private func writeHeader() throws {
    if isHeaderWritten { return }
    isHeaderWritten = true
    try file.write(SignatureLayout.header(of: parameters))
  }

  private func writeSegment() throws {
    if contents.isEmpty { return }
    try writeHeader()
    footer.append(littleEndian: UInt64(file.byteCount))
    footer.append(littleEndian: UInt64(contents.count))
    segmentCount += 1
    let firstRow = segmentFirstRow
    segmentFirstRow += contents.count
    for place in orderKeys.indices { orderKeys[place] = orderKeys[place].littleEndian }
    try orderKeys.withUnsafeBytes { try file.write($0) }
    var index: [UInt8] = []
    try writeGroup(
      slots: contents.map { UInt8($0.high >> 56) }, recordByteCount: SignatureLayout.contentRecordByteCount, &index
    ) { document, record in
      let content = contents[document]
      Self.put(content.high, 7, at: 0, record)
      Self.put(content.low, 8, at: 7, record)
      Self.put(UInt64(firstRow + document), 4, at: 15, record)
    }
    let rows = hasKeys.indices.filter { hasKeys[$0] }
    let bands = parameters.bands
    for band in 0..<bands {
      try writeGroup(
        slots: rows.indices.map { UInt8(keys[$0 * bands + band] >> 56) },
        recordByteCount: SignatureLayout.bandRecordByteCount, &index
      ) { place, record in
        Self.put(keys[place * bands + band], 7, at: 0, record)
        Self.put(UInt64(firstRow + rows[place]), 4, at: 7, record)
      }
    }
    try file.write(index)
    orderKeys.removeAll(keepingCapacity: true)
    contents.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    hasKeys.removeAll(keepingCapacity: true)
  }

  private var segmentFirstRow = 0

  /// Writes one group of records, ordered by slot and then as they come, and adds its counts to the index.
  private func writeGroup(
    slots: [UInt8], recordByteCount: Int, _ index: inout [UInt8],
    record: (_ item: Int, UnsafeMutableRawPointer) -> Void
  ) throws {
    var counts = [Int](repeating: 0, count: SignatureLayout.slotCount)
    for slot in slots { counts[Int(slot)] += 1 }
    var next = counts
    var total = 0
    for slot in 0..<SignatureLayout.slotCount {
      next[slot] = total
      total += counts[slot]
      index.append(littleEndian: UInt32(counts[slot]))
    }
    var bytes = [UInt8](repeating: 0, count: slots.count * recordByteCount)
    bytes.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      for (item, slot) in slots.enumerated() {
        // SAFETY: next[slot] numbers the places of this slot, of which there are slots.count in all.
        record(item, base + next[Int(slot)] * recordByteCount)
        next[Int(slot)] += 1
      }
    }
    try file.write(bytes)
  }

  /// Writes the lowest `count` bytes of `value`, lowest first.
  private static func put(_ value: UInt64, _ count: Int, at offset: Int, _ record: UnsafeMutableRawPointer) {
    withUnsafeBytes(of: value.littleEndian) { bytes in
      for index in 0..<count { record.storeBytes(of: bytes[index], toByteOffset: offset + index, as: UInt8.self) }
    }
  }
}
