// train: the bundled trainer on the run's shards.

import Auditing
import Corpus
import Storage
import TokenShards
import Training

/// Trains the configured model, from its newest checkpoint when there is one.
struct TrainTask {
  private let context: TaskContext
  private let settings: PipelineConfiguration.Train

  init(_ context: TaskContext) throws {
    self.context = context
    guard let settings = context.configuration.train else {
      throw RunError(.ourDefect, "the plan trains, but its configuration has no 'train'")
    }
    self.settings = settings
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .train, index: context.index)
    guard let order = context.plan.stage(.order) else { throw RunError(.ourDefect, "the plan has no shards") }
    let shards = try ShardSet(folder: context.directory.folder(of: order))
    let train = try ShardRows(shards, split: .train)
    let validation = try ShardRows(shards, split: .validation)
    guard train.rowCount > 0 else { throw RunError(.noInput, "there are no training rows to train on") }
    let checkpoints = try context.outputPath("checkpoints/latest")
    let trainer = try Trainer(
      configuration: training(), model: model(vocabularySize: shards.manifest.vocabularySize), train: train,
      validation: validation.rowCount > 0 ? validation : nil, folder: Path.parent(checkpoints),
      curves: context.outputPath("curves.jsonl"))
    let summary = try trainer.run(
      progress: { report in
        if let loss = report.validationLoss { context.observer(.note(line(report.step, loss))) }
      },
      shouldStop: { context.cancellation.isCancelled })
    try context.cancellation.check()
    try trainer.export(to: context.outputPath("model"))
    record.training = AuditReport.TrainingFacts(
      steps: summary.stepCount, parameters: summary.parameterCount,
      firstValidationLoss: summary.validation.firstLoss, lastValidationLoss: summary.validation.lastLoss,
      unigramEntropy: summary.validationUnigramEntropy)
    return record
  }

  private func line(_ step: Int, _ loss: Double) -> String {
    "train: step \(step) of \(settings.steps), validation loss \(Figures.decimal(loss, places: 3))"
  }

  private func model(vocabularySize: Int) -> ModelConfiguration {
    ModelConfiguration(
      vocabularySize: vocabularySize, contextLength: context.configuration.pack.sequenceLength,
      layerCount: settings.layers, width: settings.width, headCount: settings.heads)
  }

  private func training() -> TrainingConfiguration {
    var training = TrainingConfiguration()
    training.batchSize = settings.batchRows
    training.stepCount = settings.steps
    training.learningRate = settings.learningRate
    training.warmupStepCount = settings.warmupSteps
    training.weightDecay = settings.weightDecay
    training.validationInterval = settings.validateEvery
    training.checkpointInterval = settings.checkpointEvery
    training.seed = context.configuration.seed
    training.threadCount = context.threads
    return training
  }
}
