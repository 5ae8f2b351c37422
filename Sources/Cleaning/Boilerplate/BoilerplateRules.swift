// The rules that Sluice brings along.

public enum BoilerplateRules {
  /// All rules, in the order in which they are tried.
  public static let all: [BoilerplateRule] = english + chinese

  static let english: [BoilerplateRule] = [
    .englishSystemPrompt, .englishSelfRefusal, .englishSelfAs, .englishSelfIs, .englishCutoff, .englishNoAccess,
    .englishNoOpinions,
    .englishGuidelineRefusal, .englishRefusal, .englishOpener, .englishInterjection, .englishAnnouncement,
    .englishSelfAside, .englishMachineLimit, .englishFeedback, .englishHope, .englishOffer, .englishFollowUp,
    .englishFarewell, .englishGenerated, .englishRefusalCompanion,
  ]

  static let chinese: [BoilerplateRule] = [
    .chineseSystemPrompt, .chineseSelfRefusal, .chineseSelfAs, .chineseSelfIs, .chineseCutoff, .chineseGuidelineRefusal,
    .chineseRefusal, .chineseOpener,
    .chineseInterjection, .chineseAnnouncement, .chineseSelfAside, .chineseMachineLimit, .chineseFeedback, .chineseHope,
    .chineseOffer, .chineseFollowUp, .chineseFarewell, .chineseGenerated,
    .chineseRefusalCompanion,
  ]

  /// Named lists that patterns refer to as `{name}`.
  static let vocabulary: [String: [String]] = EnglishVocabulary.lists.merging(ChineseVocabulary.lists) { first, _ in
    first
  }
}
