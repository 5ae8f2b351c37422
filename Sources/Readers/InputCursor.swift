// A window over the decompressed input that keeps the books: what is consumed is owed to an event, to the byte.

import Corpus
import Glibc
import Storage

/// The bytes a reader looks at, and the account of those it has used.
///
/// Readers scan `bytes[head..<tail]`, ask for more, and move `head` forward. `takeSpan` closes an event: it covers
/// everything consumed since the last one, so that the events of a reader tile the input by construction. Failures
/// that the bytes themselves cause (a corrupt frame, a truncated member) end the window like the end of the file and
/// stay in `failure`; others are thrown.
struct InputCursor {
  /// Name of the file in origins.
  let file: String
  /// The window's memory; indices below `head` and from `tail` on are nobody's.
  private(set) var bytes: UnsafePointer<UInt8>
  /// Index of the next byte that is not consumed; moves forward only.
  var head = 0
  /// Index behind the last byte that is in memory.
  private(set) var tail = 0

  private enum SourceState {
    case open, ended
    case broken(StorageError)
  }

  /// Index of a byte to which `rewind` can lead back; `more` keeps what is behind it, up to `markLimit` bytes.
  private var mark: Int?

  /// Bytes behind a mark that are kept for a rewind; a mark that falls farther back is forgotten.
  static let markLimit = 4 << 20

  private let input: ByteInput
  private let memory = CursorMemory()
  private var source = SourceState.open
  private var encoding = WindowEncoding.bytes
  /// Index up to which consumed bytes are counted in `pendingByteCount`.
  private var settledHead = 0
  /// Bytes of the input that are consumed, counted, and not yet part of an event.
  private var pendingByteCount = 0
  /// Offset in the decompressed input of the next event's first byte.
  private(set) var eventOffset: Int
  /// Members that begin at or before the window's end, in order, from the one with the next event's first byte on; of
  /// input that is not compressed none.
  private var members: [MemberStart] = []
  /// True when the last character of the window stands for half a UTF-16 unit.
  private var endsInHalfUnit = false

  init(input: ByteInput, file: String) {
    self.input = input
    self.file = file
    self.eventOffset = input.offset
    self.bytes = UnsafePointer(memory.pointer)
  }

  /// Number of bytes in the window that are not consumed.
  var count: Int { tail - head }

  // SAFETY: the buffer is valid until the next call of `more`, which readers make only between scans.
  /// The unconsumed bytes.
  var window: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes + head, count: tail - head) }

  /// The bytes consumed since the mark; empty when there is no mark any more.
  var marked: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + (mark ?? head), count: head - (mark ?? head))
  }

  /// Moves the head back until so many bytes are consumed since the mark; false when there is no mark any more.
  mutating func rewind(toMarked count: Int) -> Bool {
    guard let mark, mark + count <= head else { return false }
    head = mark + count
    return true
  }

  /// True while the source may have more bytes than the window.
  var mayGoOn: Bool { if case .ended = source { false } else { true } }

  /// True when bytes are consumed that no event covers yet.
  var hasPending: Bool { pendingByteCount > 0 || head > settledHead }

  /// What broke the stream, once everything before it is in the window.
  var failure: StorageError? {
    if case .broken(let error) = source, input.availableByteCount == 0 { return error }
    return nil
  }

  /// Reads more bytes behind `tail`; false at the end of the input or where the stream is broken.
  ///
  /// Indices change (`head` moves towards 0); distances from `head` stay what they are.
  mutating func more() throws(StorageError) -> Bool {
    if let mark, head - mark > Self.markLimit { self.mark = nil }
    settle(upTo: mark ?? head)
    while true {
      // A unit that is cut in two waits in the input until its other half is there.
      let isLast = try !pull(beyond: input.availableByteCount)
      let available = input.availableByteCount
      if available == 0 { return false }
      let written = copy(available, isLast: isLast)
      if written > 0 { return true }
    }
  }

  /// Reads until at least `wanted` bytes are in the window; false when the input has fewer.
  @inline(__always)
  mutating func need(_ wanted: Int) throws(StorageError) -> Bool {
    while tail - head < wanted {
      if try !more() { return false }
    }
    return true
  }

  /// Distance from `head` to the next `byte` at or behind `distance`, or nil when the window has none.
  func distance(to byte: UInt8, from distance: Int) -> Int? {
    guard distance < count, let found = memchr(bytes + head + distance, Int32(byte), count - distance) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(bytes + head)
  }

  /// Remembers the place of the head, so that `rewind` can lead back to it.
  mutating func setMark() { mark = head }

  /// Moves the head back to the mark; false when there is none any more.
  mutating func rewind() -> Bool {
    guard let mark else { return false }
    head = mark
    self.mark = nil
    return true
  }

  /// Where the next event begins, for another input to go on from.
  mutating func position() -> StreamPosition {
    guard input.compression != .none else {
      return StreamPosition(
        offset: eventOffset, member: MemberStart(decodedOffset: eventOffset, storedOffset: eventOffset))
    }
    forgetMembers()
    return StreamPosition(offset: eventOffset, member: members.first ?? input.memberStart)
  }

  /// Drops members that end before the next event.
  private mutating func forgetMembers() {
    let passed = members.firstIndex { $0.decodedOffset > eventOffset } ?? members.count
    if passed > 1 { members.removeFirst(passed - 1) }
  }

  private mutating func noteMembers() {
    guard input.compression != .none else { return }
    let last = members.last?.decodedOffset ?? -1
    for start in input.memberStartsInBuffer where start.decodedOffset > last { members.append(start) }
    if members.count > 64 { forgetMembers() }
  }

  /// Closes an event over everything consumed since the last one.
  mutating func takeSpan() -> (offset: Int, byteCount: Int) {
    mark = nil
    settle(upTo: head)
    let span = (eventOffset, pendingByteCount)
    eventOffset += pendingByteCount
    pendingByteCount = 0
    return span
  }

  /// Gives the input's first bytes (at most `limit`) without consuming them; to be called before `more`.
  mutating func peek<R>(atMost limit: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) throws(StorageError) -> R {
    while input.availableByteCount < limit {
      if try !pull(beyond: input.availableByteCount) { break }
    }
    return input.withBuffer { body(UnsafeBufferPointer(rebasing: $0[..<min(limit, $0.count)])) }
  }

  /// Makes the window show the input's UTF-16 as UTF-8; to be called before `more`.
  mutating func decodeUTF16(bigEndian: Bool) { encoding = .utf16(bigEndian: bigEndian) }

  /// After a failure: goes on with the next member that looks whole, or ends the input where there is none.
  mutating func recover() throws(StorageError) -> SkippedStoredBytes? {
    let skipped = try input.recover()
    source = skipped == nil ? .ended : .open
    return skipped
  }

  /// After a failure: treats it as the end of the input.
  mutating func abandon() { source = .ended }

  /// Asks the source for bytes behind the `count` that wait in the input; false when there are none.
  private mutating func pull(beyond count: Int) throws(StorageError) -> Bool {
    guard case .open = source else { return false }
    do {
      if try input.fill(atLeast: count + 1) > count { return true }
      source = .ended
    } catch {
      guard error.isDamage else { throw error }
      source = .broken(error)
      return input.availableByteCount > count
    }
    return false
  }

  /// Moves the input's `available` bytes into the window; returns how many came out.
  private mutating func copy(_ available: Int, isLast: Bool) -> Int {
    let written: Int
    noteMembers()
    switch encoding {
    case .bytes:
      makeRoom(for: available)
      input.withBuffer { [memory, tail] waiting in
        if let base = waiting.baseAddress { (memory.pointer + tail).update(from: base, count: waiting.count) }
      }
      input.consume(available)
      written = available
    case .utf16(let bigEndian):
      makeRoom(for: available / 2 * 3 + 3)
      let (used, produced) = input.withBuffer { [memory, tail] waiting in
        transcodeUTF16(waiting, bigEndian: bigEndian, isLast: isLast, into: memory.pointer + tail)
      }
      input.consume(used)
      endsInHalfUnit = used % 2 == 1
      written = produced
    }
    tail += written
    return written
  }

  private mutating func settle(upTo end: Int) {
    guard end > settledHead else { return }
    switch encoding {
    case .bytes: pendingByteCount += end - settledHead
    case .utf16:
      pendingByteCount += utf16ByteCount(UnsafeBufferPointer(start: bytes + settledHead, count: end - settledHead))
      if endsInHalfUnit && end == tail {
        pendingByteCount -= 1
        endsInHalfUnit = false
      }
    }
    settledHead = end
  }

  private mutating func makeRoom(for needed: Int) {
    if memory.capacity - tail >= needed { return }
    let start = mark ?? head
    let kept = tail - start
    // Room for as much again as is kept, so that the moves of a long record stay linear in its length.
    memory.move(from: start, count: kept, capacityAtLeast: kept * 2 + needed)
    bytes = UnsafePointer(memory.pointer)
    head -= start
    if mark != nil { mark = 0 }
    settledHead = 0
    tail = kept
  }
}

/// How the window shows the input.
private enum WindowEncoding {
  case bytes
  case utf16(bigEndian: Bool)
}

/// The window's memory, freed with the last cursor that uses it.
private final class CursorMemory {
  // SAFETY: `pointer` always has room for `capacity` bytes, and for `overhang` bytes more that scans by words may read
  // and must not believe; only the cursor that owns this object writes to it.
  private(set) var pointer: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int

  init(capacity: Int = 1 << 19) {
    self.capacity = capacity
    pointer = Self.allocate(capacity)
  }

  private static let overhang = 64

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let pointer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + overhang)
    pointer.initialize(repeating: 0, count: capacity + overhang)
    return pointer
  }

  deinit { pointer.deallocate() }

  /// Moves `count` bytes to the front, into larger memory when `capacityAtLeast` asks for it.
  func move(from start: Int, count: Int, capacityAtLeast wanted: Int) {
    if wanted <= capacity {
      pointer.update(from: pointer + start, count: count)
      return
    }
    let larger = max(wanted, capacity * 2)
    let fresh = Self.allocate(larger)
    fresh.update(from: pointer + start, count: count)
    pointer.deallocate()
    pointer = fresh
    capacity = larger
  }
}

extension StorageError {
  /// True when the stored bytes are at fault, so that another attempt would find the same.
  var isDamage: Bool {
    switch code {
    case .corrupt, .truncated, .limitExceeded: true
    default: false
    }
  }
}
