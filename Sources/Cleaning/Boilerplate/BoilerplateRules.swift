// The rules that Sluice brings along.

public enum BoilerplateRules {
  /// All rules, in the order in which they are tried.
  public static let all: [BoilerplateRule] = english + chinese + german + french + spanish + russian + japanese + korean

  static let english: [BoilerplateRule] = [
    .englishSystemPrompt, .englishPromptRole, .englishPromptDirective, .englishSelfRefusal, .englishSelfAs,
    .englishSelfIs, .englishCutoff, .englishNoAccess,
    .englishNoOpinions,
    .englishGuidelineRefusal, .englishRefusal, .englishOpener, .englishInterjection, .englishAnnouncement,
    .englishSelfAside, .englishMachineLimit, .englishFeedback, .englishHope, .englishOffer, .englishInlineOffer,
    .englishFollowUp,
    .englishFarewell, .englishGenerated, .englishRefusalCompanion,
  ]

  static let chinese: [BoilerplateRule] = [
    .chineseSystemPrompt, .chinesePromptRole, .chinesePromptDirective, .chineseSelfRefusal, .chineseSelfAs,
    .chineseSelfIs, .chineseCutoff, .chineseGuidelineRefusal,
    .chineseRefusal, .chineseOpener,
    .chineseInterjection, .chineseAnnouncement, .chineseSelfAside, .chineseMachineLimit, .chineseFeedback, .chineseHope,
    .chineseOffer, .chineseInlineOffer, .chineseFollowUp, .chineseFarewell, .chineseGenerated,
    .chineseRefusalCompanion,
  ]

  static let german: [BoilerplateRule] = [
    .germanSystemPrompt, .germanPromptRole, .germanPromptDirective, .germanSelfRefusal, .germanSelfAs, .germanSelfIs,
    .germanKnowledgeCutoff, .germanNoAccess,
    .germanNoOpinions, .germanGuidelineRefusal, .germanRefusal, .germanOpener, .germanInterjection,
    .germanAnnouncement, .germanHope, .germanOffer, .germanInlineOffer, .germanContinuation, .germanGenerated,
    .germanRefusalCompanion,
  ]

  static let french: [BoilerplateRule] = [
    .frenchSystemPrompt, .frenchPromptRole, .frenchPromptDirective, .frenchSelfRefusal, .frenchSelfAs, .frenchSelfIs,
    .frenchKnowledgeCutoff, .frenchNoAccess,
    .frenchNoOpinions, .frenchGuidelineRefusal, .frenchRefusal, .frenchOpener, .frenchInterjection,
    .frenchAnnouncement, .frenchHope, .frenchOffer, .frenchInlineOffer, .frenchContinuation, .frenchGenerated,
    .frenchRefusalCompanion,
  ]

  static let spanish: [BoilerplateRule] = [
    .spanishSystemPrompt, .spanishPromptRole, .spanishPromptDirective, .spanishSelfRefusal, .spanishSelfAs,
    .spanishSelfIs, .spanishKnowledgeCutoff,
    .spanishNoAccess, .spanishNoOpinions, .spanishGuidelineRefusal, .spanishRefusal, .spanishOpener,
    .spanishInterjection, .spanishAnnouncement, .spanishHope, .spanishOffer, .spanishInlineOffer,
    .spanishContinuation, .spanishGenerated, .spanishRefusalCompanion,
  ]

  static let russian: [BoilerplateRule] = [
    .russianSystemPrompt, .russianPromptRole, .russianPromptDirective, .russianSelfRefusal, .russianSelfAs,
    .russianSelfIs, .russianKnowledgeCutoff,
    .russianNoAccess, .russianNoOpinions, .russianGuidelineRefusal, .russianRefusal, .russianOpener,
    .russianInterjection, .russianAnnouncement, .russianHope, .russianOffer, .russianInlineOffer,
    .russianContinuation, .russianGenerated, .russianRefusalCompanion,
  ]

  static let japanese: [BoilerplateRule] = [
    .japaneseSystemPrompt, .japanesePromptRole, .japanesePromptDirective, .japaneseSelfRefusal, .japaneseSelfAs,
    .japaneseSelfIs, .japaneseKnowledgeCutoff,
    .japaneseNoAccess, .japaneseNoOpinions, .japaneseGuidelineRefusal, .japaneseRefusal, .japaneseOpener,
    .japaneseInterjection, .japaneseAnnouncement, .japaneseHope, .japaneseOffer, .japaneseInlineOffer,
    .japaneseContinuation, .japaneseGenerated, .japaneseRefusalCompanion,
  ]

  static let korean: [BoilerplateRule] = [
    .koreanSystemPrompt, .koreanPromptRole, .koreanPromptDirective, .koreanSelfRefusal, .koreanSelfAs, .koreanSelfIs,
    .koreanKnowledgeCutoff, .koreanNoAccess,
    .koreanNoOpinions, .koreanGuidelineRefusal, .koreanRefusal, .koreanOpener, .koreanInterjection,
    .koreanAnnouncement, .koreanHope, .koreanOffer, .koreanInlineOffer, .koreanContinuation, .koreanGenerated,
    .koreanRefusalCompanion,
  ]

  /// Named lists that patterns refer to as `{name}`.
  static let vocabulary: [String: [String]] = [
    EnglishVocabulary.lists, ChineseVocabulary.lists, GermanVocabulary.lists, FrenchVocabulary.lists,
    SpanishVocabulary.lists, RussianVocabulary.lists, JapaneseVocabulary.lists, KoreanVocabulary.lists,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}
