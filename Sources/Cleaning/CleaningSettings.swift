// Which cleaning stages run, with what settings: the room's face to the pipeline.

import Corpus

/// Settings of all cleaning stages; a stage that is nil does not run.
public struct CleaningSettings: Sendable, Equatable, Codable {
  public var normalize: NormalizeStage.Settings? = .init()
  public var aiBoilerplate: AIBoilerplateStage.Settings? = .init()
  public var gopherQuality: GopherQualityStage.Settings?
  public var gopherRepetition: GopherRepetitionStage.Settings?

  public init() {}
}

/// Makes cleaning stages.
public enum CleaningStages {
  /// Names of all stages, in the order in which `make` puts them.
  public static let names: [StageName] = [
    NormalizeStage.name, AIBoilerplateStage.name, GopherQualityStage.name, GopherRepetitionStage.name,
  ]

  /// The stages that `settings` ask for, in the order of `names`.
  ///
  /// - Throws: `CleaningError` when a setting or a rule is wrong.
  public static func make(_ settings: CleaningSettings = .init()) throws(CleaningError) -> [any DocumentStage] {
    var stages: [any DocumentStage] = []
    if let normalize = settings.normalize { stages.append(NormalizeStage(settings: normalize)) }
    if let boilerplate = settings.aiBoilerplate { stages.append(try AIBoilerplateStage(settings: boilerplate)) }
    if let quality = settings.gopherQuality { stages.append(GopherQualityStage(settings: quality)) }
    if let repetition = settings.gopherRepetition { stages.append(GopherRepetitionStage(settings: repetition)) }
    return stages
  }

  /// The stage of a name with its defaults, or nil for an unknown name.
  public static func stage(named name: StageName) throws(CleaningError) -> (any DocumentStage)? {
    switch name {
    case NormalizeStage.name: NormalizeStage()
    case AIBoilerplateStage.name: try AIBoilerplateStage()
    case GopherQualityStage.name: GopherQualityStage()
    case GopherRepetitionStage.name: GopherRepetitionStage()
    default: nil
    }
  }
}
