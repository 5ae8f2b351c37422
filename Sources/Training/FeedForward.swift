// The function between the two products of the feed-forward layer.

internal import CKernels

/// SwiGLU or GELU over rows.
struct FeedForward {
  let activation: ModelConfiguration.Activation
  /// Floats in a row of what comes out; SwiGLU reads twice as many, gate then up.
  let width: Int

  private var inputWidth: Int { activation == .swiglu ? 2 * width : width }

  /// x: [rows, 2 · width] for SwiGLU, [rows, width] for GELU; out: [rows, width].
  func forward(_ workers: Workers, rows: Int, _ x: Floats, _ out: Floats) {
    workers.split(rows) { range in
      let (from, to) = (x + range.lowerBound * inputWidth, out + range.lowerBound * width)
      switch activation {
      case .swiglu: sluice_swiglu(range.count, width, from, to)
      case .gelu: sluice_gelu(range.count * width, from, to)
      }
    }
  }

  /// dout: [rows, width]; writes the gradient by x to `dx`.
  func backward(_ workers: Workers, rows: Int, _ x: Floats, dout: Floats, dx: Floats) {
    workers.split(rows) { range in
      let (from, to) = (x + range.lowerBound * inputWidth, dx + range.lowerBound * inputWidth)
      let given = dout + range.lowerBound * width
      switch activation {
      case .swiglu: sluice_swiglu_gradient(range.count, width, from, given, to)
      case .gelu: sluice_gelu_gradient(range.count * width, from, given, to)
      }
    }
  }
}
