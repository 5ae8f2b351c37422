// Splitting the trainer's work over threads so that results depend on nothing but their number.

import Dispatch

/// A fixed number of workers. Work is cut into numbered items, worker w does the items w, w + n, w + 2n …, and no two
/// items write to the same place.
final class Workers {
  let count: Int
  let kernel: MatrixKernel
  private let scratch: FloatBuffer

  init(count: Int, kernel: MatrixKernel) {
    self.count = count
    self.kernel = kernel
    scratch = FloatBuffer(count: count * MatrixKernel.scratchCount)
  }

  /// Scratch of the kernel for one worker.
  func scratch(of worker: Int) -> Floats { scratch.pointer + worker * MatrixKernel.scratchCount }

  /// Runs `body(worker, item)` for every item.
  func forEach(_ itemCount: Int, _ body: (_ worker: Int, _ item: Int) -> Void) {
    let workers = min(count, itemCount)
    if workers <= 1 {
      for item in 0..<itemCount { body(0, item) }
      return
    }
    // SAFETY: the call returns only after every worker has, and items write to places of their own.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for item in stride(from: worker, to: itemCount, by: workers) { body(worker, item) }
    }
  }

  /// Cuts `0 ..< total` into one range for each worker, at multiples of `multiple`.
  func split(_ total: Int, multiple: Int = 16, _ body: (Range<Int>) -> Void) {
    let blocks = (total + multiple - 1) / multiple
    let parts = min(count, blocks)
    forEach(parts) { _, part in
      let from = blocks * part / parts * multiple
      let to = min(total, blocks * (part + 1) / parts * multiple)
      if from < to { body(from..<to) }
    }
  }

  /// C[m, n] = op(A)[m, k] · op(B)[k, n] + beta · C, cut along the longer side of C.
  func multiply(
    transposeA: Bool = false, transposeB: Bool = false, _ m: Int, _ n: Int, _ k: Int, _ a: Floats, _ aStride: Int,
    _ b: Floats, _ bStride: Int, beta: Float, _ c: Floats, _ cStride: Int
  ) {
    let along = m >= n ? m : n
    let blocks = (along + 15) / 16
    let parts = min(count, blocks)
    forEach(parts) { worker, part in
      let from = blocks * part / parts * 16
      let length = min(along, blocks * (part + 1) / parts * 16) - from
      if length <= 0 { return }
      if m >= n {
        kernel.multiply(
          transposeA: transposeA, transposeB: transposeB, length, n, k, a + (transposeA ? from : from * aStride),
          aStride, b, bStride, beta: beta, c + from * cStride, cStride, scratch: scratch(of: worker))
      } else {
        kernel.multiply(
          transposeA: transposeA, transposeB: transposeB, m, length, k, a, aStride,
          b + (transposeB ? from * bStride : from), bStride, beta: beta, c + from, cStride,
          scratch: scratch(of: worker))
      }
    }
  }
}
