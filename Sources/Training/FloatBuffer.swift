// Memory of the trainer: contiguous floats that are allocated once.

/// Floats on a 64-byte boundary, zero at first, freed with their owner.
///
/// SAFETY: the trainer's loops take `pointer` plus offsets from `ParameterLayout` or from the model's shapes; both are
/// checked when a model is made, and every buffer lives as long as the model.
struct FloatBuffer: ~Copyable {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = count
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
    pointer = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { pointer.deallocate() }

  /// The floats as an array slice's view.
  var elements: UnsafeMutableBufferPointer<Float> { UnsafeMutableBufferPointer(start: pointer, count: count) }

  func clear() { pointer.update(repeating: 0, count: count) }
}

/// Rows of a matrix, or the start of a tensor; shapes stand in the comments of those who take it.
typealias Floats = UnsafeMutablePointer<Float>
