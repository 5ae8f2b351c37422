// RMSNorm over rows, forward and backward.

internal import CKernels

/// `out = x / rms(x) · weight`, row by row.
struct Norm {
  let width: Int
  let epsilon: Float

  /// x, out: [rows, width]; weight: [width]; inverseRMS: [rows], kept for the gradient.
  func forward(_ workers: Workers, rows: Int, _ x: Floats, weight: Floats, _ out: Floats, inverseRMS: Floats) {
    workers.split(rows) { range in
      let from = range.lowerBound * width
      sluice_rms_norm(range.count, width, x + from, weight, epsilon, out + from, inverseRMS + range.lowerBound)
    }
  }

  /// Writes (or adds) the gradient by x to `dx` [rows, width] and adds the one by the weights to `dweight` [width].
  func backward(
    _ workers: Workers, rows: Int, _ x: Floats, weight: Floats, inverseRMS: Floats, dout: Floats, dx: Floats,
    accumulates: Bool, dweight: Floats
  ) {
    // The weights' gradient sums over rows: workers share its columns, so that the order of the sum is one.
    workers.split(width) { range in
      sluice_rms_norm_weight_gradient(rows, width, range.lowerBound, range.upperBound, x, inverseRMS, dout, dweight)
    }
    workers.split(rows) { range in
      let from = range.lowerBound * width
      sluice_rms_norm_input_gradient(
        range.count, width, x + from, weight, inverseRMS + range.lowerBound, dout + from, dx + from,
        accumulates ? 1 : 0)
    }
  }
}
