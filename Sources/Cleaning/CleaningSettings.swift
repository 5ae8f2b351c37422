// Which cleaning stages run, with what settings: the room's face to the pipeline.

import Corpus

/// Settings of all cleaning stages; a stage that is nil does not run.
public struct CleaningSettings: Sendable, Equatable, Codable {
  public var normalize: NormalizeStage.Settings? = .init()
  public var repairsMojibake = false
  public var repairsHomoglyphs = false
  /// Nil leaves emoji as they are.
  public var emoji: EmojiStage.Form?
  public var personalData: PersonalDataStage.Settings?
  public var aiBoilerplate: AIBoilerplateStage.Settings? = .init()
  public var language: LanguageStage.Settings?
  public var gopherQuality: GopherQualityStage.Settings?
  public var gopherRepetition: GopherRepetitionStage.Settings?
  public var c4: C4Stage.Settings?
  public var c4Paragraphs: C4ParagraphStage.Settings?
  public var c4BadWords: C4BadWordStage.Settings?
  public var fineweb: FineWebStage.Settings?
  public var classifier: ClassifierStage.Settings?

  public init() {}
}

/// Makes cleaning stages.
public enum CleaningStages {
  /// Names of all stages, in the order in which `make` puts them.
  public static let names: [StageName] = [
    MojibakeStage.name, EmojiStage.name, NormalizeStage.name, HomoglyphStage.name, PersonalDataStage.name,
    AIBoilerplateStage.name, LanguageStage.name, GopherQualityStage.name, GopherRepetitionStage.name, C4Stage.name,
    C4ParagraphStage.name, C4BadWordStage.name, FineWebStage.name, ClassifierStage.name,
  ]

  /// The stages that `settings` ask for, in the order of `names`.
  ///
  /// - Throws: `CleaningError` when a setting or a rule is wrong.
  public static func make(_ settings: CleaningSettings = .init()) throws(CleaningError) -> [any DocumentStage] {
    var stages = TextNormalization(settings).stages
    if let personalData = settings.personalData { stages.append(try PersonalDataStage(settings: personalData)) }
    if let boilerplate = settings.aiBoilerplate { stages.append(try AIBoilerplateStage(settings: boilerplate)) }
    if let language = settings.language { stages.append(try LanguageStage(settings: language)) }
    if let quality = settings.gopherQuality { stages.append(GopherQualityStage(settings: quality)) }
    if let repetition = settings.gopherRepetition { stages.append(GopherRepetitionStage(settings: repetition)) }
    if let lines = settings.c4 { stages.append(try C4Stage(settings: lines)) }
    if let paragraphs = settings.c4Paragraphs { stages.append(C4ParagraphStage(settings: paragraphs)) }
    if let words = settings.c4BadWords { stages.append(try C4BadWordStage(settings: words)) }
    if let fineweb = settings.fineweb { stages.append(FineWebStage(settings: fineweb)) }
    if let classifier = settings.classifier { stages.append(try ClassifierStage(settings: classifier)) }
    return stages
  }

  /// The stage of a name with its settings, or its defaults where `settings` have none; nil for an unknown name.
  public static func stage(
    named name: StageName, settings: CleaningSettings = .init()
  ) throws(CleaningError) -> (any DocumentStage)? {
    switch name {
    case MojibakeStage.name: MojibakeStage()
    case EmojiStage.name: EmojiStage(form: settings.emoji ?? .names)
    case NormalizeStage.name: NormalizeStage(settings: settings.normalize ?? .init())
    case HomoglyphStage.name: HomoglyphStage()
    case PersonalDataStage.name: try PersonalDataStage(settings: settings.personalData ?? .init())
    case AIBoilerplateStage.name: try AIBoilerplateStage(settings: settings.aiBoilerplate ?? .init())
    case LanguageStage.name: try LanguageStage(settings: settings.language ?? .init())
    case GopherQualityStage.name: GopherQualityStage(settings: settings.gopherQuality ?? .init())
    case GopherRepetitionStage.name: GopherRepetitionStage(settings: settings.gopherRepetition ?? .init())
    case C4Stage.name: try C4Stage(settings: settings.c4 ?? .init())
    case C4ParagraphStage.name: C4ParagraphStage(settings: settings.c4Paragraphs ?? .init())
    case C4BadWordStage.name: try C4BadWordStage(settings: settings.c4BadWords ?? .init())
    case FineWebStage.name: FineWebStage(settings: settings.fineweb ?? .init())
    case ClassifierStage.name: try ClassifierStage(settings: settings.classifier ?? .init())
    default: nil
    }
  }
}
