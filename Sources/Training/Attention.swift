// Causal attention with rotary positions and grouped queries, forward and backward.

internal import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Attention within each sequence of a batch. A row of `projected` is queries [heads · head width], then keys, then
/// values [key-value heads · head width each]; several query heads in a row share one head of keys and values.
///
/// Scores are made for a block of queries at a time and only up to the block's last key, and once more in the backward
/// pass: nothing of size length² is kept.
final class Attention {
  let headCount: Int
  let keyValueHeadCount: Int
  let headWidth: Int
  let length: Int
  /// Floats in a row of queries, keys and values.
  let stride: Int
  /// Cosines and sines by position: [length, headWidth / 2] each.
  private let cosines: FloatBuffer
  private let sines: FloatBuffer
  /// Two blocks of scores for each worker: [queries in a block, length].
  private let scores: FloatBuffer

  private static let blockLength = 64

  /// - Parameter length: tokens in the longest sequence.
  init(_ model: ModelConfiguration, length: Int, workerCount: Int) {
    headCount = model.headCount
    keyValueHeadCount = model.keyValueHeadCount
    headWidth = model.headWidth
    self.length = length
    stride = model.projectedWidth
    let half = model.headWidth / 2
    cosines = FloatBuffer(count: length * half)
    sines = FloatBuffer(count: length * half)
    scores = FloatBuffer(count: workerCount * 2 * Self.blockLength * length)
    for pair in 0..<half {
      let frequency = pow(model.ropeBase, -Double(2 * pair) / Double(model.headWidth))
      for position in 0..<length {
        let angle = Double(position) * frequency
        cosines.pointer[position * half + pair] = Float(cos(angle))
        sines.pointer[position * half + pair] = Float(sin(angle))
      }
    }
  }

  /// Rotates queries and keys in place, then writes what the heads read to `out` [batch · length, heads · head width].
  func forward(_ workers: Workers, batch: Int, length: Int, projected: Floats, out: Floats) {
    rotate(workers, rows: batch * length, length: length, projected, sign: 1)
    let outStride = headCount * headWidth
    let scale = 1 / Float(headWidth).squareRoot()
    workers.forEach(batch * headCount) { worker, item in
      let head = Head(self, sequence: item / headCount, head: item % headCount, length: length)
      let block = blockOfScores(worker, 0)
      let scratch = workers.scratch(of: worker)
      for first in Swift.stride(from: 0, to: length, by: Self.blockLength) {
        let rows = min(Self.blockLength, length - first)
        let columns = first + rows
        probabilities(workers, projected, head, first, rows, scale, block, scratch)
        workers.kernel.multiply(
          transposeA: false, transposeB: false, rows, headWidth, columns, block, length, projected + head.value, stride,
          beta: 0, out + head.out + first * outStride, outStride, scratch: scratch)
      }
    }
  }

  /// `projected` as `forward` left it (rotated); dout: the gradient by `out`. Writes the gradient by the unrotated
  /// projection to `dprojected` [batch · length, stride].
  func backward(_ workers: Workers, batch: Int, length: Int, projected: Floats, dout: Floats, dprojected: Floats) {
    let outStride = headCount * headWidth
    let scale = 1 / Float(headWidth).squareRoot()
    let group = headCount / keyValueHeadCount
    // One item owns one head of keys and values and all query heads that share it.
    workers.forEach(batch * keyValueHeadCount) { worker, item in
      let block = blockOfScores(worker, 0)
      let gradient = blockOfScores(worker, 1)
      let scratch = workers.scratch(of: worker)
      for member in 0..<group {
        let number = item % keyValueHeadCount * group + member
        let head = Head(self, sequence: item / keyValueHeadCount, head: number, length: length)
        let (query, key, value) = (projected + head.query, projected + head.key, projected + head.value)
        let (dquery, dkey, dvalue) = (dprojected + head.query, dprojected + head.key, dprojected + head.value)
        if member == 0 {
          for position in 0..<length {
            (dkey + position * stride).update(repeating: 0, count: headWidth)
            (dvalue + position * stride).update(repeating: 0, count: headWidth)
          }
        }
        for first in Swift.stride(from: 0, to: length, by: Self.blockLength) {
          let rows = min(Self.blockLength, length - first)
          let columns = first + rows
          let dblock = dout + head.out + first * outStride
          probabilities(workers, projected, head, first, rows, scale, block, scratch)
          workers.kernel.multiply(
            transposeA: true, transposeB: false, columns, headWidth, rows, block, length, dblock, outStride, beta: 1,
            dvalue, stride, scratch: scratch)
          workers.kernel.multiply(
            transposeA: false, transposeB: true, rows, columns, headWidth, dblock, outStride, value, stride, beta: 0,
            gradient, length, scratch: scratch)
          sluice_softmax_gradient(rows, columns, scale, block, gradient, length)
          workers.kernel.multiply(
            transposeA: false, transposeB: false, rows, headWidth, columns, gradient, length, key, stride, beta: 0,
            dquery + first * stride, stride, scratch: scratch)
          workers.kernel.multiply(
            transposeA: true, transposeB: false, columns, headWidth, rows, gradient, length, query + first * stride,
            stride, beta: 1, dkey, stride, scratch: scratch)
        }
      }
    }
    rotate(workers, rows: batch * length, length: length, dprojected, sign: -1)
  }

  /// Softmax of the scores of queries `first ..< first + rows` over the keys up to each, into `block`.
  private func probabilities(
    _ workers: Workers, _ projected: Floats, _ head: Head, _ first: Int, _ rows: Int, _ scale: Float, _ block: Floats,
    _ scratch: Floats
  ) {
    let columns = first + rows
    workers.kernel.multiply(
      transposeA: false, transposeB: true, rows, columns, headWidth, alpha: scale,
      projected + head.query + first * stride, stride, projected + head.key, stride, beta: 0, block, length,
      scratch: scratch)
    sluice_causal_softmax(rows, columns, first, block, length)
  }

  /// Turns queries and keys of every row by their positions' angles, or back.
  private func rotate(_ workers: Workers, rows: Int, length: Int, _ projected: Floats, sign: Float) {
    let half = headWidth / 2
    workers.split(rows) { range in
      for row in range {
        let position = row % length * half
        for head in 0..<(headCount + keyValueHeadCount) {
          sluice_rotate(
            headWidth, cosines.pointer + position, sines.pointer + position, sign,
            projected + row * stride + head * headWidth)
        }
      }
    }
  }

  private func blockOfScores(_ worker: Int, _ number: Int) -> Floats {
    scores.pointer + (worker * 2 + number) * Self.blockLength * length
  }

  /// Where one head of one sequence begins, in floats.
  private struct Head {
    let query: Int
    let key: Int
    let value: Int
    let out: Int

    init(_ attention: Attention, sequence: Int, head: Int, length: Int) {
      let shared = head / (attention.headCount / attention.keyValueHeadCount)
      let start = sequence * length * attention.stride
      query = start + head * attention.headWidth
      key = start + (attention.headCount + shared) * attention.headWidth
      value = key + attention.keyValueHeadCount * attention.headWidth
      out = (sequence * length * attention.headCount + head) * attention.headWidth
    }
  }
}
