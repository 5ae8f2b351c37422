// One member of an archive that compresses each by itself, as zip does: decoded, bounded, checked.

/// How a member is stored.
public enum MemberCompression: Sendable, Equatable {
  case stored, deflate, bzip2, zstd, xz

  fileprivate func makeDecoder(path: String, limits: DecompressionLimits) throws(StorageError) -> (any MemberDecoder)? {
    switch self {
    case .stored: nil
    case .deflate: try LibraryMemberDecoder(.deflate, path: path, limits: limits)
    case .bzip2: try LibraryMemberDecoder(.bzip2, path: path, limits: limits)
    case .xz: try LibraryMemberDecoder(.xz, path: path, limits: limits)
    case .zstd: try ZstdMemberDecoder(path: path, limits: limits)
    }
  }
}

/// What all members of one archive together may decompress to.
public final class DecompressionBudget {
  private let limits: DecompressionLimits
  private let storedByteCount: Int
  private var decodedByteCount = 0

  /// - Parameter storedByteCount: size of the archive.
  public init(_ limits: DecompressionLimits, storedByteCount: Int) {
    self.limits = limits
    self.storedByteCount = storedByteCount
  }

  fileprivate func spend(_ count: Int, path: String, offset: Int) throws(StorageError) {
    decodedByteCount += count
    if decodedByteCount > limits.maximumByteCount {
      throw StorageError(
        .limitExceeded, "the archive decompresses to more than maximumByteCount = \(limits.maximumByteCount) bytes",
        path: path, offset: offset)
    }
    if decodedByteCount <= limits.ratioFloorByteCount { return }
    let (allowed, overflow) = storedByteCount.multipliedReportingOverflow(by: limits.maximumRatio)
    if !overflow && decodedByteCount > allowed {
      throw StorageError(
        .limitExceeded,
        "\(decodedByteCount) bytes come out of an archive of \(storedByteCount): more than maximumRatio = "
          + "\(limits.maximumRatio) to 1", path: path, offset: offset)
    }
  }
}

/// Decodes a member. What came before damage is given first; the checks of size and CRC-32 stand in front of the end, so
/// that a member whose last read succeeded is whole.
public final class ArchiveMemberSource: ByteSource {
  private let window: StoredWindow
  private let decoder: (any MemberDecoder)?
  private let path: String
  private let limits: DecompressionLimits
  private let budget: DecompressionBudget
  private let wantedByteCount: Int
  private let wantedChecksum: UInt32
  private let firstOffset: Int
  private var decodedByteCount = 0
  private var checksum = CRC32()
  private var hasEnded = false
  private var failure: StorageError?

  /// - Parameters:
  ///   - range: the member's stored bytes.
  ///   - byteCount: size of the decoded member, as the archive states it.
  ///   - crc32: its checksum.
  /// - Throws: `libraryMissing` with the package to install.
  public init(
    _ file: RandomAccessFile, range: Range<Int>, compression: MemberCompression, byteCount: Int, crc32: UInt32,
    limits: DecompressionLimits, budget: DecompressionBudget
  ) throws(StorageError) {
    path = file.path
    window = StoredWindow(source: FileRangeSource(file, range), prefix: [])
    decoder = try compression.makeDecoder(path: file.path, limits: limits)
    try decoder?.begin()
    self.limits = limits
    self.budget = budget
    wantedByteCount = byteCount
    wantedChecksum = crc32
    firstOffset = range.lowerBound
  }

  public var storedOffset: Int { window.offset }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    if let failure { throw failure }
    var produced = 0
    do throws(StorageError) {
      while produced == 0, !hasEnded, !buffer.isEmpty { produced = try step(into: buffer) }
      checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<produced]))
      if hasEnded, produced == 0 { try checkWhole() }
    } catch {
      failure = error
      throw error
    }
    return produced
  }

  private func step(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let available = try window.ensure(1)
    let count: Int
    if let decoder {
      let step = decoder.step(window.bytes, into: buffer)
      window.consume(step.consumed)
      count = step.produced
      switch step.status {
      case .memberEnd: hasEnded = true
      case .damaged(let why): throw failed(.corrupt, "the archive's member does not decode: \(why)")
      case .overLimit(let why): throw failed(.limitExceeded, why)
      case .progress:
        if step.consumed == 0, count == 0 {
          throw available == 0
            ? failed(.truncated, "the archive's member ends inside its compressed data")
            : failed(.corrupt, "the decoder of the archive's member makes no progress")
        }
      }
    } else {
      count = min(available, buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: window.bytes[..<count]))
      window.consume(count)
      hasEnded = count == 0
    }
    decodedByteCount += count
    try check(count)
    return count
  }

  private func check(_ count: Int) throws(StorageError) {
    if decodedByteCount > wantedByteCount {
      throw failed(.corrupt, "the archive's member has more than the \(wantedByteCount) bytes that the archive states")
    }
    try budget.spend(count, path: path, offset: window.offset)
    if decodedByteCount <= limits.ratioFloorByteCount { return }
    let stored = window.offset - firstOffset
    let (allowed, overflow) = stored.multipliedReportingOverflow(by: limits.maximumRatio)
    if !overflow && decodedByteCount > allowed {
      throw failed(
        .limitExceeded,
        "\(decodedByteCount) bytes come out of \(stored): more than maximumRatio = \(limits.maximumRatio) to 1")
    }
  }

  private func checkWhole() throws(StorageError) {
    if decodedByteCount != wantedByteCount {
      throw failed(
        .corrupt,
        "the archive's member has \(decodedByteCount) bytes where the archive states \(wantedByteCount)")
    }
    if checksum.value != wantedChecksum {
      throw failed(.corrupt, "the CRC-32 of the archive's member is not the one that the archive states")
    }
  }

  private func failed(_ code: StorageError.Code, _ message: String) -> StorageError {
    StorageError(code, message, path: path, offset: window.offset)
  }
}
