// Packing by best fit: documents that fit into a row stay whole.

import TokenShards

/// Windowed best-fit decreasing with splitting (Ding et al. 2024, "Fewer Truncations Improve Language Modeling").
///
/// A sequence longer than a row gives full rows, in order, and a remainder. Whole sequences and remainders are
/// gathered into windows; the pieces of a window are placed longest first, each into the open row with the least room
/// that holds it. Rows that are not full stay open for the next window, so that padding arises only where nothing that
/// came later was short enough.
///
/// - Complexity: O(1) a piece for the search, by a bitmap over the room that rows have left; sorting is by counting.
public struct BestFitPacker: RowPacker {
  public let capacity: Int
  private let windowCount: Int
  private let openRowLimit: Int
  private var random: UInt64

  private var window: [PackedPiece] = []
  private var rows = OpenRows()
  private var roomMap: RoomMap
  /// First and last open row for each amount of room, linked through `OpenRows.next`.
  private var firstWithRoom: [Int32]
  private var sorted: [PackedPiece] = []
  private var counts: [Int32]
  private var gathered: [PackedPiece] = []

  /// - Parameters:
  ///   - capacity: tokens of a row.
  ///   - windowCount: pieces that are placed together.
  ///   - openRowLimit: rows that stay open from one window to the next, at most; the fullest are closed first.
  ///   - key: decides the order among pieces of one length, so that epochs are packed differently.
  public init(capacity: Int, windowCount: Int = 10_000, openRowLimit: Int = 1_024, key: UInt64 = 0) {
    precondition(capacity > 0 && capacity < Int(Int32.max) && windowCount > 0 && openRowLimit >= 0)
    self.capacity = capacity
    self.windowCount = windowCount
    self.openRowLimit = openRowLimit
    random = key
    roomMap = RoomMap(capacity: capacity)
    firstWithRoom = Array(repeating: -1, count: capacity + 1)
    counts = Array(repeating: 0, count: capacity + 2)
    window.reserveCapacity(min(windowCount, 1 << 16))
  }

  public mutating func add(_ piece: PackedPiece, row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    var rest = piece
    while Int(rest.tokenCount) > capacity {
      var part = rest
      part.tokenCount = UInt32(capacity)
      try row([part])
      rest.first &+= part.tokenCount
      rest.tokenCount -= part.tokenCount
    }
    window.append(rest)
    if window.count >= windowCount {
      try placeWindow(row: row)
      try close(downTo: openRowLimit, row: row)
    }
  }

  public mutating func finish(row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    try placeWindow(row: row)
    try close(downTo: 0, row: row)
  }

  private mutating func placeWindow(row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    shuffleWindow()
    sortWindow()
    for piece in sorted {
      let count = Int(piece.tokenCount)
      let number: Int32
      let room: Int
      if let found = roomMap.smallest(atLeast: count) {
        room = found
        number = firstWithRoom[found]
        firstWithRoom[found] = rows.next(of: number)
        if firstWithRoom[found] < 0 { roomMap.remove(found) }
      } else {
        room = capacity
        number = rows.make()
      }
      rows.append(piece, to: number)
      if room == count {
        try emit(number, row: row)
      } else {
        if firstWithRoom[room - count] < 0 { roomMap.insert(room - count) }
        rows.setNext(of: number, to: firstWithRoom[room - count])
        firstWithRoom[room - count] = number
      }
    }
    window.removeAll(keepingCapacity: true)
  }

  /// Fisher and Yates, so that pieces of one length are not always placed in the order of the files.
  private mutating func shuffleWindow() {
    guard window.count > 1 else { return }
    for index in stride(from: window.count - 1, to: 0, by: -1) {
      let other = Int(SplitMix.next(&random).multipliedFullWidth(by: UInt64(index + 1)).high)
      window.swapAt(index, other)
    }
  }

  /// Longest first, pieces of one length in the order in which they stand.
  private mutating func sortWindow() {
    for index in counts.indices { counts[index] = 0 }
    for piece in window { counts[capacity - Int(piece.tokenCount) + 1] += 1 }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    if sorted.count != window.count {
      sorted = Array(
        repeating: PackedPiece(file: 0, document: 0, first: 0, tokenCount: 0), count: window.count)
    }
    for piece in window {
      let slot = capacity - Int(piece.tokenCount)
      sorted[Int(counts[slot])] = piece
      counts[slot] += 1
    }
  }

  /// Closes the fullest rows until at most `limit` are open.
  private mutating func close(downTo limit: Int, row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    while rows.openCount > limit, let room = roomMap.smallest(atLeast: 1) {
      let number = firstWithRoom[room]
      firstWithRoom[room] = rows.next(of: number)
      if firstWithRoom[room] < 0 { roomMap.remove(room) }
      try emit(number, row: row)
    }
  }

  private mutating func emit(_ number: Int32, row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    gathered.removeAll(keepingCapacity: true)
    rows.take(number, into: &gathered)
    try row(gathered[...])
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
enum SplitMix {
  static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Rows that are being filled: their pieces as linked lists in one array, places used again.
private struct OpenRows {
  private var first: [Int32] = []
  private var last: [Int32] = []
  private var following: [Int32] = []
  private var freeRows: [Int32] = []
  private var pieces: [PackedPiece] = []
  private var nextPiece: [Int32] = []
  private var freePieces: [Int32] = []

  var openCount: Int { first.count - freeRows.count }

  mutating func make() -> Int32 {
    if let number = freeRows.popLast() { return number }
    first.append(-1)
    last.append(-1)
    following.append(-1)
    return Int32(truncatingIfNeeded: first.count - 1)
  }

  mutating func append(_ piece: PackedPiece, to row: Int32) {
    let place: Int32
    if let free = freePieces.popLast() {
      place = free
      pieces[Int(place)] = piece
      nextPiece[Int(place)] = -1
    } else {
      place = Int32(truncatingIfNeeded: pieces.count)
      pieces.append(piece)
      nextPiece.append(-1)
    }
    if last[Int(row)] >= 0 { nextPiece[Int(last[Int(row)])] = place } else { first[Int(row)] = place }
    last[Int(row)] = place
  }

  /// Appends a row's pieces to `output` in order and forgets the row.
  mutating func take(_ row: Int32, into output: inout [PackedPiece]) {
    var place = first[Int(row)]
    while place >= 0 {
      output.append(pieces[Int(place)])
      freePieces.append(place)
      place = nextPiece[Int(place)]
    }
    first[Int(row)] = -1
    last[Int(row)] = -1
    freeRows.append(row)
  }

  /// The row behind this one in the list of rows with the same room.
  func next(of row: Int32) -> Int32 { following[Int(row)] }
  mutating func setNext(of row: Int32, to next: Int32) { following[Int(row)] = next }
}

/// A set of amounts of room: bits, with a level above that says which words are not zero.
private struct RoomMap {
  private var words: [UInt64]
  private var summary: [UInt64]

  init(capacity: Int) {
    words = Array(repeating: 0, count: capacity / 64 + 1)
    summary = Array(repeating: 0, count: words.count / 64 + 1)
  }

  mutating func insert(_ room: Int) {
    words[room >> 6] |= 1 << UInt64(room & 63)
    summary[room >> 12] |= 1 << UInt64(room >> 6 & 63)
  }

  mutating func remove(_ room: Int) {
    words[room >> 6] &= ~(1 << UInt64(room & 63))
    if words[room >> 6] == 0 { summary[room >> 12] &= ~(1 << UInt64(room >> 6 & 63)) }
  }

  /// The smallest member that is not below `room`.
  func smallest(atLeast room: Int) -> Int? {
    let word = room >> 6
    guard word < words.count else { return nil }
    let here = words[word] & (~0 << UInt64(room & 63))
    if here != 0 { return word << 6 + here.trailingZeroBitCount }
    var block = (word + 1) >> 6
    guard block < summary.count else { return nil }
    var marks = summary[block] & (~0 << UInt64((word + 1) & 63))
    while marks == 0 {
      block += 1
      guard block < summary.count else { return nil }
      marks = summary[block]
    }
    let found = block << 6 + marks.trailingZeroBitCount
    return found << 6 + words[found].trailingZeroBitCount
  }
}
