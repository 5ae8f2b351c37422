// Going on after damage: finding the next member that looks whole.

extension DecodingSource {
  /// How far before the place where damage shows the next member may begin: a decoder that lost its way reads on into
  /// the members behind before it notices.
  private static var searchBackByteCount: Int { 4 << 20 }

  /// Skips to the next plausible member after a failure; nil when there is none (or nothing has failed).
  func recover() throws(StorageError) -> SkippedStoredBytes? {
    guard let failure, mayRecover, [.corrupt, .truncated, .limitExceeded].contains(failure.code) else { return nil }
    let damaged = member.storedOffset
    let place = window.offset
    window.rewind(to: max(damaged + 1, place - Self.searchBackByteCount))
    guard let next = try seekMember() else { return nil }
    clearFailure()
    return SkippedStoredBytes(range: damaged..<max(damaged, next), damageOffset: failure.offset ?? place)
  }

  /// Moves to the first plausible member at or after the window; its stored offset, or nil.
  func seekMember() throws(StorageError) -> Int? {
    let trial = try format.makeDecoder(path: path, limits: limits)
    while try window.ensure(Self.firstLookByteCount) > 0 {
      let bytes = window.bytes
      guard let index = bytes.firstIndex(of: firstByte) else {
        window.consume(bytes.count)
        continue
      }
      if index > 0 {
        window.consume(index)
      } else if try isPlausibleStart(trial) {
        return window.offset
      } else {
        window.consume(1)
      }
    }
    return nil
  }

  /// The byte that members with content begin with (a skippable zstd frame is not worth finding).
  private var firstByte: UInt8 {
    switch format {
    case .zstd: 0x28
    case .bzip2: 0x42
    case .xz: 0xfd
    case .gzip, .none: 0x1f
    }
  }

  /// Stored bytes of a member that must decode for it to be worth reading.
  private static var firstLookByteCount: Int { 1024 }
  /// Most bytes that a trial gives.
  private static var trialOutputByteCount: Int { 4 << 20 }

  /// Whether the bytes at the window's start are a member: they begin to decode, and where their end is in sight
  /// another member follows it, or padding, or the end of the file. Files inside of a damaged member, which
  /// compressors store as they are, begin and end in the midst of other bytes.
  private func isPlausibleStart(_ trial: any MemberDecoder) throws(StorageError) -> Bool {
    let look = window.bytes
    guard format.matchesStart(look) == .yes else { return false }
    if format == .gzip {
      // Reserved flag bits are zero; the operating system is a known number or 255.
      guard look.count >= 10, look[3] & 0xe0 == 0, look[9] <= 13 || look[9] == 255 else { return false }
    }
    // Most false starts end here, before anything is moved to see more.
    if case .damaged = try decode(look.prefix(Self.firstLookByteCount), with: trial).end { return false }
    try window.ensure(StoredWindow.byteCount)
    let bytes = window.bytes
    let (end, consumed) = try decode(bytes[...], with: trial)
    switch end {
    case .damaged: return consumed > Self.firstLookByteCount
    case .progress, .overLimit: return true
    case .memberEnd:
      let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(consumed))
      return rest.isEmpty || rest[0] == 0 || format.matchesStart(rest) != .no
    }
  }

  /// How decoding of these bytes ends, and how many it uses; `progress` where more of them would be needed.
  private func decode(
    _ bytes: Slice<UnsafeRawBufferPointer>, with trial: any MemberDecoder
  ) throws(StorageError) -> (end: DecodeStep.Status, consumed: Int) {
    try trial.begin()
    let whole = UnsafeRawBufferPointer(rebasing: bytes)
    return withUnsafeTemporaryAllocation(byteCount: 1 << 15, alignment: 16) { scratch in
      var consumed = 0
      var produced = 0
      while produced < Self.trialOutputByteCount {
        let step = trial.step(UnsafeRawBufferPointer(rebasing: whole[consumed...]), into: scratch)
        consumed += step.consumed
        produced += step.produced
        guard case .progress = step.status, step.consumed > 0 || step.produced > 0 else {
          return (step.status, consumed)
        }
      }
      return (.progress, consumed)
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

  public init(range: Range<Int>, damageOffset: Int) {
    self.range = range
    self.damageOffset = damageOffset
  }
}
