// "承知しました。" by itself, before an announcement

extension BoilerplateRule {
  static let japaneseInterjection = BoilerplateRule(
    id: "ja-interjection", languages: ["ja"], place: .interjection,
    anchors: [
      "はい", "ええ", "もちろん", "承知", "かしこまり", "了解", "わかりました", "分かりました", "喜んで", "こんにちは", "こんばんは", "お任せ", "いいですね",
      "素晴らしい", "なるほど", "すみません", "失礼", "申し訳", "ご指摘", "そうですね", "おっしゃる", "質問", "テーマ", "ありがとう", "では", "それでは", "ぜひ",
      "ですね",
    ],
    patterns: ["({ja:interjection}(,|!|。|\\.|♪)*)+$"],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.refused + JapaneseContext.others3,
    examples: [],
    counterExamples: [])
}
