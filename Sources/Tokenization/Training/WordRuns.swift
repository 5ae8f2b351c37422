// Word counts that do not fit into memory: sorted runs on disk, and their sum.

import Storage
import Synchronization

/// Runs of words in one folder. Workers add runs at any time; what the runs hold together is then gone through in
/// order, with the counts of equal words summed. The sum does not depend on how words are spread over runs.
public final class WordRuns: WordCounts, Sendable {
  public let pattern: SplitPattern
  public let normalization: BPEModel.Normalization
  public let folder: String
  private let state: Mutex<State>

  private struct State {
    var files: [WordRunFile]
    var nextNumber = 0
  }

  /// Runs that are merged at once: each needs an open file and a buffer.
  static let mergedAtOnce = 64

  /// - Parameters:
  ///   - folder: exists already.
  ///   - files: runs that were written before.
  public init(
    folder: String, pattern: SplitPattern, normalization: BPEModel.Normalization = .none, files: [WordRunFile] = []
  ) {
    self.folder = folder
    self.pattern = pattern
    self.normalization = normalization
    state = Mutex(State(files: files, nextNumber: files.count))
  }

  /// The runs, in the order in which they were finished.
  public var files: [WordRunFile] { state.withLock { $0.files } }

  /// Writes the words of a counter as a run; the counter stays as it is.
  public func append(_ counter: WordCounter) throws(StorageError) {
    if counter.wordCount == 0 { return }
    let file = try WordRunFile.write(counter, to: newPath())
    state.withLock { $0.files.append(file) }
  }

  /// Calls `body` with every different word and its count, in ascending order of the words' bytes.
  ///
  /// - Throws: `StorageError`; with more than 64 runs further ones are written, so that the disk may be full.
  public func forEachWord(_ body: (UnsafeBufferPointer<UInt8>, UInt64) -> Void) throws {
    var paths = files.map(\.path)
    var scratch: [String] = []
    defer { for path in scratch { try? FileSystem.remove(path) } }
    while paths.count > Self.mergedAtOnce {
      var writer = try WordRunWriter(path: newPath())
      try Self.merge(Array(paths.prefix(Self.mergedAtOnce))) { word, count throws(StorageError) in
        try writer.append(word, count: count)
      }
      let merged = try writer.commit().path
      paths.removeFirst(Self.mergedAtOnce)
      paths.append(merged)
      scratch.append(merged)
    }
    try Self.merge(paths) { word, count in body(word, count) }
  }

  private func newPath() -> String {
    let number = state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
    return Path.join(folder, "words-\(number).run")
  }

  /// Goes through several runs at once.
  private static func merge(
    _ paths: [String], _ body: (UnsafeBufferPointer<UInt8>, UInt64) throws(StorageError) -> Void
  ) throws(StorageError) {
    var readers: [WordRunReader] = []
    for path in paths {
      let reader = try WordRunReader(path: path)
      if try reader.next() { readers.append(reader) }
    }
    // A heap of readers, the one with the smallest word first.
    var heap = readers
    func sink(_ start: Int) {
      var at = start
      while true {
        var child = 2 * at + 1
        if child >= heap.count { return }
        if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
        if !precedes(heap[child], heap[at]) { return }
        heap.swapAt(at, child)
        at = child
      }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
    var word: [UInt8] = []
    while let first = heap.first {
      word.removeAll(keepingCapacity: true)
      word.append(contentsOf: first.word)
      var count: UInt64 = 0
      while let top = heap.first, top.word == word {
        count &+= top.count
        if try !top.next() {
          let last = heap.removeLast()
          if heap.isEmpty { break }
          heap[0] = last
        }
        sink(0)
      }
      try word.withUnsafeBufferPointer { bytes throws(StorageError) in try body(bytes, count) }
    }
  }

  private static func precedes(_ left: WordRunReader, _ right: WordRunReader) -> Bool {
    left.word.lexicographicallyPrecedes(right.word)
  }
}
