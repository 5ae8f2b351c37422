// "好的！" by itself.

extension BoilerplateRule {
  static let chineseInterjection = BoilerplateRule(
    id: "zh-interjection", languages: ["zh"], place: .interjection,
    anchors: ChineseVocabulary.replyAnchors, patterns: ["{应声}((,|!|\\.|;|-)+{应声})*$"], examples: [], counterExamples: []
  )
}
