// The per-document stages that a configuration asks for, in their order.

import Cleaning
import Corpus
import Decontamination
import Deduplication
import Storage

/// Makes the stages of the refine pass.
enum RefineStages {
  /// Normalisation first, since the others compare text; length last but one, since the others shorten; benchmark
  /// items at the end, in the text that would be trained on.
  ///
  /// - Parameter repeatedPassages: the stage that removes them. It comes right behind normalisation: the text is then the
  ///   one in which they were counted, and the quality rules judge what is left.
  static func make(
    _ configuration: PipelineConfiguration, repeatedPassages: RepeatedPassagesStage? = nil
  ) throws -> [any DocumentStage] {
    var stages = try CleaningStages.make(configuration.clean.settings)
    if let repeatedPassages { stages.insert(repeatedPassages, at: configuration.clean.normalize == nil ? 0 : 1) }
    stages.append(LengthStage(minimumCharacters: configuration.clean.minimumCharacters))
    if let settings = configuration.decontaminate {
      stages.append(DecontaminationStage(index: try index(settings)))
    }
    return stages
  }

  private static func index(_ settings: PipelineConfiguration.Decontaminate) throws -> BenchmarkIndex {
    let files = settings.benchmarks.flatMap(InputListing.files(matching:))
    let items = try files.flatMap { try BenchmarkItem.read(FileSystem.readAll($0, limit: 1 << 32), name: $0) }
    var options = DecontaminationSettings()
    options.n = settings.ngram
    options.action = DecontaminationSettings.Action(rawValue: settings.action) ?? .drop
    return try BenchmarkIndex(items: items, settings: options)
  }
}

extension PipelineConfiguration.Clean {
  /// The settings as the module takes them.
  var settings: CleaningSettings {
    var settings = CleaningSettings()
    settings.normalize = normalize.map { normalize in
      var settings = NormalizeStage.Settings()
      settings.form = NormalizeStage.Form(rawValue: normalize.form) ?? .nfc
      return settings
    }
    settings.aiBoilerplate = aiBoilerplate.map { _ in AIBoilerplateStage.Settings() }
    settings.gopherQuality = gopherQuality.map { _ in GopherQualityStage.Settings() }
    settings.gopherRepetition = gopherRepetition.map { _ in GopherRepetitionStage.Settings() }
    return settings
  }
}
