// "あなたは親切なアシスタントです。" at the head of a text

extension BoilerplateRule {
  static let japaneseSystemPrompt = BoilerplateRule(
    id: "ja-system-prompt", languages: ["ja"], place: .prompt,
    anchors: ["あなたは", "プロンプト", "指示："],
    patterns: [
      "(システム|指示|プロンプト)?(:)?あなたは…(アシスタント|ai|チャットボット|言語モデル|chatgpt|ライター|人工知能)(です|として)…",
      "(プロンプト|指示|入力|依頼|質問):…(書いて|書け|作成|まとめて|翻訳|要約|教えて|作って|生成|してください|して)…",
    ],
    examples: ["あなたは親切なアシスタントです。"],
    counterExamples: ["あなたは二日待てる辛抱強いパン職人です。"])
}
