// The table of token vectors, forward and backward.

internal import CKernels

/// One row of the table for each token.
struct Embedding {
  let width: Int

  /// tokens: [rows], below the vocabulary's size; table: [vocabulary, width]; out: [rows, width].
  func forward(_ workers: Workers, rows: Int, tokens: UnsafePointer<Int32>, table: Floats, _ out: Floats) {
    workers.split(rows) { range in
      for row in range { (out + row * width).update(from: table + Int(tokens[row]) * width, count: width) }
    }
  }

  /// Adds every row of `dout` to its token's row of `dtable`. Workers share the columns: the order of each sum is one.
  func backward(_ workers: Workers, rows: Int, tokens: UnsafePointer<Int32>, dout: Floats, dtable: Floats) {
    workers.split(width) { range in
      for row in 0..<rows {
        sluice_add(
          range.count, dout + row * width + range.lowerBound, dtable + Int(tokens[row]) * width + range.lowerBound)
      }
    }
  }
}
