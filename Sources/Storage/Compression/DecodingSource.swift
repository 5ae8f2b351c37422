// A decompressing byte source: members one after the other, checked, bounded, with known places.

/// Where a member (gzip member, zstd frame, bzip2 or xz stream) begins.
public struct MemberStart: Sendable, Equatable, Codable {
  /// Offset of its first byte in the decompressed stream.
  public var decodedOffset: Int
  /// Offset of its header in the file as stored.
  public var storedOffset: Int

  public init(decodedOffset: Int, storedOffset: Int) {
    self.decodedOffset = decodedOffset
    self.storedOffset = storedOffset
  }
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
  private(set) var failure: StorageError?
  /// False when the whole input has passed a limit.
  private(set) var mayRecover = true
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

  /// Makes ready for a member at the window's start.
  func clearFailure() {
    failure = nil
    insideMember = false
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
    case .soFar:
      window.consume(window.bytes.count)
      throw failure(.truncated, "the file ends inside the header of a \(format.rawValue) member")
    case .no:
      throw failure(
        .corrupt, "these bytes are not the start of a \(format.rawValue) member, as those before them were")
    }
    try decoder.begin()
    // Of members without content only the last matters; there may be any number of them.
    if newStarts.last?.decodedOffset == decodedByteCount { newStarts.removeLast() }
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
