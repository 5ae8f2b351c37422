// Sorting in bounded memory: runs on disk where it does not suffice, merged while they are read.

import Storage

/// Sorts elements, at most a budget of them in memory.
///
/// Elements beyond the budget are written in sorted runs to a scratch file, which is read once. The order that comes out
/// is the same either way.
struct ExternalSorter<Element: HashOrdered> {
  private let scratchFolder: String
  /// Elements held in memory; the sort needs them twice.
  private let limit: Int
  private var elements: [Element] = []
  private var file: ScratchFile?
  /// Elements of each run in the file.
  private var runs: [Range<Int>] = []

  init(_ resources: WorkResources) {
    scratchFolder = resources.scratchFolder
    limit = max(64, resources.memoryByteCount / (2 * MemoryLayout<Element>.stride))
  }

  mutating func append(_ element: Element) throws {
    if elements.count == limit { try spill() }
    elements.append(element)
  }

  /// The sorted elements. The sorter is empty afterwards and can be used again.
  mutating func finish() throws -> SortedStream<Element> {
    defer { runs = [] }
    if file == nil {
      KeySorting.sort(&elements)
      defer { elements = [] }
      return SortedStream(elements: elements)
    }
    try spill()
    elements = []
    defer { file = nil }
    return try SortedStream(merge: file.map { try RunMerge(file: $0, runs: runs, elementCount: limit) })
  }

  private mutating func spill() throws {
    let file = try self.file ?? ScratchFile(folder: scratchFolder)
    self.file = file
    KeySorting.sort(&elements)
    let first = runs.last?.upperBound ?? 0
    runs.append(first..<first + elements.count)
    try elements.withUnsafeBytes { try file.append($0) }
    elements.removeAll(keepingCapacity: true)
  }
}

/// Sorted elements, one after the other.
struct SortedStream<Element: HashOrdered> {
  private var elements: [Element] = []
  private var position = 0
  private let merge: RunMerge<Element>?

  init(elements: [Element]) {
    self.elements = elements
    merge = nil
  }

  init(merge: RunMerge<Element>?) { self.merge = merge }

  @inline(__always)
  mutating func next() throws -> Element? {
    if let merge { return try merge.next() }
    if position == elements.count { return nil }
    position &+= 1
    return elements[position &- 1]
  }
}

/// Merges the runs of a scratch file.
final class RunMerge<Element: HashOrdered> {
  private struct Reader {
    /// Elements of the run that are still in the file.
    var rest: Range<Int>
    var buffer: [Element] = []
    var position = 0
  }

  private let file: ScratchFile
  private var readers: [Reader]
  /// Elements read at once.
  private let bufferCount: Int
  /// Readers that are not at their end, as a heap with the least current element first.
  private var heap: [Int] = []

  /// - Parameter elementCount: elements that all buffers together may hold.
  init(file: ScratchFile, runs: [Range<Int>], elementCount: Int) throws {
    self.file = file
    bufferCount = max(16, elementCount / max(1, runs.count))
    readers = runs.map { Reader(rest: $0) }
    for reader in readers.indices where try fill(reader) { heap.append(reader) }
    for place in heap.indices.reversed() { sift(place) }
  }

  func next() throws -> Element? {
    guard let reader = heap.first else { return nil }
    let element = current(reader)
    readers[reader].position += 1
    if try readers[reader].position == readers[reader].buffer.count && !fill(reader) {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sift(0)
    return element
  }

  private func current(_ reader: Int) -> Element { readers[reader].buffer[readers[reader].position] }

  /// Reads the next elements of a run; false at its end.
  private func fill(_ reader: Int) throws -> Bool {
    let rest = readers[reader].rest
    let count = min(bufferCount, rest.count)
    if count == 0 { return false }
    let stride = MemoryLayout<Element>.stride
    readers[reader].buffer = try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      // SAFETY: the elements are plain bytes, written by `spill`, and all of them are read or an error is thrown.
      try file.read(at: rest.lowerBound * stride, into: UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
    readers[reader].position = 0
    readers[reader].rest = rest.lowerBound + count..<rest.upperBound
    return true
  }

  private func sift(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && Element.precedes(current(heap[child]), current(heap[least])) { least = child }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
