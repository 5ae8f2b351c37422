// The row that is being read: memory that is used again for every row.

/// Cells behind one another in one buffer. A copy shares the memory, and is good until the next row is read.
struct RowBuffer {
  struct Cell {
    var end: Int
    var kind: CellKind
  }

  private let memory = RowMemory()
  /// Number of bytes in all cells, and in the one that is not closed yet.
  private(set) var byteCount = 0
  /// Number of cells.
  private(set) var count = 0

  // SAFETY: bytes below `byteCount` and cells below `count` are written; `reserve` gives room before anything is.

  mutating func removeAll() {
    byteCount = 0
    count = 0
  }

  /// Makes room for so many bytes and cells in all; what is there stays.
  @inline(__always)
  func reserve(byteCount wanted: Int, cellCount: Int) {
    if wanted > memory.byteCapacity { memory.growBytes(to: wanted, keeping: byteCount) }
    if cellCount > memory.cellCapacity { memory.growCells(to: cellCount, keeping: count) }
  }

  /// Where the bytes are; good until more room is made.
  var bytes: UnsafeMutablePointer<UInt8> { memory.bytes }
  /// Where the cells are; good until more room is made.
  var cells: UnsafeMutablePointer<Cell> { memory.cells }
  /// Number of cells that there is room for.
  var cellCapacity: Int { memory.cellCapacity }

  /// Takes over what was written through the pointers.
  mutating func setCounts(byteCount: Int, count: Int) {
    self.byteCount = byteCount
    self.count = count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(byteCount: byteCount + 1, cellCount: 0)
    memory.bytes[byteCount] = byte
    byteCount += 1
  }

  @inline(__always)
  mutating func append(_ source: UnsafePointer<UInt8>, _ added: Int) {
    reserve(byteCount: byteCount + added, cellCount: 0)
    (memory.bytes + byteCount).update(from: source, count: added)
    byteCount += added
  }

  /// The last byte of all.
  var last: UInt8? { byteCount > 0 ? memory.bytes[byteCount - 1] : nil }

  mutating func removeLast() { byteCount -= 1 }

  /// Closes the cell whose bytes were appended since the last one.
  @inline(__always)
  mutating func endCell(_ kind: CellKind) {
    reserve(byteCount: 0, cellCount: count + 1)
    memory.cells[count] = Cell(end: byteCount, kind: kind)
    count += 1
  }

  /// The range of a cell's bytes.
  @inline(__always)
  func range(_ index: Int) -> Range<Int> {
    precondition(index >= 0 && index < count)
    return (index == 0 ? 0 : memory.cells[index - 1].end)..<memory.cells[index].end
  }

  /// The cell's kind; a cell that the row does not have is NULL.
  @inline(__always)
  func kind(_ index: Int) -> CellKind { index < count ? memory.cells[index].kind : .null }

  /// Runs `body` on a cell's bytes; a cell that the row does not have is empty.
  @inline(__always)
  func withCell<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    guard index < count else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = range(index)
    return try withExtendedLifetime(memory) {
      try body(UnsafeBufferPointer(start: memory.bytes + range.lowerBound, count: range.count))
    }
  }

  /// The bytes of all cells.
  var allBytes: [UInt8] { Array(UnsafeBufferPointer(start: memory.bytes, count: byteCount)) }

  /// Gives a cell another kind and other bytes.
  mutating func rewrite(_ index: Int, as kind: CellKind, with decoded: [UInt8]) {
    let range = range(index)
    let shift = decoded.count - range.count
    reserve(byteCount: byteCount + max(0, shift), cellCount: 0)
    let rest = byteCount - range.upperBound
    (memory.bytes + range.upperBound + shift).update(from: memory.bytes + range.upperBound, count: rest)
    decoded.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { (memory.bytes + range.lowerBound).update(from: base, count: source.count) }
    }
    byteCount += shift
    for later in index..<count { memory.cells[later].end += shift }
    memory.cells[index].kind = kind
  }

  func setKind(_ index: Int, _ kind: CellKind) {
    precondition(index >= 0 && index < count)
    memory.cells[index].kind = kind
  }

  var tableCells: [TableCell] {
    (0..<count).map { index in TableCell(kind: memory.cells[index].kind, bytes: withCell(index) { Array($0) }) }
  }
}

/// Writes cells into the memory of a row that has room for them.
struct CellWriter {
  // SAFETY: the maker of a writer has seen to it that there is room for all bytes, and for a word behind them.
  let bytes: UnsafeMutablePointer<UInt8>
  let cells: UnsafeMutablePointer<RowBuffer.Cell>
  let cellCapacity: Int
  private(set) var end: Int
  private(set) var count: Int

  /// Goes on behind what the row holds.
  init(_ row: borrowing RowBuffer) {
    bytes = row.bytes
    cells = row.cells
    cellCapacity = row.cellCapacity
    end = row.byteCount
    count = row.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes[end] = byte
    end += 1
  }

  /// Appends the first `count` bytes of a word; those behind them are written, too, and count for nothing.
  @inline(__always)
  mutating func append(_ word: UInt64, _ count: Int) {
    UnsafeMutableRawPointer(bytes + end).storeBytes(of: word.littleEndian, as: UInt64.self)
    end += count
  }

  /// Closes a cell; false when there is no room for it.
  @inline(__always)
  mutating func endCell(_ kind: CellKind) -> Bool {
    guard count < cellCapacity else { return false }
    cells[count] = RowBuffer.Cell(end: end, kind: kind)
    count += 1
    return true
  }
}

/// The memory of a row, freed with the last buffer that uses it.
private final class RowMemory {
  // SAFETY: both pointers have room for their capacities; all of it is initialised when it is made.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var cells: UnsafeMutablePointer<RowBuffer.Cell>
  private(set) var byteCapacity = 0
  private(set) var cellCapacity = 0

  init() {
    bytes = .allocate(capacity: 0)
    cells = .allocate(capacity: 0)
  }

  deinit {
    bytes.deallocate()
    cells.deallocate()
  }

  func growBytes(to wanted: Int, keeping count: Int) {
    let capacity = max(wanted, byteCapacity * 2, 256)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.initialize(repeating: 0, count: capacity)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
    byteCapacity = capacity
  }

  func growCells(to wanted: Int, keeping count: Int) {
    let capacity = max(wanted, cellCapacity * 2, 32)
    let larger = UnsafeMutablePointer<RowBuffer.Cell>.allocate(capacity: capacity)
    larger.initialize(repeating: RowBuffer.Cell(end: 0, kind: .null), count: capacity)
    larger.update(from: cells, count: count)
    cells.deallocate()
    cells = larger
    cellCapacity = capacity
  }
}
