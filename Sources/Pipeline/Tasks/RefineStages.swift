// The per-document stages that a configuration asks for, in their order.

import Cleaning
import Corpus
import Decontamination
import Deduplication
import Storage

/// Makes the stages of the refine pass.
enum RefineStages {
  /// Normalisation first, since the others compare text; personal data next, so that nothing that a later stage leaves
  /// behind in ledgers, examples and comparisons can hold it; length last but one, since the others shorten; benchmark
  /// items at the end, in the text that would be trained on.
  ///
  /// - Parameter repeatedPassages: the stage that removes them. It comes right behind normalisation: the text is then the
  ///   one in which they were counted, and the quality rules judge what is left.
  static func make(
    _ configuration: PipelineConfiguration, repeatedPassages: RepeatedPassagesStage? = nil
  ) throws -> [any DocumentStage] {
    var stages = try CleaningStages.make(configuration.clean.settings(seed: configuration.seed))
    if let repeatedPassages {
      stages.insert(repeatedPassages, at: configuration.clean.normalization(seed: configuration.seed).stages.count)
    }
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
  /// What brings texts into one form, before anything else.
  func normalization(seed: UInt64) -> TextNormalization { TextNormalization(settings(seed: seed)) }

  /// The settings as the module takes them.
  ///
  /// - Parameter seed: the run's, of which pseudonyms are made.
  /// - Throws: `StorageError` when a list of words cannot be read.
  func settings(seed: UInt64) throws -> CleaningSettings {
    var settings = CleaningSettings()
    settings.personalData = personalData.map { $0.settings(seed: seed) }
    settings.repairsMojibake = normalize?.mojibake ?? false
    settings.repairsHomoglyphs = normalize?.homoglyphs ?? false
    settings.emoji = (normalize?.emoji).flatMap(EmojiStage.Form.init(rawValue:))
    settings.normalize = normalize.map { normalize in
      var settings = NormalizeStage.Settings()
      settings.form = NormalizeStage.Form(rawValue: normalize.form) ?? .nfc
      return settings
    }
    settings.aiBoilerplate = aiBoilerplate.map { _ in AIBoilerplateStage.Settings() }
    settings.gopherQuality = gopherQuality
    settings.gopherRepetition = gopherRepetition
    settings.c4 = c4
    settings.c4Paragraphs = c4Paragraphs
    settings.c4BadWords = try c4BadWords.map { try $0.settings() }
    settings.fineweb = fineweb
    return settings
  }
}

extension PipelineConfiguration.Clean.C4BadWords {
  fileprivate func settings() throws -> C4BadWordStage.Settings {
    var settings = C4BadWordStage.Settings()
    for file in files.flatMap(InputListing.files(matching:)) {
      let lines = try FileSystem.readAll(file, limit: 1 << 26).split { $0 == 0x0a || $0 == 0x0d }
      settings.words += lines.map { String(decoding: $0, as: UTF8.self) }
    }
    return settings
  }
}

extension PipelineConfiguration.Clean.PersonalData {
  func settings(seed: UInt64) -> PersonalDataStage.Settings {
    var settings = PersonalDataStage.Settings()
    settings.kinds = kinds.compactMap(PersonalDataKind.init(rawValue:))
    settings.mask = PersonalDataStage.Mask(rawValue: mask) ?? .placeholder
    settings.placeholder = placeholder
    settings.key = "\(seed)"
    settings.includesObfuscatedEmails = obfuscatedEmails
    settings.includesPrivateAddresses = privateAddresses
    settings.includesOldChineseIDs = oldChineseIds
    return settings
  }
}
