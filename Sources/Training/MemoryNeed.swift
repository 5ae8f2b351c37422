// How much memory a run will take, known before any is taken.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The trainer's buffers, counted from the shapes.
enum MemoryNeed {
  /// Bytes of parameters, gradients, moments, and what a pass keeps.
  ///
  /// - Parameter rows: tokens in one pass.
  static func byteCount(
    model: ModelConfiguration, training: TrainingConfiguration, rows: Int
  ) -> Double {
    let block =
      5 * model.width + model.projectedWidth + model.expandedWidth + model.feedForwardWidth
    let passing = 4 * model.width + max(model.expandedWidth, model.projectedWidth) + model.feedForwardWidth
    let activations = Double(rows) * (Double(model.layerCount) * Double(block) + Double(passing))
    let embeddings = Double(model.vocabularySize) * Double(model.width) * (model.tiesEmbeddings ? 1 : 2)
    let width = Double(model.width)
    let blockParameters =
      width * Double(model.projectedWidth + model.width + model.expandedWidth + model.feedForwardWidth)
    let parameters = embeddings + Double(model.layerCount) * blockParameters
    let copies: Double = training.optimizer == .adamw ? 4 : 3
    return 4 * (activations + copies * parameters)
  }

  /// - Throws: `invalidConfiguration` when the machine has less memory than the run needs.
  static func check(model: ModelConfiguration, training: TrainingConfiguration, rows: Int) throws(TrainingError) {
    let needed = byteCount(model: model, training: training, rows: rows)
    let there = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    if needed <= there { return }
    func gibibytes(_ bytes: Double) -> String { String(Int((bytes / Double(1 << 30)).rounded(.up))) }
    throw TrainingError(
      .invalidConfiguration,
      "this model and batch need \(gibibytes(needed)) GiB and the machine has \(gibibytes(there)): use a smaller model, "
        + "or a smaller batch and accumulation",
      location: "training.batchSize")
  }
}
