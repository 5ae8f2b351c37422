// The shingle sets of all candidates, in memory or in a scratch file.

import Storage

/// Sets of shingles by ordinal number. Above its budget of memory it goes on in a scratch file, which is mapped for
/// reading and removed with the store.
final class ShingleStore {
  private let memoryByteCount: Int
  private let scratchPath: String
  private var words: [UInt64] = []
  /// First word of each set, and the number of words as last element.
  private var starts: [Int] = [0]
  private var file: AtomicFile?
  private var mapped: MappedFile?

  init(memoryByteCount: Int, scratchPath: String) {
    self.memoryByteCount = memoryByteCount
    self.scratchPath = scratchPath
  }

  deinit {
    if mapped != nil { try? FileSystem.remove(scratchPath) }
  }

  var count: Int { starts.count - 1 }

  /// True when sets went to the scratch file.
  var isSpilled: Bool { file != nil || mapped != nil }

  func append(_ set: [UInt64]) throws {
    words.append(contentsOf: set)
    starts.append(starts[starts.count - 1] + set.count)
    if words.count * 8 > memoryByteCount {
      let file = try self.file ?? AtomicFile(path: scratchPath)
      self.file = file
      try words.withUnsafeBytes { try file.write($0) }
      words.removeAll(keepingCapacity: true)
    }
  }

  /// To be called after the last set and before the first is asked for.
  func finish() throws {
    guard let file else { return }
    try words.withUnsafeBytes { try file.write($0) }
    words = []
    _ = try file.commit()
    mapped = try MappedFile(path: scratchPath)
    mapped?.advise(.random)
    self.file = nil
  }

  func withSets<R>(
    _ first: Int, _ second: Int, _ body: (UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt64>) -> R
  ) -> R {
    func both(_ words: UnsafeBufferPointer<UInt64>) -> R {
      body(
        UnsafeBufferPointer(rebasing: words[starts[first]..<starts[first + 1]]),
        UnsafeBufferPointer(rebasing: words[starts[second]..<starts[second + 1]]))
    }
    if let mapped { return mapped.withBytes { both($0.bindMemory(to: UInt64.self)) } }
    return words.withUnsafeBufferPointer(both)
  }
}
