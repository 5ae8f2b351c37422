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
  /// - Parameter common: n-grams of benchmarks that are common language.
  static func make(
    _ configuration: PipelineConfiguration, repeatedPassages: RepeatedPassagesStage? = nil,
    common: CommonNGrams = CommonNGrams()
  ) throws -> (stages: [any DocumentStage], benchmarkProblems: BenchmarkCatalog.Problems) {
    var stages = try CleaningStages.make(configuration.clean.settings(seed: configuration.seed))
    if let repeatedPassages {
      stages.insert(repeatedPassages, at: configuration.clean.normalization.stages.count)
    }
    stages.append(LengthStage(minimumCharacters: configuration.clean.minimumCharacters))
    var problems = BenchmarkCatalog.Problems()
    if let settings = configuration.decontaminate {
      let index = try BenchmarkCatalog(settings).index(settings.settings, common: common, problems: &problems)
      stages.append(DecontaminationStage(index: index))
    }
    return (try listStages(configuration) + stages, problems)
  }

  /// What somebody asked to be removed goes before anything else is done with it.
  private static func listStages(_ configuration: PipelineConfiguration) throws -> [any DocumentStage] {
    var stages: [any DocumentStage] = []
    if let list = try configuration.takedown?.list() { stages.append(TakedownStage(list: list)) }
    if let block = configuration.clean.block {
      stages.append(BlockListStage(list: try block.list()))
    }
    return stages
  }
}

extension PipelineConfiguration.Takedown {
  /// Every file with what its lines are.
  var files: [(path: String, kind: DocumentListKind)] {
    ids.map { ($0, .ids) } + urls.map { ($0, .urls) } + domains.map { ($0, .domains) } + lists.map { ($0, .any) }
  }

  func list() throws -> DocumentList { try DocumentList(files) }
}

extension PipelineConfiguration.Clean.Block {
  /// Every file with what its lines are.
  var files: [(path: String, kind: DocumentListKind)] {
    domains.map { ($0, .domains) } + urls.map { ($0, .urls) }
  }

  /// Published lists hold lines that are nothing of the kind; these are passed over.
  func list() throws -> DocumentList { try DocumentList(files, passesOver: true) }
}

extension PipelineConfiguration.Clean {
  /// What brings texts into one form, before anything else.
  var normalization: TextNormalization { TextNormalization(normalizingSettings) }

  private var normalizingSettings: CleaningSettings {
    var settings = CleaningSettings()
    settings.repairsMojibake = normalize?.mojibake ?? false
    settings.repairsHomoglyphs = normalize?.homoglyphs ?? false
    settings.emoji = (normalize?.emoji).flatMap(EmojiStage.Form.init(rawValue:))
    settings.normalize = normalize.map { normalize in
      var settings = NormalizeStage.Settings()
      settings.form = NormalizeStage.Form(rawValue: normalize.form) ?? .nfc
      return settings
    }
    return settings
  }

  /// The settings as the module takes them.
  ///
  /// - Parameter seed: the run's, of which pseudonyms are made.
  /// - Throws: `StorageError` when a list of words cannot be read.
  func settings(seed: UInt64) throws -> CleaningSettings {
    var settings = normalizingSettings
    settings.personalData = personalData.map { $0.settings(seed: seed) }
    settings.aiBoilerplate = aiBoilerplate.map { _ in AIBoilerplateStage.Settings() }
    settings.language = language.map { language in
      var settings = LanguageStage.Settings()
      settings.keep = language.keep
      settings.minimumScore = language.minimumScore
      settings.model = language.model
      return settings
    }
    settings.gopherQuality = gopherQuality
    settings.gopherRepetition = gopherRepetition
    settings.c4 = c4
    settings.c4Paragraphs = c4Paragraphs
    settings.c4BadWords = try c4BadWords.map { try $0.settings() }
    settings.fineweb = fineweb
    settings.classifier = classifier.map { classifier in
      var settings = ClassifierStage.Settings()
      settings.model = classifier.model
      settings.label = classifier.label
      settings.minimumScore = classifier.minimumScore
      return settings
    }
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
