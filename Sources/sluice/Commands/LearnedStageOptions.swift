// Options of the stages that learnt what they know: languages, classifiers.

import ArgumentParser
import Cleaning

struct LanguageOptions: ParsableArguments {
  @Option(
    help: "Stage language: tags of the languages that stay, separated by commas; zh is any Chinese (default: all).")
  var language: String?

  @Option(help: "Stage language: documents whose language is less certain are dropped, from 0 to 1.")
  var minimumLanguageScore = 0.0

  @Option(
    help: "Stage language: a fastText model such as lid.176.bin (default: the identifier that is built in).",
    completion: .file())
  var languageModel: String?

  /// Nil when nothing was said.
  var settings: LanguageStage.Settings? {
    if language == nil, languageModel == nil, minimumLanguageScore == 0 { return nil }
    var settings = LanguageStage.Settings()
    settings.keep = language?.commaSeparated ?? []
    settings.minimumScore = minimumLanguageScore
    settings.model = languageModel
    return settings
  }
}

struct ClassifierOptions: ParsableArguments {
  static let modelHelp: ArgumentHelp =
    "A file of 'sluice classifier train', or a supervised model of fastText (.bin, .ftz)."

  @Option(help: "The label whose probability is the score (default: the positive one of 'sluice classifier train').")
  var label: String?

  @Option(help: "Documents with a smaller score are dropped, from 0 to 1.")
  var minimumScore = 0.0

  func settings(model: String) -> ClassifierStage.Settings {
    var settings = ClassifierStage.Settings()
    settings.model = model
    settings.label = label
    settings.minimumScore = minimumScore
    return settings
  }
}
