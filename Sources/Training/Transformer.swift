// The model: its parameters, its buffers, and the passes forward and backward.

/// A decoder-only transformer in float32 with all the memory it needs for one size of batch.
///
/// Not thread-safe; one pass at a time.
final class Transformer {
  let model: ModelConfiguration
  let layout: ParameterLayout
  /// The tensors of `layout`, one after the other.
  let parameters: FloatBuffer
  /// The gradient of everything since `clearGradients`.
  let gradients: FloatBuffer
  let workers: Workers

  /// Most tokens in one pass: sizes must fit 32 bits in OpenBLAS.
  static let largestPass = 1 << 24

  private let rowCapacity: Int
  private let norm: Norm
  private let embedding: Embedding
  private let attention: Attention
  private let feedForward: FeedForward
  private let head: OutputHead

  /// What the forward pass keeps of one block for the backward pass; each [rows, its width].
  private final class Kept {
    let input: FloatBuffer
    let attentionNormed: FloatBuffer
    let projected: FloatBuffer
    let attended: FloatBuffer
    let middle: FloatBuffer
    let feedForwardNormed: FloatBuffer
    let expanded: FloatBuffer
    let activated: FloatBuffer
    /// 1 / rms of the two norms: [2, rows].
    let inverseRMS: FloatBuffer

    init(_ model: ModelConfiguration, rows: Int) {
      input = FloatBuffer(count: rows * model.width)
      attentionNormed = FloatBuffer(count: rows * model.width)
      projected = FloatBuffer(count: rows * model.projectedWidth)
      attended = FloatBuffer(count: rows * model.width)
      middle = FloatBuffer(count: rows * model.width)
      feedForwardNormed = FloatBuffer(count: rows * model.width)
      expanded = FloatBuffer(count: rows * model.expandedWidth)
      activated = FloatBuffer(count: rows * model.feedForwardWidth)
      inverseRMS = FloatBuffer(count: 2 * rows)
    }
  }

  private let kept: [Kept]
  /// The last block's output, its norm, and 1 / rms of it.
  private let output: FloatBuffer
  private let normed: FloatBuffer
  private let inverseRMS: FloatBuffer
  /// Gradients on their way down: of the residual stream, of a tensor of the stream's width, of the wide ones.
  private let dstream: FloatBuffer
  private let dnormed: FloatBuffer
  private let dwide: FloatBuffer
  private let dactivated: FloatBuffer

  /// - Parameters:
  ///   - batchSize: sequences in the largest batch; with `length` at most `largestPass` tokens.
  ///   - length: tokens in the longest sequence.
  /// - Throws: `invalidConfiguration`.
  init(_ model: ModelConfiguration, batchSize: Int, length: Int, workers: Workers, seed: UInt64) throws(TrainingError) {
    try model.validate()
    guard length >= 1, length <= model.contextLength else {
      throw TrainingError(
        .invalidConfiguration, "rows of \(length) tokens do not fit a context of \(model.contextLength)",
        location: "model.contextLength")
    }
    let rows = batchSize * length
    precondition(batchSize >= 1 && rows <= Self.largestPass)
    self.model = model
    self.workers = workers
    layout = ParameterLayout(model)
    parameters = FloatBuffer(count: layout.bufferCount)
    gradients = FloatBuffer(count: layout.bufferCount)
    rowCapacity = rows
    norm = Norm(width: model.width, epsilon: Float(model.normEpsilon))
    embedding = Embedding(width: model.width)
    attention = Attention(model, length: length, workerCount: workers.count)
    feedForward = FeedForward(activation: model.activation, width: model.feedForwardWidth)
    head = OutputHead(vocabularySize: model.vocabularySize, width: model.width, rowCount: rows)
    kept = (0..<model.layerCount).map { _ in Kept(model, rows: rows) }
    output = FloatBuffer(count: rows * model.width)
    normed = FloatBuffer(count: rows * model.width)
    inverseRMS = FloatBuffer(count: rows)
    dstream = FloatBuffer(count: rows * model.width)
    dnormed = FloatBuffer(count: rows * model.width)
    dwide = FloatBuffer(count: rows * max(model.expandedWidth, model.projectedWidth))
    dactivated = FloatBuffer(count: rows * model.feedForwardWidth)
    WeightInitialization.fill(parameters, layout: layout, layerCount: model.layerCount, seed: seed)
  }

  func clearGradients() { gradients.clear() }

  /// The sum of the losses in nats of a batch, over targets that are not negative.
  ///
  /// - Parameters:
  ///   - tokens: [batch · length], each below the vocabulary's size.
  ///   - targets: [batch · length], each below the vocabulary's size; negative where nothing is asked.
  ///   - gradientScale: when given, `gradients` grows by this factor times the gradient of the sum.
  func loss(
    tokens: UnsafePointer<Int32>, targets: UnsafePointer<Int32>, batch: Int, length: Int, gradientScale: Float? = nil
  ) -> Double {
    let rows = batch * length
    precondition(batch >= 1 && length >= 1 && rows <= rowCapacity && length <= attention.length)
    forward(tokens: tokens, batch: batch, length: length)
    let weight = parameters.pointer + layout.head
    guard let gradientScale else {
      return head.loss(workers, rows: rows, normed.pointer, weight: weight, targets: targets, gradients: nil)
    }
    let sum = head.loss(
      workers, rows: rows, normed.pointer, weight: weight, targets: targets,
      gradients: OutputHead.Gradients(
        dx: dnormed.pointer, dweight: gradients.pointer + layout.head, scale: gradientScale))
    backward(tokens: tokens, batch: batch, length: length)
    return sum
  }

  private func forward(tokens: UnsafePointer<Int32>, batch: Int, length: Int) {
    let rows = batch * length
    let width = model.width
    embedding.forward(
      workers, rows: rows, tokens: tokens, table: parameters.pointer + layout.embedding, kept[0].input.pointer)
    for (index, block) in layout.blocks.enumerated() {
      let kept = kept[index]
      let next = index + 1 < self.kept.count ? self.kept[index + 1].input.pointer : output.pointer
      norm.forward(
        workers, rows: rows, kept.input.pointer, weight: parameters.pointer + block.attentionNorm,
        kept.attentionNormed.pointer, inverseRMS: kept.inverseRMS.pointer)
      linear(
        rows, width, model.projectedWidth, kept.attentionNormed.pointer, block.projection, kept.projected.pointer)
      attention.forward(
        workers, batch: batch, length: length, projected: kept.projected.pointer, out: kept.attended.pointer)
      copy(rows * width, from: kept.input.pointer, to: kept.middle.pointer)
      linear(rows, width, width, kept.attended.pointer, block.output, kept.middle.pointer, adds: true)
      norm.forward(
        workers, rows: rows, kept.middle.pointer, weight: parameters.pointer + block.feedForwardNorm,
        kept.feedForwardNormed.pointer, inverseRMS: kept.inverseRMS.pointer + rowCapacity)
      linear(rows, width, model.expandedWidth, kept.feedForwardNormed.pointer, block.expansion, kept.expanded.pointer)
      feedForward.forward(workers, rows: rows, kept.expanded.pointer, kept.activated.pointer)
      copy(rows * width, from: kept.middle.pointer, to: next)
      linear(rows, model.feedForwardWidth, width, kept.activated.pointer, block.contraction, next, adds: true)
    }
    norm.forward(
      workers, rows: rows, output.pointer, weight: parameters.pointer + layout.finalNorm, normed.pointer,
      inverseRMS: inverseRMS.pointer)
  }

  /// Expects the gradient by the last norm's output in `dnormed`.
  private func backward(tokens: UnsafePointer<Int32>, batch: Int, length: Int) {
    let rows = batch * length
    let width = model.width
    normBackward(
      rows, output.pointer, layout.finalNorm, inverseRMS.pointer, accumulates: false)
    for (index, block) in layout.blocks.enumerated().reversed() {
      let kept = kept[index]
      linearBackward(
        rows, model.feedForwardWidth, width, kept.activated.pointer, block.contraction, dout: dstream.pointer,
        dx: dactivated.pointer)
      feedForward.backward(
        workers, rows: rows, kept.expanded.pointer, dout: dactivated.pointer, dx: dwide.pointer)
      linearBackward(
        rows, width, model.expandedWidth, kept.feedForwardNormed.pointer, block.expansion, dout: dwide.pointer,
        dx: dnormed.pointer)
      normBackward(
        rows, kept.middle.pointer, block.feedForwardNorm, kept.inverseRMS.pointer + rowCapacity, accumulates: true)
      linearBackward(
        rows, width, width, kept.attended.pointer, block.output, dout: dstream.pointer, dx: dnormed.pointer)
      attention.backward(
        workers, batch: batch, length: length, projected: kept.projected.pointer, dout: dnormed.pointer,
        dprojected: dwide.pointer)
      linearBackward(
        rows, width, model.projectedWidth, kept.attentionNormed.pointer, block.projection, dout: dwide.pointer,
        dx: dnormed.pointer)
      normBackward(
        rows, kept.input.pointer, block.attentionNorm, kept.inverseRMS.pointer, accumulates: true)
    }
    embedding.backward(
      workers, rows: rows, tokens: tokens, dout: dstream.pointer, dtable: gradients.pointer + layout.embedding)
  }

  /// out[rows, outputs] = x[rows, inputs] · weightᵀ, or added to it.
  private func linear(
    _ rows: Int, _ inputs: Int, _ outputs: Int, _ x: Floats, _ weight: Int, _ out: Floats, adds: Bool = false
  ) {
    workers.multiply(
      transposeB: true, rows, outputs, inputs, x, inputs, parameters.pointer + weight, inputs, beta: adds ? 1 : 0, out,
      outputs)
  }

  /// dx[rows, inputs] = dout · weight; the weight's gradient grows by doutᵀ · x.
  private func linearBackward(
    _ rows: Int, _ inputs: Int, _ outputs: Int, _ x: Floats, _ weight: Int, dout: Floats, dx: Floats
  ) {
    workers.multiply(
      rows, inputs, outputs, dout, outputs, parameters.pointer + weight, inputs, beta: 0, dx, inputs)
    workers.multiply(
      transposeA: true, outputs, inputs, rows, dout, outputs, x, inputs, beta: 1, gradients.pointer + weight, inputs)
  }

  /// Takes `dnormed` through a norm to `dstream`.
  private func normBackward(_ rows: Int, _ x: Floats, _ weight: Int, _ inverseRMS: Floats, accumulates: Bool) {
    norm.backward(
      workers, rows: rows, x, weight: parameters.pointer + weight, inverseRMS: inverseRMS, dout: dnormed.pointer,
      dx: dstream.pointer, accumulates: accumulates, dweight: gradients.pointer + weight)
  }

  private func copy(_ count: Int, from source: Floats, to target: Floats) {
    workers.split(count) { range in
      (target + range.lowerBound).update(from: source + range.lowerBound, count: range.count)
    }
  }
}
