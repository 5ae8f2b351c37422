// The shingle sets of all candidates, in memory or in a scratch file.

import Glibc
import Storage

/// Sets of shingles by ordinal number. Above its budget of memory it goes on in a scratch file, which is mapped for
/// reading and removed with the store.
///
/// Memory is taken in chunks, which neither move nor are written before they are needed: an array that grows copies
/// itself and touches twice the pages.
final class ShingleStore {
  private struct Chunk {
    let words: UnsafeMutablePointer<UInt64>
    let capacity: Int
    var used = 0

    init(capacity: Int) {
      self.capacity = capacity
      let byteCount = capacity * MemoryLayout<UInt64>.stride
      let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 1 << 21)
      // Where there are no huge pages nothing changes.
      _ = madvise(memory, byteCount, MADV_HUGEPAGE)
      words = memory.bindMemory(to: UInt64.self, capacity: capacity)
    }
  }

  /// Words of a chunk, unless one set is larger: 4 MiB.
  private static let chunkWordCount = 1 << 19

  private let memoryByteCount: Int
  private let scratchPath: String
  // SAFETY: the chunks belong to the store alone and are freed with it; sets point into them.
  private var chunks: [Chunk] = []
  private var wordsInMemory = 0
  /// The first word of each set while all are in memory.
  private var sets: [UnsafePointer<UInt64>] = []
  /// First word of each set as numbered over all sets, and the number of words as last element.
  private var starts: [Int] = [0]
  private var file: AtomicFile?
  private var mapped: MappedFile?

  init(memoryByteCount: Int, scratchPath: String) {
    self.memoryByteCount = memoryByteCount
    self.scratchPath = scratchPath
  }

  deinit {
    free()
    if mapped != nil { try? FileSystem.remove(scratchPath) }
  }

  var count: Int { starts.count - 1 }

  /// True when sets went to the scratch file.
  var isSpilled: Bool { file != nil || mapped != nil }

  func append(_ set: [UInt64]) throws {
    try set.withUnsafeBufferPointer { try append($0) }
  }

  func append(_ set: UnsafeBufferPointer<UInt64>) throws {
    if chunks.last.map({ $0.capacity - $0.used < set.count }) ?? true {
      chunks.append(Chunk(capacity: max(Self.chunkWordCount, set.count)))
    }
    let last = chunks.count - 1
    let target = chunks[last].words + chunks[last].used
    if let source = set.baseAddress { target.initialize(from: source, count: set.count) }
    chunks[last].used += set.count
    if !isSpilled { sets.append(UnsafePointer(target)) }
    starts.append(starts[starts.count - 1] + set.count)
    wordsInMemory += set.count
    if wordsInMemory * 8 > memoryByteCount { try spill() }
  }

  /// To be called after the last set and before the first is asked for.
  func finish() throws {
    guard file != nil else { return }
    try spill()
    _ = try file?.commit()
    mapped = try MappedFile(path: scratchPath)
    mapped?.advise(.random)
    self.file = nil
  }

  func withSets<R>(
    _ first: Int, _ second: Int, _ body: (UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt64>) -> R
  ) -> R {
    let firstCount = starts[first + 1] - starts[first]
    let secondCount = starts[second + 1] - starts[second]
    if let mapped {
      return mapped.withBytes { bytes in
        let words = bytes.bindMemory(to: UInt64.self)
        return body(
          UnsafeBufferPointer(rebasing: words[starts[first]..<starts[first + 1]]),
          UnsafeBufferPointer(rebasing: words[starts[second]..<starts[second + 1]]))
      }
    }
    return withExtendedLifetime(self) {
      body(
        UnsafeBufferPointer(start: sets[first], count: firstCount),
        UnsafeBufferPointer(start: sets[second], count: secondCount))
    }
  }

  /// Writes what is in memory to the scratch file.
  private func spill() throws {
    let file = try self.file ?? AtomicFile(path: scratchPath)
    self.file = file
    for chunk in chunks {
      try file.write(UnsafeRawBufferPointer(UnsafeBufferPointer(start: chunk.words, count: chunk.used)))
    }
    free()
  }

  private func free() {
    for chunk in chunks { UnsafeMutableRawPointer(chunk.words).deallocate() }
    chunks = []
    sets = []
    wordsInMemory = 0
  }
}
