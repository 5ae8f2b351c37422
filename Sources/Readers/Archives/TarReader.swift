// tar archives as a stream: every member a file.

import Corpus
import Storage

/// Reads the members of a tar archive from any input, in one pass.
///
/// The events of a member tile its decompressed content under its own name; the archive's own bytes are skipped as
/// `archive-header` (headers and padding), `archive-other` (members that are not asked for), `archive-folder`,
/// `archive-link`, `archive-device`, `archive-end`. Quarantined are headers that cannot be read (`archive-header`; reading
/// goes on at the next header), sparse files (`archive-member`), and what a break of the stream cuts off.
struct TarReader: ArchiveReader {
  private let input: ByteInput
  private let archive: String
  private var members: ArchiveMembers
  private var current: OpenedInput?
  private var content: BoundedSource?
  /// Offset in the decompressed archive of the first byte that no event covers.
  private var regionStart: Int
  /// Bytes of padding in front of the next header.
  private var padding = 0
  private var global = PaxRecords()
  /// A member whose header has been read.
  private var waiting: (name: String, byteCount: Int)?
  /// False after a break of the stream, until a header shows where blocks begin.
  private var isAligned = true
  private var isFinished = false
  private(set) var memberKind: ReaderConfiguration.Kind?

  /// Longest name or set of pax records.
  private static let extensionByteLimit = 1 << 20

  init(input: ByteInput, file: String, opening: InputOpening) {
    self.input = input
    archive = file
    members = ArchiveMembers(opening: opening, archive: file)
    regionStart = input.offset
  }

  var storedOffset: Int { input.storedOffset }

  mutating func next() throws -> ReadEvent? {
    while true {
      if current != nil {
        if let event = try current?.next() {
          memberKind = current?.kind
          return event
        }
        try leaveMember()
      }
      if let member = waiting {
        waiting = nil
        let source = BoundedSource(input, byteCount: member.byteCount)
        content = source
        padding = -member.byteCount & (TarHeader.byteCount - 1)
        current = try members.open(source, file: members.file(for: member.name))
        continue
      }
      if isFinished { return nil }
      do throws(StorageError) {
        if let event = try isAligned ? step() : resync() { return event }
      } catch {
        guard error.isDamage else { throw error }
        return try damage(error)
      }
    }
  }

  // MARK: Members

  private mutating func leaveMember() throws {
    current = nil
    do throws(StorageError) {
      // What the reader left: it gave up at damage inside of the member.
      try content?.skip()
    } catch {
      // The next header meets the damage again.
      guard error.isDamage else { throw error }
    }
    content = nil
    regionStart = input.offset
  }

  // MARK: Headers

  /// Reads headers up to something that is an event; nil at the end, or where a member waits without bytes before it.
  private mutating func step() throws(StorageError) -> ReadEvent? {
    var records = global
    var longName: [UInt8]?
    while true {
      try skip(padding)
      padding = 0
      let available = try input.fill(atLeast: TarHeader.byteCount)
      if available < TarHeader.byteCount {
        isFinished = true
        input.consume(available)
        if available > 0 { return quarantined(.truncated, "the archive ends inside a header") }
        return input.offset > regionStart ? skipped("archive-end") : nil
      }
      if isZeroBlock() {
        while try input.fill(atLeast: TarHeader.byteCount) >= TarHeader.byteCount, isZeroBlock() {
          input.consume(TarHeader.byteCount)
        }
        return skipped("archive-end")
      }
      guard let header = input.withBuffer({ TarHeader(UnsafeBufferPointer(rebasing: $0[..<TarHeader.byteCount])) })
      else {
        // What stands before the damage is not part of it.
        return input.offset > regionStart ? skipped("archive-header") : try resync()
      }
      input.consume(TarHeader.byteCount)
      switch header.kind {
      case .pax(let isGlobal):
        guard let bytes = try extensionContent(header) else { return unreadableExtension(header) }
        var read = isGlobal ? global : records
        guard read.read(bytes) else { return unreadableExtension(header) }
        if isGlobal { global = read }
        records = read
      case .longName:
        guard let bytes = try extensionContent(header) else { return unreadableExtension(header) }
        longName = Array(bytes.prefix { $0 != 0 })
      case .longLink: try skipContent(header.contentByteCount)
      case .folder: return skipped("archive-folder")
      case .device: return skipped("archive-device")
      case .link:
        if header.contentByteCount > 0, try !isHeaderNext() { try skipContent(header.contentByteCount) }
        return skipped("archive-link")
      case .file, .sparse, .other:
        let name = ArchiveMembers.name(records.name ?? longName ?? header.name)
        return try member(header, name, byteCount: records.byteCount ?? header.contentByteCount, records.isSparse)
      }
    }
  }

  private mutating func member(
    _ header: TarHeader, _ name: String, byteCount: Int, _ isSparse: Bool
  ) throws(StorageError) -> ReadEvent? {
    if header.kind == .file, !isSparse, members.takes(name) {
      waiting = (name, byteCount)
      return skipped("archive-header")
    }
    try skipContent(byteCount)
    if header.kind == .sparse || isSparse, members.takes(name) {
      return quarantined(
        .archiveMember, "the member '\(name)' is a sparse file, whose holes are not filled: store it without --sparse")
    }
    return skipped("archive-other")
  }

  /// Content of a header that describes the next one; nil beyond the limit.
  private mutating func extensionContent(_ header: TarHeader) throws(StorageError) -> [UInt8]? {
    let count = header.contentByteCount
    guard count <= Self.extensionByteLimit else {
      try skipContent(count)
      return nil
    }
    guard try input.fill(atLeast: count) >= count else { throw ended }
    let bytes = input.withBuffer { Array($0[..<count]) }
    try skipContent(count)
    return bytes
  }

  private mutating func unreadableExtension(_ header: TarHeader) -> ReadEvent {
    quarantined(.archiveHeader, "the records that describe the next member cannot be read; it goes by its short name")
  }

  private mutating func skipContent(_ byteCount: Int) throws(StorageError) {
    try skip(byteCount)
    padding = -byteCount & (TarHeader.byteCount - 1)
  }

  private mutating func skip(_ byteCount: Int) throws(StorageError) {
    var left = byteCount
    while left > 0 {
      guard try input.fill(atLeast: 1) > 0 else { throw ended }
      let count = min(left, input.availableByteCount)
      input.consume(count)
      left -= count
    }
  }

  private var ended: StorageError {
    StorageError(.truncated, "the archive ends inside a member", path: archive, offset: input.storedOffset)
  }

  private func isZeroBlock() -> Bool { input.withBuffer { $0[..<TarHeader.byteCount].allSatisfy { $0 == 0 } } }

  /// True when a header or the end follows, so that a link's size is not that of content.
  private func isHeaderNext() throws(StorageError) -> Bool {
    guard try input.fill(atLeast: TarHeader.byteCount) >= TarHeader.byteCount else { return true }
    if isZeroBlock() { return true }
    return input.withBuffer { TarHeader(UnsafeBufferPointer(rebasing: $0[..<TarHeader.byteCount])) } != nil
  }

  // MARK: Damage

  /// Quarantines everything up to the next header that says it is one.
  private mutating func resync() throws(StorageError) -> ReadEvent? {
    var from = isAligned ? TarHeader.byteCount : 0
    let step = isAligned ? TarHeader.byteCount : 1
    while true {
      let available = try input.fill(atLeast: 1 << 16)
      let found = input.withBuffer { bytes -> Int? in
        var place = from
        while place + TarHeader.byteCount <= bytes.count {
          if bytes[place + 257] == UInt8(ascii: "u"),
            TarHeader(UnsafeBufferPointer(rebasing: bytes[place..<place + TarHeader.byteCount]))?.isMarked == true
          {
            return place
          }
          place += step
        }
        return nil
      }
      if let found {
        isAligned = true
        input.consume(found)
        return quarantined(.archiveHeader, "here a header should stand and does not; reading goes on at the next one")
      }
      if available < 1 << 16 {
        isFinished = true
        input.consume(available)
        return quarantined(.archiveHeader, "here a header should stand and does not, nor does one follow")
      }
      let passed = (available - TarHeader.byteCount) / step * step
      input.consume(passed)
      from = max(0, from - passed)
    }
  }

  /// Quarantines what is left in front of a break, and goes on behind it where that is possible.
  private mutating func damage(_ error: StorageError) throws -> ReadEvent {
    input.consume(input.availableByteCount)
    padding = 0
    var message = "the archive is damaged at stored byte \(error.offset ?? input.storedOffset): \(error.message)"
    if let skipped = try input.recover() {
      isAligned = false
      message += "; reading goes on at stored byte \(skipped.range.upperBound)"
    } else {
      isFinished = true
    }
    return quarantined(error.code == .truncated ? .streamTruncated : .streamCorrupt, message)
  }

  // MARK: Events

  private mutating func skipped(_ kind: String) -> ReadEvent {
    let region = SkippedRegion(kind: kind, offset: regionStart, byteCount: input.offset - regionStart)
    regionStart = input.offset
    return .skipped(region)
  }

  private mutating func quarantined(_ reason: QuarantineReason, _ message: String) -> ReadEvent {
    let origin = Origin(file: archive, offset: regionStart, byteCount: input.offset - regionStart, row: 0)
    regionStart = input.offset
    return .quarantined(Quarantine(reason: reason.rawValue, message: message, origin: origin))
  }
}

/// A stretch of another input; an end before its own is damage.
final class BoundedSource: ByteSource {
  private let input: ByteInput
  private var left: Int

  init(_ input: ByteInput, byteCount: Int) {
    self.input = input
    left = byteCount
  }

  var storedOffset: Int { input.storedOffset }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let wanted = min(left, buffer.count)
    if wanted == 0 { return 0 }
    try require()
    let count = min(wanted, input.availableByteCount)
    input.withBuffer { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer($0)[..<count])) }
    input.consume(count)
    left -= count
    return count
  }

  /// Passes over what has not been read.
  func skip() throws(StorageError) {
    while left > 0 {
      try require()
      let count = min(left, input.availableByteCount)
      input.consume(count)
      left -= count
    }
  }

  private func require() throws(StorageError) {
    if try input.fill(atLeast: 1) > 0 { return }
    throw StorageError(
      .truncated, "the archive ends \(left) bytes before this member does", path: input.name,
      offset: input.storedOffset)
  }
}
