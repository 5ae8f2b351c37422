// 「質問に簡潔に答えてください。」 behind what a model is told to be

extension BoilerplateRule {
  static let japanesePromptDirective = BoilerplateRule(
    id: "ja-prompt-directive", languages: ["ja"], place: .afterPrompt,
    anchors: [
      "回答", "答え", "出力", "応答", "返答", "ユーザー", "指示", "口調", "文字以内", "簡潔", "丁寧",
    ],
    patterns: [
      "…(回答|答え|出力|応答|返答|ユーザー|指示|口調|文字以内|簡潔|丁寧)…(ください|下さい|なさい|すること|しないで|せよ|ましょう|てくれ)…",
      "…(回答|答え|出力|応答|返答)は…",
    ],
    examples: [
      "翻訳だけを出力してください。"
    ],
    counterExamples: [
      "答えは次のページにあります。", "丁寧にこねてください。",
    ])
}
