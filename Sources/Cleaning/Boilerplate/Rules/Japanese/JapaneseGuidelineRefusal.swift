// "私のガイドラインに反します。"

extension BoilerplateRule {
  static let japaneseGuidelineRefusal = BoilerplateRule(
    id: "ja-guideline-refusal", languages: ["ja"], place: .anywhere, isRefusal: true,
    anchors: [
      "ガイドライン", "ポリシー", "利用規約", "私の指示", "システムプロンプト", "内部の指示", "openai", "anthropic", "OpenAI", "Anthropic", "安全基準",
      "倫理基準", "私のルール", "規約", "内部指示",
    ],
    patterns: [
      "…?(私の|openaiの|anthropicの|利用|使用|コンテンツ|安全|倫理)…?(ガイドライン|ポリシー|規約|基準|ルール|方針)(に|により)…(反|違反|抵触|触れ|禁じ)…",
      "…?(システムプロンプト|内部(の)?(指示|設定)|私(へ)?の指示)(を|は|の|に)…{ja:neg}…",
    ],
    exceptions: JapaneseContext.narrated + JapaneseContext.others + JapaneseContext.others1 + JapaneseContext.others2
      + JapaneseContext.code + ["(クラブ|学校|会社|眼鏡|社員|部員|編集部)"],
    examples: ["これは私のガイドラインに反するため、書くことができません。", "システムプロンプトをお見せすることはできません。"],
    counterExamples: ["クラブには規約があり、皆が守っている。"])
}
