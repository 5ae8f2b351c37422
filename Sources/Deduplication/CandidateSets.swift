// The shingle sets of all candidates, by ordinal.

import Storage

/// The shingle sets of the candidates of a graph. They are handed over in the order in which texts are read, which for
/// frozen candidates is not that of their ordinals.
struct CandidateSets {
  private let store: ShingleStore
  /// For the ordinal of every frozen candidate the place of its set in the store.
  private let frozenPositions: [UInt32]

  init(graph: CandidateGraph, resources: WorkResources) {
    frozenPositions = graph.frozenReadingPositions()
    store = ShingleStore(
      memoryByteCount: resources.memoryByteCount, scratchPath: Path.join(resources.scratchFolder, "shingles"))
  }

  /// Number of sets handed over.
  var count: Int { store.count }

  func append(_ set: [UInt64]) throws { try store.append(set) }

  func append(_ set: UnsafeBufferPointer<UInt64>) throws { try store.append(set) }

  /// To be called after the last set and before the first is asked for.
  func finish() throws { try store.finish() }

  /// Calls `body` with the sets of two ordinals.
  @inline(__always)
  func withSets<R>(
    _ first: Int, _ second: Int, _ body: (UnsafeBufferPointer<UInt64>, UnsafeBufferPointer<UInt64>) -> R
  ) -> R {
    store.withSets(position(first), position(second), body)
  }

  @inline(__always)
  private func position(_ ordinal: Int) -> Int {
    ordinal < frozenPositions.count ? Int(frozenPositions[ordinal]) : ordinal
  }
}
