// zip archives: every member a file, in the order of their places.

import Corpus
import Storage

/// Reads the members of a zip archive.
///
/// The directory counts, not what local headers say. The events of a member tile its decompressed content under its own
/// name; the archive's own bytes are skipped as `archive-header` (local headers, what stands between members),
/// `archive-other` (members that are not asked for), `archive-folder`, `archive-link`, `archive-directory`. Quarantined as
/// `archive-member` are members that are encrypted, overlap each other, or use a method that is not read; as
/// `archive-header` a directory that cannot be read, and the places of members that it does not give.
struct ZipReader: ArchiveReader {
  private let file: RandomAccessFile
  private let archive: String
  private let directory: ZipDirectory
  private let budget: DecompressionBudget
  private let limits: DecompressionLimits
  private var members: ArchiveMembers
  private var index = 0
  /// Offset of the first byte of the archive that no event covers.
  private var place = 0
  private var waiting: (entry: ZipEntry, data: Range<Int>)?
  private var current: OpenedInput?
  private var isFinished = false
  private(set) var memberKind: ReaderConfiguration.Kind?

  init(path: String, file name: String, opening: InputOpening) throws {
    file = try RandomAccessFile(path: path)
    archive = name
    directory = try ZipDirectory(file)
    limits = opening.limits
    budget = DecompressionBudget(limits, storedByteCount: file.byteCount)
    members = ArchiveMembers(opening: opening, archive: name)
  }

  var storedOffset: Int { place }

  mutating func next() throws -> ReadEvent? {
    while true {
      if current != nil {
        if let event = try current?.next() {
          memberKind = current?.kind
          return event
        }
        current = nil
      }
      if let (entry, data) = waiting {
        waiting = nil
        place = data.upperBound
        guard let compression = entry.compression else { continue }
        let source = try ArchiveMemberSource(
          file, range: data, compression: compression, byteCount: entry.byteCount, crc32: entry.crc32, limits: limits,
          budget: budget)
        current = try members.open(source, file: members.file(for: Self.name(entry)))
        continue
      }
      guard index < directory.entries.count else { return rest() }
      let entry = directory.entries[index]
      index += 1
      if let event = try step(entry) { return event }
    }
  }

  private static func name(_ entry: ZipEntry) -> String { ArchiveMembers.name(Array(entry.name.utf8)) }

  /// What a member's place is; nil where it begins at once.
  private mutating func step(_ entry: ZipEntry) throws -> ReadEvent? {
    let name = Self.name(entry)
    let isTaken = !entry.isFolder && !entry.isLink && members.takes(name)
    let next = index < directory.entries.count ? directory.entries[index].offset : directory.offset
    guard let data = try dataRange(of: entry) else {
      return quarantined(
        entry.offset, .archiveMember, "the member '\(name)' has no header, or ends behind the archive's members")
    }
    if entry.offset < place || data.upperBound > next {
      // A bomb lets members share their data; honest writers never do.
      return quarantined(
        min(data.upperBound, next), .archiveMember, "the member '\(name)' shares bytes of the archive with another one")
    }
    if !isTaken {
      let kind = entry.isFolder ? "archive-folder" : entry.isLink ? "archive-link" : "archive-other"
      return skipped(data.upperBound, kind)
    }
    if entry.isEncrypted {
      return quarantined(data.upperBound, .archiveMember, "the member '\(name)' is encrypted")
    }
    if entry.compression == nil {
      return quarantined(
        data.upperBound, .archiveMember,
        "the member '\(name)' is stored by method \(entry.method); read are 0 (stored), 8 (deflate), 12 (bzip2), 93 (zstd), "
          + "95 (xz)")
    }
    waiting = (entry, data)
    return skipped(data.lowerBound, "archive-header")
  }

  /// The stored bytes of a member, behind its local header; nil when it has none or they are not all there.
  private func dataRange(of entry: ZipEntry) throws(StorageError) -> Range<Int>? {
    let header = try file.bytes(entry.offset..<entry.offset + 30)
    guard header.count == 30, header.number(0, 4) == 0x0403_4b50 else { return nil }
    let start = entry.offset + 30 + header.number(26, 2) + header.number(28, 2)
    let (end, overflow) = start.addingReportingOverflow(entry.storedByteCount)
    // Without a directory the last member may be cut off: what is there of it is read.
    if directory.problem != nil, start <= file.byteCount {
      return start..<(overflow ? file.byteCount : min(end, file.byteCount))
    }
    return overflow || end > directory.offset ? nil : start..<end
  }

  /// What is left behind the last member.
  private mutating func rest() -> ReadEvent? {
    if isFinished { return nil }
    isFinished = true
    if let problem = directory.problem { return quarantined(file.byteCount, .archiveHeader, problem) }
    guard place < file.byteCount else { return nil }
    return skipped(file.byteCount, "archive-directory")
  }

  private mutating func skipped(_ end: Int, _ kind: String) -> ReadEvent {
    let region = SkippedRegion(kind: kind, offset: place, byteCount: max(0, end - place))
    place = max(place, end)
    return .skipped(region)
  }

  private mutating func quarantined(_ end: Int, _ reason: QuarantineReason, _ message: String) -> ReadEvent {
    let origin = Origin(file: archive, offset: place, byteCount: max(0, end - place), row: 0)
    place = max(place, end)
    return .quarantined(Quarantine(reason: reason.rawValue, message: message, origin: origin))
  }
}
