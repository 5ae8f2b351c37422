// A decompressing byte source: members one after the other, checked, bounded, with known places.

/// Where a member (gzip member, zstd frame, bzip2 or xz stream) begins.
public struct MemberStart: Sendable, Equatable {
  /// Offset of its first byte in the decompressed stream.
  public var decodedOffset: Int
  /// Offset of its header in the file as stored.
  public var storedOffset: Int
}

/// Decompresses a source of one format.
///
/// Bytes decoded before damage are returned first; the error comes with the next read, and again with every read
/// until `recover` finds a later member.
final class DecodingSource: ByteSource {
  let format: CompressionFormat
  let path: String
  let limits: DecompressionLimits
  let window: StoredWindow

  private let decoder: any MemberDecoder
  private var insideMember = false
  /// Sum of all bytes given out.
  private var decodedByteCount = 0
  /// Starts that the owner has not taken yet.
  private var newStarts: [MemberStart] = []
  /// The newest start.
  private(set) var member: MemberStart
  /// Why reading stopped.
  private var failure: StorageError?
  private var mayRecover = true
  private let firstOffset: Int

  init(
    source: any ByteSource, prefix: [UInt8], format: CompressionFormat, path: String, limits: DecompressionLimits
  ) throws(StorageError) {
    self.format = format
    self.path = path
    self.limits = limits
    window = StoredWindow(source: source, prefix: prefix)
    decoder = try format.makeDecoder(path: path, limits: limits)
    firstOffset = window.offset
    member = MemberStart(decodedOffset: 0, storedOffset: firstOffset)
  }

  var storedOffset: Int { window.offset }

  func read(into output: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    if let failure { throw failure }
    var produced = 0
    do throws(StorageError) {
      while produced < output.count {
        if !insideMember {
          if window.isEmpty && produced > 0 { break }
          if try !beginMember() { break }
        }
        let step = decoder.step(window.bytes, into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
        window.consume(step.consumed)
        produced += step.produced
        decodedByteCount += step.produced
        try check(step)
        if insideMember && step.consumed == 0 && step.produced == 0 {
          if !window.isEmpty { throw failure(.corrupt, "the \(format.rawValue) decoder makes no progress") }
          if produced > 0 { break }
          if try window.ensure(1) == 0 {
            throw failure(.truncated, "the file ends inside a \(format.rawValue) member")
          }
        }
      }
    } catch {
      failure = error
      if produced == 0 { throw error }
    }
    return produced
  }

  /// Member starts since the last call, in order.
  func takeMemberStarts() -> [MemberStart] {
    let starts = newStarts
    newStarts.removeAll(keepingCapacity: true)
    return starts
  }

  private func failure(_ code: StorageError.Code, _ message: String) -> StorageError {
    StorageError(code, message, path: path, offset: window.offset)
  }

  /// Finds the next member's header; false at the end of the file.
  private func beginMember() throws(StorageError) -> Bool {
    // Tapes and some archivers pad with zero bytes; xz allows it by its specification.
    while try window.ensure(1) > 0, window.bytes[0] == 0 {
      window.consume(window.bytes.prefix { $0 == 0 }.count)
    }
    if window.isEmpty { return false }
    try window.ensure(CompressionFormat.magicByteCount)
    member = MemberStart(decodedOffset: decodedByteCount, storedOffset: window.offset)
    switch format.matchesStart(window.bytes) {
    case .yes: break
    case .soFar: throw failure(.truncated, "the file ends inside the header of a \(format.rawValue) member")
    case .no:
      throw failure(
        .corrupt, "these bytes are not the start of a \(format.rawValue) member, as those before them were")
    }
    try decoder.begin()
    newStarts.append(member)
    insideMember = true
    return true
  }

  private func check(_ step: DecodeStep) throws(StorageError) {
    switch step.status {
    case .progress: break
    case .memberEnd: insideMember = false
    case .damaged(let why):
      throw failure(.corrupt, "damaged \(format.rawValue) data: \(why)")
    case .overLimit(let why):
      throw failure(.limitExceeded, why)
    }
    if decodedByteCount > limits.maximumByteCount {
      mayRecover = false
      throw failure(.limitExceeded, "decompresses to more than maximumByteCount = \(limits.maximumByteCount) bytes")
    }
    try checkRatio(decoded: decodedByteCount - member.decodedOffset, stored: window.offset - member.storedOffset)
    try checkRatio(decoded: decodedByteCount, stored: window.offset - firstOffset)
  }

  private func checkRatio(decoded: Int, stored: Int) throws(StorageError) {
    if decoded <= limits.ratioFloorByteCount { return }
    let (allowed, overflow) = stored.multipliedReportingOverflow(by: limits.maximumRatio)
    if !overflow && decoded > allowed {
      throw failure(
        .limitExceeded, "\(decoded) bytes come out of \(stored): more than maximumRatio = \(limits.maximumRatio) to 1")
    }
  }
}

// MARK: - Going on after damage

extension DecodingSource {
  /// How far before the place where damage shows the next member may begin. A damaged deflate stream is noticed
  /// soon, while its stored blocks may hold whole gzip files that must not be taken for members; the other formats
  /// have block lengths, which lead far astray when they are damaged.
  private var searchBack: Int { format == .gzip ? 512 : Int.max }

  /// Skips to the next plausible member after a failure; nil when there is none (or nothing has failed).
  func recover() throws(StorageError) -> SkippedStoredBytes? {
    guard let failure, mayRecover, [.corrupt, .truncated, .limitExceeded].contains(failure.code) else { return nil }
    let damaged = member.storedOffset
    let place = window.offset
    window.rewind(to: max(damaged + 1, searchBack == Int.max ? damaged + 1 : place - searchBack))
    // A source that cannot go back may stand after the damaged member's start anyway.
    guard let next = try seekMember() else { return nil }
    self.failure = nil
    insideMember = false
    return SkippedStoredBytes(range: damaged..<next, damageOffset: failure.offset ?? place)
  }

  /// Moves to the first plausible member at or after the window; its stored offset, or nil.
  func seekMember() throws(StorageError) -> Int? {
    while try window.ensure(Self.trialByteCount) > 0 {
      let bytes = window.bytes
      let first: UInt8? =
        switch format {
        case .gzip: 0x1f
        case .bzip2: 0x42
        case .xz: 0xfd
        default: nil
        }
      if let first, let index = bytes.firstIndex(of: first), index > 0 {
        window.consume(index)
        continue
      } else if let first, bytes[0] != first {
        window.consume(bytes.count)
        continue
      }
      if try isPlausibleStart(bytes) { return window.offset }
      window.consume(1)
    }
    return nil
  }

  /// Stored bytes that a trial looks at.
  private static let trialByteCount = 1024

  /// Whether bytes have a sane header and begin to decode.
  private func isPlausibleStart(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Bool {
    guard format.matchesStart(bytes) == .yes else { return false }
    if format == .gzip {
      // Reserved flag bits are zero; the operating system is a known number or 255.
      guard bytes.count >= 10, bytes[3] & 0xe0 == 0, bytes[9] <= 13 || bytes[9] == 255 else { return false }
    }
    let trial = try format.makeDecoder(path: path, limits: limits)
    try trial.begin()
    var rest = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.trialByteCount))
    return withUnsafeTemporaryAllocation(byteCount: 1 << 15, alignment: 16) { scratch in
      // A trial ends after as much output as a small input can give without being a bomb.
      for _ in 0..<64 {
        let step = trial.step(rest, into: scratch)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.consumed))
        switch step.status {
        case .memberEnd: return true
        case .damaged: return false
        case .overLimit: return true
        case .progress: if step.consumed == 0 && step.produced == 0 { return true }
        }
      }
      return true
    }
  }
}

/// Stored bytes that gave nothing, or nothing more, because of damage.
public struct SkippedStoredBytes: Sendable, Equatable {
  /// From the start of the damaged member to the start of the one with which reading goes on, in the stored file.
  /// What the damaged member gave before its damage has been delivered all the same.
  public var range: Range<Int>
  /// Where in the stored file the damage was noticed.
  public var damageOffset: Int
}
