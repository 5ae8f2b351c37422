// A window over a byte source: what readers scan.

/// A growing buffer over a `ByteSource`: readers look at `withBuffer`, ask for more with `fill`, and `consume`
/// what they have understood. Memory is bounded by the longest record plus one chunk.
public final class ByteInput {
  /// The file's path, or another name for messages.
  public let name: String
  /// How the stored bytes are compressed.
  public let compression: CompressionFormat
  /// Offset in the *decompressed* stream of the first byte in the buffer.
  public private(set) var offset = 0

  private let source: any ByteSource
  /// Offset in the whole stream of the input's first byte.
  private let firstOffset: Int
  private let decoder: DecodingSource?
  private var storage: [UInt8] = []
  private var start = 0
  private var end = 0
  private var sourceEnded = false
  /// Starts of members whose bytes may still be in the buffer, in order.
  private var memberStarts: [MemberStart]
  /// The place of the current member in `memberStarts`.
  private var currentMember = 0

  /// Bytes asked of the source at once.
  static let chunkByteCount = 1 << 18

  public convenience init(source: any ByteSource, name: String) {
    self.init(plain: source, prefix: [], name: name)
  }

  /// An input over bytes as they are; `prefix` was read from the source already.
  ///
  /// - Parameter offset: that of its first byte in the whole stream.
  init(plain source: any ByteSource, prefix: [UInt8], name: String, offset: Int = 0) {
    self.source = source
    self.offset = offset
    firstOffset = offset
    self.name = name
    compression = .none
    decoder = nil
    memberStarts = [MemberStart(decodedOffset: offset, storedOffset: source.storedOffset - prefix.count)]
    storage = prefix
    end = prefix.count
  }

  /// An input over a decompressor.
  ///
  /// - Parameter offset: that of its first byte in the whole stream.
  init(decoding decoder: DecodingSource, offset: Int = 0) {
    source = decoder
    self.offset = offset
    firstOffset = offset
    self.decoder = decoder
    name = decoder.path
    compression = decoder.format
    memberStarts = [MemberStart(decodedOffset: offset, storedOffset: decoder.member.storedOffset)]
  }

  /// Number of bytes in the buffer now.
  public var availableByteCount: Int { end - start }

  /// True when the source has ended and everything was consumed.
  public var isAtEnd: Bool { sourceEnded && start == end }

  /// Offset in the file as stored, of the next byte that the source will read.
  public var storedOffset: Int { source.storedOffset }

  /// Reads until at least `count` bytes are available or the source ends; returns the number available.
  ///
  /// When the source fails, bytes read before the failure stay in the buffer, so that whole records among them
  /// can still be used. The failure repeats with every call until `recover` finds a place to go on.
  @discardableResult
  public func fill(atLeast count: Int) throws(StorageError) -> Int {
    while end - start < count && !sourceEnded {
      makeRoom()
      let got = try readChunk()
      if got == 0 { sourceEnded = true }
      end += got
    }
    return end - start
  }

  /// Reads one more chunk; false at the end of the source.
  public func fillMore() throws(StorageError) -> Bool {
    let before = end - start
    return try fill(atLeast: before + 1) > before
  }

  /// The bytes that are available now. The pointer is valid only inside `body`.
  public func withBuffer<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    try storage.withUnsafeBufferPointer { whole throws(E) -> R in
      try body(UnsafeBufferPointer(rebasing: whole[start..<end]))
    }
  }

  /// Drops the first `count` available bytes.
  public func consume(_ count: Int) {
    precondition(count >= 0 && count <= end - start)
    start += count
    offset += count
    if start == end {
      start = 0
      end = 0
    }
  }

  /// Hands out the first `count` available bytes and drops them: what is left is moved, not what is taken.
  public func take(_ count: Int) -> [UInt8] {
    precondition(count >= 0 && count <= end - start)
    // Room for as much again, so that nothing is moved while it fills.
    let room = [UInt8](unsafeUninitializedCapacity: max(count, end - start - count) + Self.chunkByteCount) {
      // SAFETY: bytes are read only below `end`, up to which they have been written.
      $1 = $0.count
    }
    if start > 0 {
      storage.withUnsafeMutableBytes { buffer in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      }
    }
    var taken = room
    swap(&taken, &storage)
    let left = end - start - count
    storage.withUnsafeMutableBytes { target in
      taken.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[count..<count + left])) }
    }
    taken.removeLast(taken.count - count)
    start = 0
    end = left
    offset += count
    return taken
  }

  private func makeRoom() {
    if storage.count - end >= Self.chunkByteCount { return }
    if start > 0 {
      storage.withUnsafeMutableBytes { buffer in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      }
      end -= start
      start = 0
    }
    let needed = end + Self.chunkByteCount
    if storage.count < needed {
      storage.append(contentsOf: repeatElement(0, count: max(needed, storage.count * 2) - storage.count))
    }
  }

  private func readChunk() throws(StorageError) -> Int {
    let from = end
    let source = source
    let got = try storage.withUnsafeMutableBufferPointer { whole throws(StorageError) -> Int in
      try source.read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: whole[from...])))
    }
    if let decoder {
      let starts = decoder.takeMemberStarts()
      if !starts.isEmpty {
        passMembers()
        memberStarts.removeFirst(currentMember)
        currentMember = 0
        memberStarts += starts.map {
          MemberStart(decodedOffset: $0.decodedOffset + firstOffset, storedOffset: $0.storedOffset)
        }
      }
    }
    return got
  }
}

// MARK: - Members of compressed files

extension ByteInput {
  /// Offset in the file as stored of the member (gzip member, zstd frame, …) that the next byte belongs to; of the
  /// input's first byte where nothing is compressed.
  ///
  /// Another input that opens the file with a range from here reads the same bytes.
  public var memberOffset: Int { memberStart.storedOffset }

  /// Where the member that the next byte belongs to begins.
  public var memberStart: MemberStart {
    passMembers()
    return memberStarts[currentMember]
  }

  /// True when the next byte is the first of a member.
  public var isAtMemberStart: Bool { memberStart.decodedOffset == offset }

  /// The first member that begins after the next byte and at or before the end of the buffer, if any does.
  public var nextMemberStart: MemberStart? {
    passMembers()
    return currentMember + 1 < memberStarts.count ? memberStarts[currentMember + 1] : nil
  }

  /// After a `corrupt`, `truncated` or `limitExceeded` error: skips to the next member that looks whole, so that
  /// reading can go on; nil when there is none (later reads then repeat the error).
  ///
  /// Bytes in the buffer stay. Those of the new member follow at decompressed offset
  /// `offset + availableByteCount`: a record that was unfinished there is not continued by them.
  public func recover() throws(StorageError) -> SkippedStoredBytes? {
    guard let skipped = try decoder?.recover() else { return nil }
    sourceEnded = false
    return skipped
  }

  /// Where the members begin whose bytes are in the buffer, in order; the first is the one that the next byte belongs to.
  public var memberStartsInBuffer: ArraySlice<MemberStart> {
    passMembers()
    return memberStarts[currentMember...]
  }

  private func passMembers() {
    while currentMember + 1 < memberStarts.count && memberStarts[currentMember + 1].decodedOffset <= offset {
      currentMember += 1
    }
  }
}
