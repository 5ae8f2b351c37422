// The training loop.

import Storage

/// Trains a model on rows of tokens, and goes on where it was stopped.
///
/// A run is a pure function of its configuration, its rows, the matrix kernel and the number of threads: stopped and
/// continued any number of times, it writes the same bytes. Not thread-safe.
public final class Trainer {
  public let configuration: TrainingConfiguration
  public let model: ModelConfiguration
  /// Number of parameters; a tied head counts once.
  public var parameterCount: Int { transformer.layout.parameterCount }
  /// The matrix kernel and the instruction set of the loops.
  public var kernelName: String { transformer.workers.kernel.name }

  private let transformer: Transformer
  private let optimizer: Optimizer
  private let schedule: LearningRateSchedule
  private let folder: CheckpointFolder
  private let curvePath: String
  private let validationSource: (any TokenRowSource)?
  private var reader: BatchReader
  private var state: CheckpointState
  private let trainingRowCount: Int

  /// - Parameters:
  ///   - configuration: how to train.
  ///   - model: what to train.
  ///   - train: rows to learn from, read in order, again from the first after the last.
  ///   - validation: rows to measure; the first `validationRowCount` of them.
  ///   - folder: where checkpoints are, and where the newest is looked for; made when it is not there.
  ///   - curves: the file of learning curves; `curves.jsonl` in `folder` when nil.
  /// - Throws: `TrainingError` of code `invalidConfiguration`, `invalidData` or `libraryMissing`.
  public init(
    configuration: TrainingConfiguration, model: ModelConfiguration, train: any TokenRowSource,
    validation: (any TokenRowSource)? = nil, folder: String, curves: String? = nil
  ) throws(TrainingError) {
    try configuration.validate()
    try model.validate()
    self.configuration = configuration
    self.model = model
    reader = try BatchReader(train, vocabularySize: model.vocabularySize, name: "training")
    if let validation, validation.rowLength != train.rowLength {
      throw TrainingError(
        .invalidData, "validation rows have \(validation.rowLength) tokens, training rows \(train.rowLength)",
        location: validation.identity)
    }
    trainingRowCount = train.rowCount
    validationSource = validation
    let (rows, overflows) = configuration.batchSize.multipliedReportingOverflow(by: reader.length)
    guard !overflows, rows <= Transformer.largestPass else {
      throw TrainingError(
        .invalidConfiguration,
        "a batch of \(configuration.batchSize) × \(reader.length) tokens is more than \(Transformer.largestPass): "
          + "use accumulation",
        location: "training.batchSize")
    }
    try MemoryNeed.check(model: model, training: configuration, rows: rows)
    let workers = Workers(count: configuration.threadCount, kernel: try MatrixKernel(configuration.kernel))
    transformer = try Transformer(
      model, batchSize: configuration.batchSize, length: reader.length, workers: workers, seed: configuration.seed)
    optimizer = Optimizer(configuration, layout: transformer.layout)
    schedule = LearningRateSchedule(configuration)
    self.folder = CheckpointFolder(path: folder)
    curvePath = curves ?? Path.join(folder, "curves.jsonl")
    state = CheckpointState(
      model: model, training: configuration, data: "\(train.identity) \(train.rowCount)x\(train.rowLength)",
      kernel: workers.kernel.name, threadCount: configuration.threadCount)
  }

  /// Trains to the last step, from the newest checkpoint if there is one.
  ///
  /// - Parameters:
  ///   - progress: called after every step.
  ///   - shouldStop: asked before every step; when true, a checkpoint is written and the summary says so.
  /// - Throws: `TrainingError`: `diverged` when the loss is no longer finite, `corruptCheckpoint` and
  ///   `otherCheckpoint` for what is in the folder, `invalidData` for rows that do not fit, `inputOutput`.
  public func run(
    progress: (StepReport) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) throws(TrainingError) -> TrainingSummary {
    let resumed = try resume()
    try CheckpointFolder.storage { () throws(StorageError) in try FileSystem.createDirectory(folder.path) }
    let curve = try LearningCurve(path: curvePath, upTo: state.step)
    var savedStep = resumed?.step ?? 0
    var wasStopped = false
    while state.step < configuration.stepCount {
      if shouldStop() {
        wasStopped = true
        break
      }
      let report = try step()
      try curve.append(report)
      if isDue(configuration.checkpointInterval) {
        try save(curve)
        savedStep = state.step
      }
      progress(report)
    }
    if savedStep < state.step { try save(curve) }
    return try summary(resumed: resumed, wasStopped: wasStopped)
  }

  /// Writes the model as `model.safetensors` and `config.json`, which Hugging Face loads as a Llama where the
  /// activation is SwiGLU.
  ///
  /// - Throws: `inputOutput`.
  public func export(to path: String) throws(TrainingError) {
    try CheckpointFolder.storage { () throws(StorageError) in try FileSystem.createDirectory(path) }
    _ = try Safetensors.write(modelTensors(), to: Path.join(path, "model.safetensors"))
    var file = try BinaryFileWriter(path: Path.join(path, "config.json"))
    try file.write(Array(HuggingFaceConfiguration.text(of: model).utf8))
    _ = try file.finish()
  }

  /// One step of the optimiser.
  private func step() throws(TrainingError) -> StepReport {
    transformer.clearGradients()
    let rows = configuration.batchSize
    let passTokens = rows * reader.length
    // Gradients are summed at this scale, so that they are of their final size already; what padding takes from the
    // number of tokens is set right below.
    let scale = 1 / (Double(passTokens) * Double(configuration.accumulationCount))
    var sum = 0.0
    var asked = 0
    for _ in 0..<configuration.accumulationCount {
      asked += try reader.read(first: state.rowPosition, count: rows)
      sum += transformer.loss(
        tokens: reader.tokens, targets: reader.targets, batch: rows, length: reader.length, gradientScale: Float(scale))
      state.rowPosition += rows
    }
    guard asked > 0 else {
      throw TrainingError(.invalidData, "all rows of a step hold only padding", location: "step \(state.step + 1)")
    }
    let loss = sum / Double(asked)
    let correction = 1 / (scale * Double(asked))
    let norm = Optimizer.norm(transformer.gradients, workers: transformer.workers) * correction
    guard loss.isFinite, norm.isFinite else {
      throw TrainingError(
        .diverged,
        "the loss (\(loss)) or the norm of the gradient (\(norm)) is not finite; a lower learning rate or a longer "
          + "warm-up may help. Nothing of this step was kept",
        location: "step \(state.step + 1)")
    }
    let rate = schedule.rate(at: state.step)
    let clipping = configuration.clipNorm > 0 ? min(1, configuration.clipNorm / (norm + 1e-6)) : 1
    state.step += 1
    state.tokenCount += asked
    state.loss = loss
    optimizer.step(
      number: state.step, learningRate: rate, gradientScale: correction * clipping,
      parameters: transformer.parameters.pointer, gradients: transformer.gradients.pointer, workers: transformer.workers
    )
    var report = StepReport(
      step: state.step, stepCount: configuration.stepCount, tokenCount: state.tokenCount, loss: loss,
      learningRate: rate, gradientNorm: norm)
    let validates = state.step == 1 || state.step == configuration.stepCount || isDue(configuration.validationInterval)
    if validates, let loss = try validationLoss() {
      guard loss.isFinite else {
        throw TrainingError(.diverged, "the validation loss is not finite", location: "step \(state.step)")
      }
      state.validations.add(loss, step: state.step)
      report.validationLoss = loss
    }
    return report
  }

  /// The mean loss on the first validation rows; nil without any.
  private func validationLoss() throws(TrainingError) -> Double? {
    guard let validationSource, validationSource.rowCount > 0 else { return nil }
    var reader = try BatchReader(validationSource, vocabularySize: model.vocabularySize, name: "validation")
    let count = min(configuration.validationRowCount, validationSource.rowCount)
    var sum = 0.0
    var asked = 0
    for first in stride(from: 0, to: count, by: configuration.batchSize) {
      let rows = min(configuration.batchSize, count - first)
      asked += try reader.read(first: first, count: rows)
      sum += transformer.loss(tokens: reader.tokens, targets: reader.targets, batch: rows, length: reader.length)
    }
    return asked == 0 ? nil : sum / Double(asked)
  }

  private func isDue(_ interval: Int) -> Bool { interval > 0 && state.step % interval == 0 }
}

// Checkpoints and the summary.

extension Trainer {
  private func modelTensors() -> [TensorView] { tensors(in: transformer.parameters.pointer) }

  private func optimizerTensors() -> [TensorView] {
    let first = tensors(in: optimizer.first.pointer, prefix: "first.")
    return optimizer.second.count == 0 ? first : first + tensors(in: optimizer.second.pointer, prefix: "second.")
  }

  private func tensors(in buffer: Floats, prefix: String = "") -> [TensorView] {
    transformer.layout.tensors.map { tensor in
      TensorView(name: prefix + tensor.name, shape: tensor.shape, values: buffer + tensor.offset)
    }
  }

  private func save(_ curve: borrowing LearningCurve) throws(TrainingError) {
    try curve.synchronize()
    try folder.write(state, model: modelTensors(), optimizer: optimizerTensors())
    try folder.prune(keeping: configuration.keptCheckpointCount, interval: configuration.checkpointInterval)
  }

  /// Takes over the newest checkpoint.
  private func resume() throws(TrainingError) -> TrainingSummary.Resumption? {
    try folder.removeUnfinished()
    guard let step = try folder.steps().last else { return nil }
    let saved = try folder.readState(ofStep: step)
    let place = folder.path(ofStep: step)
    func check(_ isSame: Bool, _ what: String) throws(TrainingError) {
      if isSame { return }
      throw TrainingError(
        .otherCheckpoint, "was made with another \(what); train in another folder, or remove this one to start again",
        location: place)
    }
    try check(saved.model == model, "model")
    try check(saved.training.describesSameRun(as: configuration), "training configuration")
    try check(saved.data == state.data, "training set")
    try folder.readTensors(ofStep: step, model: modelTensors(), optimizer: optimizerTensors())
    // A run that was killed after it wrote this checkpoint had not removed the ones before it.
    try folder.prune(keeping: configuration.keptCheckpointCount, interval: configuration.checkpointInterval)
    let isExact = saved.kernel == state.kernel && saved.threadCount == state.threadCount
    let (kernel, threads) = (state.kernel, state.threadCount)
    state = saved
    state.training = configuration
    state.kernel = kernel
    state.threadCount = threads
    return TrainingSummary.Resumption(step: step, isExact: isExact)
  }

  private func summary(
    resumed: TrainingSummary.Resumption?, wasStopped: Bool
  ) throws(TrainingError) -> TrainingSummary {
    var entropy: Double?
    if let validationSource, validationSource.rowCount > 0 {
      entropy = try UnigramEntropy.own(
        of: validationSource, rowLimit: configuration.validationRowCount, vocabularySize: model.vocabularySize)
    }
    return TrainingSummary(
      stepCount: state.step, tokenCount: state.tokenCount,
      epochCount: Double(state.rowPosition) / Double(trainingRowCount), parameterCount: parameterCount,
      loss: state.loss, validation: state.validations, validationUnigramEntropy: entropy, kernel: kernelName,
      threadCount: configuration.threadCount, wasStopped: wasStopped, resumed: resumed,
      checkpoint: state.step > 0 ? folder.path(ofStep: state.step) : nil, curves: curvePath)
  }
}
